/// Writes JSON (RFC 8259) as bytes, keys in the order written: one writer for the command line,
/// HTTP and MCP.
///
/// Ours because Foundation's encoder took ten times as long, and orders keys by the alphabet or not
/// at all. The caller keeps the nesting right by nesting closures; there is no way to write half an
/// object.
public struct JSONWriter: Sendable {
  /// How much white space.
  public enum Style: Sendable {
    /// Two spaces a level.
    case pretty
    /// One line, for JSON Lines.
    case compact
  }

  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private let style: Style
  private var depth = 0
  private var isFirst = true

  public init(_ style: Style = .pretty) {
    self.style = style
  }

  /// A whole document: one object, with a line's end.
  public static func document(
    _ style: Style = .pretty, _ body: (inout JSONWriter) throws -> Void
  ) rethrows -> [UInt8] {
    var writer = JSONWriter(style)
    try writer.object(body)
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }

  // MARK: Values

  /// An object; `body` writes its fields.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// An array with one element for each item, in order.
  public mutating func array<Items: Sequence>(
    _ items: Items, _ element: (inout JSONWriter, Items.Element) throws -> Void
  ) rethrows {
    try nest(UInt8(ascii: "["), UInt8(ascii: "]")) { writer in
      for item in items {
        writer.separate()
        try element(&writer, item)
      }
    }
  }

  public mutating func value(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 { append(escaping: byte) }
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func value(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  public mutating func value(_ flag: Bool) {
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  /// The shortest form that reads back as the same number; what JSON cannot say (infinity, not a
  /// number) is null.
  public mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    let text = number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    bytes.append(contentsOf: text.utf8)
  }

  /// A number given as digits that are JSON already.
  mutating func number(_ digits: String) { bytes.append(contentsOf: digits.utf8) }

  public mutating func null() { bytes.append(contentsOf: "null".utf8) }

  // MARK: Fields of an object; an absent value is null

  public mutating func field(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  public mutating func field(_ name: String, _ number: Int?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  public mutating func field(_ name: String, _ number: Double) {
    key(name)
    value(number)
  }

  public mutating func field(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  public mutating func field(_ name: String, _ texts: some Sequence<String>) {
    key(name)
    array(texts) { $0.value($1) }
  }

  public mutating func null(_ name: String) {
    key(name)
    null()
  }

  public mutating func object(_ name: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try object(body)
  }

  /// An object, or null where there is nothing to write it from.
  public mutating func object<Value>(
    _ name: String, _ value: Value?, _ body: (inout JSONWriter, Value) throws -> Void
  ) rethrows {
    guard let value else { return null(name) }
    try object(name) { try body(&$0, value) }
  }

  public mutating func array<Items: Sequence>(
    _ name: String, _ items: Items, _ element: (inout JSONWriter, Items.Element) throws -> Void
  ) rethrows {
    key(name)
    try array(items, element)
  }

  // MARK: Bytes

  mutating func key(_ name: String) {
    separate()
    value(name)
    bytes.append(UInt8(ascii: ":"))
    if style == .pretty { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    breakLine()
  }

  private mutating func breakLine() {
    guard style == .pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func nest(
    _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    let outer = isFirst
    bytes.append(open)
    depth += 1
    isFirst = true
    try body(&self)
    depth -= 1
    if !isFirst { breakLine() }
    bytes.append(close)
    isFirst = outer
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
    case 0..<0x20, 0x7F:
      append(escaped: UInt16(byte))
    // The other control characters, U+0080 to U+009F: some terminals obey them.
    case 0x80...0x9F where bytes.last == 0xC2:
      bytes.removeLast()
      append(escaped: UInt16(byte))
    // U+2028 and U+2029 end a line for readers that split JSON Lines by Unicode's rules; the others around
    // them turn the direction of text.
    case 0x8E...0x8F where endsWith(0xE2, 0x80), 0xA8...0xAE where endsWith(0xE2, 0x80),
      0xA6...0xA9 where endsWith(0xE2, 0x81):
      let block = UInt16(bytes[bytes.count - 1] & 0x3F) << 6
      bytes.removeLast(2)
      append(escaped: 0x2000 | block | UInt16(byte & 0x3F))
    default: bytes.append(byte)
    }
  }

  private mutating func append(escaped unit: UInt16) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: "\\u".utf8)
    for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> shift & 15)]) }
  }

  // By index: a slice would share the storage, and the next append copy all of it.
  private func endsWith(_ first: UInt8, _ second: UInt8) -> Bool {
    bytes.count >= 2 && bytes[bytes.count - 2] == first && bytes[bytes.count - 1] == second
  }
}
