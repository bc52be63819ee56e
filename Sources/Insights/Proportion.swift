/// How often something happened among a number of times.
public struct Proportion: Hashable, Sendable {
  public var hits: Int
  public var total: Int

  package init(_ hits: Int, of total: Int) {
    self.hits = hits
    self.total = total
  }

  /// The bounds, in [0, 1], between which the true share lies at 95 %.
  ///
  /// Wilson's score interval: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96
  /// (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
  /// of the American Statistical Association 22, 1927). Right for few cases and for shares near 0
  /// and 1, where the usual p ± z √(p(1−p)/n) is not.
  public var interval: ClosedRange<Double> {
    guard total > 0 else { return 0...1 }
    let z = 1.96
    let count = Double(total)
    let share = Double(hits) / count
    let scale = 1 + z * z / count
    let middle = (share + z * z / (2 * count)) / scale
    let spread =
      z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot() / scale
    return max(0, middle - spread)...min(1, middle + spread)
  }
}
