/// Texts that no honest person writes.
enum Hostile {
  private static let pieces: [String] = [
    "a", "mot", "l'", "d’", "'s", "n't", "'", "’’", "é", "e\u{301}", "\u{301}", "\u{0}", "\u{7F}",
    "\u{85}", "\u{2028}", "\u{202E}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{FE0F}", "👍🏽", "👨‍👩‍👧",
    "🇫🇷", "漢", "かな", "ไทย", "한국", "हिन्दी", "العربية", "שָׁלוֹם", "ﬃ", "ß", "İ", "ı", "ǅ",
    "\u{10FFFF}", "\u{FFFD}", "½", "²", "٣", "-", "*", "\"", "-\"", " ", " ", "\n", "\t", "…", "€",
    String(repeating: "x", count: 100), String(repeating: "é", count: 70),
  ]

  /// Up to 60 pieces in a row, each a difficulty of its own.
  static func text(using random: inout some RandomNumberGenerator) -> String {
    (0..<Int.random(in: 0..<60, using: &random)).reduce(into: "") { text, _ in
      text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
  }
}
