import TestSupport
import Testing

@testable import LatitudeCommand

@Suite struct StyledTextTests {
  @Test func whatIsInterpolatedIsMadeSafeAndLiteralsStay() {
    let hostile = "a\u{1B}[31mb\nc\u{202E}d\u{9B}e"
    let text: StyledText = "> \(hostile) \(hostile, .bold)"
    let safe = "a\u{FFFD}[31mb c\u{FFFD}d\u{FFFD}e"
    #expect(text.plain == "> \(safe) \(safe)")
    #expect(text.runs.count == 2)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("🙂", 2), ("→ « »", 5),
  ])
  func countsColumns(text: String, expected: Int) {
    #expect(columns(of: text) == expected)
  }

  @Test func wrappingKeepsEveryWordAndFits() {
    var random = SeededGenerator(seed: 7)
    let words = ["a", "cliente", "60", "EUR", "漢字漢字", "é", "un-mot-bien-trop-long-pour-une-ligne"]
    for _ in 0..<500 {
      let count = Int.random(in: 0..<20, using: &random)
      let chosen = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }
      var text = StyledText()
      for (index, word) in chosen.enumerated() {
        text += StyledText(index == 0 ? "" : " ") + StyledText(word, index % 2 == 0 ? .bold : nil)
      }
      let width = Int.random(in: 4..<40, using: &random)
      let lines = text.wrapped(to: width, first: max(4, width - 3))
      #expect(lines.allSatisfy { $0.columns <= width })
      #expect(lines[0].columns <= max(4, width - 3))
      let letters = lines.map(\.plain).joined().filter { $0 != " " }
      #expect(letters == text.plain.filter { $0 != " " })
      if chosen.allSatisfy({ columns(of: $0) <= 4 }) {
        #expect(lines.map(\.plain).joined(separator: " ") == text.plain)
      }
    }
  }

  @Test func fittingCutsWithAnEllipsis() {
    let text = StyledText("Livraison", .bold) + " de ce matin"
    #expect(text.fitted(to: 21) == text)
    #expect(text.fitted(to: 12).plain == "Livraison d…")
    #expect(StyledText("漢字漢").fitted(to: 5).plain == "漢字…")
    #expect(StyledText("漢字漢").fitted(to: 4).plain == "漢…")
  }

  @Test func highlightsCoverTheirBytes() {
    let text = StyledText("« cassé » à l'arrivée", highlights: [3..<9, 13..<15], .dim)
    #expect(text.plain == "« cassé » à l'arrivée")
    #expect(text.runs.filter { $0.style == .highlight }.map(\.text) == ["cassé", "à"])
  }

  @Test func tablesLineUp() {
    var table = Table(rightAligned: [1])
    table.rows = [
      ["seul", "5 EUR", "un titre long de plusieurs mots"], ["consulter", "120 EUR", ""],
    ]
    #expect(
      table.lines(width: 36, wraps: true).map(\.plain) == [
        "seul         5 EUR  un titre long de",
        "                    plusieurs mots", "consulter  120 EUR",
      ])
    #expect(table.lines(width: 30).map(\.plain)[0] == "seul         5 EUR  un titre …")
    #expect(table.lines(width: nil).map(\.plain)[0].hasSuffix("plusieurs mots"))
  }

  @Test func proseIsWrappedAnewAndItsListsHang() {
    let text = """
      Un paragraphe sur
      deux lignes.

      - un point qui ne tient pas sur une ligne
        et continue
      1. et un autre

      ## Titre
      | a | b |
      ```
      code   tel quel
      ```
      """
    #expect(
      prose(text, indent: 2, width: 30).map(\.plain) == [
        "  Un paragraphe sur deux", "  lignes.", "", "  - un point qui ne tient pas",
        "    sur une ligne et continue", "  1. et un autre", "", "  Titre", "  | a | b |", "  ```",
        "  code   tel quel", "  ```",
      ])
  }
}
