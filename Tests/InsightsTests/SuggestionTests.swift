import AutonomyMaps
import Documents
import Testing

@testable import Insights

@Suite struct SuggestionTests {
  private func suggestions(
    _ cases: [FieldCase], map: String = Sample.voucher, least: Int = 4
  ) throws -> Suggestions {
    var search = try SuggestionSearch(
      try Sample.map(map), vocabulary: Sample.vocabulary, least: least)
    for fieldCase in cases { search.add(fieldCase) }
    return search.finish()
  }

  @Test func whatIsGrantedAsAskedAgainAndAgainBecomesALimit() throws {
    var maker = CaseMaker()
    let found = try suggestions(try maker.several([40, 45, 48, 50, 52], .consult))
    let suggestion = try #require(found.suggestions.first)
    #expect(found.suggestions.count == 1)
    #expect(suggestion.direction == .wider)
    #expect(suggestion.zone == .alone)
    #expect(suggestion.from == Sample.money(20))
    // A round amount that evidence reaches: 52 EUR were granted, 55 never.
    #expect(suggestion.to == Sample.money(50))
    #expect(suggestion.support.map(\.amount) == [40, 45, 48, 50].map(Sample.money))
    #expect(suggestion.rule.alone?.description == "requested <= 50 EUR")
    #expect(suggestion.rule.consult?.description == "requested <= 100 EUR")
  }

