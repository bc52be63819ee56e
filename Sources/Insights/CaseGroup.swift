public import Documents

/// What several cases have in common: counts, and never who decided.
public struct CaseGroup: Hashable, Sendable {
  public private(set) var cases = 0
  /// How they were decided; cases that do not say are in none.
  public private(set) var zones: [Zone: Int] = [:]
  /// How they ended; cases that do not say are in none.
  public private(set) var outcomes: [Outcome: Int] = [:]
  /// Sorted, in ten-thousandths of the currency's unit.
  private var granted: [Currency: [Int64]] = [:]
  /// Sorted.
  private var minutes: [Int] = []

  package init() {}

  /// Whether figures about the group would point at people.
  public func isWithheld(below smallestGroup: Int) -> Bool {
    cases > 0 && cases < smallestGroup
  }

  package mutating func add(_ fieldCase: FieldCase) {
    cases += 1
    if let zone = fieldCase.zone { zones[zone, default: 0] += 1 }
    if let outcome = fieldCase.outcome { outcomes[outcome, default: 0] += 1 }
    if let money = fieldCase.granted {
      granted[money.currency, default: []].insertSorted(money.tenThousandths)
    }
    if let time = fieldCase.minutes { minutes.insertSorted(time) }
  }

  /// What was granted, in the currency that most of them have; nil where nothing was noted.
  public var grantedAmounts: Amounts? {
    let most = granted.max { ($0.value.count, $1.key.code) < ($1.value.count, $0.key.code) }
    guard let (currency, sorted) = most, let least = sorted.first, let largest = sorted.last else {
      return nil
    }
    func money(_ amount: Int64) -> Money { Money(tenThousandths: amount, currency: currency) }
    return Amounts(
      cases: sorted.count, least: money(least), median: money(sorted[(sorted.count - 1) / 2]),
      most: money(largest))
  }

  /// Of an even number the lower of the two in the middle; nil where nothing was noted.
  public var medianMinutes: Int? {
    minutes.isEmpty ? nil : minutes[(minutes.count - 1) / 2]
  }

  public struct Amounts: Hashable, Sendable {
    public var cases: Int
    public var least: Money
    /// Of an even number the lower of the two in the middle.
    public var median: Money
    public var most: Money
  }
}

extension [Int64] {
  fileprivate mutating func insertSorted(_ value: Int64) { insert(value, at: place(for: value)) }
}

extension [Int] {
  fileprivate mutating func insertSorted(_ value: Int) { insert(value, at: place(for: value)) }
}

extension Array where Element: Comparable {
  /// Where a value belongs in a sorted array.
  fileprivate func place(for value: Element) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
