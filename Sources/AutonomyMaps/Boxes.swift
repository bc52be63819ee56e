import Documents

/// A set of situations that is a product: for each free field some of its cells, by place in the
/// space.
struct Box: Hashable {
  /// By field, in increasing order; a field with all its cells does not matter.
  var cells: [[Int]]
  var terminal: Int
}

extension CellSpace {
  /// The situations of a function, as boxes of one terminal each that do not overlap and together
  /// hold all.
  ///
  /// Neighbours that agree are merged, but the number of boxes is not always the least. Nil for
  /// more than `limit`.
  func boxes(of root: Diagrams.Node, limit: Int = 64) -> [Box]? {
    var boxes: [Box] = []
    var waiting = [(node: root, cells: cells.map { Array(0..<$0.count) })]
    while let (node, cells) = waiting.popLast() {
      if let terminal = node.terminal {
        boxes.append(Box(cells: cells, terminal: terminal))
        // Merging makes fewer of them, so there may be more at first.
        if boxes.count > 8 * limit { return nil }
        continue
      }
      let field = diagrams.field(of: node)
      let children = diagrams.children(of: node)
      for child in Set(children) {
        var part = cells
        part[field] = children.indices.filter { children[$0] == child }
        waiting.append((child, part))
      }
    }
    boxes = merged(boxes)
    if boxes.count > limit { return nil }
    let order = readingOrder
    return boxes.sorted { left, right in
      if left.terminal != right.terminal { return left.terminal < right.terminal }
      let place = order.first { left.cells[$0] != right.cells[$0] }
      return place.map { left.cells[$0].lexicographicallyPrecedes(right.cells[$0]) } ?? false
    }
  }

  /// Joins boxes of one terminal that differ in one field only, field by field, as long as there
  /// are any.
  private func merged(_ boxes: [Box]) -> [Box] {
    var boxes = boxes
    var count: Int
    repeat {
      count = boxes.count
      for field in fields.indices {
        var unions: [Box: [Int]] = [:]
        for box in boxes {
          var others = box
          others.cells[field] = []
          unions[others, default: []] += box.cells[field]
        }
        boxes = unions.map { others, cells in
          var box = others
          box.cells[field] = cells.sorted()
          return box
        }
      }
    } while boxes.count < count
    return boxes
  }

  /// What is asked for first, then facts, then where the rule applies.
  private var readingOrder: [Int] {
    fields.indices.sorted { (fields[$0].readingRank, $0) < (fields[$1].readingRank, $1) }
  }

  /// A box in words of the condition language; `always` for the box of everything.
  func condition(of box: Box) -> Condition {
    let parts = readingOrder.filter { box.cells[$0].count < cells[$0].count }
      .map { cells[$0].condition(that: fields[$0], isIn: box.cells[$0]) }
      .flatMap { if case .and(let members) = $0 { members } else { [$0] } }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .always : .and(parts)
  }
}

extension MapField {
  /// What is asked for first, then facts, then where a rule applies.
  var readingRank: Int {
    switch self {
    case .requested: 0
    case .fact, .amount: 1
    case .motive: 2
    case .level: 3
    case .team: 4
    case .day: 5
    case .exceeded: 6
    }
  }

  /// The name in conditions.
  var name: String {
    switch self {
    case .requested: "requested"
    case .fact(let name), .amount(let name, _): name
    case .motive: "motive"
    case .level: "level"
    case .team: "team"
    case .day: "date"
    case .exceeded: "cap"
    }
  }
}
