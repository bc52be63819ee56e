import Documents
import TestSupport
import Testing

@testable import Similarity

/// The language of full-text queries: every text is a query, and means what its parts mean.
@Suite struct TextQueryTests {
  private static let texts = [
    TextDocument(
      title: "Colis cassé", body: "Le vase est arrivé cassé, le client attend.", date: nil),
    TextDocument(title: "Refund refused", body: "The customer doesn't want a voucher.", date: nil),
    TextDocument(title: "Retour", body: "L'avoir n'a pas été accepté 漢字.", date: nil),
    TextDocument(title: "x", body: "", date: nil),
  ]
  private static let words = [
    "colis", "cassé", "casse", "vase", "le", "l'avoir", "avoir", "customer", "doesn't", "want", "a",
    "refund", "retour", "accepté", "漢", "absent", "est arrivé",
  ]

  private struct Searcher {
    let index: CaseIndex

    init() throws {
      index = try CaseIndex(of: TextQueryTests.texts, languages: ["fr", "en"])
    }

    /// The numbers of the documents that answer a query.
    func found(_ text: String) throws -> Set<Int> {
      let search = try TextSearch(TextQuery(text), in: [index], languages: ["fr", "en"])
      let answer = try search.run(among: [index.liveDocuments], limit: 10)
      #expect(answer.hits.count == answer.total)
      #expect(answer.hits.allSatisfy { $0.score.isFinite && $0.score >= 0 })
      return Set(answer.hits.map(\.number))
    }
  }

  @Test func clausesOfAnyTextAreWellFormed() {
    var random = SeededGenerator(seed: 61)
    for _ in 0..<fuzzRuns(default: 2_000) {
      let text = Hostile.text(using: &random)
      let clauses = TextQuery(text).clauses { SmallWords.languages(of: $0.span) != 0 }
      for clause in clauses {
        #expect(!clause.words.isEmpty && clause.words.allSatisfy { !$0.isEmpty }, "\(text)")
      }
      // A query that asks for anything requires something.
      #expect(
        clauses.isEmpty || clauses.contains { $0.kind == .required }
          || clauses.allSatisfy { $0.kind == .excluded }, "\(text)")
    }
  }

  @Test func anyTextCanBeSearchedFor() throws {
    let searcher = try Searcher()
    var random = SeededGenerator(seed: 62)
    for _ in 0..<fuzzRuns(default: 300) {
      let text = Hostile.text(using: &random)
      _ = try searcher.found(text)
      // Where nothing is open any more, what is excluded behind a query is taken off what it finds.
      let closed = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\"" }))
      let narrowed = try searcher.found(closed + " -vase")
      let isAsking = !TextQuery(closed).clauses { _ in false }.isEmpty
      let expected = isAsking ? try searcher.found(closed) : [0, 1, 2, 3]
      #expect(narrowed == expected.subtracting([0]), "\(text)")
    }
  }

  /// Clauses are found together where each is found, and excluded ones where they are not.
  @Test func clausesMeanTogetherWhatEachMeans() throws {
    let searcher = try Searcher()
    var random = SeededGenerator(seed: 63)
    for _ in 0..<fuzzRuns(default: 300) {
      var parts: [String] = []
      var expected = Set(TextQueryTests.texts.indices)
      var isAsking = false
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard let word = TextQueryTests.words.randomElement(using: &random) else { continue }
        // Quoted, small words count as others do.
        let isPrefix = !word.contains(" ") && Bool.random(using: &random)
        let part = isPrefix ? "\(word.prefix(3))*" : "\"\(word)\""
        let alone = try searcher.found(part)
        if Int.random(in: 0..<4, using: &random) == 0 {
          parts.append("-" + part)
          expected.subtract(alone)
        } else {
          parts.append(part)
          expected.formIntersection(alone)
          isAsking = true
        }
      }
      guard isAsking else { continue }
      #expect(try searcher.found(parts.joined(separator: " ")) == expected, "\(parts)")
    }
  }
}
