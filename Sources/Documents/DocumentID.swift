/// The four kinds of documents in a base; the first three carry an id, a map is known by its role.
public enum DocumentKind: String, Hashable, Sendable, CaseIterable {
  case fieldCase = "case"
  case learning
  case idea
  case map
}

/// An id that two clones never draw twice: kind, day, and six random characters (`fc-20261118-7k3fqz`).
public struct DocumentID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let kind: DocumentKind
  public let day: Day
  /// Six characters of lower-case Crockford base32.
  public let suffix: String

  /// Crockford's alphabet has no i, l, o, u: ids are read out on the phone.
  package static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// Reads the full form; nil for anything else, and for days that do not exist.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let kind = DocumentID.kind(ofPrefix: String(parts[0])),
      parts[1].utf8.count == 8, let number = Int(parts[1]), number > 0,
      let day = Day(year: number / 10_000, month: number / 100 % 100, day: number % 100),
      parts[2].utf8.count == 6, parts[2].allSatisfy(DocumentID.alphabet.contains)
    else { return nil }
    self.kind = kind
    self.day = day
    suffix = String(parts[2])
  }

  /// A new id for a document of `day`; thirty bits of `random` make the suffix.
  package init(kind: DocumentKind, day: Day, using random: inout some RandomNumberGenerator) {
    self.kind = kind
    self.day = day
    suffix = String(
      (0..<6).map { _ in DocumentID.alphabet[Int.random(in: 0..<32, using: &random)] })
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

  private static func kind(ofPrefix prefix: String) -> DocumentKind? {
    DocumentKind.allCases.first { DocumentID.prefix(of: $0) == prefix }
  }

  public var description: String { "\(DocumentID.prefix(of: kind) ?? "")-\(day.compact)-\(suffix)" }

  /// By kind, then day, then suffix: the order of the file names.
  public static func < (left: DocumentID, right: DocumentID) -> Bool {
    left.description < right.description
  }
}
