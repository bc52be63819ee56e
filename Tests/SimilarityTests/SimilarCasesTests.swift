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

  @Test func nearlyTheSameCaseIsShownOnce() throws {
    let text = "Le vase est arrivé cassé dans un carton enfoncé sur un côté, elle veut un geste."
    let cases = try [
      Cases.make(1, "Vase brisé", text, day: "2026-11-03"),
      Cases.make(2, "Vase brisé, bis", text.uppercased(), day: "2026-11-02"),
      // The same words, and another decision.
      Cases.make(3, "Vase brisé, ter", text, day: "2026-11-01") { $0.zone = .escalate },
      Cases.make(4, "Autre vase", "Un autre vase est arrivé en retard chez un client patient."),
    ]
    let index = try CaseIndex(of: cases, languages: ["fr"])
    let answer = try index.answer(to: SimilarityQuery(text: "vase cassé, carton enfoncé"), cases)
    #expect(answer.results.map(\.number) == [0, 2, 3])
    #expect(answer.results.map(\.alike) == [[cases[1].id], [], []])
  }

  @Test func neighboursSuggestAMotiveWhereNoneIsGiven() throws {
    let cases = try (0..<4).map { number in
      try Cases.make(number, "Vase", "Le vase est arrivé cassé, numéro \(number).") { value in
        value.motive = MotivePath(number == 0 ? "delivery/late" : "delivery/damaged")
      }
    }
    let index = try CaseIndex(of: cases, languages: ["fr"])
    var query = SimilarityQuery(text: "vase cassé")
    let suggestion = try #require(try index.answer(to: query, cases).suggestedMotive)
    #expect(suggestion.motive == MotivePath("delivery/damaged"))
    #expect(suggestion.share > 0.7 && suggestion.share < 0.8)
    query.motive = MotivePath("delivery")
    #expect(try index.answer(to: query, cases).suggestedMotive == nil)
  }

  /// What is shown does not change what the neighbours say.
  @Test func howManyAreShownDoesNotChangeTheSuggestion() throws {
    let cases = try (0..<30).map { number in
      try Cases.make(number, "Vase", "Le vase est arrivé cassé, numéro \(number).") { value in
        value.motive = MotivePath(number % 3 == 0 ? "delivery/late" : "delivery/damaged")
      }
    }
    let index = try CaseIndex(of: cases, languages: ["fr"])
    var query = SimilarityQuery(text: "vase cassé")
    let expected = try #require(try index.answer(to: query, cases).suggestedMotive)
    for limit in [1, 2, 3, 20, .max] {
      query.limit = limit
      let answer = try index.answer(to: query, cases)
      #expect(answer.suggestedMotive == expected, "\(limit)")
      #expect(answer.results.count == min(limit, cases.count), "\(limit)")
    }
  }
}
