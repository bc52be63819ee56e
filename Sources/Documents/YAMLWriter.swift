/// Writes fields as YAML that every YAML reader reads back as the same texts.
struct YAMLWriter {
  private(set) var text = ""

  /// One line, or several, for each field.
  mutating func write(_ fields: [Field], indentation: Int = 0) {
    for field in fields { write(field, indentation: indentation) }
  }

  mutating func write(_ field: Field, indentation: Int) {
    text += String(repeating: " ", count: indentation)
    text += YAMLWriter.scalar(field.key, isText: true) + ":"
    writeValue(field.value, indentation: indentation)
  }

  private mutating func writeValue(_ value: FieldValue, indentation: Int) {
    switch value {
    case .block(let fields) where !fields.isEmpty:
      text += "\n"
      write(fields, indentation: indentation + 2)
    case .rows(let values) where !values.isEmpty:
      text += "\n"
      for value in values {
        text += String(repeating: " ", count: indentation + 2)
        text += "- " + YAMLWriter.inline(value) + "\n"
      }
    case .elements(let elements) where elements.contains { !$0.isEmpty }:
      text += "\n"
      for element in elements {
        text += String(repeating: " ", count: indentation + 2) + "-"
        guard let first = element.first else {
          text += " {}\n"
          continue
        }
        text += " " + YAMLWriter.scalar(first.key, isText: true) + ":"
        writeValue(first.value, indentation: indentation + 4)
        write(Array(element.dropFirst()), indentation: indentation + 4)
      }
    default:
      text += " " + YAMLWriter.inline(value) + "\n"
    }
  }

  /// A value on one line.
  static func inline(_ value: FieldValue, inFlow: Bool = false) -> String {
    switch value {
    case .text(let text): return scalar(text, isText: true, inFlow: inFlow)
    case .token(let text): return scalar(text, isText: false, inFlow: inFlow)
    case .list(let values), .rows(let values):
      return "[" + values.map { inline($0, inFlow: true) }.joined(separator: ", ") + "]"
    case .map(let fields), .block(let fields):
      let entries = fields.map { field in
        scalar(field.key, isText: true, inFlow: true) + ": " + inline(field.value, inFlow: true)
      }
      return "{" + entries.joined(separator: ", ") + "}"
    case .elements(let elements):
      return "["
        + elements.map { inline(.map($0), inFlow: true) }.joined(separator: ", ") + "]"
    }
  }

  // MARK: - Scalars

  /// A scalar, plain where that reads back as the same text.
  ///
  /// `inFlow` says whether it stands inside brackets, `isText` whether it must not look like a
  /// number, a date, a boolean or a null to other programs.
  static func scalar(_ text: String, isText: Bool, inFlow: Bool = false) -> String {
    if isPlain(text, inFlow: inFlow), !isText || !looksTyped(text) { return text }
    let needsEscape = text.unicodeScalars.contains { escape($0) != nil && $0 != "\"" && $0 != "\\" }
    if !needsEscape, !text.utf8.contains(UInt8(ascii: "'")),
      text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
    {
      return "'" + text + "'"
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if let escape = escape(scalar) {
        quoted += escape
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    guard first != UInt8(ascii: " "), last != UInt8(ascii: " "), last != UInt8(ascii: ":"),
      !",[]{}#&*!|>'\"%@`?:".utf8.contains(first), !bytes.starts(with: "...".utf8), text != "=",
      text != "<<"
    else { return false }
    // A list's dash needs a space after it; a minus before a digit or a letter is none.
    if first == UInt8(ascii: "-"), bytes.count < 2 || !isAlphanumeric(bytes[1]) { return false }
    var previous = first
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":"), inFlow || bytes[index + 1] == UInt8(ascii: " ") { return false }
      if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") { return false }
      if inFlow, ",[]{}?".utf8.contains(byte) { return false }
      previous = byte
    }
    return !text.unicodeScalars.contains { $0 != "\"" && $0 != "\\" && escape($0) != nil }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Whether YAML's core types would make something else than text of it.
  private static func looksTyped(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    let lower = text.lowercased()
    if typedWords.contains(lower) { return true }
    var digits = lower[...]
    if digits.hasPrefix("+") || digits.hasPrefix("-") { digits = digits.dropFirst() }
    guard let first = digits.utf8.first, first == UInt8(ascii: ".") || (0x30...0x39).contains(first)
    else { return false }
    if digits.hasPrefix("0x") || digits.hasPrefix("0o") || digits.hasPrefix("0b") {
      return digits.dropFirst(2).utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == UInt8(ascii: "_")
      }
    }
    // Integers, decimals, exponents, times and dates are digits with these signs between them.
    return digits.utf8.contains { (0x30...0x39).contains($0) }
      && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || "._:+-etz ".utf8.contains($0) }
  }

  private static let typedWords: Set<String> = [
    "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "-.inf", "+.inf",
    ".nan",
  ]

  /// How double quotes write a scalar that cannot stand there as itself.
  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x85: return "\\N"
    case 0x2028: return "\\L"
    case 0x2029: return "\\P"
    case 0..<0x20, 0x7F..<0xA0: return "\\x" + hexadecimal(scalar.value, digits: 2)
    case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
      return "\\u" + hexadecimal(scalar.value, digits: 4)
    default: return nil
    }
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
