import Documents

/// Something to choose: the name that documents use, and what a person reads.
struct Choice: Hashable {
  var name: String
  var label: String

  init(_ name: String, _ label: String? = nil) {
    self.name = name
    self.label = label ?? name
  }
}

/// Options by number and by what a person types for them; letter case and accents do not count.
struct Choices {
  /// Those with numbers first; the others can be typed alone.
  let options: [Choice]
  private let numbered: Int
  private let folded: [(name: String, label: String)]

  /// - Parameter more: Options that have no number.
  init(_ options: [Choice], more: [Choice] = []) {
    self.options = options + more
    numbered = options.count
    folded = self.options.map { (Choices.fold($0.name), Choices.fold($0.label)) }
  }

  enum Found: Equatable {
    case none
    case one(Choice)
    case several([Choice])
  }

  /// What a text means: a number, the name or label, its beginning, a part of it, or a slip of it,
  /// in this order.
  func find(_ text: String) -> Found {
    if let number = Int(text) {
      return (1...max(1, numbered)).contains(number) && number <= options.count
        ? .one(options[number - 1]) : .none
    }
    let wanted = Choices.fold(text)
    let tests: [(String) -> Bool] = [
      { $0 == wanted }, { $0.hasPrefix(wanted) }, { ("-" + $0).contains("-" + wanted) },
      { $0.contains(wanted) },
    ]
    for test in tests {
      let found = options.indices.filter { test(folded[$0].name) || test(folded[$0].label) }
      if found.count == 1 { return .one(options[found[0]]) }
      if !found.isEmpty { return .several(found.map { options[$0] }) }
    }
    let names = folded.map(\.name) + folded.map(\.label)
    guard let near = nearestName(to: wanted, among: names),
      let index = folded.firstIndex(where: { $0.name == near || $0.label == near })
    else { return .none }
    return .one(options[index])
  }

  /// The name whose name or label a text is; nil for everything else.
  func name(of text: String) -> String? {
    let wanted = Choices.fold(text)
    return options.first { $0.name == text }?.name
      ?? folded.indices.first { folded[$0].label == wanted }.map { options[$0].name }
  }

  private static func fold(_ text: String) -> String { DocumentPath.slug(of: text, limit: 200) }
}
