import TestSupport
import Testing

@testable import Similarity

@Suite struct WordsTests {
  private func folded(_ text: String) -> [String] {
    let words = Words(of: text)
    return words.list.map { words.text(of: $0) }
  }

  @Test(arguments: [
    ("Colis abîmé", ["colis", "abime"]),
    ("L'avoir, d’un client qu'il", ["l", "avoir", "d", "un", "client", "qu", "il"]),
    ("aujourd'hui c'est", ["aujourdhui", "c", "est"]),
    (
      "I don't think it's hers; we've cancelled",
      [
        "i", "dont", "think", "it", "hers", "we", "cancelled",
      ]
    ),
    ("60,50 € et 2x", ["60", "50", "et", "2x"]),
    ("ŒUVRE Æsir straße", ["oeuvre", "aesir", "strasse"]),
    ("e\u{301}te\u{301}", ["ete"]),
    ("m² ﬁn ＡＢＣ１", ["m2", "fin", "abc1"]),
    ("Άνθρωπος", ["ανθρωποσ"]),
    ("ЁЛКА", ["елка"]),
    ("漢字 かな", ["漢", "字", "か", "な"]),
    ("'quoted' ''twice''", ["quoted", "twice"]),
    ("👍🏽 ok 👨‍👩‍👧", ["ok"]),
    ("a\u{0}b\u{200B}c", ["a", "b", "c"]),
    ("", []),
    ("…!?", []),
  ])
  func wordsAreFolded(text: String, expected: [String]) {
    #expect(folded(text) == expected)
  }
}
