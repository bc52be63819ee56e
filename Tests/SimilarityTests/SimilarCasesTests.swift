import Documents
import TestSupport
import Testing

@testable import Similarity

@Suite struct SimilarCasesTests {
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
      SimilarCasesTests.fieldCase(1, "Retard", "Le livreur n'est pas passé."),
      SimilarCasesTests.fieldCase(
        2, "Vase brisé", "Le colis est arrivé abîmé, le vase est cassé."),
      SimilarCasesTests.fieldCase(3, "Facture", "Le client veut une copie de sa facture."),
    ]
    let index = try CaseIndex(of: cases, languages: ["fr"])
    let answer = try index.answer(to: SimilarityQuery(text: "colis abime, vase casse"), cases)
    #expect(answer.results.first?.number == 1)
    #expect(answer.results.first?.parts.first?.why == ["Vase", "colis", "abîmé", "cassé"])
    let nothing = try index.answer(to: SimilarityQuery(text: "horoscope martien"), cases)
    #expect(nothing.results.isEmpty)
    #expect(nothing.confidence == .none)
  }
}
