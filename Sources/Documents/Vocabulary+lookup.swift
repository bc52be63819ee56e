extension Vocabulary {
  /// The role of a name.
  package func role(named name: String) -> Role? { roles.first { $0.name == name } }

  /// The action of a name.
  package func action(named name: String) -> Action? { actions.first { $0.name == name } }

  /// The declaration of a fact.
  package func fact(named name: String) -> FactDeclaration? { facts.first { $0.name == name } }

  /// The node of the tree of motives at a path.
  package func motive(at path: MotivePath) -> Motive? {
    var children = motives
    var found: Motive?
    for name in path.names {
      guard let node = children.first(where: { $0.name == name }) else { return nil }
      found = node
      children = node.children
    }
    return found
  }

  /// The label of a motive, its own words alone.
  package func label(of path: MotivePath) -> String? { motive(at: path)?.label }

  /// Every path of the tree of motives, parents before children, in the file's order.
  package var motivePaths: [MotivePath] { Vocabulary.paths(of: motives, below: "") }

  private static func paths(of motives: [Motive], below prefix: String) -> [MotivePath] {
    motives.flatMap { motive in
      let text = prefix + motive.name
      return (MotivePath(text).map { [$0] } ?? []) + paths(of: motive.children, below: text + "/")
    }
  }
}

extension FactDeclaration {
  /// The value that a document's text stands for; nil when the type does not take it.
  ///
  /// Integers are digits with an optional minus; booleans `true` and `false`; money "60 EUR".
  package func parse(_ text: String) -> FactValue? {
    switch type {
    case .integer:
      let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      return Int64(text).map { .integer($0) }
    case .boolean:
      switch text {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      default: return nil
      }
    case .money: return Money(text).map { .money($0) }
    case .choice(let values): return values.contains(text) ? .choice(text) : nil
    }
  }
}

extension FactValue: CustomStringConvertible {
  /// As documents write it.
  public var description: String {
    switch self {
    case .integer(let value): String(value)
    case .boolean(let value): value ? "true" : "false"
    case .money(let money): money.description
    case .choice(let value): value
    }
  }
}
