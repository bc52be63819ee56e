import Documents
import Latitude
import Testing

@testable import LatitudeCommand

/// Amounts as people type them.
@Suite struct TypedAmountTests {
  private func amount(_ text: String) throws -> String {
    let vocabulary = try #require(
      Vocabulary.parse(Array("format: 1\nname: X\nlanguage: fr\ncurrency: EUR\n".utf8)).value)
    return try money(text, option: "--requested", vocabulary: vocabulary).description
  }

  @Test(arguments: [
    ("60", "60 EUR"), ("60 EUR", "60 EUR"), ("60,50 €", "60.50 EUR"), ("60.5 usd", "60.50 USD"),
    ("1 000,50", "1000.50 EUR"), ("1\u{A0}000 EUR", "1000 EUR"),
    ("12\u{202F}345\u{202F}678 €", "12345678 EUR"), ("1000,125", "1000.125 EUR"),
    ("0,125 EUR", "0.125 EUR"), ("1.1250 EUR", "1.125 EUR"), (" 60\u{A0}€ ", "60 EUR"),
  ])
  func oneMeaning(text: String, expected: String) throws {
    #expect(try amount(text) == expected)
  }

  @Test(arguments: ["1,000 EUR", "1.000", "12,345 €", "999.999 EUR"])
  func aSeparatorBeforeThreeDigitsHasTwoMeanings(text: String) {
    #expect {
      try amount(text)
    } throws: {
      guard case CommandError.ambiguousAmount = $0 else { return false }
      return true
    }
  }

  @Test(arguments: [
    "", "beaucoup", "-5 EUR", "1,000.50 EUR", "1.000,50", "1 00", "1 0000", "1000 000", "60,",
    ",5", "60 EUR 5", "€ 60", "1,5 000",
  ])
  func whatIsNoAmountIsRefused(text: String) {
    #expect {
      try amount(text)
    } throws: {
      guard case CommandError.invalidValue = $0 else { return false }
      return true
    }
  }
}