  @Test func threeAreTooFewAndFourAreEnough() throws {
    for (amounts, count) in [([40, 45, 50], 0), ([40, 45, 50, 50], 1)] {
      var maker = CaseMaker()
      let found = try suggestions(try maker.several(amounts, .consult))
      #expect(found.suggestions.count == count)
      #expect(found.weaker.count == 1 - count)
    }
    var maker = CaseMaker()
    #expect(
      try suggestions(try maker.several([40, 45], .consult), least: 2).suggestions.count == 0)
  }

  /// Two amounts far apart say nothing about the space between them.
  @Test func oneCaseAtTheEdgeCarriesNoLimit() throws {
    var maker = CaseMaker()
    let cases = try maker.several([30, 30, 30, 30, 95], .consult)
    let suggestion = try #require(try suggestions(cases).suggestions.first)
    // Within half of 60 EUR lie the four, within half of 65 EUR only the one.
    #expect(suggestion.to == Sample.money(60))
    #expect(suggestion.beyond.isEmpty)
  }

  @Test func whatSpeaksAgainstItIsCountedAndShown() throws {
    var maker = CaseMaker()
    var cases = try maker.several([40, 45, 50, 50, 50, 50, 50, 50], .consult)
    cases.append(try maker.make(45, granted: 20, .consult))
    cases.append(try maker.make(90, .consult, .lost))
    cases.append(try maker.make(50, .consult, .mixed))
    cases.append(try maker.make(30, .alone))
    let suggestion = try #require(try suggestions(cases).suggestions.first)
    #expect(suggestion.against.map(\.amount) == [Sample.money(45)])
    #expect(suggestion.beyond.map(\.amount) == [Sample.money(90)])
    #expect(suggestion.alike.map(\.amount) == [Sample.money(30)])
    #expect(suggestion.open == 1)
    #expect(suggestion.agreement == Proportion(9, of: 10))
  }

  @Test func refusalsOutweighGrants() throws {
    var maker = CaseMaker()
    let granted = try maker.several([40, 45, 50, 50], .consult)
    let refused = try (0..<4).map { _ in try maker.make(45, granted: 0, .consult) }
    #expect(try suggestions(granted + refused).suggestions.isEmpty)
  }

  /// A grant that nobody noted must not widen a limit.
  @Test func silenceIsNoGrant() throws {
    var maker = CaseMaker()
    let cases = try maker.several([40, 45, 50, 50], .consult) { $0.granted = nil }
    let found = try suggestions(cases)
    #expect(found.suggestions.isEmpty && found.weaker.isEmpty)
  }

  @Test func limitsAboveRulesAreRespected() throws {
    var maker = CaseMaker()
    let cases = try maker.several([40, 45, 50, 50], .escalate) {
      $0.facts = [Fact(name: "risk", text: "legal")]
    }
    let map = Sample.voucher + "\nlimits:\n  - id: risk\n    escalate: risk = legal"
    #expect(try suggestions(cases, map: map).suggestions.isEmpty)
  }

  @Test func suggestionsMoveByOneZone() throws {
    var maker = CaseMaker()
    let cases = try maker.several([120, 140, 150, 150], .escalate)
    let suggestion = try #require(try suggestions(cases).suggestions.first)
    #expect(suggestion.zone == .consult)
    #expect(suggestion.rule.consult?.description == "requested <= 150 EUR")
    #expect(suggestion.rule.alone?.description == "requested <= 20 EUR")
  }

  @Test func evidenceFromOneMotiveOrLevelStaysThere() throws {
    var maker = CaseMaker()
    let cases = try maker.several([40, 45, 50, 50], .consult)
    let elsewhere = try maker.make(10, .alone) {
      $0.motive = MotivePath("store")
      $0.level = "debutant"
    }
    let suggestion = try #require(try suggestions(cases + [elsewhere]).suggestions.first)
    #expect(suggestion.rule.id == "voucher-late-confirme")
    #expect(suggestion.rule.motives.map(\.description) == ["delivery/late"])
    #expect(suggestion.rule.levels == ["confirme"])
    #expect(suggestion.rule.priority == 10)
    #expect(!suggestion.changesRule)
    // Where the rule was never used elsewhere, there is nothing to tell apart.
    #expect(try #require(try suggestions(cases).suggestions.first).changesRule)
  }

  @Test func anActionWithoutARuleGetsOne() throws {
    var maker = CaseMaker()
    let cases = try maker.several([30, 30, 30, 30], .escalate) { $0.action = "refund" }
    let suggestion = try #require(try suggestions(cases).suggestions.first)
    #expect(suggestion.today == nil)
    #expect(suggestion.zone == .consult)
    #expect(suggestion.rule.action == "refund")
    #expect(suggestion.rule.consult?.description == "requested <= 30 EUR")
    #expect(suggestion.rule.alone == nil)
  }

  @Test func whatEndsBadlyAloneTightens() throws {
    var maker = CaseMaker()
    let map = Sample.voucher.replacing("<= 20 EUR", with: "<= 80 EUR")
    let bad = try maker.several([70, 70, 75, 80], .alone, .lost)
    let good = try maker.several([20, 40, 60, 60], .alone)
    let found = try suggestions(bad + good, map: map)
    let suggestion = try #require(found.suggestions.first)
    #expect(suggestion.direction == .tighter)
    #expect(suggestion.to == Sample.money(65))
    #expect(suggestion.support.count == 4)
    // The same amounts, ended well, leave the limit where it is.
    var other = CaseMaker()
    #expect(
      try suggestions(try other.several([70, 70, 75, 80], .alone), map: map).suggestions.isEmpty)
  }

  @Test func aCapIsNoReasonToGoBeyondIt() throws {
    var maker = CaseMaker()
    let map = Sample.voucher + "\n    cap: 45 EUR per customer in 30 days"
    let suggestion = try #require(
      try suggestions(try maker.several([40, 42, 44, 45], .consult), map: map).suggestions.first)
    #expect(suggestion.to == Sample.money(45))
  }

  @Test(arguments: [
    ("requested <= 50 EUR", 0, "requested <= 80 EUR"),
    ("requested < 50 EUR and orders >= 3", 0, "requested < 80 EUR and orders >= 3"),
    ("requested <= 20 EUR or price <= 9 EUR", 1, "requested <= 20 EUR or price <= 80 EUR"),
  ])
  func upperBoundsAreReplacedWhereTheyStand(text: String, place: Int, changed: String) throws {
    let condition = try Condition.parse(text)
    #expect(
      condition.replacingUpperBound(place, by: Sample.money(80)).description == changed)
  }

  @Test func boundsInsideNotAreNone() throws {
    let condition = try Condition.parse("not (requested <= 50 EUR) and requested >= 3 EUR")
    #expect(condition.upperBounds.isEmpty)
  }

  @Test func roundAmountsAreThoseThatPeopleWrite() {
    func euros(_ range: ClosedRange<Int64>) -> [Int64] {
      RoundAmounts.within(range.lowerBound * 10_000...range.upperBound * 10_000).map { $0 / 10_000 }
    }
    #expect(euros(38...62) == [60, 55, 50, 45, 40])
    #expect(euros(90...210) == [200, 150, 100, 95, 90])
    #expect(euros(1...6) == [6, 5, 4, 3, 2, 1])
    #expect(euros(41...44) == [])
  }
}
