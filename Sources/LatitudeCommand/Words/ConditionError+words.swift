import Documents

extension ConditionError {
  /// What is wrong, without the place.
  func sentence(in language: Language) -> String {
    switch reason {
    case .emptyCondition: language(en: "the condition is empty", fr: "la condition est vide")
    case .tooLong(let limit):
      language(
        en: "the condition is longer than \(limit) bytes",
        fr: "la condition dépasse \(limit) octets")
    case .tooDeep(let limit):
      language(
        en: "more than \(limit) parentheses inside each other",
        fr: "plus de \(limit) parenthèses imbriquées")
    case .unexpectedCharacter(let scalar):
      language(
        en: "\(language.quoted(String(Character(scalar)))) has no place here",
        fr: "\(language.quoted(String(Character(scalar)))) n'a rien à faire ici")
    case .unterminatedQuote:
      language(en: "a quotation without its end", fr: "un guillemet sans sa fin")
    case .unknownOperator(let found, _):
      language(
        en: "unknown operator \(language.quoted(found))",
        fr: "opérateur inconnu \(language.quoted(found))")
    case .unreadableNumber(let text):
      language(
        en: "\(language.quoted(text)) is no number of at most four decimals",
        fr: "\(language.quoted(text)) n'est pas un nombre d'au plus quatre décimales")
    case .expectedField(let found):
      expected(language(en: "a field", fr: "un champ"), found, language)
    case .expectedOperator(let field, let found):
      expected(
        language(
          en: "a comparison after \(language.quoted(field))",
          fr: "une comparaison après \(language.quoted(field))"), found, language)
    case .expectedLiteral(let found):
      expected(language(en: "a value", fr: "une valeur"), found, language)
    case .expectedList(let found):
      expected(language(en: "a list [a, b]", fr: "une liste [a, b]"), found, language)
    case .expectedMotive(let found):
      expected(
        language(en: "a motive such as delivery/damaged", fr: "un motif comme delivery/damaged"),
        found, language)
    case .unbalancedParenthesis:
      language(
        en: "a parenthesis without its counterpart", fr: "une parenthèse sans sa moitié")
    case .unclosedList: language(en: "a list without its ]", fr: "une liste sans son ]")
    case .unknownKeyword(let word, _):
      language(
        en: "\(language.quoted(word)) stands where only \"and\" or \"or\" can",
        fr: "\(language.quoted(word)) à la place d'un « and » ou d'un « or »")
    }
  }

  /// What to write instead; nil where the sentence says it.
  func advice(in language: Language) -> String? {
    switch reason {
    case .unknownOperator(_, let nearest): language.didYouMean(nearest.rawValue)
    case .unknownKeyword(let word, let nearest):
      nearest == word
        ? Self.anAmount(in: language)
        : language.didYouMean(nearest)
    case .expectedOperator:
      language(
        en: "comparisons: = != < <= > >=, in [a, b], under PATH",
        fr: "comparaisons : = != < <= > >=, in [a, b], under CHEMIN")
    case .expectedList: "risk in [legal, safety]"
    case .expectedMotive: "motive under delivery"
    case .expectedLiteral: "requested <= 50 EUR"
    case .expectedField, .emptyCondition: "requested <= 50 EUR and risk = none"
    case .unexpectedCharacter(let scalar) where scalar.properties.generalCategory == .currencySymbol:
      Self.anAmount(in: language)
    case .tooLong, .tooDeep, .unexpectedCharacter, .unterminatedQuote, .unreadableNumber,
      .unbalancedParenthesis, .unclosedList:
      nil
    }
  }

  private static func anAmount(in language: Language) -> String {
    language(
      en: "an amount is a number and a currency: 50 EUR",
      fr: "un montant est un nombre et une monnaie : 50 EUR")
  }

  /// The condition with a mark under the place of the fault.
  func marked(in text: String) -> String {
    let line = printable(text)
    let before = String(decoding: text.utf8.prefix(utf8Offset), as: UTF8.self)
    return "  \(line)\n  \(String(repeating: " ", count: columns(of: printable(before))))^"
  }

  private func expected(_ what: String, _ found: String?, _ language: Language) -> String {
    guard let found else {
      return language(
        en: "\(what) was expected at the end", fr: "il manque \(what) à la fin")
    }
    return language(
      en: "\(what) was expected, not \(language.quoted(found))",
      fr: "il faut \(what) et non \(language.quoted(found))")
  }
}
