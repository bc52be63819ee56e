import Documents
import TestSupport
import Testing

@testable import Similarity

/// The index against formulas over strings.
@Suite struct RankingOracleTests {
  private func compare(
    _ cases: [FieldCase], _ queries: [String], expected languages: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    // With so many slots no two grams share one.
    let index = try CaseIndex(of: cases, languages: languages, gramSlots: 1 << 19)
    let reference = ReferenceRanking(cases, expected: languages)
    for query in queries {
      let found = try index.textSimilarities(to: query, cases)
      for (position, similarity) in try reference.similarities(to: query, index: index)
        .enumerated()
      {
        #expect(
          abs((found[position] ?? 0) - similarity) < 1e-4,
          "\(query.debugDescription) in \(cases.map { [$0.title, $0.situation] }), \(position)",
          sourceLocation: sourceLocation)
      }
    }
  }

  /// Every collection of two texts of up to two words, and every query of up to two words.
  @Test func allTinyCollections() throws {
    let words = ["a", "ba"]
    var texts = [""] + words
    for left in words { for right in words { texts.append("\(left) \(right)") } }
    for first in texts {
      for second in texts {
        let cases = try [Cases.make(1, "", first), Cases.make(2, "", second)]
        try compare(cases, texts, expected: ["fr"])
      }
    }
  }

  private static let vocabulary = [
    "colis", "casse", "cassé", "cassés", "vase", "livraison", "livraisons", "livrer", "le", "la",
    "de", "du", "l'avoir", "parcel", "parcels", "broken", "the", "of", "refund", "rembourser",
    "remboursement", "remboursemant", "x", "42", "漢字", "été",
  ]

  private func text(_ words: Int, using random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...words, using: &random)).map { _ in
      RankingOracleTests.vocabulary[
        Int.random(in: 0..<RankingOracleTests.vocabulary.count, using: &random)]
    }.joined(separator: " ")
  }

  @Test func randomCollections() throws {
    var random = SeededGenerator(seed: 3)
    for run in 0..<fuzzRuns(default: 25) {
      let most = run % 3 == 0 ? 40 : 8
      let cases = try (0..<Int.random(in: 1...most, using: &random)).map { number in
        try Cases.make(number, text(3, using: &random), text(12, using: &random)) { value in
          if Bool.random(using: &random) { value.decision = text(4, using: &random) }
          if Bool.random(using: &random) { value.why = text(4, using: &random) }
          if Bool.random(using: &random) { value.outcomeText = text(4, using: &random) }
          value.lang = [nil, "fr", "en", "de", "xx"].randomElement(using: &random) ?? nil
        }
      }
      let queries = (0..<4).map { _ in text(14, using: &random) }
      let ownTexts = cases.shuffled(using: &random).prefix(8).map(\.situation)
      try compare(cases, queries + ownTexts, expected: ["fr", "en"])
    }
  }

  @Test func filtersApplyBeforeAnythingIsCutOff() throws {
    var random = SeededGenerator(seed: 5)
    let cases = try (0..<310).map { number in
      try Cases.make(number, "", "colis " + text(6, using: &random)) { value in
        value.team = ["lyon", "lille", nil].randomElement(using: &random) ?? nil
      }
    }
    let index = try CaseIndex(of: cases, languages: ["fr"])
    for _ in 0..<8 {
      var query = SimilarityQuery(text: "colis " + text(5, using: &random))
      query.team = Bool.random(using: &random) ? "lyon" : nil
      query.limit = 1_000
      let kept = Set((0..<310).filter { _ in Int.random(in: 0..<100, using: &random) < 3 })
      let all = try index.answer(to: query, cases).results
      #expect(all.count == 310)
      let expected = all.filter { kept.contains($0.number) }
      query.limit = 5
      let found = try index.answer(to: query, cases, where: kept.contains).results
      #expect(found == Array(expected.prefix(5)))
    }
  }
}
