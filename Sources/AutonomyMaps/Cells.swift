import Documents

/// The values that each field can take, as far as the vocabulary knows them.
struct Domains: Sendable {
  /// Of the map's role.
  let levels: [String]
  let teams: [String]
  /// Every path of the tree of motives, parents first.
  let motives: [MotivePath]
  /// The declared facts by name.
  let facts: [String: FactDeclaration]
  /// The place of each fact in the vocabulary.
  let factOrder: [String: Int]

  init(role: String, vocabulary: Vocabulary) {
    levels = vocabulary.roles.first { $0.name == role }?.levels ?? []
    teams = vocabulary.teams
    motives = vocabulary.motivePaths
    facts = Dictionary(vocabulary.facts.map { ($0.name, $0) }) { first, _ in first }
    factOrder = Dictionary(vocabulary.facts.enumerated().map { ($1.name, $0) }) { first, _ in first
    }
  }
}

/// The cells of one field: sets of values that a given list of tests cannot tell apart.
///
/// Two situations whose values lie in the same cells get the same answer to every test, so that one
/// value of each cell stands for all.
struct Cells: Hashable, Sendable {
  /// The values of each cell.
  enum Shape: Hashable, Sendable {
    /// Where every cell but the first begins; the first has no lower bound that matters.
    case ordered(starts: [Int64])
    case names([[String]])
    case motives([[MotivePath]])
    /// False, then true.
    case truth
  }

  let shape: Shape
  /// One value of each cell; never empty.
  let representatives: [CellValue]

  var count: Int { representatives.count }

  /// Nil for a field that has no value to choose from, such as the level in a role without levels.
  init?(of field: MapField, telling tests: [FieldTest], in domains: Domains) {
    switch field {
    case .requested, .amount: self.init(orderedBy: tests, from: 0)
    case .day: self.init(orderedBy: tests, from: .min)
    case .exceeded: self.init(.truth, [.truth(false), .truth(true)])
    case .motive:
      let cells = Cells.split(domains.motives, by: tests) { .motive($0) }
      self.init(.motives(cells), cells.map { .motive($0[0]) })
    case .level: self.init(names: domains.levels, telling: tests)
    case .team: self.init(names: domains.teams, telling: tests)
    case .fact(let name):
      switch domains.facts[name]?.type {
      case .integer: self.init(orderedBy: tests, from: .min)
      case .boolean: self.init(.truth, [.truth(false), .truth(true)])
      case .choice(let values): self.init(names: values, telling: tests)
      case .money, nil: return nil
      }
    }
    if representatives.isEmpty { return nil }
  }

  private init(_ shape: Shape, _ representatives: [CellValue]) {
    self.shape = shape
    self.representatives = representatives
  }

  private init(orderedBy tests: [FieldTest], from least: Int64) {
    var bounds: Set<Int64> = []
    for case .isAtLeast(let bound) in tests where bound > least { bounds.insert(bound) }
    let starts = bounds.sorted()
    self.init(.ordered(starts: starts), ([least] + starts).map { .number($0) })
  }

  private init(names: [String], telling tests: [FieldTest]) {
    let cells = Cells.split(names, by: tests) { .name($0) }
    self.init(.names(cells), cells.map { .name($0[0]) })
  }

  /// The values grouped by what the tests say of them, each group where its first value stood.
  private static func split<Value>(
    _ values: [Value], by tests: [FieldTest], as fieldValue: (Value) -> CellValue
  ) -> [[Value]] {
    var cells: [[Value]] = []
    var places: [[Bool]: Int] = [:]
    for value in values {
      let answers = tests.map { $0.holds(for: fieldValue(value)) }
      if let place = places[answers] {
        cells[place].append(value)
      } else {
        places[answers] = cells.count
        cells.append([value])
      }
    }
    return cells
  }

  /// The cell that a value lies in; nil for a name or path that no cell holds.
  func index(of value: CellValue) -> Int? {
    switch (shape, value) {
    case (.ordered(let starts), .number(let number)):
      starts.lastIndex { $0 <= number }.map { $0 + 1 } ?? 0
    case (.names(let cells), .name(let name)): cells.firstIndex { $0.contains(name) }
    case (.motives(let cells), .motive(let path)): cells.firstIndex { $0.contains(path) }
    case (.truth, .truth(let truth)): truth ? 1 : 0
    default: nil
    }
  }
}
