import Documents

/// Amounts that people would put into a rule: one digit that counts, or two of which the second is 5
/// (5, 10, 15, … 95, 100, 150, … 950, 1000, 1500 EUR).
enum RoundAmounts {
  /// Those in a range, largest first, in ten-thousandths of the unit.
  static func within(_ range: ClosedRange<Int64>) -> [Int64] {
    var amounts: [Int64] = []
    // Nobody writes a limit below a whole unit.
    var power: Int64 = 10_000
    while power <= range.upperBound {
      for halves in 2..<20 {
        let amount = power / 2 * Int64(halves)
        if amount % 10_000 == 0, range.contains(amount) { amounts.append(amount) }
      }
      power *= 10
    }
    return amounts.reversed()
  }
}
