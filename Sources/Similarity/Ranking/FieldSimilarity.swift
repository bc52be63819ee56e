internal import Documents

/// An amount of money as it is compared: by its logarithm, within its currency.
struct Amount: Hashable, Sendable {
  var currency: Currency
  /// In 1/10,000 of the unit.
  var tenThousandths: Int64

  init(_ money: Money) {
    currency = money.currency
    tenThousandths = money.tenThousandths
  }
}

/// What a fact's text is compared by: its value where it is a number or an amount.
///
/// The vocabulary's types are not needed for this: two facts of one name that both read as integers
/// are compared as integers.
enum ComparableValue: Hashable, Sendable {
  case integer(Int64)
  case amount(Amount)
  case word(String)

  init(_ text: String) {
    if let integer = Int64(text) {
      self = .integer(integer)
    } else if let money = Money(text) {
      self = .amount(Amount(money))
    } else {
      self = .word(text.lowercased())
    }
  }
}

/// How alike two values of a field are: 1 for the same, 0 for what has nothing in common, nil where they cannot be
/// compared.
enum FieldSimilarity {
  /// By the common part of two paths from the root: twice its length by the sum of both lengths
  /// (Wu and Palmer, 1994).
  static func paths(_ left: MotivePath, _ right: MotivePath) -> Double {
    let common = zip(left.names, right.names).prefix { $0 == $1 }.count
    return 2 * Double(common) / Double(left.names.count + right.names.count)
  }

  /// By their ratio: 1 for equal amounts, a half when one is twice the other, 0 from four times on;
  /// amounts of two currencies cannot be compared.
  static func amounts(_ left: Amount, _ right: Amount) -> Double? {
    guard left.currency == right.currency else { return nil }
    return byRatio(Double(left.tenThousandths), Double(right.tenThousandths))
  }

  static func values(_ left: ComparableValue, _ right: ComparableValue) -> Double? {
    switch (left, right) {
    // One more than the number, so that 0 and 1 are as far apart as 1 and 3.
    case (.integer(let left), .integer(let right)) where left >= 0 && right >= 0:
      byRatio(Double(left) + 1, Double(right) + 1)
    case (.amount(let left), .amount(let right)): amounts(left, right)
    default: left == right ? 1 : 0
    }
  }

  /// 1 - |log2 (left / right)| / 2, and not below 0.
  private static func byRatio(_ left: Double, _ right: Double) -> Double {
    if left == right { return 1 }
    guard left > 0, right > 0 else { return 0 }
    return max(0, 1 - abs(logarithm(left / right)) / (2 * logarithm(2)))
  }
}
