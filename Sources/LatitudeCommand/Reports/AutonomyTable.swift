import AutonomyMaps
import Documents
import Latitude

/// Every action of a role: what may be decided alone, with whom to consult, what must be escalated.
struct AutonomyTable {
  let report: CheckReport

  private var labels: Labels { report.labels }
  private var language: Language { report.labels.language }

  func lines(_ answers: [CheckAnswer]) -> [StyledText] {
    guard let first = answers.first else { return [] }
    let revision =
      "\(first.request.role)@\(first.revision)"
      + language(en: ", in force since ", fr: ", en vigueur depuis le ")
      + first.effective.description
    let title = StyledText.joined([
      StyledText(report.who(first.request), .bold),
      StyledText(first.request.motive.map { labels.motive($0) } ?? ""),
      StyledText(first.request.requested?.description ?? ""),
      StyledText(first.request.day.description, .dim), StyledText(revision, .dim),
    ])
    var table = Table()
    table.rows.append(
      [
        "ACTION", language(en: "ZONE", fr: "ZONE"), language(en: "RULE", fr: "RÈGLE"),
        language(en: "WHEN", fr: "QUAND"),
      ].map { StyledText($0, .dim) })
    for answer in answers { table.rows += rows(answer) }
    return [title, ""] + table.lines(width: report.width, wraps: true)
  }

  /// One row for each zone that the action can be in, the freest first.
  private func rows(_ answer: CheckAnswer) -> [[StyledText]] {
    let verdict = answer.verdict
    let action = StyledText(labels.action(answer.request.action))
    let rule = StyledText(verdict.decidedBy.name ?? (verdict.zone == nil ? "" : "-"), .dim)
    if let zone = verdict.zone {
      return [[action, StyledText(labels.word(zone), zone.style), rule, when(verdict, in: zone)]]
    }
    let outcomes = verdict.undecided?.outcomes ?? []
    return outcomes.enumerated().map { index, outcome in
      [
        index == 0 ? action : "", StyledText(labels.word(outcome.zone), outcome.zone.style),
        index == 0 ? rule : "", "\(labels.words(condition: outcome.condition))",
      ]
    }
  }

  private func when(_ verdict: Verdict, in zone: Zone) -> StyledText {
    var pieces: [StyledText] = []
    if zone != .escalate, let limit = verdict.limit {
      pieces.append("\(language(en: "up to ", fr: "jusqu'à "))\(limit)")
    }
    if case .limit(_, let why?) = verdict.decidedBy { pieces.append("\(why)") }
    if let freer = verdict.freer {
      pieces.append(
        """
        \(labels.word(freer.zone)) \(language(en: "if", fr: "si")) \
        \(labels.words(condition: freer.condition))
        """)
    }
    return .joined(pieces)
  }
}
