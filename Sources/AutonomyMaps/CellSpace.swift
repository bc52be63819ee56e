import Documents

/// The open fields of a question, cut into cells, and the diagrams over them.
///
/// What is known is put in at once; every other field that the formulas mention is open.
struct CellSpace {
  /// The open fields, in the order in which diagrams ask for them.
  let fields: [MapField]
  /// The cells of each open field.
  let cells: [Cells]
  var diagrams: Diagrams
  private let formulas: [Formulas.Formula]
  /// What is known of the tests without any diagram, else the cells of which open field they ask
  /// for.
  private let tests: [TestState]
  private var nodes: [Diagrams.Node?]

  private enum TestState {
    case known(Bool)
    case open(place: Int, FieldTest)
  }

  /// - Parameters:
  ///   - values: What is known, by the formulas' fields; nil: open.
  ///   - spent: What counts against each cap; one that is missing here is an open field of its own.
  ///   - first: An open field, by its place in the formulas, that diagrams ask for first.
  init(
    of formulas: Formulas, in domains: Domains, values: [CellValue?]? = nil,
    spent: [CapScope: Int64] = [:], first: Int? = nil, size: Int = Diagrams.greatestSize
  ) throws(TooManyCells) {
    let tests = formulas.tests.map { CellSpace.read($0, of: formulas, spent) }
    var openTests = [[FieldTest]](repeating: [], count: formulas.fields.count)
    for test in tests where values?[test.field] == nil { openTests[test.field].append(test.test) }
    var order = Array(formulas.fields.indices)
    if let first { order.insert(order.remove(at: first), at: 0) }

    var fields: [MapField] = []
    var cells: [Cells] = []
    var places = [Int?](repeating: nil, count: formulas.fields.count)
    for field in order where !openTests[field].isEmpty {
      let name = formulas.fields[field]
      guard let split = Cells(of: name, telling: openTests[field], in: domains) else { continue }
      places[field] = fields.count
      fields.append(name)
      cells.append(split)
    }
    self.fields = fields
    self.cells = cells
    self.tests = tests.map { test in
      if let value = values?[test.field] { return .known(test.test.holds(for: value)) }
      // A field without any possible value answers no test.
      return places[test.field].map { .open(place: $0, test.test) } ?? .known(false)
    }
    self.formulas = formulas.formulas
    nodes = Array(repeating: nil, count: formulas.formulas.count)
    diagrams = try Diagrams(cellCounts: cells.map(\.count), size: size)
  }

  /// A test as it is to be read: a cap with known grants is a question about what is requested now.
  private static func read(
    _ test: Formulas.Test, of formulas: Formulas, _ spent: [CapScope: Int64]
  ) -> Formulas.Test {
    guard case .exceeded(let scope) = formulas.fields[test.field], let spent = spent[scope],
      let requested = formulas.place(of: .requested(scope.cap.amount.currency))
    else { return test }
    let left = scope.cap.amount.tenThousandths - spent
    return Formulas.Test(field: requested, test: .isAtLeast(left + 1))
  }

  // MARK: - Diagrams of conditions

  /// Where a formula holds: terminals 0 and 1.
  mutating func node(of formula: Int) throws(TooManyCells) -> Diagrams.Node {
    if let node = nodes[formula] { return node }
    let node: Diagrams.Node
    switch formulas[formula] {
    case .constant(let holds): node = holds ? .yes : .no
    case .test(let test): node = try self.node(ofTest: test)
    case .not(let member): node = try diagrams.not(try self.node(of: member))
    case .and(let members):
      var all = Diagrams.Node.yes
      for member in members where all != .no {
        all = try diagrams.and(all, try self.node(of: member))
      }
      node = all
    case .or(let members):
      var any = Diagrams.Node.no
      for member in members where any != .yes {
        any = try diagrams.or(any, try self.node(of: member))
      }
      node = any
    }
    nodes[formula] = node
    return node
  }

  private mutating func node(ofTest place: Int) throws(TooManyCells) -> Diagrams.Node {
    switch tests[place] {
    case .known(let holds): return holds ? .yes : .no
    case .open(let field, let test):
      let children = cells[field].representatives.map {
        test.holds(for: $0) ? Diagrams.Node.yes : .no
      }
      return try diagrams.node(field: field, children: children)
    }
  }

  // MARK: - Diagrams of decision lists

  /// The clauses that can decide, each with where it holds.
  typealias Steps = [(holds: Diagrams.Node, judgement: Judgement)]

  /// The clauses of a list that can hold at all, up to the first that always does.
  ///
  /// - Parameter roots: The formulas of the clauses.
  mutating func steps(
    of list: [Clause], roots: ArraySlice<Int>
  ) throws(TooManyCells) -> Steps {
    var steps: Steps = []
    for (clause, root) in zip(list, roots) {
      let holds = try node(of: root)
      if holds == .no { continue }
      steps.append((holds, clause.judgement))
      if holds == .yes { break }
    }
    return steps
  }

  /// The function that a decision list is, with a terminal for each judgement.
  mutating func function(
    of steps: Steps, terminal: (Judgement) -> Int
  ) throws(TooManyCells) -> Diagrams.Node {
    var function = Diagrams.Node(terminal: steps.last.map { terminal($0.judgement) } ?? 0)
    for step in steps.dropLast().reversed() {
      let decided = Diagrams.Node(terminal: terminal(step.judgement))
      function = try diagrams.choose(step.holds, decided, function)
    }
    return function
  }

  /// The zone as a function: terminals are the places of `Zone.allCases`.
  mutating func zones(of steps: Steps) throws(TooManyCells) -> Diagrams.Node {
    try function(of: steps) { $0.zone.terminal }
  }
}

extension Zone {
  /// Its number in diagrams: freer is less.
  var terminal: Int {
    switch self {
    case .alone: 0
    case .consult: 1
    case .escalate: 2
    }
  }

  init(terminal: Int) { self = Zone.allCases[terminal] }
}

/// Where a field stands among others: by kind, then by its place in the vocabulary, then by name.
struct Rank: Comparable {
  var kind: Int
  var place = 0
  var name = ""

  static func < (left: Rank, right: Rank) -> Bool {
    (left.kind, left.place, left.name) < (right.kind, right.place, right.name)
  }
}

extension Domains {
  /// The order in which diagrams ask: what a rule applies to, then facts, then amounts.
  ///
  /// Amounts come last, so that possibilities read as limits under circumstances.
  func rank(of field: MapField) -> Rank {
    switch field {
    case .motive: Rank(kind: 0)
    case .level: Rank(kind: 1)
    case .team: Rank(kind: 2)
    case .day: Rank(kind: 3)
    case .fact(let name): Rank(kind: 4, place: factOrder[name] ?? .max, name: name)
    case .amount(let name, let currency):
      Rank(kind: 4, place: factOrder[name] ?? .max, name: "\(name) \(currency)")
    case .exceeded(let scope):
      Rank(kind: 5, name: "\(scope.action) \(scope.motives) \(scope.cap)")
    case .requested(let currency): Rank(kind: 6, name: currency.code)
    }
  }
}
