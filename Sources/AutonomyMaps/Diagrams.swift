/// More combinations than a question may take; whoever asked says so instead of guessing.
struct TooManyCells: Error {}

/// Decision diagrams over fields with finitely many cells: every combination of cells, without
/// listing them.
///
/// A diagram is a function from the cells of its fields to a terminal, a small number. Inner nodes
/// ask for one field's cell, in a fixed order, and equal nodes exist once; so a diagram holds a
/// field exactly when the function depends on it, and a function that is the same everywhere is a
/// lone terminal (reduced ordered diagrams after Bryant, "Graph-based algorithms for Boolean
/// function manipulation", 1986, with more than two branches).
struct Diagrams {
  /// An inner node, or a terminal.
  struct Node: Hashable, Sendable {
    /// The place of an inner node, or the complement of a terminal.
    fileprivate let raw: Int32

    fileprivate init(raw: Int32) { self.raw = raw }

    init(terminal: Int) { raw = ~Int32(terminal) }

    /// Nil for an inner node.
    var terminal: Int? { raw < 0 ? Int(~raw) : nil }

    static let no = Node(terminal: 0)
    static let yes = Node(terminal: 1)
  }

  private struct Inner: Hashable {
    var field: Int32
    var children: [Node]
  }

  private struct Choice: Hashable {
    var condition: Node
    var yes: Node
    var no: Node
  }

  /// How many cells each field has, in the order in which diagrams ask for them.
  private let cellCounts: [Int]
  private var inner: [Inner] = []
  private var places: [Inner: Node] = [:]
  private var choices: [Choice: Node] = [:]
  private var branchesLeft: Int

  /// The branches that all diagrams of one question may have together.
  static let greatestSize = 100_000
  /// Diagrams ask for one field after the other, recursively.
  private static let greatestDepth = 200

  init(cellCounts: [Int], size: Int = Diagrams.greatestSize) throws(TooManyCells) {
    guard cellCounts.count <= Diagrams.greatestDepth else { throw TooManyCells() }
    self.cellCounts = cellCounts
    branchesLeft = size
  }

  // MARK: - Building

  /// The function that looks only at one field: a terminal for each of its cells.
  mutating func node(field: Int, children: [Node]) throws(TooManyCells) -> Node {
    guard let first = children.first, children.contains(where: { $0 != first }) else {
      return children.first ?? .no
    }
    let node = Inner(field: Int32(field), children: children)
    if let place = places[node] { return place }
    let place = Node(raw: Int32(inner.count))
    inner.append(node)
    places[node] = place
    return place
  }

  /// `yes` where `condition` holds, else `no`.
  mutating func choose(
    _ condition: Node, _ yes: Node, _ no: Node
  ) throws(TooManyCells) -> Node {
    if condition == .no { return no }
    if condition == .yes || yes == no { return yes }
    if yes == .yes, no == .no { return condition }
    let choice = Choice(condition: condition, yes: yes, no: no)
    if let known = choices[choice] { return known }
    let field = min(self.field(of: condition), self.field(of: yes), self.field(of: no))
    let children = try branch(on: field) { (diagrams, cell) throws(TooManyCells) in
      try diagrams.choose(
        diagrams.child(of: condition, field, cell), diagrams.child(of: yes, field, cell),
        diagrams.child(of: no, field, cell))
    }
    let result = try node(field: field, children: children)
    choices[choice] = result
    return result
  }

  mutating func not(_ node: Node) throws(TooManyCells) -> Node { try choose(node, .no, .yes) }

  mutating func and(_ left: Node, _ right: Node) throws(TooManyCells) -> Node {
    try choose(left, right, .no)
  }

  mutating func or(_ left: Node, _ right: Node) throws(TooManyCells) -> Node {
    try choose(left, .yes, right)
  }

  /// Two functions as one, whose terminals `pair` makes of theirs.
  mutating func combine(
    _ left: Node, _ right: Node, pair: (Int, Int) -> Int
  ) throws(TooManyCells) -> Node {
    var known: [[Node]: Node] = [:]
    return try combine(left, right, pair: pair, known: &known)
  }

  private mutating func combine(
    _ left: Node, _ right: Node, pair: (Int, Int) -> Int, known: inout [[Node]: Node]
  ) throws(TooManyCells) -> Node {
    if let left = left.terminal, let right = right.terminal {
      return Node(terminal: pair(left, right))
    }
    if let result = known[[left, right]] { return result }
    let field = min(self.field(of: left), self.field(of: right))
    let children = try branch(on: field) { (diagrams, cell) throws(TooManyCells) in
      try diagrams.combine(
        diagrams.child(of: left, field, cell), diagrams.child(of: right, field, cell), pair: pair,
        known: &known)
    }
    let result = try node(field: field, children: children)
    known[[left, right]] = result
    return result
  }

  private mutating func branch(
    on field: Int, _ child: (inout Diagrams, Int) throws(TooManyCells) -> Node
  ) throws(TooManyCells) -> [Node] {
    let count = cellCounts[field]
    branchesLeft -= count
    guard branchesLeft >= 0 else { throw TooManyCells() }
    var children: [Node] = []
    children.reserveCapacity(count)
    for cell in 0..<count { children.append(try child(&self, cell)) }
    return children
  }

  // MARK: - Reading

  /// The field that a node asks for; terminals come after every field.
  func field(of node: Node) -> Int {
    node.raw < 0 ? Int.max : Int(inner[Int(node.raw)].field)
  }

  /// A node's branches, by cell; none for a terminal.
  func children(of node: Node) -> [Node] {
    node.raw < 0 ? [] : inner[Int(node.raw)].children
  }

  private func child(of node: Node, _ field: Int, _ cell: Int) -> Node {
    self.field(of: node) == field ? inner[Int(node.raw)].children[cell] : node
  }

  /// The terminals that a function takes, and the fields on which it depends; both in increasing
  /// order.
  func reach(of root: Node) -> (terminals: [Int], fields: [Int]) {
    var terminals: Set<Int> = []
    var fields: Set<Int> = []
    var seen: Set<Node> = []
    var waiting = [root]
    while let node = waiting.popLast() {
      if let terminal = node.terminal {
        terminals.insert(terminal)
      } else if seen.insert(node).inserted {
        fields.insert(field(of: node))
        waiting += children(of: node)
      }
    }
    return (terminals.sorted(), fields.sorted())
  }
}
