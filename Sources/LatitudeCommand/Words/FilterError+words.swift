import Documents

extension FilterError {
  /// What is wrong, with the faulty comparison.
  func sentence(in language: Language) -> String {
    let test = printable(test)
    switch reason {
    case .unknownField(let name, _):
      return language(
        en: "unknown field \(language.quoted(name))", fr: "champ inconnu \(language.quoted(name))")
    case .unknownValue(let field, let value, _, _):
      return language(
        en: "\(printable(field)) is never \(language.quoted(value))",
        fr: "\(printable(field)) ne vaut jamais \(language.quoted(value))")
    case .wrongType(let field, let expected, _):
      return language(
        en: "in \(test), \(printable(field)) is \(expected.words(in: language))",
        fr: "dans \(test), \(printable(field)) est \(expected.words(in: language))")
    case .noOrder(let field, let type):
      return language(
        en: "in \(test), \(printable(field)) is \(type.words(in: language)): it has no order",
        fr: "dans \(test), \(printable(field)) est \(type.words(in: language)), sans ordre")
    case .underNeedsMotive(let field):
      return language(
        en: "\"under\" is for the motive, not for \(printable(field))",
        fr: "« under » ne vaut que pour le motif, pas pour \(printable(field))")
    }
  }

  /// The comparison as it was meant, with a value of the right kind.
  private func comparison(with example: String) -> String {
    let signs = ["<=", ">=", "!=", "<", ">"]
    let words = test.split(separator: " ")
    if words.contains("in") { return "in [\(example)]" }
    return "\(signs.first { sign in words.contains { $0 == sign } } ?? "=") \(example)"
  }

  /// What to write instead.
  func advice(in language: Language) -> String? {
    switch reason {
    case .unknownField(_, let nearest):
      language.didYouMean(nearest)
        ?? language(
          en: "fields are the keys of a case and the facts of latitude.yml",
          fr: "les champs sont les clés d'un cas et les faits de latitude.yml")
    case .unknownValue(_, _, let allowed, let nearest):
      language.help(nearest: nearest, among: allowed)
    case .wrongType(let field, let expected, _):
      "\(printable(field)) \(comparison(with: expected.example))"
    case .noOrder(let field, let type): "\(printable(field)) = \(type.example)"
    case .underNeedsMotive: "motive under delivery"
    }
  }
}

extension ComparedType {
  /// "an amount such as 50 EUR".
  func words(in language: Language) -> String {
    switch self {
    case .text: language(en: "a text", fr: "un texte")
    case .id: language(en: "an id", fr: "un id")
    case .day: language(en: "a date (2026-11-18)", fr: "une date (2026-11-18)")
    case .money: language(en: "an amount (50 EUR)", fr: "un montant (50 EUR)")
    case .integer: language(en: "a whole number", fr: "un nombre entier")
    case .boolean: language(en: "true or false", fr: "true ou false")
    case .motive: language(en: "a motive", fr: "un motif")
    case .choice(let names):
      language(
        en: "one of \(language.either(names.prefix(8).map { printable($0) }))",
        fr: "l'un de \(language.either(names.prefix(8).map { printable($0) }))")
    }
  }

  /// A value as a condition writes it.
  var example: String {
    switch self {
    case .text: "mot"
    case .id: "fc-20260914-p2m8xd"
    case .day: "2026-11-18"
    case .money: "50 EUR"
    case .integer: "3"
    case .boolean: "true"
    case .motive: "delivery/damaged"
    case .choice(let names): printable(names.first ?? "…")
    }
  }
}

extension FactType {
  /// "a whole number".
  func words(in language: Language) -> String {
    switch self {
    case .integer: ComparedType.integer.words(in: language)
    case .boolean: ComparedType.boolean.words(in: language)
    case .money: ComparedType.money.words(in: language)
    case .choice(let values): ComparedType.choice(values).words(in: language)
    }
  }

  /// A value as a document writes it.
  var example: String {
    switch self {
    case .integer: "3"
    case .boolean: "true"
    case .money: "50 EUR"
    case .choice(let values): values.first ?? "…"
    }
  }
}
