import AutonomyMaps
import Documents
import Testing

@Suite struct JudgingTests {
  @Test func anAmountExactlyAtTheLimitIsInside() throws {
    let map = try map([
      rule(
        "voucher", alone: "requested <= 50 EUR", consult: "requested <= 120 EUR",
        with: "superviseur")
    ])
    let alone = map.judge(try situation(requested: "50 EUR"))
    #expect(alone.zone == .alone)
    #expect(alone.decidedBy == .rule("voucher"))
    #expect(alone.limit == (try money("50 EUR")))
    #expect(alone.freer == nil)
    #expect(alone.with == nil)

    let consult = map.judge(try situation(requested: "50.0001 EUR"))
    #expect(consult.zone == .consult)
    #expect(consult.with == "superviseur")
    #expect(consult.limit == (try money("120 EUR")))
    #expect(consult.freer == .init(zone: .alone, condition: "requested <= 50 EUR"))

    let escalate = map.judge(try situation(requested: "200 EUR"))
    #expect(escalate.zone == .escalate)
    #expect(escalate.limit == (try money("120 EUR")))
    #expect(escalate.freer == .init(zone: .consult, condition: "requested <= 120 EUR"))
  }

  @Test func aMissingAmountIsAskedForWithEveryPossibility() throws {
    let map = try map([
      rule(
        "voucher", alone: "requested <= 50 EUR", consult: "requested <= 120 EUR",
        with: "superviseur")
    ])
    let verdict = map.judge(try situation())
    #expect(verdict.zone == nil)
    #expect(verdict.decidedBy == .rule("voucher"))
    #expect(verdict.with == "superviseur")
    #expect(
      verdict.undecided
        == .init(
          needs: ["requested"],
          outcomes: [
            .init(condition: "requested <= 50 EUR", zone: .alone),
            .init(condition: "requested > 50 EUR and requested <= 120 EUR", zone: .consult),
            .init(condition: "requested > 120 EUR", zone: .escalate),
          ]))
  }

  @Test func whatIsMissingButChangesNothingIsNotAskedFor() throws {
    let map = try map([
      rule(
        "voucher", levels: [], alone: "requested <= 50 EUR and photo = true",
        consult: "requested <= 120 EUR and (photo = true or orders >= 3)")
    ])
    #expect(map.judge(try situation(requested: "200 EUR")).zone == .escalate)
    let verdict = map.judge(try situation(requested: "100 EUR"))
    #expect(verdict.undecided?.needs == ["orders", "photo"])
    #expect(
      verdict.undecided?.outcomes == [
        .init(condition: "orders < 3 and photo = true", zone: .consult),
        .init(condition: "orders >= 3", zone: .consult),
        .init(condition: "orders < 3 and photo = false", zone: .escalate),
      ])
    // Kleene's logic would not see that one of the two always holds.
    let tautology = try AutonomyMapsTests.map([
      rule("voucher", alone: "orders >= 3 or orders < 3 or photo = true")
    ])
    #expect(tautology.judge(try situation()).zone == .alone)
  }

  @Test func anotherCurrencyIsNoAmount() throws {
    let map = try map([rule("voucher", alone: "requested <= 50 EUR", consult: "never")])
    let verdict = map.judge(try situation(requested: "60 CHF"))
    #expect(verdict.zone == nil)
    #expect(verdict.undecided?.needs == ["requested in EUR"])
    #expect(
      verdict.undecided?.outcomes.map(\.condition) == ["requested <= 50 EUR", "requested > 50 EUR"])
    let both = try AutonomyMapsTests.map([
      rule("voucher", alone: "requested <= 50 EUR or requested <= 55 CHF")
    ])
    #expect(both.judge(try situation(requested: "55 CHF")).zone == .alone)
    #expect(both.judge(try situation(requested: "56 CHF")).undecided?.needs == ["requested in EUR"])
    #expect(
      both.judge(try situation()).undecided?.needs == ["requested in CHF", "requested in EUR"])
  }

  @Test func limitsAreStrongerThanRulesAndDefaults() throws {
    let map = try map(
      [rule("voucher", alone: "always")],
      limits: [
        limit("risk", escalate: "risk in [legal]", why: "Jamais seul."),
        limit("many", consult: "claims >= 3"),
      ], default: .alone)
    let legal: [String: FactValue] = ["risk": .choice("legal"), "claims": .integer(9)]
    for action in ["voucher", "modify-order"] {
      let verdict = map.judge(try situation(action, facts: legal))
      #expect(verdict.zone == .escalate)
      #expect(verdict.decidedBy == .limit("risk", why: "Jamais seul."))
      #expect(verdict.freer == nil)
      #expect(verdict.assumed == [])
      let consult = map.judge(try situation(action, facts: ["claims": .integer(3)]))
      #expect(consult.zone == .consult)
      #expect(consult.decidedBy == .limit("many", why: nil))
      #expect(consult.assumed == [.fact(name: "risk", value: .choice("none"))])
    }
    #expect(map.judge(try situation("modify-order")).decidedBy == .byDefault)
    let bothAssumed: [Verdict.Assumption] = [
      .fact(name: "claims", value: .integer(0)), .fact(name: "risk", value: .choice("none")),
    ]
    #expect(map.judge(try situation()).assumed == bothAssumed)
  }

  @Test func aTrialCountsOnItsFirstAndLastDay() throws {
    let map = try map(
      [rule("voucher", alone: "requested <= 50 EUR", consult: "always", with: "superviseur")],
      trials: [
        trial("wider", of: "voucher", teams: ["toulouse"], alone: "requested <= 80 EUR")
      ])
    func judge(_ team: String?, on date: String) throws -> Verdict {
      map.judge(try situation(requested: "80 EUR", team: team, on: date))
    }
    #expect(try judge("toulouse", on: "2026-11-30").zone == .consult)
    #expect(try judge("toulouse", on: "2026-12-01").zone == .alone)
    #expect(try judge("toulouse", on: "2027-02-28").zone == .alone)
    #expect(try judge("toulouse", on: "2027-03-01").zone == .consult)
    #expect(try judge("lyon", on: "2026-12-01").zone == .consult)
    #expect(
      try judge("toulouse", on: "2026-12-01").decidedBy == .trial("wider", rule: "voucher"))
    #expect(try judge("lyon", on: "2026-12-01").decidedBy == .rule("voucher"))

    #expect(try judge(nil, on: "2026-11-30").zone == .consult)
    let verdict = try judge(nil, on: "2026-12-01")
    #expect(verdict.decidedBy == .depends)
    #expect(
      verdict.undecided
        == .init(
          needs: ["team"],
          outcomes: [
            .init(condition: "team = toulouse", zone: .alone),
            .init(condition: "team != toulouse", zone: .consult),
          ]))
    // What the trial leaves out stays the rule's.
    let over = map.judge(try situation(requested: "90 EUR", team: "toulouse"))
    #expect(over.zone == .consult)
    #expect(over.with == "superviseur")
  }

  @Test func aMissingLevelMattersOnlyWhereItDecides() throws {
    let map = try map([
      rule("voucher", levels: ["confirme"], alone: "requested <= 50 EUR", consult: "always")
    ])
    #expect(map.judge(try situation(requested: "40 EUR", level: "confirme")).zone == .alone)
    #expect(map.judge(try situation(requested: "40 EUR", level: "debutant")).zone == .escalate)
    let verdict = map.judge(try situation(requested: "40 EUR"))
    #expect(verdict.undecided?.needs == ["level"])
    #expect(verdict.decidedBy == .depends)
    #expect(
      verdict.undecided?.outcomes == [
        .init(condition: "level = confirme", zone: .alone),
        .init(condition: "level = debutant", zone: .escalate),
      ])
    // A role without levels has none to ask for.
    let other = try AutonomyMapsTests.map(
      role: "superviseur", [rule("voucher", levels: ["confirme"], alone: "always")])
    #expect(other.judge(try situation()).zone == .escalate)
  }

  @Test func motivesAreSubtrees() throws {
    let map = try map([
      rule("voucher", motives: ["delivery"], alone: "motive != delivery/late", consult: "always")
    ])
    #expect(map.judge(try situation(motive: "delivery")).zone == .alone)
    #expect(map.judge(try situation(motive: "delivery/damaged")).zone == .alone)
    #expect(map.judge(try situation(motive: "delivery/late")).zone == .consult)
    #expect(map.judge(try situation(motive: "billing")).zone == .escalate)
    #expect(
      map.judge(try situation()).undecided?.outcomes == [
        .init(condition: "motive = delivery or motive = delivery/damaged", zone: .alone),
        .init(condition: "motive = delivery/late", zone: .consult),
        .init(condition: "motive = billing", zone: .escalate),
      ])
    let under = try AutonomyMapsTests.map([rule("voucher", alone: "motive under delivery")])
    #expect(
      under.judge(try situation()).undecided?.outcomes.map(\.condition) == [
        "motive under delivery", "motive = billing",
      ])
  }

  @Test func theHighestPriorityAmongTheRulesThatSpeakWins() throws {
    let map = try map([
      rule("any", alone: "always"),
      rule("delivery", motives: ["delivery"], consult: "always", priority: 10),
      rule("late", motives: ["delivery/late"], levels: ["confirme"], priority: 20),
    ])
    #expect(map.judge(try situation(motive: "billing")).decidedBy == .rule("any"))
    let delivery = map.judge(try situation(motive: "delivery/damaged"))
    #expect(delivery.decidedBy == .rule("delivery"))
    #expect(delivery.zone == .consult)
    let late = map.judge(try situation(motive: "delivery/late", level: "confirme"))
    #expect(late.decidedBy == .rule("late"))
    #expect(late.zone == .escalate)
    // Equals are a lint error; the strictest zone wins.
    let equals = try AutonomyMapsTests.map([
      rule("a", alone: "always"), rule("b", consult: "always"), rule("c", alone: "always"),
    ])
    #expect(equals.judge(try situation()).zone == .consult)
    #expect(equals.judge(try situation()).decidedBy == .rule("b"))
  }
}

