import Documents

extension Cells {
  /// Some of the cells as a condition about their field; `places` in increasing order.
  func condition(that field: MapField, isIn places: [Int]) -> Condition {
    switch shape {
    case .truth:
      return places.count == 2
        ? .always : .comparison(field: field.name, .equal, .text(places == [1] ? "true" : "false"))
    case .names(let cells):
      return Cells.names(
        field.name, in: places.flatMap { cells[$0] }, of: cells.flatMap { $0 })
    case .motives(let cells):
      return Cells.motives(in: places.flatMap { cells[$0] }, of: cells.flatMap { $0 })
    case .ordered(let starts):
      let runs = Cells.runs(of: places).map { run in
        Interval(
          from: run.lowerBound == 0 ? nil : starts[run.lowerBound - 1],
          below: run.upperBound == count ? nil : starts[run.upperBound - 1])
      }
      return Interval.union(runs, of: field)
    }
  }

  /// Neighbouring places as half-open ranges.
  private static func runs(of places: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for place in places {
      if let last = runs.last, last.upperBound == place {
        runs[runs.count - 1] = last.lowerBound..<(place + 1)
      } else {
        runs.append(place..<(place + 1))
      }
    }
    return runs
  }

  /// The shorter of saying which names and which not.
  private static func names(_ field: String, in chosen: [String], of all: [String]) -> Condition {
    let others = all.filter { !chosen.contains($0) }
    func isOne(_ names: [String]) -> Condition {
      names.count == 1
        ? .comparison(field: field, .equal, .text(names[0]))
        : .membership(field: field, names.map { .text($0) })
    }
    if others.isEmpty { return .always }
    if chosen.count <= others.count { return isOne(chosen) }
    return others.count == 1
      ? .comparison(field: field, .notEqual, .text(others[0])) : .not(isOne(others))
  }

  /// The shorter of saying which motives and which not, by whole subtrees where possible.
  private static func motives(in chosen: [MotivePath], of all: [MotivePath]) -> Condition {
    let others = all.filter { !chosen.contains($0) }
    if others.isEmpty { return .always }
    let inside = subtrees(covering: chosen, of: all)
    let outside = subtrees(covering: others, of: all)
    if inside.count <= outside.count {
      return inside.count == 1 ? inside[0] : .or(inside)
    }
    if case .comparison(let field, .equal, let only) = outside[0], outside.count == 1 {
      return .comparison(field: field, .notEqual, only)
    }
    return .not(outside.count == 1 ? outside[0] : .or(outside))
  }

  private static func subtrees(covering chosen: [MotivePath], of all: [MotivePath]) -> [Condition] {
    let members = Set(chosen)
    var conditions: [Condition] = []
    var covered: [MotivePath] = []
    // The shortest paths first: a subtree that is taken whole covers what lies below.
    for path in chosen.sorted(by: { $0.names.count < $1.names.count }) {
      if covered.contains(where: { path.isUnder($0) }) { continue }
      let below = all.filter { $0.isUnder(path) }
      if below.count > 1, below.allSatisfy(members.contains) {
        conditions.append(.under(field: "motive", path))
        covered.append(path)
      } else {
        conditions.append(.comparison(field: "motive", .equal, .text(path.description)))
      }
    }
    return conditions
  }
}

/// Whole numbers from a bound up to, not including, another.
private struct Interval: Equatable {
  /// Nil: without a lower bound that matters.
  var from: Int64?
  /// Nil: without an upper bound.
  var below: Int64?

  static func union(_ intervals: [Interval], of field: MapField) -> Condition {
    if let value = valueLeftOut(of: intervals) {
      return .comparison(field: field.name, .notEqual, field.literal(value))
    }
    let parts = intervals.map { $0.condition(of: field) }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  /// The one value that is missing between two intervals that hold all others.
  private static func valueLeftOut(of intervals: [Interval]) -> Int64? {
    guard intervals.count == 2, intervals[0].from == nil, intervals[1].below == nil,
      let value = intervals[0].below, intervals[1].from == value + 1
    else { return nil }
    return value
  }

  func condition(of field: MapField) -> Condition {
    if let from, below == from + 1 {
      return .comparison(field: field.name, .equal, field.literal(from))
    }
    let bounds = [from.map(field.atLeast), below.map(field.below)].compactMap { $0 }
    return bounds.isEmpty ? .always : bounds.count == 1 ? bounds[0] : .and(bounds)
  }
}

extension MapField {
  /// A value of an ordered field as conditions write it.
  fileprivate func literal(_ value: Int64) -> Literal {
    switch self {
    case .requested(let currency), .amount(_, let currency):
      return .money(Money(tenThousandths: value, currency: currency))
    case .day: return .day(Day(ordinal: Int(value)))
    default:
      let (tenThousandths, overflow) = value.multipliedReportingOverflow(by: 10_000)
      return .number(overflow ? (value < 0 ? .min : .max) : tenThousandths)
    }
  }

  /// "From here on", with the bound that people would have written: `> 50 EUR` and not `>= 50.0001
  /// EUR`.
  fileprivate func atLeast(_ bound: Int64) -> Condition {
    isAboveWholeCent(bound)
      ? .comparison(field: name, .greater, literal(bound - 1))
      : .comparison(field: name, .greaterOrEqual, literal(bound))
  }

  fileprivate func below(_ bound: Int64) -> Condition {
    isAboveWholeCent(bound) || self == .day
      ? .comparison(field: name, .lessOrEqual, literal(bound - 1))
      : .comparison(field: name, .less, literal(bound))
  }

  private func isAboveWholeCent(_ bound: Int64) -> Bool {
    switch self {
    case .requested, .amount: bound % 100 == 1
    default: false
    }
  }
}
