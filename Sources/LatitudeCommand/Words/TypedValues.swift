import Documents
import Latitude

// Values as people type them, brought into the form of documents. Documents themselves are strict.

/// An amount: "60 EUR", "60,50 EUR", "1 000,50 EUR", "60 €", and "60" in the base's currency.
///
/// - Throws: `CommandError.invalidValue` or `.ambiguousAmount`.
func money(_ text: String, option: String, vocabulary: Vocabulary) throws -> Money {
  switch TypedAmount(text, currency: vocabulary.currency) {
  case .amount(let amount): return amount
  case .ambiguous(let readings):
    throw CommandError.ambiguousAmount(option: option, value: text, readings: readings)
  case .none:
    throw CommandError.invalidValue(
      option: option, value: text, expected: .money(vocabulary.currency))
  }
}

/// What a typed amount means.
enum TypedAmount {
  case amount(Money)
  /// A separator before three digits ("1,000"): of thousands for some, of decimals for others.
  case ambiguous([Money])
  case none

  init(_ text: String, currency: Currency) {
    self = TypedAmount.read(text, currency: currency) ?? .none
  }

  private static func read(_ text: String, currency: Currency) -> TypedAmount? {
    let signs = ["€": "EUR", "$": "USD", "£": "GBP"]
    let number = text.prefix { isDigit($0) || isSeparator($0) || $0.isWhitespace }
    let unit = text[number.endIndex...].filter { !$0.isWhitespace }
    let code = unit.isEmpty ? currency.code : signs[unit] ?? unit.uppercased()

    // Spaces part thousands; the last group may end with decimals.
    let groups = number.split(whereSeparator: \.isWhitespace)
    guard let last = groups.last else { return nil }
    let ending = last.split(omittingEmptySubsequences: false, whereSeparator: isSeparator)
    guard ending.count <= 2 else { return nil }
    let thousands = groups.dropLast() + ending.prefix(1)
    guard thousands.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
    let units = thousands.joined()
    if thousands.count > 1 {
      guard thousands.dropFirst().allSatisfy({ $0.count == 3 }), thousands[0].count <= 3 else {
        return nil
      }
    }
    guard ending.count == 2 else { return Money("\(units) \(code)").map(TypedAmount.amount) }
    let decimals = ending[1]
    guard let amount = Money("\(units).\(decimals) \(code)") else { return nil }
    let mayBeThousands =
      thousands.count == 1 && units.count <= 3 && units.first != "0" && decimals.count == 3
    guard mayBeThousands, let whole = Money("\(units)\(decimals) \(code)") else {
      return .amount(amount)
    }
    return .ambiguous([whole, amount])
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character == "," || character == "."
  }
}

extension JSONValue {
  /// What a person would write for an amount: a number's point means decimals, however many there are.
  var amountText: String? {
    guard case .number(let digits) = self, let point = digits.firstIndex(of: "."),
      digits[point...].count == 4
    else { return scalar }
    return digits + "0"
  }
}

/// A fact's value: oui and non for booleans, amounts without a currency; what cannot be read stays.
///
/// - Throws: `CommandError.ambiguousAmount`.
func factText(
  _ text: String, of declaration: FactDeclaration?, option: String, in vocabulary: Vocabulary
) throws -> String {
  switch declaration?.type {
  case .boolean:
    switch text.lowercased() {
    case "oui", "yes", "vrai": "true"
    case "non", "no", "faux": "false"
    default: text
    }
  case .money: try amountText(text, option: option, in: vocabulary)
  default: text
  }
}

/// An amount as documents write it; what is none stays, for the document's own checks to refuse.
///
/// - Throws: `CommandError.ambiguousAmount`.
func amountText(_ text: String, option: String, in vocabulary: Vocabulary) throws -> String {
  do { return try money(text, option: option, vocabulary: vocabulary).description } catch {
    guard case CommandError.invalidValue = error else { throw error }
    return text
  }
}

/// What was typed between the white space at its ends.
func withoutSpaceAround(_ text: some StringProtocol) -> String {
  let inside = text.drop { $0.isWhitespace }
  guard let last = inside.lastIndex(where: { !$0.isWhitespace }) else { return "" }
  return String(inside[...last])
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
    if role(named: text) != nil { return text }
    return Choices(roles.map { Choice($0.name, $0.label) }).name(of: text) ?? text
  }

  /// The same for an action: "bon d'achat".
  func name(ofAction text: String) -> String {
    if action(named: text) != nil { return text }
    return Choices(actions.map { Choice($0.name, $0.label) }).name(of: text) ?? text
  }

  /// The same for a motive, by the label of its last name: "colis abîmé".
  func name(ofMotive text: String) -> String {
    if let path = MotivePath(text), motive(at: path) != nil { return text }
    let motives = motivePaths.map { Choice($0.description, label(of: $0)) }
    return Choices(motives).name(of: text) ?? text
  }
}
