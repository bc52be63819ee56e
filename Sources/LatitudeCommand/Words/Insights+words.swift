import AutonomyMaps
import Documents
import Insights
import Latitude

extension AuditFinding.Kind: Term {
  /// The heading under which findings of this kind stand.
  func word(in language: Language) -> String {
    switch self {
    case .allowedYetAsked:
      language(
        en: "Asked, although the map allowed it", fr: "Demandé, alors que la carte le permettait")
    case .escalatedThenGranted:
      language(
        en: "Escalated, then granted exactly as asked",
        fr: "Escaladé, puis accordé exactement comme demandé")
    case .beyondMap:
      language(en: "Decided beyond the map", fr: "Décidé au-delà de la carte")
    case .decidedUnlike:
      language(
        en: "Nearly the same, decided differently", fr: "Presque pareil, décidé autrement")
    case .capReached: language(en: "Cap reached again and again", fr: "Plafond souvent atteint")
    case .ruleUnused: language(en: "Rules never used", fr: "Règles jamais utilisées")
    }
  }

  /// What it may mean, for whoever wonders what to do about it.
  func meaning(in language: Language) -> String {
    switch self {
    case .allowedYetAsked:
      language(
        en: "Is the limit unknown, or is deciding alone not safe enough?",
        fr: "La limite est-elle mal connue, ou n'ose-t-on pas décider seul ?")
    case .escalatedThenGranted:
      language(
        en: "The answer was yes: would the map be right to say so at once?",
        fr: "La réponse était oui : la carte pourrait-elle le dire d'emblée ?")
    case .beyondMap:
      language(
        en: "How it ended tells whether the limit or the habit is to change.",
        fr: "L'issue dit si c'est la limite qui doit changer, ou l'habitude.")
    case .decidedUnlike:
      language(
        en: "Same action, motive, level and facts, about the same amount.",
        fr: "Mêmes action, motif, niveau et faits, à peu près le même montant.")
    case .capReached:
      language(
        en: "The same customers come back: look for the cause before the next gesture.",
        fr: "Les mêmes clients reviennent : cherchez la cause avant le geste suivant.")
    case .ruleUnused:
      language(
        en: "Not needed, not known, or not recorded.",
        fr: "Inutile, inconnue, ou pas notée dans les cas.")
    }
  }
}

extension Labels {
  /// Which part of a map a finding is about: "règle voucher".
  func source(_ part: AuditFinding.Part) -> String {
    switch part {
    case .rule(let id): source(Verdict.Source.rule(id))
    case .limit(let id): source(Verdict.Source.limit(id, why: nil))
    case .byDefault: source(Verdict.Source.byDefault)
    }
  }

  /// How cases ended: "3 satisfaits, 1 perdu"; empty where none says.
  func outcomes(_ outcomes: [Outcome: Int]) -> String {
    Outcome.allCases.compactMap { outcome in
      outcomes[outcome].flatMap { $0 > 0 ? count($0, outcome) : nil }
    }.joined(separator: ", ")
  }

  /// How cases were decided: "3 seul, 1 après consultation".
  func zones(_ zones: [Zone: Int]) -> String {
    Zone.allCases.compactMap { zone in
      zones[zone].flatMap { $0 > 0 ? "\($0) \(manner(of: zone))" : nil }
    }.joined(separator: ", ")
  }

  private func manner(of zone: Zone) -> String {
    switch zone {
    case .alone: word(zone)
    case .consult: language(en: "after consulting", fr: "après consultation")
    case .escalate: language(en: "escalated", fr: "par escalade")
    }
  }

  /// "Remise commerciale : seul jusqu'à 250 EUR au lieu de 100 EUR".
  func title(of suggestion: Suggestion) -> String {
    let rule = suggestion.rule
    let scope = rule.motives.map { motive($0) } + rule.levels
    let place = scope.isEmpty ? "" : " (\(scope.joined(separator: ", ")))"
    // A limit on another amount than the one requested has to be named.
    let field = suggestion.field == "requested" ? "" : "\(self.field(suggestion.field)) "
    let limit =
      suggestion.from.map { from in
        language(
          en: "\(field)up to \(suggestion.to) instead of \(from)",
          fr: "\(field)jusqu'à \(suggestion.to) au lieu de \(from)")
      } ?? language(en: "\(field)up to \(suggestion.to)", fr: "\(field)jusqu'à \(suggestion.to)")
    return "\(action(rule.action))\(place)\(language.colon)\(word(suggestion.zone)) \(limit)"
  }

  /// "7 fois sur 7 ; sur si peu de cas, la vraie part est entre 65 et 100 %".
  func words(_ agreement: Proportion) -> String {
    func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
    let low = percent(agreement.interval.lowerBound)
    let high = percent(agreement.interval.upperBound)
    return language(
      en: "\(agreement.hits) of \(agreement.total); with this many cases, the true share lies "
        + "between \(low) and \(high) %",
      fr: "\(agreement.hits) sur \(agreement.total) ; à ce nombre de cas, la part réelle est entre "
        + "\(low) et \(high) %")
  }
}
