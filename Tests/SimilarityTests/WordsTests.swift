import Foundation
import TestSupport
import Testing

@testable import Similarity

@Suite struct WordsTests {
  static func folded(_ text: String) -> [String] {
    let words = Words(of: text)
    return words.list.map { words.text(of: $0) }
  }

  @Test(arguments: [
    ("Colis abîmé", ["colis", "abime"]),
    ("L'avoir, d’un client qu'il", ["l", "avoir", "d", "un", "client", "qu", "il"]),
    ("aujourd'hui c'est", ["aujourdhui", "c", "est"]),
    (
      "I don't think it's hers; we've cancelled",
      ["i", "dont", "think", "it", "hers", "we", "cancelled"]
    ),
    ("60,50 € et 2x", ["60", "50", "et", "2x"]),
    ("ŒUVRE Æsir straße Þór ĳs", ["oeuvre", "aesir", "strasse", "thor", "ijs"]),
    ("e\u{301}te\u{301}", ["ete"]),
    ("m² nº ﬁn ＡＢＣ１ ٣", ["m2", "no", "fin", "abc1", "3"]),
    ("Άνθρωπος ΐ", ["ανθρωποσ", "ι"]),
    ("ЁЛКА", ["елка"]),
    ("漢字 かな กข", ["漢", "字", "か", "な", "ก", "ข"]),
    ("'quoted' ''twice'' l''", ["quoted", "twice", "l"]),
    ("👍🏽 ok 👨‍👩‍👧 1️⃣", ["ok", "1"]),
    ("a\u{0}b\u{AD}c\u{200D}d", ["a", "bcd"]),
    ("क्षेत्र", ["क्षेत्र"]),
    ("שָׁלוֹם مَرْحَبًا", ["שלום", "مرحبا"]),
    ("", []),
    ("…!? '", []),
  ])
  func wordsAreFolded(text: String, expected: [String]) {
    #expect(WordsTests.folded(text) == expected)
  }

  @Test func accentsOfLatinAreThoseThatUnicodeDecomposes() throws {
    for value in [0xC0...0x24F, 0x1E00...0x1EFF].joined() {
      let letter = String(try #require(Unicode.Scalar(UInt32(value))))
      let base = letter.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
        .filter { $0.properties.canonicalCombiningClass == .notReordered }
      guard base.count == 1, let first = base.first, first.isASCII, first.properties.isAlphabetic
      else { continue }
      #expect(WordsTests.folded(letter) == [String(first)], "U+\(String(value, radix: 16))")
    }
  }

  @Test func accentsInEitherFormAreTheSame() {
    let text = "Été à Ærø, naïve Zoë, mañana, Dvořák, Łódź"
    #expect(
      WordsTests.folded(text)
        == WordsTests.folded(text.decomposedStringWithCanonicalMapping))
  }

  /// Words by properties of whole characters, with no attention to speed.
  private func reference(_ text: String) -> [String] {
    var words: [String] = []
    var current = ""
    for scalar in text.unicodeScalars {
      let category = scalar.properties.generalCategory
      switch category {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
        .decimalNumber:
        current.unicodeScalars.append(scalar)
      default:
        if !current.isEmpty { words.append(current) }
        current = ""
      }
    }
    if !current.isEmpty { words.append(current) }
    return words.map {
      $0.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
        .filter { !(0x300...0x36F).contains($0.value) }
        .reduce(into: "") { $0.unicodeScalars.append($1) }
    }
  }

  /// Letters that fold into what they decompose to, and what stands between words.
  private static let alphabet = Array(
    "abzAZ019éÉèçñüÖåžŠђжяЖΩअకმქ ,.;:!?()«»—\n\t€£§👍\u{1F468}".unicodeScalars)

  @Test func randomTextsAgreeWithASlowReference() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<fuzzRuns(default: 2_000) {
      var text = ""
      for _ in 0..<Int.random(in: 0..<40, using: &random) {
        text.unicodeScalars.append(
          WordsTests.alphabet[Int.random(in: 0..<WordsTests.alphabet.count, using: &random)])
      }
      #expect(WordsTests.folded(text) == reference(text), "\(text.debugDescription)")
    }
  }

  @Test func anyTextHasWordsInOrderInsideIt() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<fuzzRuns(default: 500) {
      let text = Hostile.text(using: &random)
      let words = Words(of: text)
      let bytes = Array(text.utf8)
      var end = 0
      for word in words.list {
        #expect(word.source.lowerBound >= end && word.source.upperBound <= bytes.count)
        #expect(!word.source.isEmpty && !word.folded.isEmpty)
        #expect(word.folded.count <= Words.longestWord)
        #expect(String(validating: bytes[word.source], as: UTF8.self) != nil)
        #expect(String(validating: words.folded[word.folded], as: UTF8.self) != nil)
        end = word.source.upperBound
      }
    }
  }

  @Test(arguments: [
    ("a", 1_000_000), ("é", 20_000), ("漢\u{301}", 20_000), ("\u{300}", 20_000), ("ﬃ", 20_000),
    ("क\u{941}", 20_000),
  ])
  func anEndlessWordIsKnownByItsBeginning(letter: String, bytes: Int) {
    let text = String(repeating: letter, count: bytes / letter.utf8.count)
    let words = Words(of: "x " + text + " y")
    #expect(words.list.allSatisfy { $0.folded.count <= Words.longestWord })
    #expect(words.text(of: words.list[0]) == "x")
    #expect(words.list.last.map { words.text(of: $0) } == "y")
  }

  @Test func theWordsOfSeveralTextsAreThoseOfEach() {
    var random = SeededGenerator(seed: 13)
    var words = Words()
    for _ in 0..<fuzzRuns(default: 500) {
      words.removeAll()
      var expected: [String] = []
      var sources: [Range<Int>] = []
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let text = Hostile.text(using: &random)
        words.append(Array(text.utf8).span)
        expected += WordsTests.folded(text)
        sources += Words(of: text).list.map(\.source)
      }
      #expect(words.list.map { words.text(of: $0) } == expected)
      #expect(words.list.map(\.source) == sources)
    }
  }
}

extension Words {
  /// The folded form of a word, as text.
  fileprivate func text(of word: Word) -> String {
    String(decoding: folded[word.folded], as: UTF8.self)
  }
}
