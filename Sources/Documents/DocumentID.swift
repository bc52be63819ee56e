/// The four kinds of documents in a base; the first three carry an id, a map is known by its role.
public enum DocumentKind: String, Hashable, Sendable, CaseIterable {
  case fieldCase = "case"
  case learning
  case idea
  case map
}

/// An id that two clones never draw twice: kind, day, and six random characters
/// (`fc-20261118-7k3fqz`).
public struct DocumentID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let kind: DocumentKind
  public let day: Day
  /// Six characters of lower-case Crockford base32.
  public let suffix: String

  /// Crockford's alphabet has no i, l, o, u: ids are read out on the phone.
  package static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// Reads the full form; nil for anything else, and for days that do not exist.
  public init?(_ text: some StringProtocol) {
    self.init(utf8: Array(text.utf8)[...])
  }

  /// The same of bytes.
  package init?(utf8 bytes: ArraySlice<UInt8>) {
    let start = bytes.startIndex
    guard bytes.count == DocumentID.length, bytes[start + 2] == UInt8(ascii: "-"),
      bytes[start + 11] == UInt8(ascii: "-"),
      let kind = DocumentID.kind(ofPrefix: bytes[..<(start + 2)])
    else { return nil }
    var number = 0
    for byte in bytes[start + 3..<start + 11] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    guard let day = Day(year: number / 10_000, month: number / 100 % 100, day: number % 100),
      bytes[(start + 12)...].allSatisfy(DocumentID.isInAlphabet)
    else { return nil }
    self.kind = kind
    self.day = day
    suffix = String(decoding: bytes[(start + 12)...], as: UTF8.self)
  }

  /// The bytes of an id such as `fc-20261118-7k3fqz`.
  package static let length = 18

  /// The value of a character of the alphabet, from 0 to 31.
  package static func value(ofDigit byte: UInt8) -> Int? {
    let value = values[Int(byte)]
    return value < 0 ? nil : Int(value)
  }

  /// By byte; -1 for what is not in the alphabet.
  private static let values: [Int8] = {
    var values = [Int8](repeating: -1, count: 256)
    for (value, character) in alphabet.enumerated() {
      if let byte = character.asciiValue { values[Int(byte)] = Int8(value) }
    }
    return values
  }()

  private static func isInAlphabet(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "o"), UInt8(ascii: "u"): false
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: false
    }
  }

  /// A new id for a document of `day`; thirty bits of `random` make the suffix.
  package init(kind: DocumentKind, day: Day, using random: inout some RandomNumberGenerator) {
    self.kind = kind
    self.day = day
    suffix = String(
      (0..<6).map { _ in DocumentID.alphabet[Int.random(in: 0..<32, using: &random)] })
  }

  /// An id of known parts; `suffix` is of the alphabet.
  package init(kind: DocumentKind, day: Day, suffix: String) {
    self.kind = kind
    self.day = day
    self.suffix = suffix
  }

  /// `fc`, `ln` or `id`; a map has none.
  package static func prefix(of kind: DocumentKind) -> String? {
    switch kind {
    case .fieldCase: "fc"
    case .learning: "ln"
    case .idea: "id"
    case .map: nil
    }
  }

  private static func kind(ofPrefix prefix: ArraySlice<UInt8>) -> DocumentKind? {
    DocumentKind.allCases.first { kind in
      DocumentID.prefix(of: kind)?.utf8.elementsEqual(prefix) ?? false
    }
  }

  public var description: String { "\(DocumentID.prefix(of: kind) ?? "")-\(day.compact)-\(suffix)" }

  /// By kind, then day, then suffix: the order of the file names.
  public static func < (left: DocumentID, right: DocumentID) -> Bool {
    left.description < right.description
  }
}
