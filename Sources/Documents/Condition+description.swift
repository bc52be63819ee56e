extension Condition: CustomStringConvertible {
  /// The canonical text: what `parse` reads back as the same value.
  public var description: String { text(inside: .disjunction) }

  /// How tightly the surrounding text binds: what binds less needs parentheses.
  private enum Binding: Int {
    case disjunction, conjunction, negation
  }

  private func text(inside binding: Binding) -> String {
    switch self {
    case .always: return "always"
    case .never: return "never"
    case .comparison(let field, let comparison, let literal):
      return "\(field) \(comparison.rawValue) \(literal)"
    case .membership(let field, let literals):
      return "\(field) in \(Condition.list(literals))"
    case .under(let field, let path):
      return "\(field) under \(Literal.text(path.description))"
    case .not(.membership(let field, let literals)):
      return "\(field) not in \(Condition.list(literals))"
    case .not(.under(let field, let path)):
      return "\(field) not under \(Literal.text(path.description))"
    case .not(let condition):
      return "not " + condition.text(inside: .negation)
    case .and(let members):
      return Condition.joined(
        members, by: " and ", none: "always", as: .conjunction, inside: binding)
    case .or(let members):
      return Condition.joined(members, by: " or ", none: "never", as: .disjunction, inside: binding)
    }
  }

  /// Members of `and` or `or`, in parentheses unless `binding` is looser.
  ///
  /// A member of the same kind gets parentheses too, since the parser keeps the structure that was written.
  private static func joined(
    _ members: [Condition], by connective: String, none: String, as own: Binding,
    inside binding: Binding
  ) -> String {
    guard members.count > 1 else { return members.first?.text(inside: binding) ?? none }
    let tighter: Binding = own == .disjunction ? .conjunction : .negation
    let text = members.map { $0.text(inside: tighter) }.joined(separator: connective)
    return binding.rawValue > own.rawValue ? "(\(text))" : text
  }

  private static func list(_ literals: [Literal]) -> String {
    "[" + literals.map(\.description).joined(separator: ", ") + "]"
  }
}

extension Literal: CustomStringConvertible {
  /// As a condition writes it; texts in quotes only where the bare word would mean something else.
  public var description: String {
    switch self {
    case .money(let money): return money.description
    case .number(let number): return Literal.decimal(number)
    case .day(let day): return day.description
    case .text(let text):
      if ConditionTokens.isBareWord(text), Literal(bareWord: text) == .text(text) { return text }
      return Literal.quoted(text)
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
