import AutonomyMaps
import Documents
import Latitude

/// Every action of a role: what may be decided alone, what takes a consultation, what is escalated.
///
/// Where the question leaves something open, the rules that may speak are shown as the map has
/// them, one row for each zone; the exact answer to one action is `CheckReport`'s.
struct AutonomyTable {
  let report: CheckReport
  let map: MapDocument

  private var labels: Labels { report.labels }
  private var language: Language { report.labels.language }

  func lines(_ answers: [CheckAnswer]) -> [StyledText] {
    guard let first = answers.first else { return [] }
    var table = Table()
    table.rows.append(
      ["ACTION", "ZONE", language(en: "IF", fr: "SI")].map { StyledText($0, .dim) })
    for answer in answers { table.rows += rows(answer) }
    return paragraph(title(first), hanging: 2, width: report.width) + [""]
      + table.lines(width: report.width, wraps: true) + footer()
  }

  private func title(_ answer: CheckAnswer) -> StyledText {
    let since = language(en: ", in force since ", fr: ", en vigueur depuis le ")
    return .joined([
      StyledText(report.who(answer.request), .bold),
      StyledText(answer.request.motive.map { labels.motive($0) } ?? ""),
      StyledText(answer.request.requested?.description ?? ""),
      "\(answer.request.role)@\(answer.revision)\(since)\(answer.effective)",
    ])
  }

  private func rows(_ answer: CheckAnswer) -> [[StyledText]] {
    let request = answer.request
    let action = StyledText(labels.action(request.action))
    if let zone = answer.verdict.zone {
      return [
        [action, StyledText(labels.word(zone), zone.style), remark(answer.verdict, in: zone)]
      ]
    }
    let outlines = RuleOutline.of(
      map, action: request.action, motive: request.motive, level: request.level,
      team: request.team, on: request.day)
    var rows = outlines.flatMap { self.rows($0) }
    if outlines.isEmpty { rows = [self.row(map.default, nil)] }
    guard outlines.count > 1 || !(outlines.first?.scope.isEmpty ?? true) else {
      rows[0][0] = action
      return rows
    }
    return [[action]] + rows
  }

  /// The zones that a rule has, each with its condition; the name of the scope stands left of the
  /// first.
  private func rows(_ outline: RuleOutline) -> [[StyledText]] {
    var rows: [[StyledText]] = []
    if let alone = outline.alone { rows.append(row(.alone, alone)) }
    if let consult = outline.consult {
      rows.append(row(.consult, consult == .always && outline.alone != nil ? nil : consult))
    }
    if rows.isEmpty { rows.append(row(.escalate, nil)) }
    if let cap = outline.cap, let last = rows.indices.last {
      let text = language(en: "cap", fr: "plafond") + language.colon + labels.words(cap)
      rows[last][2] = .joined([rows[last][2], StyledText(text)])
    }
    rows[0][0] = "  \(scope(outline))"
    return rows
  }

  private func row(_ zone: Zone, _ condition: Condition?) -> [StyledText] {
    let words = condition.map { $0 == .always ? "" : labels.words($0) } ?? ""
    return ["", StyledText(labels.word(zone), zone.style), StyledText(words)]
  }

  private func scope(_ outline: RuleOutline) -> String {
    var words = outline.scope.map { scope in
      switch scope {
      case .motive(let path): labels.motive(path)
      case .level(let level): level
      case .team(let team): team
      case .otherwise: language(en: "otherwise", fr: "sinon")
      }
    }
    if outline.trial != nil { words.append(language(en: "(trial)", fr: "(essai)")) }
    return words.joined(separator: ", ")
  }

  /// What else there is to know about an action whose zone is certain.
  private func remark(_ verdict: Verdict, in zone: Zone) -> StyledText {
    var pieces: [StyledText] = []
    if zone != .escalate, let limit = verdict.limit {
      pieces.append("\(language(en: "up to ", fr: "jusqu'à "))\(limit)")
    }
    if case .limit(let id, _) = verdict.decidedBy {
      pieces.append("\(language(en: "limit ", fr: "limite "))\(id)")
    }
    if let freer = verdict.freer {
      pieces.append(
        """
        \(labels.word(freer.zone)) \(language(en: "if", fr: "si")) \
        \(labels.words(condition: freer.condition))
        """)
    }
    return .joined(pieces)
  }

  /// The limits, once for all actions, and what happens where no zone is named.
  private func footer() -> [StyledText] {
    let rest = language(
      en: "What fits no condition is escalated.",
      fr: "Ce qui n'entre dans aucune condition s'escalade.")
    var lines: [StyledText] = ["", StyledText(rest, .dim)]
    for limit in map.limits {
      for (zone, condition) in [(Zone.escalate, limit.escalate), (.consult, limit.consult)] {
        guard let condition else { continue }
        let margin: StyledText =
          "\(labels.word(zone), zone.style) \(language(en: "always if", fr: "toujours si")) "
        let why = limit.why.map { ". " + $0 } ?? ""
        lines += paragraph(
          "\(labels.words(condition))\(why, .dim)", margin: margin, hanging: 2,
          width: report.width)
      }
    }
    return lines
  }
}
