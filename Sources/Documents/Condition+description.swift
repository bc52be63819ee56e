extension Condition: CustomStringConvertible {
  /// The canonical text: what `parse` reads back as the same value.
  public var description: String { canonical.text }

  /// Where each comparison, membership and `under` begins in `description`, in bytes of UTF-8 and
  /// in reading order.
  package var testOffsets: [Int] { canonical.testOffsets }

  private var canonical: CanonicalCondition {
    var canonical = CanonicalCondition()
    canonical.append(self, inside: .disjunction)
    return canonical
  }
}

/// The canonical text of a condition as it grows.
private struct CanonicalCondition {
  private(set) var text = ""
  private(set) var testOffsets: [Int] = []

  /// How tightly the surrounding text binds: what binds less needs parentheses.
  enum Binding: Int {
    case disjunction, conjunction, negation
  }

  mutating func append(_ condition: Condition, inside binding: Binding) {
    switch condition {
    case .always: text += "always"
    case .never: text += "never"
    case .comparison(let field, let comparison, let literal):
      appendTest("\(field) \(comparison.rawValue) \(literal)")
    case .membership(let field, let literals): appendTest("\(field) in \(list(literals))")
    case .under(let field, let path):
      appendTest("\(field) under \(Literal.text(path.description))")
    case .not(.membership(let field, let literals)):
      appendTest("\(field) not in \(list(literals))")
    case .not(.under(let field, let path)):
      appendTest("\(field) not under \(Literal.text(path.description))")
    case .not(let member):
      text += "not "
      append(member, inside: .negation)
    case .and(let members):
      append(members, joinedBy: " and ", none: "always", as: .conjunction, inside: binding)
    case .or(let members):
      append(members, joinedBy: " or ", none: "never", as: .disjunction, inside: binding)
    }
  }

  private mutating func appendTest(_ test: String) {
    testOffsets.append(text.utf8.count)
    text += test
  }

  /// Members of `and` or `or`, in parentheses unless `binding` is looser.
  ///
  /// A member of the same kind gets parentheses too, since the parser keeps the structure that was
  /// written.
  private mutating func append(
    _ members: [Condition], joinedBy connective: String, none: String, as own: Binding,
    inside binding: Binding
  ) {
    guard let first = members.first else {
      text += none
      return
    }
    guard members.count > 1 else { return append(first, inside: binding) }
    let needsParentheses = binding.rawValue > own.rawValue
    if needsParentheses { text += "(" }
    for (place, member) in members.enumerated() {
      if place > 0 { text += connective }
      append(member, inside: own == .disjunction ? .conjunction : .negation)
    }
    if needsParentheses { text += ")" }
  }

  private func list(_ literals: [Literal]) -> String {
    "[" + literals.map(\.description).joined(separator: ", ") + "]"
  }
}

extension Literal: CustomStringConvertible {
  /// As a condition writes it; texts in quotes only where the bare word would mean something else.
  public var description: String {
    switch self {
    case .money(let money): money.description
    case .number(let number): Literal.decimal(number)
    case .day(let day): day.description
    case .text(let text):
      ConditionTokens.isBareWord(text) && Literal(bareWord: text) == .text(text)
        ? text : Literal.quoted(text)
    }
  }

  /// In the quotes that the text does not contain; else with each of its own doubled.
  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("\"") && !scalars.contains("'") ? "'" : "\""
    var quoted = String.UnicodeScalarView([quote])
    // By scalars, as the parser reads: a quote with a combining mark is still a quote.
    for scalar in scalars {
      if scalar == quote { quoted.append(quote) }
      quoted.append(scalar)
    }
    quoted.append(quote)
    return String(quoted)
  }

  /// A number of ten-thousandths as a plain decimal: "3", "1.5".
  static func decimal(_ tenThousandths: Int64) -> String {
    let magnitude = tenThousandths.magnitude
    var fraction = padded(Int(magnitude % 10_000), to: 4)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let whole = (tenThousandths < 0 ? "-" : "") + String(magnitude / 10_000)
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }
}
