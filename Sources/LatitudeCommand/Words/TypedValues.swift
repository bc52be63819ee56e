import Documents

// Values as people type them, brought into the form of documents. Documents themselves are strict.

/// An amount: "60 EUR", "60,50 EUR", "60 €", and "60" in the base's currency.
///
/// - Throws: `CommandError.invalidValue`.
func money(_ text: String, option: String, vocabulary: Vocabulary) throws -> Money {
  guard let amount = typedMoney(text, currency: vocabulary.currency) else {
    throw CommandError.invalidValue(
      option: option, value: text, expected: .money(vocabulary.currency))
  }
  return amount
}

/// The same; nil for what is no amount.
func typedMoney(_ text: String, currency: Currency) -> Money? {
  let signs = ["€": "EUR", "$": "USD", "£": "GBP"]
  var digits = ""
  var rest = ""
  for character in text {
    if rest.isEmpty, character.isASCII, character.isNumber {
      digits.append(character)
    } else if rest.isEmpty, character == "," || character == "." {
      digits.append(".")
    } else if !character.isWhitespace {
      rest.append(character)
    }
  }
  let code = rest.isEmpty ? currency.code : signs[rest] ?? rest.uppercased()
  return Money("\(digits) \(code)")
}

/// A fact's value: oui and non for booleans, amounts without a currency.
func factText(
  _ text: String, of declaration: FactDeclaration?, in vocabulary: Vocabulary
) -> String {
  switch declaration?.type {
  case .boolean:
    switch text.lowercased() {
    case "oui", "yes", "vrai": "true"
    case "non", "no", "faux": "false"
    default: text
    }
  case .money: typedMoney(text, currency: vocabulary.currency)?.description ?? text
  default: text
  }
}

/// A day as an option names it.
///
/// - Throws: `CommandError.invalidValue`.
func day(_ text: String, option: String) throws -> Day {
  guard let day = Day(text) else {
    throw CommandError.invalidValue(option: option, value: text, expected: .day)
  }
  return day
}

/// A path of motives as an option names it.
///
/// - Throws: `CommandError.invalidValue`.
func motivePath(_ text: String, option: String) throws -> MotivePath {
  guard let path = MotivePath(text) else {
    throw CommandError.invalidValue(option: option, value: text, expected: .motive)
  }
  return path
}

extension Vocabulary {
  /// The role that a person names by its name or by its label; any other text stays as it is.
  func name(ofRole text: String) -> String {
    Choices(roles.map { Choice($0.name, $0.label) }).name(of: text) ?? text
  }

  /// The same for an action: "bon d'achat".
  func name(ofAction text: String) -> String {
    Choices(actions.map { Choice($0.name, $0.label) }).name(of: text) ?? text
  }

  /// The same for a motive, by the label of its last name: "colis abîmé".
  func name(ofMotive text: String) -> String {
    let motives = motivePaths.map { Choice($0.description, label(of: $0)) }
    return Choices(motives).name(of: text) ?? text
  }
}
