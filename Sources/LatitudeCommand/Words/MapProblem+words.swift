import AutonomyMaps
import Documents
import Latitude

extension MapError: Explained {
  func words(in language: Language) -> ErrorWords {
    ErrorWords(
      problems.map { $0.line(path: nil, in: language) }.joined(separator: "\n"),
      next: problems.lazy.compactMap { $0.reason.advice(in: language) }.first
        ?? "latitude map lint",
      .invalidData)
  }
}

extension MapProblem {
  /// One line: "maps/conseiller.md:12:5: rules.voucher.alone: …".
  func line(path: String?, in language: Language) -> String {
    let name = place.name.map { printable($0) + language.colon } ?? ""
    return language.place(path: path, place.position) + name + sentence(in: language)
  }

  /// What is wrong, with the faulty comparison but without the place.
  func sentence(in language: Language) -> String {
    let test = reason.namesTest ? "" : place.test.map { " (\(printable($0.text)))" } ?? ""
    return reason.sentence(in: language) + test
  }
}

extension MapProblem {
  /// The same in the base's own terms.
  func sentence(in labels: Labels) -> String {
    let language = labels.language
    switch reason {
    case .leftToDefault(let action, let condition, let zone):
      return language(
        en: "\(printable(labels.action(action))): no rule \(labels.words(where: condition)); there "
          + "the default decides (\(labels.word(zone)))",
        fr:
          "\(printable(labels.action(action))) : pas de règle \(labels.words(where: condition)) ; "
          + "là, le défaut décide (\(labels.word(zone)))")
    case .factNeverRecorded(let fact):
      return language(
        en: "no case says so far: \(printable(labels.fact(fact))) (\(printable(fact)))",
        fr: "aucun cas ne le dit pour l'instant : \(printable(labels.fact(fact))) "
          + "(\(printable(fact)))")
    case .uncoveredAction(let action, let count):
      return language(
        en: "no rule speaks of \(labels.cases(count)): \(printable(labels.action(action)))",
        fr: "aucune règle ne parle de \(labels.cases(count)) : \(printable(labels.action(action)))")
    default: return sentence(in: language)
    }
  }
}

extension MapProblem.Reason {
  /// What is wrong, without the place.
  func sentence(in language: Language) -> String {
    switch self {
    case .unknownRole(let name, let nearest): unknown("role", name, nearest, language)
    case .unknownAction(let name, let nearest): unknown("action", name, nearest, language)
    case .unknownMotive(let name, let nearest): unknown("motive", name, nearest, language)
    case .unknownTeam(let name, let nearest): unknown("team", name, nearest, language)
    case .unknownLevel(let level, let role, let nearest):
      DocumentProblem.Reason.unknownLevel(level, role: role, nearest: nearest)
        .sentence(in: language)
    case .unknownField(let field, let nearest):
      [
        language(
          en: "\(language.quoted(field)) is neither \"requested\" nor a fact of latitude.yml",
          fr: "\(language.quoted(field)) n'est ni « requested » ni un fait de latitude.yml"),
        language.didYouMean(nearest),
      ].compactMap(\.self).joined(separator: ", ")
    case .unknownChoice(let field, let value, let allowed, let nearest):
      [
        language(
          en:
            "\(printable(field)) is never \(language.quoted(value)) (\(language.either(allowed)))",
          fr:
            "\(printable(field)) ne vaut jamais \(language.quoted(value)) (\(language.either(allowed)))"
        ),
        language.didYouMean(nearest),
      ].compactMap(\.self).joined(separator: ", ")
    case .wrongType(let field, let expected, let found):
      language(
        en:
          "\(printable(field)) is \(expected.words(in: language)), not \(language.quoted("\(found)"))",
        fr:
          "\(printable(field)) est \(expected.words(in: language)), pas \(language.quoted("\(found)"))"
      )
    case .noOrder(let field, let type):
      language(
        en: "\(printable(field)) is \(type.words(in: language)) and has no order",
        fr: "\(printable(field)) est \(type.words(in: language)), sans ordre")
    case .underNeedsMotive(let field):
      language(
        en: "\"under\" is for the motive, not for \(printable(field))",
        fr: "« under » ne vaut que pour le motif, pas pour \(printable(field))")
    case .mixedCurrencies(let field, let currencies):
      language(
        en:
          "\(printable(field)) is compared in \(names(currencies)): no amount settles all of them",
        fr:
          "\(printable(field)) est comparé en \(names(currencies)) : aucun montant ne répond à tout"
      )
    case .neverHolds:
      language(
        en: "no situation fulfils this condition", fr: "aucune situation ne remplit cette condition"
      )
    case .consultNeverReached:
      language(
        en: "wherever \"consult\" holds, \"alone\" holds already",
        fr: "partout où « consult » vaut, « alone » vaut déjà")
    case .duplicateID(let id):
      language(
        en: "id \(language.quoted(id)) stands twice",
        fr: "l'id \(language.quoted(id)) est en double")
    case .overlapsRule(let other):
      language(
        en: "rule \(language.quoted(other)) can speak in the same situations",
        fr: "la règle \(language.quoted(other)) peut parler dans les mêmes situations")
    case .neverReached(let others):
      language(
        en: "never speaks: \(printable(others.joined(separator: ", "))) come first",
        fr: "ne parle jamais : \(printable(others.joined(separator: ", "))) passe avant")
    case .swallowed(let limits):
      language(
        en:
          "\(limits.count == 1 ? "limit" : "limits") \(printable(limits.joined(separator: ", "))) "
          + "\(limits.count == 1 ? "escalates" : "escalate") whatever this would allow",
        fr: limits.count == 1
          ? "la limite \(language.quoted(limits[0])) escalade tout ce que ceci permettrait"
          : "les limites \(printable(limits.joined(separator: ", "))) escaladent tout ce que "
            + "ceci permettrait")
    case .aloneBeyondConsult:
      language(
        en: "\"alone\" reaches further than \"consult\": past one, nothing but escalation is left",
        fr: "« alone » va plus loin que « consult » : au-delà, il ne reste qu'à escalader")
    case .leftToDefault(let action, let condition, let zone):
      language(
        en: "\(printable(action)): no rule where \(printable(condition)); the default decides "
          + "(\(zone.word(in: language)))",
        fr: "\(printable(action)) : pas de règle si \(printable(condition)) ; le défaut décide "
          + "(\(zone.word(in: language)))")
    case .trialEnded(let day):
      language(
        en: "ended on \(day): the rule speaks again, and the trial can be taken out",
        fr: "terminé le \(day) : la règle parle de nouveau, l'essai peut être retiré")
    case .factNeverRecorded(let fact):
      language(
        en: "no case records \(language.quoted(fact)) so far",
        fr: "aucun cas ne note \(language.quoted(fact)) pour l'instant")
    case .uncoveredAction(let action, let count):
      language(
        en: "\(count) \(count == 1 ? "case" : "cases") of \(language.quoted(action)) that no rule "
          + "speaks of",
        fr: "\(count) cas de \(language.quoted(action)) dont aucune règle ne parle")
    case .refusesExample(let id):
      language(
        en: "\(id) is an example, but the map now escalates it",
        fr: "\(id) sert d'exemple, mais la carte l'escalade maintenant")
    case .refusesReason(let id):
      language(
        en: "\(id) is a reason, but the map escalates it all the same",
        fr: "\(id) sert de raison, mais la carte l'escalade quand même")
    case .unknownRule(let id, let nearest):
      [
        language(
          en: "the map has no rule \(language.quoted(id))",
          fr: "la carte n'a pas de règle \(language.quoted(id))"),
        language.didYouMean(nearest),
      ].compactMap(\.self).joined(separator: ", ")
    case .endsBeforeItBegins(let from, let until):
      language(
        en: "ends on \(until), before it begins on \(from)",
        fr: "finit le \(until), avant de commencer le \(from)")
    case .overlapsTrial(let other):
      language(
        en: "overlaps trial \(language.quoted(other)): same rule, team and days",
        fr: "recouvre l'essai \(language.quoted(other)) : même règle, équipe et jours")
    case .tooComplexToCheck:
      language(
        en: "too many combinations to look for contradictions here",
        fr: "trop de combinaisons pour y chercher des contradictions")
    }
  }

