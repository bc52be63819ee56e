/// Any JSON value, as callers send it in.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// A number as decimal digits: amounts must not pass through binary fractions.
  case number(String)
  case text(String)
  case array([JSONValue])
  case object(JSONObject)

  /// Reads one JSON document; nil when the bytes are none.
  public init?(_ bytes: some Sequence<UInt8>) {
    var reader = JSONReader(bytes)
    guard let value = reader.document() else { return nil }
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

/// An object of JSON, its keys in the order in which they came.
public struct JSONObject: Hashable, Sendable {
  /// A key with its value.
  public struct Member: Hashable, Sendable {
    public var name: String
    public var value: JSONValue
  }

  /// All of them; a key that stands twice is there twice.
  public private(set) var members: [Member] = []

  public init() {}

  public mutating func append(_ name: String, _ value: JSONValue) {
    members.append(Member(name: name, value: value))
  }

  /// The value of a key, the last one where it stands twice; nil: it is not there.
  public subscript(name: String) -> JSONValue? { members.last { $0.name == name }?.value }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (name, value) in elements { append(name, value) }
  }
}

extension JSONWriter {
  /// A value as it came in.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .boolean(let flag): self.value(flag)
    case .number(let digits): number(digits)
    case .text(let text): self.value(text)
    case .array(let items): array(items) { $0.value($1) }
    case .object(let fields):
      object { json in
        for member in fields.members { json.field(member.name, member.value) }
      }
    }
  }

  public mutating func field(_ name: String, _ value: JSONValue) {
    key(name)
    self.value(value)
  }
}