@Suite struct CapTests {
  private func capped(alone: String = "requested <= 80 EUR") throws -> AutonomyMap {
    try map([
      rule(
        "voucher", motives: ["delivery"], alone: alone, consult: "always",
        cap: "150 EUR per customer in 90 days")
    ])
  }

  private func judge(
    _ requested: String?, after grants: [PastGrant]?, by map: AutonomyMap? = nil
  ) throws -> Verdict {
    try (map ?? capped()).judge(
      situation(
        requested: requested, motive: "delivery/late", on: "2026-12-10", pastGrants: grants))
  }

  @Test func aCapMayBeReachedAndNotPassed() throws {
    let past = [try grant("90 EUR", on: "2026-11-01", motive: "delivery")]
    let reached = try judge("60 EUR", after: past)
    #expect(reached.zone == .alone)
    #expect(reached.limit == (try money("60 EUR")))
    #expect(reached.cap?.used == (try money("90 EUR")))
    #expect(reached.cap?.reached == false)
    #expect(reached.assumed == [])
    let passed = try judge("60.01 EUR", after: past)
    #expect(passed.zone == .escalate)
    #expect(passed.decidedBy == .rule("voucher"))
    #expect(passed.cap?.reached == true)
    #expect(passed.freer == .init(zone: .alone, condition: "requested <= 60 EUR"))
  }