  private func unknown(
    _ field: String, _ name: String, _ nearest: String?, _ language: Language
  ) -> String {
    [
      language(
        en: "\(language.fieldName(field)) \(language.quoted(name)) is not in latitude.yml",
        fr: "\(language.fieldName(field)) \(language.quoted(name)) : pas dans latitude.yml"),
      language.didYouMean(nearest),
    ].compactMap(\.self).joined(separator: ", ")
  }

  private func names(_ currencies: [Currency]) -> String {
    currencies.map(\.code).joined(separator: ", ")
  }

  /// Whether the sentence holds the faulty comparison already.
  fileprivate var namesTest: Bool {
    switch self {
    case .unknownField, .unknownChoice, .wrongType: false
    default: true
    }
  }

  /// The next step, where it says more than "correct this".
  func advice(in language: Language) -> String? {
    switch self {
    case .overlapsRule:
      language(
        en: "narrow one by motives or levels, or give one a priority: priority: 1",
        fr: "restreignez l'une par motives ou levels, ou donnez-lui une priorité : priority: 1")
    case .unknownField, .unknownChoice:
      language(
        en: "declare the fact in latitude.yml, or use one that is there",
        fr: "déclarez le fait dans latitude.yml, ou prenez-en un qui y est")
    default: nil
    }
  }
}

extension Labels {
  /// "pour motif : Retour", "hors de motif : Abonnement", "hors de motif : Abonnement, ni pour niveau : debutant".
  fileprivate func words(where text: String) -> String {
    guard let condition = try? Condition.parse(text) else {
      return language(en: "for ", fr: "pour ") + printable(text)
    }
    func isNegative(_ part: Condition) -> Bool { if case .not = part { true } else { false } }
    guard case .or(let parts) = condition, parts.contains(where: isNegative) else {
      return words(where: condition)
    }
    return parts.map { words(where: $0) }.joined(separator: language(en: ", nor ", fr: ", ni "))
  }

  private func words(where condition: Condition) -> String {
    if case .not(let inside) = condition {
      return language(en: "outside ", fr: "hors de ") + printable(words(inside))
    }
    return language(en: "for ", fr: "pour ") + printable(words(condition))
  }
}
