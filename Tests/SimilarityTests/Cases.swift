import Documents
import Testing

@testable import Similarity

/// Cases for tests, numbered by their ids.
enum Cases {
  static func make(
    _ number: Int, _ title: String = "", _ situation: String = "", day: String = "2026-11-18",
    _ change: (inout FieldCase) -> Void = { _ in }
  ) throws -> FieldCase {
    let digits = String(number)
    let suffix = String(repeating: "0", count: 6 - digits.count) + digits
    let day = try #require(Day(day))
    var value = FieldCase(
      id: try #require(DocumentID("fc-20261118-\(suffix)")), title: title, date: day)
    value.situation = situation
    change(&value)
    return value
  }
}

extension CaseIndex {
  /// The most similar of the cases that the index was made of, in their order.
  func answer(
    to query: SimilarityQuery, _ cases: [FieldCase], where accepts: (Int) -> Bool = { _ in true }
  ) throws -> SimilarityAnswer {
    var accepted = liveDocuments
    for (segment, set) in accepted.enumerated() {
      for document in set.elements where !accepts(starts[segment] + document) {
        accepted[segment].remove(document)
      }
    }
    return try similar(to: query, among: accepted) { cases[$0] }
  }

  /// The text's similarity of every case that has any, by number.
  func textSimilarities(to text: String, _ cases: [FieldCase]) throws -> [Int: Double] {
    var query = SimilarityQuery(text: text)
    query.limit = cases.count
    return try answer(to: query, cases).results.reduce(into: [:]) { $0[$1.number] = $1.score }
  }
}
