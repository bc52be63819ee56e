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

extension CaseCollection {
  /// The text's similarity of every case that has any, by position.
  func textSimilarities(to text: String) -> [Int: Double] {
    var query = SimilarityQuery(text: text)
    query.limit = cases.count
    return similar(to: query).results.reduce(into: [:]) { $0[$1.position] = $1.score }
  }
}
