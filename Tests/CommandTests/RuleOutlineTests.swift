import AutonomyMaps
import Documents
import Foundation
import Testing

@testable import LatitudeCommand

/// Which rules of a map may speak while not everything is known.
@Suite struct RuleOutlineTests {
  /// One action with a general rule, a more particular one, and a trial of that one.
  private func map() throws -> MapDocument {
    let text = """
      ---
      role: conseiller
      title: Carte
      effective: 2026-01-01
      default: escalate
      rules:
        - id: general
          action: voucher
          alone: requested <= 20 EUR
          consult: requested <= 60 EUR
        - id: delivery
          action: voucher
          motives: [delivery]
          levels: [confirme]
          alone: requested <= 50 EUR
          consult: requested <= 120 EUR
          cap: 100 EUR per customer in 90 days
          priority: 10
        - id: other
          action: refund
          alone: always
      trials:
        - id: toulouse
          rule: delivery
          teams: [toulouse]
          from: 2026-09-01
          until: 2026-12-31
          alone: requested <= 80 EUR
      ---
      """
    return try #require(MapDocument.parse(Array(text.utf8)).value)
  }

  private struct Asked {
    var motive: String?
    var level: String?
    var team: String?
    var day = "2026-10-01"
  }

  private func outlines(_ asked: Asked, action: String = "voucher") throws -> [RuleOutline] {
    RuleOutline.of(
      try map(), action: action, motive: asked.motive.flatMap { MotivePath($0) },
      level: asked.level, team: asked.team, on: try #require(Day(asked.day)))
  }

  private func names(_ asked: Asked) throws -> [String] {
    try outlines(asked).map { $0.trial?.id ?? $0.rule.id }
  }

  @Test func whatIsKnownLeavesFewerRules() throws {
    #expect(try names(Asked()) == ["toulouse", "delivery", "general"])
    #expect(try names(Asked(team: "lyon")) == ["delivery", "general"])
    #expect(try names(Asked(team: "toulouse")) == ["toulouse", "general"])
    #expect(try names(Asked(level: "debutant")) == ["general"])
    #expect(try names(Asked(motive: "return")) == ["general"])
    #expect(
      try names(Asked(motive: "delivery/late", level: "confirme", team: "lyon")) == ["delivery"])
    #expect(try names(Asked(motive: "delivery", team: "lyon")) == ["delivery", "general"])
  }

  @Test func aTrialHasItsDays() throws {
    let asked = Asked(motive: "delivery", level: "confirme", team: "toulouse")
    for (day, expected) in [
      ("2026-08-31", "delivery"), ("2026-09-01", "toulouse"), ("2026-12-31", "toulouse"),
      ("2027-01-01", "delivery"),
    ] {
      var asked = asked
      asked.day = day
      #expect(try names(asked) == [expected], "\(day)")
    }
  }

  @Test func whatATrialLeavesUnsaidItsRuleSays() throws {
    let outline = try #require(
      try outlines(Asked(motive: "delivery", level: "confirme", team: "toulouse")).first)
    #expect(outline.alone?.description == "requested <= 80 EUR")
    #expect(outline.consult?.description == "requested <= 120 EUR")
    #expect(outline.cap?.description == "100 EUR per customer in 90 days")
  }

  @Test func scopesNameWhatIsOpen() throws {
    let delivery = try #require(MotivePath("delivery"))
    let open = try outlines(Asked())
    #expect(
      open.map(\.scope) == [
        [.motive(delivery), .level("confirme"), .team("toulouse")],
        [.motive(delivery), .level("confirme")], [.otherwise],
      ])
    #expect(try outlines(Asked(), action: "refund").map(\.scope) == [[]])
    #expect(try outlines(Asked(), action: "reship").isEmpty)
  }
}

/// Conditions in the words of people.
@Suite struct ConditionWordsTests {
  private func labels(_ language: Language) throws -> Labels {
    let file = FixtureBase.sources.appending(path: "Fixture/latitude.yml")
    let vocabulary = try #require(
      Vocabulary.parse(Array(try String(contentsOf: file, encoding: .utf8).utf8)).value)
    return Labels(language: language, vocabulary: vocabulary)
  }

  private func words(_ condition: String, _ language: Language) throws -> String {
    try labels(language).words(condition: condition)
  }

  @Test(arguments: [
    ("always", "toujours", "always"),
    ("requested <= 29.90 EUR", "montant ≤ 29.90 EUR", "amount ≤ 29.90 EUR"),
    (
      "orders >= 3 and photo = true", "commandes passées ≥ 3 et photo reçue : oui",
      "commandes passées ≥ 3 and photo reçue: yes"
    ),
    ("photo != true", "photo reçue : non", "photo reçue: no"),
    ("risk in [legal, safety]", "risque : legal ou safety", "risque: legal or safety"),
    ("risk != none", "risque ≠ none", "risque ≠ none"),
    (
      "motive under delivery/damaged", "motif : Livraison › Colis abîmé",
      "motive: Livraison › Colis abîmé"
    ),
    (
      "not (orders < 3 or requested > 50 EUR) and photo = false",
      "non (commandes passées < 3 ou montant > 50 EUR) et photo reçue : non",
      "not (commandes passées < 3 or amount > 50 EUR) and photo reçue: no"
    ),
    (
      "orders < 3 and (photo = true or risk = legal)",
      "commandes passées < 3 et (photo reçue : oui ou risque : legal)",
      "commandes passées < 3 and (photo reçue: yes or risque: legal)"
    ),
    ("no condition <", "no condition <", "no condition <"),
  ])
  func saysConditions(condition: String, french: String, english: String) throws {
    #expect(try words(condition, .fr) == french)
    #expect(try words(condition, .en) == english)
  }

  @Test(arguments: [
    ("motive under delivery", "pour motif : Livraison", "for motive: Livraison"),
    ("not (motive under delivery)", "hors de motif : Livraison", "outside motive: Livraison"),
    (
      "not (motive under delivery) or orders < 3",
      "hors de motif : Livraison, ni pour commandes passées < 3",
      "outside motive: Livraison, nor for commandes passées < 3"
    ),
  ])
  func saysWhereNoRuleSpeaks(condition: String, french: String, english: String) throws {
    let problem = MapProblem(
      place: .init(part: .map),
      reason: .leftToDefault(action: "voucher", condition: condition, .escalate))
    for (language, expected) in [
      (Language.fr, "pas de règle \(french) ; là"), (.en, "no rule \(english); there"),
    ] {
      #expect(problem.sentence(in: try labels(language)).contains(expected))
    }
  }
}
