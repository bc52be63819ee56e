import Documents
import Insights
import Latitude

/// Ideas in a list, and one idea with what it would change and what its trials showed.
struct IdeaReport {
  let labels: Labels
  let width: Int
  let today: Day

  private var language: Language { labels.language }

  func lines(_ list: IdeaList, width: Int?) -> [StyledText] {
    var table = Table()
    for idea in list.ideas {
      let status = idea.value.status ?? .open
      table.rows.append([
        StyledText(idea.value.id.description, .dim), StyledText(labels.word(status), status.style),
        StyledText(idea.value.role.map { labels.role($0) } ?? ""), StyledText(idea.value.title),
      ])
    }
    return table.lines(width: width)
  }

  func lines(_ view: IdeaView) -> [StyledText] {
    var lines = DocumentReport(labels: labels, width: width).lines(view.idea)
    for trial in view.trials {
      lines += [""] + self.lines(trial, smallestGroup: view.smallestGroup)
    }
    if let proposal = view.proposal {
      lines += [
        "",
        StyledText(
          language(en: "What accepting it would change", fr: "Ce que changerait un oui"), .bold),
      ]
      lines += ProposalReport(labels: labels, width: width, today: today).lines(proposal)
    } else if let obstacle = view.obstacle {
      lines +=
        [""]
        + paragraph(
          StyledText(Failure(cause: obstacle, language: language).message, .yellow), width: width)
    }
    return lines
  }

  // MARK: Trials

  /// What the cases of a test zone showed beside those of the other teams.
  private func lines(_ review: TrialReview, smallestGroup: Int) -> [StyledText] {
    let trial = review.trial
    let hasBegun = trial.from <= review.until
    let state =
      !hasBegun
      ? language(en: "not begun yet", fr: "pas encore commencé")
      : trial.until <= review.until
        ? language(en: "over", fr: "terminé")
        : language(
          en: "still running, seen on \(review.until)", fr: "en cours, vu le \(review.until)")
    let title = language(en: "Trial", fr: "Essai")
    let teams =
      trial.teams.isEmpty
      ? language(en: "all teams", fr: "toutes les équipes") : trial.teams.joined(separator: ", ")
    let period = language(
      en: "\(trial.from) to \(trial.until)", fr: "du \(trial.from) au \(trial.until)")
    var lines = paragraph(
      .joined([
        StyledText("\(title) \(trial.id)", .bold), StyledText(teams), StyledText(period),
        StyledText(state),
      ]),
      hanging: 2, width: width)
    guard hasBegun else { return lines }
    var table = Table()
    table.rows.append([
      "", StyledText(language(en: "in the trial", fr: "à l'essai"), .bold),
      StyledText(language(en: "other teams, same days", fr: "autres équipes, mêmes jours"), .bold),
    ])
    let sides = [review.tested, review.others]
    func add(_ name: String, _ words: (CaseGroup) -> String) {
      let cells = sides.map {
        $0.isWithheld(below: smallestGroup) || $0.cases == 0 ? "–" : words($0)
      }
      guard cells.contains(where: { $0 != "–" && !$0.isEmpty }) else { return }
      table.rows.append([StyledText(name, .dim)] + cells.map { StyledText($0) })
    }
    table.rows.append(
      [StyledText(language(en: "cases", fr: "cas"), .dim)]
        + sides.map { side in
          StyledText(side.isWithheld(below: smallestGroup) ? "< \(smallestGroup)" : "\(side.cases)")
        })
    add(language(en: "decided", fr: "décidés")) { labels.zones($0.zones) }
    add(language(en: "ended", fr: "issue")) { labels.outcomes($0.outcomes) }
    add(language(en: "granted", fr: "accordé")) { $0.grantedAmounts.map(words) ?? "" }
    add(language(en: "usual time", fr: "temps usuel")) {
      $0.medianMinutes.map { "\($0) min" } ?? ""
    }
    lines += table.lines(indent: 2, width: width, wraps: true)
    if sides.contains(where: { $0.isWithheld(below: smallestGroup) }) {
      lines += paragraph(
        StyledText(
          language(
            en: "A group of fewer than \(smallestGroup) cases shows no figures: people could be "
              + "recognised in them.",
            fr: "Un groupe de moins de \(smallestGroup) cas ne montre aucun chiffre : on y "
              + "reconnaîtrait les personnes."), .dim), margin: "  ", width: width)
    }
    return lines
  }

  /// "de 20 à 80 EUR, médiane 60 EUR".
  private func words(_ amounts: CaseGroup.Amounts) -> String {
    if amounts.least == amounts.most { return amounts.most.description }
    let least = amounts.least.decimal(leastDecimals: 0)
    return language(
      en: "\(least) to \(amounts.most), median \(amounts.median)",
      fr: "de \(least) à \(amounts.most), médiane \(amounts.median)")
  }
}

extension IdeaStatus {
  var style: Console.Style? {
    switch self {
    case .open: .cyan
    case .trial: .yellow
    case .accepted: .green
    case .declined: .dim
    }
  }
}
