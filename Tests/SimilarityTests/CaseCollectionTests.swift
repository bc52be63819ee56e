import Documents
import TestSupport
import Testing

@testable import Similarity

@Suite struct CaseCollectionTests {
  static func fieldCase(
    _ number: Int, _ title: String, _ situation: String = ""
  ) throws -> FieldCase {
    let suffix = String(repeating: "0", count: 6 - String(number).count) + String(number)
    var value = FieldCase(
      id: try #require(DocumentID("fc-20261118-\(suffix)")), title: title,
      date: try #require(Day("2026-11-18")))
    value.situation = situation
    return value
  }

  @Test func theSameSituationIsFoundFirst() throws {
    let cases = try [
      CaseCollectionTests.fieldCase(1, "Retard", "Le livreur n'est pas passé."),
      CaseCollectionTests.fieldCase(
        2, "Vase brisé", "Le colis est arrivé abîmé, le vase est cassé."),
      CaseCollectionTests.fieldCase(3, "Facture", "Le client veut une copie de sa facture."),
    ]
    let collection = CaseCollection(cases: cases, languages: ["fr"])
    let answer = collection.similar(to: SimilarityQuery(text: "colis abime, vase casse"))
    #expect(answer.results.first?.position == 1)
    #expect(answer.results.first?.parts.first?.why == ["Vase", "colis", "abîmé", "cassé"])
    let nothing = collection.similar(to: SimilarityQuery(text: "horoscope martien"))
    #expect(nothing.results.isEmpty)
    #expect(nothing.confidence == .none)
  }
}
