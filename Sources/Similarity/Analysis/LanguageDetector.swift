/// Tells the language of a text from its small words and its letters.
///
/// A guess that is wrong costs little: a query's words are stemmed in the language that a document was stemmed in.
struct LanguageDetector: Sendable {
  /// Points that a language starts with.
  private let prior: [Int]

  /// `expected` are a base's languages, the main one first: what a text is taken for when it does not tell.
  init(expected: [Language]) {
    var prior = Array(repeating: 0, count: Language.all.count)
    for (place, language) in expected.enumerated() where language != .none {
      prior[Int(language.number)] = max(prior[Int(language.number)], place == 0 ? 4 : 3)
    }
    self.prior = prior
  }

  /// The language of a text, given both as it stands and as words; none where nothing is expected and it has no
  /// word to tell by.
  func language(of text: [UInt8], words: Words) -> Language {
    let folded = words.folded.span
    return language(of: text.span, wordCount: words.list.count) {
      SmallWords.languages(of: folded.extracting(words.list[$0].folded))
    }
  }

  /// The same for words whose languages are known already, by their place in the text.
  ///
  /// Looks at the beginning only: time does not grow with the text.
  func language(
    of text: borrowing Span<UInt8>, wordCount: Int, languagesOfWord: (Int) -> UInt32
  ) -> Language {
    var points = prior
    for word in 0..<min(200, wordCount) {
      let languages = languagesOfWord(word)
      if languages != 0 { add(LanguageDetector.points(of: languages), to: languages, &points) }
    }
    var at = 0
    while at < min(text.count, 2_000) {
      guard text[at] >= 0x80 else {
        at += 1
        continue
      }
      let (scalar, length) = decode(text, at: at)
      let languages = LanguageDetector.languages(ofLetter: scalar)
      if languages != 0 { add(2, to: languages, &points) }
      at += length
    }
    var best = 0
    for number in 1..<points.count where points[number] > points[best] { best = number }
    return Language(number: UInt8(best))
  }

  private func add(_ gain: Int, to languages: UInt32, _ points: inout [Int]) {
    var rest = languages
    while rest != 0 {
      points[rest.trailingZeroBitCount] += gain
      rest &= rest - 1
    }
  }

  /// A small word says more the fewer languages have it.
  private static func points(of languages: UInt32) -> Int {
    switch languages.nonzeroBitCount {
    case 1: 6
    case 2: 3
    case 3: 2
    default: 1
    }
  }

  /// The languages that a letter outside ASCII is typical of.
  private static func languages(ofLetter scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0xC0...0x24F: return latin[Int(scalar.value) - 0xC0]
    case 0x370...0x3FF: return greek
    case 0x400...0x4FF: return "ђјљњћџЂЈЉЊЋЏ".unicodeScalars.contains(scalar) ? serbian : cyrillic
    case 0x530...0x58F: return armenian
    case 0x600...0x6FF: return arabic
    case 0x900...0x97F: return devanagari
    case 0xB80...0xBFF: return tamil
    default: return 0
    }
  }

  private static func bits(_ codes: String) -> UInt32 {
    codes.split(separator: " ").reduce(0) { $0 | Language($1).bit }
  }

  private static let greek = bits("el")
  private static let cyrillic = bits("ru sr")
  private static let serbian = bits("sr")
  private static let armenian = bits("hy")
  private static let arabic = bits("ar")
  private static let devanagari = bits("hi ne")
  private static let tamil = bits("ta")

  /// From U+00C0 to U+024F.
  private static let latin: [UInt32] = {
    let typical: [(String, String)] = [
      ("ùûœ", "fr"), ("êî", "fr pt"), ("èà", "fr it ca"), ("é", "fr es hu pt ca"),
      ("â", "fr pt ro"),
      ("ô", "fr pt"), ("ç", "fr pt ca tr"), ("ëï", "fr nl"), ("ß", "de"), ("ä", "de sv fi"),
      ("ö", "de sv fi hu tr"), ("ü", "de hu tr"), ("å", "sv da no"), ("æø", "da no"), ("ñ", "es"),
      ("¿¡", "es"), ("ãõ", "pt"), ("áíóú", "es hu pt ga"), ("òì", "it ca"), ("ğış", "tr"),
      ("őű", "hu"), ("ășțţ", "ro"), ("ėųšžčū", "lt"),
    ]
    var languages: [Unicode.Scalar: UInt32] = [:]
    for (letters, codes) in typical {
      for letter in letters.unicodeScalars { languages[letter, default: 0] |= bits(codes) }
    }
    return (UInt32(0xC0)...0x24F).map { value in
      let small = Unicode.Scalar(value)?.properties.lowercaseMapping.unicodeScalars.first
      return small.flatMap { languages[$0] } ?? 0
    }
  }()
}
