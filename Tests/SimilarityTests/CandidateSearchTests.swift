import Documents
import Foundation
import TestSupport
import Testing

@testable import Similarity

/// The first stage over bases in which it leaves most of the postings out: a few words in nearly every case, most words
/// in few.
@Suite struct CandidateSearchTests {
  private static let wordCount = 3_000.0

  /// By Zipf's law: the word of rank r comes in proportion to 1 / r.
  private func text(_ words: Int, using random: inout SeededGenerator) -> String {
    (0..<words).map { _ in
      let rank = Int(exp(Double.random(in: 0..<1, using: &random) * log(Self.wordCount)))
      return "mot\(String(rank, radix: 26))x"
    }.joined(separator: " ")
  }

  private func segment(
    _ cases: ArraySlice<FieldCase>
  ) throws -> LiveSegment {
    var builder = SegmentBuilder(languages: ["fr"])
    for value in cases {
      builder.add(value, path: "field/\(value.id).md", version: [UInt8](repeating: 7, count: 20))
    }
    return LiveSegment(try Segment(StoredBytes(builder.build())))
  }

  @Test func nothingIsLeftOutThatAnExhaustiveSearchFinds() throws {
    var random = SeededGenerator(seed: 31)
    let cases = try (0..<9_000).map { number in
      try Cases.make(number, "", text(15, using: &random)) { value in
        value.lang = "fr"
        value.role = ["conseiller", "superviseur", nil].randomElement(using: &random) ?? nil
      }
    }
    let index = try CaseIndex(
      [segment(cases[..<6_000]), segment(cases[6_000...])], grams: GramCounts(slots: 1 << 10))
    for run in 0..<fuzzRuns(default: 60) {
      var query = SimilarityQuery(text: text(40, using: &random))
      query.role = run % 2 == 0 ? nil : "conseiller"
      let share = [1, 0.5, 0.02][run % 3]
      var accepted = index.liveDocuments
      for segment in accepted.indices {
        for document in accepted[segment].elements
        where Double.random(in: 0..<1, using: &random) > share {
          accepted[segment].remove(document)
        }
      }
      let expected = try exhaustive(query, index, accepted)
      for limit in [1, 10, 60] {
        let found = try index.candidates(
          for: query, weights: SimilarityWeights(), among: accepted, limit: limit)
        #expect(found == Array(expected.prefix(limit)), "\(query) \(limit) \(share)")
      }
    }
  }

  private func exhaustive(
    _ query: SimilarityQuery, _ index: CaseIndex, _ accepted: [DocumentSet]
  ) throws -> [Int] {
    let comparison = try Comparison(query, SimilarityWeights(), index)
    var scratch = comparison.scorer.makeTermScratch()
    var estimates: [(number: Int, estimate: Double)] = []
    for (place, segment) in comparison.scorer.segments.enumerated() {
      for document in accepted[place].elements {
        let text = try comparison.scorer.estimate(segment, document, &scratch)
        let estimate = comparison.score(place, document, text: text)
        if estimate > 0 { estimates.append((index.starts[place] + document, estimate)) }
      }
    }
    let keyed = try estimates.map { ($0, key: try index.orderKey(of: $0.number)) }
    return keyed.sorted { ($1.0.estimate, $0.key) < ($0.0.estimate, $1.key) }.map(\.0.number)
  }

  /// The set of letters and the length rule no word out that lies near enough.
  @Test func nearestWordsAreThoseOfAllWords() throws {
    var random = SeededGenerator(seed: 32)
    func word() -> [UInt8] {
      (0..<Int.random(in: 4...10, using: &random)).map { _ in
        UInt8.random(in: 97...100, using: &random)
      }
    }
    let words = Set((0..<300).map { _ in word() }).sorted { $0.lexicographicallyPrecedes($1) }
    let cases = try words.enumerated().map { number, word in
      try Cases.make(number, "", String(decoding: word, as: UTF8.self))
    }
    let index = try CaseIndex(of: cases, languages: ["fr"], gramSlots: 1 << 10)
    for _ in 0..<fuzzRuns(default: 200) {
      let wanted = word()
      let distance = try #require(EditDistance(from: wanted))
      let limit = wanted.count < 8 ? 1 : 2
      let near = words.map { ($0, distance(to: $0.span)) }.filter { $0.1 <= limit }
      let least = near.map(\.1).min()
      let expected = near.filter { $0.1 == least }.map(\.0).prefix(NearestWords.mostGuesses)
      let found = try NearestWords(index).guesses(for: wanted).map(\.word)
      #expect(found == Array(expected), "\(wanted)")
    }
  }
}
