/// A currency by its ISO 4217 code: three upper-case ASCII letters.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// The code, such as `EUR`.
  public let code: String

  /// Nil unless `code` is three upper-case ASCII letters.
  public init?(_ code: some StringProtocol) {
    let bytes = Array(code.utf8)
    guard bytes.count == 3,
      bytes.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else { return nil }
    self.code = String(code)
  }

  public var description: String { code }
}

/// An exact amount of money in one currency.
///
/// Amounts are whole ten-thousandths of the unit, so that sums and comparisons are exact. There is no `<`: amounts of
/// two currencies have no order, and whoever compares must say what happens then.
public struct Money: Hashable, Sendable, CustomStringConvertible {
  /// The amount in 1/10,000 of the currency's unit.
  public let tenThousandths: Int64
  public let currency: Currency

  /// The largest amount a document may hold, in units; sums of millions of them cannot overflow.
  package static let largestUnits: Int64 = 100_000_000_000

  public init(tenThousandths: Int64, currency: Currency) {
    self.tenThousandths = tenThousandths
    self.currency = currency
  }

  /// Reads the documents' form: digits, at most four decimals after a point, one space, a code ("60 EUR", "60.50 EUR").
  ///
  /// Negative amounts, exponents and thousands separators are refused: nil.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, let currency = Currency(parts[1]),
      let amount = Money.tenThousandths(parts[0].utf8)
    else { return nil }
    self.init(tenThousandths: amount, currency: currency)
  }

  /// The plain decimal of a document, in ten-thousandths; nil when it is not one or is too large.
  package static func tenThousandths(_ digits: some Sequence<UInt8>) -> Int64? {
    var value: Int64 = 0
    var whole = 0
    var decimals: Int?
    for byte in digits {
      if byte == UInt8(ascii: "."), decimals == nil, whole > 0 {
        decimals = 0
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      if let count = decimals {
        guard count < 4 else { return nil }
        decimals = count + 1
      } else {
        whole += 1
        guard value <= largestUnits else { return nil }
      }
    }
    guard whole > 0, decimals != 0 else { return nil }
    for _ in (decimals ?? 0)..<4 { value *= 10 }
    return value
  }

  /// The shortest exact form, as documents write it: "60 EUR", "60.50 EUR", "0.125 EUR".
  public var description: String { "\(decimal(leastDecimals: 0)) \(currency)" }

  /// The exact form with four decimals instead of three: "1.125 EUR" could also be typed for a thousand and more.
  package var unmistakable: String {
    let hasThreeDecimals = tenThousandths % 10 == 0 && tenThousandths % 100 != 0
    return "\(decimal(leastDecimals: hasThreeDecimals ? 4 : 0)) \(currency)"
  }

  /// The form of JSON: at least two decimals, "60.00 EUR".
  public var fixed: String { "\(decimal(leastDecimals: 2)) \(currency)" }

  /// Digits with a point; two decimals as soon as there are any, more only where needed.
  package func decimal(leastDecimals: Int) -> String {
    let magnitude = tenThousandths.magnitude
    let whole = String(magnitude / 10_000)
    var fraction = padded(Int(magnitude % 10_000), to: 4)
    while fraction.count > max(leastDecimals, 0), fraction.hasSuffix("0") { fraction.removeLast() }
    if fraction.count == 1 { fraction += "0" }
    let sign = tenThousandths < 0 ? "-" : ""
    return fraction.isEmpty ? sign + whole : "\(sign)\(whole).\(fraction)"
  }
}
