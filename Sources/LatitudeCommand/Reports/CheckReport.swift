import AutonomyMaps
import Documents
import Latitude

/// What a map says about one situation, as lines for a person.
struct CheckReport {
  let labels: Labels
  let width: Int

  private var language: Language { labels.language }

  /// The question in one line, the answer below it.
  func lines(_ answer: CheckAnswer) -> [StyledText] {
    paragraph(question(answer.request), hanging: 2, width: width) + verdict(answer)
  }

  /// The question in a line: "Conseiller (confirme, lyon) · Bon d'achat · 60 EUR · 2026-11-20".
  func question(_ request: CheckRequest) -> StyledText {
    .joined([
      StyledText(who(request), .bold),
      StyledText(labels.action(request.action), .bold),
      StyledText(request.motive.map { labels.motive($0) } ?? ""),
      StyledText(request.requested?.description ?? ""),
      StyledText(request.day.description, .dim),
    ])
  }

  func who(_ request: CheckRequest) -> String {
    let details = [request.level, request.team].compactMap(\.self).joined(separator: ", ")
    return labels.role(request.role) + (details.isEmpty ? "" : " (\(details))")
  }

  /// The answer without the question: zone, reason, and what else an agent has to know.
  func verdict(_ answer: CheckAnswer) -> [StyledText] {
    let verdict = answer.verdict
    var lines = headline(verdict)
    func add(_ name: String, _ text: StyledText?) {
      guard let text, !text.isEmpty else { return }
      let margin = "  " + StyledText(name, .dim).padded(to: nameWidth)
      lines += paragraph(text, margin: margin, width: width)
    }
    add(language(en: "by", fr: "selon"), source(answer))
    if case .limit(_, let why?) = verdict.decidedBy {
      add(language(en: "why", fr: "pourquoi"), "\(why)")
    }
    if let freer = verdict.freer {
      add(
        language(en: "\(labels.word(freer.zone)) if", fr: "\(labels.word(freer.zone)) si"),
        "\(labels.words(condition: freer.condition))")
    }
    add(language(en: "cap", fr: "plafond"), verdict.cap.map { cap($0, in: verdict) })
    add(language(en: "assumed", fr: "supposé"), "\(assumptions(verdict).joined(separator: ", "))")
    add(
      language(en: "rests on", fr: "s'appuie sur"),
      "\(verdict.because.map(\.description).joined(separator: ", "))")
    return lines
  }

  /// What spoke: "règle voucher · conseiller@6, en vigueur depuis le 2026-10-19".
  func source(_ answer: CheckAnswer) -> StyledText {
    """
    \(labels.source(answer.verdict.decidedBy)) · \(answer.request.role)@\(answer.revision)\
    \(language(en: ", in force since ", fr: ", en vigueur depuis le "))\(answer.effective)
    """
  }

  private var nameWidth: Int { language(en: "consult if  ", fr: "s'appuie sur  ").count }

  private func headline(_ verdict: Verdict) -> [StyledText] {
    guard let zone = verdict.zone else { return undecided(verdict) }
    let name = StyledText(labels.word(zone).uppercased(), zone.style)
    return ["  " + .joined([name + with(verdict), limit(verdict, in: zone)], by: ", ")]
  }

  /// Whom to consult: " avec : Superviseur".
  private func with(_ verdict: Verdict) -> StyledText {
    guard verdict.zone == .consult, let role = verdict.with else { return "" }
    return "\(language(en: " with: ", fr: " avec : "))\(labels.role(role))"
  }

  private func limit(_ verdict: Verdict, in zone: Zone) -> StyledText {
    guard let limit = verdict.limit else { return "" }
    return zone == .escalate
      ? "\(language(en: "above ", fr: "au-delà de "))\(limit)"
      : "\(language(en: "up to ", fr: "jusqu'à "))\(limit)"
  }

  private func undecided(_ verdict: Verdict) -> [StyledText] {
    guard let undecided = verdict.undecided else { return [] }
    let needs = labels.list(undecided.needs.map { labels.field($0) })
    var lines: [StyledText] = [
      """
        \(labels.word(orUndecided: nil).uppercased(), .cyan)\
      \(language(en: ", what is missing: ", fr: ", il manque : "))\(needs)
      """
    ]
    var table = Table()
    for outcome in undecided.outcomes {
      table.rows.append([
        StyledText(labels.word(outcome.zone), outcome.zone.style),
        "\(language(en: "if ", fr: "si "))\(labels.words(condition: outcome.condition))",
      ])
    }
    lines += table.lines(indent: 4, width: width, wraps: true)
    return lines
  }

  private func cap(_ state: Verdict.CapState, in verdict: Verdict) -> StyledText {
    let cap = state.cap
    let rule: StyledText = """
      \(cap.amount) \(language(en: "per customer in", fr: "par client en")) \(cap.days) \
      \(language(en: "days", fr: "jours"))
      """
    let isUnchecked = verdict.assumed.contains {
      if case .capUnchecked = $0 { true } else { false }
    }
    let used =
      isUnchecked
      ? language(en: "not checked: no customer named", fr: "non vérifié : aucun client nommé")
      : language(en: "\(state.used) granted already", fr: "\(state.used) déjà accordés")
    guard state.reached else { return "\(rule), \(used)" }
    let over = language(en: "this would exceed it", fr: "ce geste le dépasserait")
    return "\(rule), \(used), \(over, .red)"
  }

  private func assumptions(_ verdict: Verdict) -> [String] {
    verdict.assumed.compactMap { assumption in
      guard case .fact(let name, let value) = assumption else { return nil }
      return labels.fact(name) + language.colon + labels.value(value.description, ofFact: name)
    }
  }
}
