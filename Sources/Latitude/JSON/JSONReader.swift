/// Reads one JSON document (RFC 8259) and keeps the order of keys and every digit.
struct JSONReader {
  private let bytes: [UInt8]
  private var place = 0

  /// Arrays and objects inside each other.
  private static let depth = 512
  /// Digits that an exponent may add to a number.
  private static let exponent = 127

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// The whole document; nil when the bytes are none.
  mutating func document() -> JSONValue? {
    guard let value = value(depth: 0) else { return nil }
    skipBlanks()
    return place == bytes.count ? value : nil
  }

  // MARK: Values

  private mutating func value(depth: Int) -> JSONValue? {
    skipBlanks()
    guard let first = next, depth < JSONReader.depth else { return nil }
    switch first {
    case UInt8(ascii: "\""): return string().map { .text($0) }
    case UInt8(ascii: "{"): return object(depth: depth + 1)
    case UInt8(ascii: "["): return array(depth: depth + 1)
    case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number().map { .number($0) }
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    place += 1
    var object = JSONObject()
    skipBlanks()
    if take("}") { return .object(object) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\""), let name = string() else { return nil }
      skipBlanks()
      guard take(":"), let value = value(depth: depth) else { return nil }
      object.append(name, value)
      skipBlanks()
      if take("}") { return .object(object) }
      guard take(",") else { return nil }
    }
  }

  private mutating func array(depth: Int) -> JSONValue? {
    place += 1
    var items: [JSONValue] = []
    skipBlanks()
    if take("]") { return .array(items) }
    while true {
      guard let value = value(depth: depth) else { return nil }
      items.append(value)
      skipBlanks()
      if take("]") { return .array(items) }
      guard take(",") else { return nil }
    }
  }

  // MARK: Strings

  private mutating func string() -> String? {
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text += Array(String(scalar).utf8)
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What stands behind a backslash.
  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let unit = unit() else { return nil }
      guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
      guard take("\\u"), let trail = self.unit(), UTF16.isTrailSurrogate(trail) else { return nil }
      return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00))
    default: return nil
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit() -> UInt16? {
    guard place + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[place..<place + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    place += 4
    return unit
  }

  // MARK: Numbers

  /// The number without an exponent, and without zeros that say nothing.
  private mutating func number() -> String? {
    let isNegative = take("-")
    let whole = digits()
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    var fraction: ArraySlice<UInt8> = []
    if take(".") {
      fraction = digits()
      if fraction.isEmpty { return nil }
    }
    var point = whole.count
    if take("e") || take("E") {
      let isDown = take("-")
      if !isDown { _ = take("+") }
      guard let exponent = Int(String(decoding: digits(), as: UTF8.self)),
        exponent <= JSONReader.exponent
      else { return nil }
      point += isDown ? -exponent : exponent
    }
    var all = Array(whole + fraction)
    if point < 1 {
      all.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: 1 - point), at: 0)
      point = 1
    }
    while all.count < point { all.append(UInt8(ascii: "0")) }
    while point > 1, all.first == UInt8(ascii: "0") {
      all.removeFirst()
      point -= 1
    }
    while all.count > point, all.last == UInt8(ascii: "0") { all.removeLast() }
    if all == [UInt8(ascii: "0")] { return "0" }
    if all.count > point { all.insert(UInt8(ascii: "."), at: point) }
    return (isNegative ? "-" : "") + String(decoding: all, as: UTF8.self)
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let start = place
    while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
    return bytes[start..<place]
  }

  // MARK: Bytes

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      place += 1
    }
  }

  /// Steps over a word if it stands here.
  private mutating func take(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard place + length <= bytes.count else { return false }
    let isThere = word.withUTF8Buffer { unsafe $0.elementsEqual(bytes[place..<place + length]) }
    if isThere { place += length }
    return isThere
  }
}
