import Documents

/// The free fields of a question about decision lists, cut into cells, and the diagrams over them.
///
/// What is known is put in at once; every other field that the lists mention is free. What the fields of a
/// situation are, in which order diagrams ask for them, and what their cells are, is decided here alone.
struct CellSpace {
  /// The free fields, in the order in which diagrams ask for them.
  let fields: [MapField]
  /// The cells of each free field.
  let cells: [Cells]
  var diagrams: Diagrams
  private let places: [MapField: Int]
  private let knowledge: Knowledge

  /// What is known about the fields; everything else is free.
  struct Knowledge {
    /// The value of a field, nil: free.
    var value: (MapField) -> CellValue?
    /// What the customer was granted under each cap; a cap that is missing here is a free field of its own.
    var spent: [CapScope: Int64] = [:]

    /// Nothing.
    static var none: Knowledge { Knowledge { _ in nil } }

    /// A test as it is to be read: a cap with known grants is a question about what is requested now.
    fileprivate func read(_ field: MapField, _ test: FieldTest) -> (MapField, FieldTest) {
      guard case .exceeded(let scope) = field, let spent = spent[scope] else {
        return (field, test)
      }
      let left = scope.cap.amount.tenThousandths - spent
      return (.requested(scope.cap.amount.currency), .isAtLeast(left + 1))
    }
  }

  /// - Parameters:
  ///   - propositions: All that will be asked.
  ///   - first: A field that diagrams ask for before all others.
  init(
    of propositions: some Sequence<Proposition>, in domains: Domains,
    knowing knowledge: Knowledge = .none, first: MapField? = nil
  ) throws(TooManyCells) {
    var tests: [MapField: [FieldTest]] = [:]
    for proposition in propositions {
      proposition.forEachTest { field, test in
        let (field, test) = knowledge.read(field, test)
        guard knowledge.value(field) == nil else { return }
        if tests[field]?.contains(test) != true { tests[field, default: []].append(test) }
      }
    }
    let ranked = tests.keys.map {
      (rank: $0 == first ? Rank.first : domains.rank(of: $0), field: $0)
    }
    .sorted { $0.rank < $1.rank }
    var fields: [MapField] = []
    var cells: [Cells] = []
    for (_, field) in ranked {
      guard let split = Cells(of: field, telling: tests[field] ?? [], in: domains) else { continue }
      fields.append(field)
      cells.append(split)
    }
    self.fields = fields
    self.cells = cells
    self.knowledge = knowledge
    places = Dictionary(uniqueKeysWithValues: zip(fields, fields.indices))
    diagrams = try Diagrams(cellCounts: cells.map(\.count))
  }

  func place(of field: MapField) -> Int? { places[field] }

  // MARK: - Diagrams of conditions

  /// Where a proposition holds: terminals 0 and 1.
  mutating func node(of proposition: Proposition) throws(TooManyCells) -> Diagrams.Node {
    switch proposition {
    case .constant(let holds): return holds ? .yes : .no
    case .test(let field, let test): return try node(of: field, test)
    case .not(let member): return try diagrams.not(try node(of: member))
    case .and(let members):
      var all = Diagrams.Node.yes
      for member in members where all != .no { all = try diagrams.and(all, try node(of: member)) }
      return all
    case .or(let members):
      var any = Diagrams.Node.no
      for member in members where any != .yes { any = try diagrams.or(any, try node(of: member)) }
      return any
    }
  }

  private mutating func node(
    of field: MapField, _ test: FieldTest
  ) throws(TooManyCells) -> Diagrams.Node {
    let (field, test) = knowledge.read(field, test)
    if let value = knowledge.value(field) { return test.holds(for: value) ? .yes : .no }
    // A field without any possible value answers no test.
    guard let place = places[field] else { return .no }
    let children = cells[place].representatives.map {
      test.holds(for: $0) ? Diagrams.Node.yes : .no
    }
    return try diagrams.node(field: place, children: children)
  }

  // MARK: - Diagrams of decision lists

  /// The clauses that can decide, each with where it holds.
  typealias Steps = [(holds: Diagrams.Node, judgement: Judgement)]

  /// The clauses of a list that can hold at all, up to the first that always does.
  mutating func steps(of list: [Clause]) throws(TooManyCells) -> Steps {
    var steps: Steps = []
    for clause in list {
      let holds = try node(of: clause.holds)
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

  static let first = Rank(kind: -1)

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
