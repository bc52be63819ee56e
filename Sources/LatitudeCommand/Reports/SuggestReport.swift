import Documents
import Insights
import Latitude

/// Limits that past cases support, with all that speaks for and against them.
struct SuggestReport {
  let labels: Labels
  let width: Int
  let today: Day
  /// How a next command would begin.
  let command: String

  private var language: Language { labels.language }

  func lines(_ answer: SuggestAnswer) -> [StyledText] {
    let found = answer.found
    let heading = StyledText.joined([
      StyledText("\(answer.role)@\(answer.revision)", .bold), StyledText(labels.cases(found.cases)),
      StyledText(
        language(
          en: "a suggestion needs \(labels.cases(found.least)) "
            + (found.least == 1 ? "that agrees" : "that agree"),
          fr: "il faut \(found.least) cas \(found.least == 1 ? "concordant" : "concordants") "
            + "pour une suggestion")),
    ])
    var lines = paragraph(heading, hanging: 2, width: width)
    for limit in answer.limits { lines += [""] + self.lines(limit, role: answer.role) }
    if answer.limits.isEmpty {
      lines += paragraph(
        StyledText(
          language(
            en: "No limit has enough cases that agree.",
            fr: "Aucune limite n'a assez de cas concordants.")), margin: "  ", width: width)
    }
    if !found.weaker.isEmpty { lines += [""] + weaker(found.weaker) }
    return lines
  }

  private func lines(_ limit: SuggestedLimit, role: String) -> [StyledText] {
    let suggestion = limit.suggestion
    var lines = paragraph(
      "\(labels.title(of: suggestion), .bold) (\(suggestion.rule.id))", hanging: 2, width: width)
    lines += evidence(suggestion).lines(indent: 2, width: width, wraps: true)
    if !limit.ideas.isEmpty { lines += ideas(limit) }
    lines += ProposalReport(labels: labels, width: width, today: today).lines(limit.proposal)
    if limit.proposingIdea == nil {
      lines.append(
        StyledText(
          "→ \(command) map suggest \(shellWord(role)) --rule \(shellWord(suggestion.rule.id)) --write",
          .dim))
    }
    return lines
  }

  private func evidence(_ suggestion: Suggestion) -> Table {
    var table = Table()
    func add(_ name: String, _ evidence: [Evidence]) {
      guard !evidence.isEmpty else { return }
      table.rows.append([StyledText(name, .dim), StyledText(words(evidence))])
    }
    switch suggestion.direction {
    case .wider:
      add(language(en: "granted as asked", fr: "accordé tel quel"), suggestion.support)
    case .tighter:
      add(language(en: "ended badly", fr: "mal fini"), suggestion.support)
    }
    add(language(en: "alone, ended well", fr: "seul, bien fini"), suggestion.alike)
    add(language(en: "otherwise", fr: "autrement"), suggestion.against)
    add(language(en: "beyond the limit", fr: "au-delà"), suggestion.beyond)
    table.rows.append([
      StyledText(language(en: "agreeing", fr: "concordants"), .dim),
      StyledText(labels.words(suggestion.agreement)),
    ])
    if suggestion.open > 0 {
      table.rows.append([
        StyledText(language(en: "left out", fr: "hors compte"), .dim),
        StyledText(
          language(
            en: "\(labels.cases(suggestion.open)) whose end is mixed or not known",
            fr: "\(labels.cases(suggestion.open)) à l'issue mitigée ou inconnue")),
      ])
    }
    return table
  }

  /// "4 cas, de 160 à 250 EUR : fc-… (160 EUR), …".
  private func words(_ evidence: [Evidence]) -> String {
    let shown = evidence.suffix(Self.casesShown).map { one in
      let outcome = one.outcome.map { ", \(labels.word($0))" } ?? ""
      return "\(one.id) (\(one.amount)\(outcome))"
    }
    let more = evidence.count > Self.casesShown ? "…, " : ""
    return labels.cases(evidence.count) + language.colon + more + shown.joined(separator: ", ")
  }

  /// Those nearest to the limit; programs get all.
  private static let casesShown = 6

  private func ideas(_ limit: SuggestedLimit) -> [StyledText] {
    var table = Table()
    for idea in limit.ideas {
      table.rows.append([
        StyledText(language(en: "idea", fr: "idée"), .dim),
        .joined([
          StyledText(idea.value.id.description, .cyan),
          StyledText(labels.word(idea.value.status ?? .open)), StyledText(idea.value.title),
        ]),
      ])
    }
    return table.lines(indent: 2, width: width, wraps: true)
  }

  private func weaker(_ weaker: [Suggestions.WeakerSupport]) -> [StyledText] {
    var table = Table()
    for one in weaker {
      table.rows.append([
        StyledText("\(labels.action(one.action)) (\(one.rule))"), StyledText(labels.word(one.zone)),
        StyledText(
          language(
            en: "\(one.support) for, \(one.against) against",
            fr: "\(one.support) pour, \(one.against) contre"), .dim),
      ])
    }
    return paragraph(
      StyledText(
        language(
          en: "Too few, too far apart, or not clear enough to suggest more:",
          fr: "Trop peu, trop dispersé ou pas assez net pour proposer davantage :")), width: width)
      + table.lines(indent: 2, width: width, wraps: true)
  }
}