  @Test func onlyTheWindowTheActionTheMotivesAndTheCurrencyCount() throws {
    // 90 days that end on 2026-12-10 begin on 2026-09-12.
    let counted = [
      try grant("100 EUR", on: "2026-09-12", motive: "delivery/damaged"),
      try grant("50 EUR", on: "2026-12-10", motive: "delivery"),
    ]
    #expect(try judge("0.01 EUR", after: counted).zone == .escalate)
    let others = [
      try grant("500 EUR", on: "2026-09-11", motive: "delivery"),
      try grant("500 EUR", on: "2026-12-11", motive: "delivery"),
      try grant("500 EUR", on: "2026-12-01", action: "refund", motive: "delivery"),
      try grant("500 EUR", on: "2026-12-01", motive: "billing"),
      try grant("500 EUR", on: "2026-12-01"),
      try grant("500 CHF", on: "2026-12-01", motive: "delivery"),
    ]
    let verdict = try judge("80 EUR", after: others)
    #expect(verdict.zone == .alone)
    #expect(verdict.cap?.used == (try money("0 EUR")))
  }

  @Test func withoutACustomerTheCapIsAnAssumption() throws {
    let verdict = try judge("60 EUR", after: nil)
    #expect(verdict.zone == .alone)
    #expect(verdict.assumed == [.capUnchecked(rule: "voucher")])
    let over = try judge("160 EUR", after: nil)
    #expect(over.zone == .escalate)
    #expect(over.assumed == [])
  }

  @Test func aMissingAmountMattersUnderACap() throws {
    let map = try capped(alone: "always")
    let verdict = try judge(
      nil, after: [try grant("100 EUR", on: "2026-12-01", motive: "delivery")], by: map)
    #expect(
      verdict.undecided
        == .init(
          needs: ["requested"],
          outcomes: [
            .init(condition: "requested <= 50 EUR", zone: .alone),
            .init(condition: "requested > 50 EUR", zone: .escalate),
          ]))
    #expect(try judge("20 CHF", after: [], by: map).undecided?.needs == ["requested in EUR"])
    let used = try judge(
      nil, after: [try grant("200 EUR", on: "2026-12-01", motive: "delivery")], by: map)
    #expect(used.zone == .escalate)
    #expect(used.cap?.reached == true)
  }
}
