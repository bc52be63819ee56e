internal import FoundationEssentials

/// Any JSON value, as callers send it in.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// A number as decimal digits: amounts must not pass through binary fractions.
  case number(String)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads one JSON document; nil when the bytes are none.
  public init?(_ bytes: some Sequence<UInt8>) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      return nil
    }
    self = value
  }

  /// What a person would write for it: texts and numbers as they are; nil for the others.
  public var scalar: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .boolean(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}

extension JSONValue: Decodable {
  public init(from decoder: any Decoder) throws {
    // In the order in which they are frequent: every type that does not fit costs an error thrown.
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let number = try? container.decode(Decimal.self) {
      self = .number(number.description)
    } else if let fields = try? container.decode([String: JSONValue].self) {
      self = .object(fields)
    } else if let items = try? container.decode([JSONValue].self) {
      self = .array(items)
    } else if let flag = try? container.decode(Bool.self) {
      self = .boolean(flag)
    } else if container.decodeNil() {
      self = .null
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a number too large to be exact")
    }
  }
}

extension JSONWriter {
  /// A value as it came in; the keys of objects by the alphabet, since they came without an order.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .boolean(let flag): self.value(flag)
    case .number(let digits): number(digits)
    case .text(let text): self.value(text)
    case .array(let items): array(items) { $0.value($1) }
    case .object(let fields):
      object { json in
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { json.field(name, value) }
      }
    }
  }

  public mutating func field(_ name: String, _ value: JSONValue) {
    key(name)
    self.value(value)
  }
}
