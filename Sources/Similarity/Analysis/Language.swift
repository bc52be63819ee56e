/// A language that texts are analysed in: one of libstemmer's, or none of them.
struct Language: Hashable, Sendable {
  /// 0 for none; otherwise its place in `all`.
  let number: UInt8

  /// A language whose words are taken as they stand.
  static let none = Language(number: 0)
  static let french = Language(number: 1)

  /// By ISO 639-1, with or without a region (`fr`, `fr-CA`); none for what libstemmer does not know.
  init(_ code: some StringProtocol) {
    let main = code.prefix { $0 != "-" && $0 != "_" }.lowercased()
    let name = Language.aliases[main] ?? main
    number = UInt8(Language.all.firstIndex { $0.code == name } ?? 0)
  }

  init(number: UInt8) {
    self.number = number
  }

  /// The language in a set of languages.
  var bit: UInt32 { 1 << UInt32(number) }

  /// The name that libstemmer knows the language by.
  var algorithm: String? { Language.all[Int(number)].algorithm }

  /// Every language, none of them first; a language is known by its place.
  static let all: [(code: String, algorithm: String?)] = [
    ("", nil), ("fr", "french"), ("en", "english"), ("ar", "arabic"), ("ca", "catalan"),
    ("da", "danish"), ("de", "german"), ("el", "greek"), ("es", "spanish"), ("eu", "basque"),
    ("fi", "finnish"), ("ga", "irish"), ("hi", "hindi"), ("hu", "hungarian"), ("hy", "armenian"),
    ("id", "indonesian"), ("it", "italian"), ("lt", "lithuanian"), ("ne", "nepali"),
    ("nl", "dutch"), ("no", "norwegian"), ("pt", "portuguese"), ("ro", "romanian"),
    ("ru", "russian"), ("sr", "serbian"), ("sv", "swedish"), ("ta", "tamil"), ("tr", "turkish"),
    ("yi", "yiddish"),
  ]

  private static let aliases = ["nb": "no", "nn": "no", "in": "id", "ji": "yi", "sh": "sr"]
}
