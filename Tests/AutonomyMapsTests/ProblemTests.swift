import AutonomyMaps
import Documents
import Testing

private func problems(
  role: String = "conseiller", _ rules: [RuleDocument], limits: [LimitDocument] = [],
  trials: [TrialDocument] = []
) throws -> [MapProblem] {
  AutonomyMap.problems(
    in: try document(role: role, rules, limits: limits, trials: trials),
    vocabulary: try sampleVocabulary())
}

@Suite struct ProblemTests {
  @Test func aSoundMapHasNone() throws {
    let found = try problems(
      [
        rule(
          "voucher", alone: "requested <= 80 EUR", consult: "requested <= 120 EUR",
          with: "superviseur"),
        rule("delivery", motives: ["delivery"], alone: "always", priority: 1),
        // Alone wider than consult somewhere is harmless, and only good to know.
        rule("refund", action: "refund", alone: "orders >= 3", consult: "requested <= 50 EUR"),
        rule("modify", action: "modify-order", alone: "never", consult: "always"),
      ],
      limits: [limit("risk", escalate: "risk in [legal, safety]")],
      trials: [
        trial("a", of: "voucher", teams: ["lyon"], alone: "requested <= 90 EUR"),
        trial("b", of: "voucher", teams: ["lille"], alone: "requested <= 90 EUR"),
      ])
    #expect(found.map(\.reason) == [.aloneBeyondConsult])
    #expect(found.map(\.severity) == [.note])
  }

  @Test func namesThatTheVocabularyDoesNotHave() throws {
    let found = try problems(
      role: "conseler",
      [
        rule(
          "r", action: "vouchr", motives: ["delivery/damagd"], levels: ["confirmé"],
          alone: "motive under billng", with: "supervisor")
      ],
      trials: [trial("t", of: "s", teams: ["lile"], alone: "always", with: "x")])
    #expect(
      found.map(\.reason) == [
        .unknownRole("conseler", nearest: "conseiller"),
        .unknownAction("vouchr", nearest: "voucher"),
        .unknownMotive("delivery/damagd", nearest: "delivery/damaged"),
        .unknownLevel("confirmé", role: "conseler", nearest: nil),
        .unknownRole("supervisor", nearest: "superviseur"),
        .unknownRule("s", nearest: nil),
        .unknownTeam("lile", nearest: "lille"),
        .unknownRole("x", nearest: nil),
        .unknownMotive("billng", nearest: "billing"),
      ])
    #expect(found.allSatisfy { $0.severity == .error })
    #expect(found[0].place.part == .map)
    #expect(found[2].place.part == .rule("r"))
    #expect(found[2].place.field == "motives")
    #expect(found[8].place.test == .init(text: "motive under billng", utf8Offset: 0))
  }

  @Test(arguments: [
    ("ordrs >= 3", MapProblem.Reason.unknownField("ordrs", nearest: "orders")),
    ("level = confirme", .unknownField("level", nearest: nil)),
    (
      "requested <= 50",
      .wrongType(field: "requested", expected: .money, found: .number(500_000))
    ),
    ("price > legal", .wrongType(field: "price", expected: .money, found: .text("legal"))),
    ("orders >= 2.5", .wrongType(field: "orders", expected: .integer, found: .number(25_000))),
    ("photo = yes", .wrongType(field: "photo", expected: .boolean, found: .text("yes"))),
    ("photo < true", .noOrder(field: "photo", .boolean)),
    ("motive >= delivery", .noOrder(field: "motive", .motive)),
    ("risk > none", .noOrder(field: "risk", .choice(["none", "legal", "safety"]))),
    (
      "risk = leagl",
      .unknownChoice(
        field: "risk", value: "leagl", allowed: ["none", "legal", "safety"], nearest: "legal")
    ),
    ("orders under delivery", .underNeedsMotive(field: "orders")),
  ])
  func conditionsThatDoNotFitAreRefused(text: String, reason: MapProblem.Reason) throws {
    let document = try document([rule("r", alone: "always and (\(text) or never)")])
    let problem = MapProblem(
      place: .init(
        part: .rule("r"), field: "alone", position: document.rules[0].position,
        test: .init(text: text, utf8Offset: 12)),
      reason: reason)
    #expect(AutonomyMap.problems(in: document, vocabulary: try sampleVocabulary()) == [problem])
    #expect(throws: MapError(problems: [problem])) {
      try AutonomyMap(document, vocabulary: sampleVocabulary())
    }
  }

  @Test func namesThatDoNotMatchDoNotKeepAMapFromJudging() throws {
    let map = try map([
      rule("r", levels: ["expert"], alone: "always"), rule("s", alone: "motive = unknown"),
    ])
    #expect(map.judge(try situation(motive: "billing")).zone == .escalate)
  }

  @Test func rulesThatCanBothSpeakNeedAPriority() throws {
    #expect(
      try problems([
        rule("a", motives: ["delivery"], alone: "always"),
        rule("b", motives: ["delivery/late"], levels: ["confirme"], alone: "always"),
        rule("c", motives: ["billing"], alone: "always"),
        rule("d", action: "refund", alone: "always"),
      ]).map(\.reason) == [.overlapsRule("a")])
    #expect(
      try problems([
        rule("a", levels: ["debutant"], alone: "always"),
        rule("b", levels: ["confirme"], alone: "always"),
      ]) == [])
  }

  @Test func rulesBehindOthersAreNeverReached() throws {
    let found = try problems([
      rule("a", motives: ["delivery"], alone: "always"),
      rule("b", motives: ["delivery"], levels: ["debutant"], alone: "always", priority: 1),
      rule("c", levels: ["confirme"], alone: "always", priority: 2),
    ])
    let gap = MapProblem.Reason.leftToDefault(
      action: "voucher", condition: "motive = billing and level = debutant", .escalate)
    #expect(found.map(\.reason) == [.neverReached(behind: ["b", "c"]), gap])
    #expect(found.map(\.place.part) == [.rule("a"), .rule("a")])
    #expect(found.map(\.severity) == [.warning, .note])
  }

  @Test func conditionsThatContradictThemselves() throws {
    let found = try problems(
      [
        rule("a", alone: "requested <= 50 EUR and requested >= 60 EUR", consult: "always"),
        rule("b", action: "refund", alone: "requested <= 80 EUR", consult: "requested <= 50 EUR"),
      ],
      limits: [limit("l", escalate: "orders > 3 and orders < 4")],
      trials: [
        trial("t", of: "b", teams: ["lyon"], consult: "requested <= 70 EUR"),
        trial("u", of: "b", teams: ["lille"], alone: "photo = true and photo = false"),
      ])
    #expect(
      found.map { [$0.place.field ?? "", "\($0.place.part)", "\($0.reason)"] } == [
        ["alone", "rule(\"a\")", "neverHolds"],
        ["consult", "rule(\"b\")", "consultNeverReached"],
        ["consult", "trial(\"t\")", "consultNeverReached"],
        ["alone", "trial(\"u\")", "neverHolds"],
        ["escalate", "limit(\"l\")", "neverHolds"],
      ])
  }

  @Test func limitsThatSwallowARule() throws {
    let found = try problems(
      [
        rule("a", alone: "requested <= 20 EUR and risk = legal", consult: "risk = safety"),
        rule("b", action: "refund", alone: "requested <= 20 EUR"),
      ], limits: [limit("risk", escalate: "risk != none")])
    #expect(found.map(\.reason) == [.aloneBeyondConsult, .swallowed(byLimits: ["risk"])])
    #expect(found.map(\.place.part) == [.rule("a"), .rule("a")])
  }

  @Test func partsThatCannotStandTogether() throws {
    let found = try problems(
      [
        rule("a", alone: "requested <= 20 EUR or requested <= 20 CHF"), rule("a", action: "refund"),
      ],
      limits: [limit("l", consult: "always"), limit("l", consult: "always")],
      trials: [
        trial("t", of: "a", teams: ["lyon", "lille"], alone: "always"),
        trial(
          "t", of: "a", teams: ["lille"], from: "2027-02-28", until: "2027-02-27", alone: "always"),
        trial("u", of: "a", teams: ["lille"], from: "2027-02-28", until: "2027-03-27"),
      ]
    ).map(\.reason)
    let currencies = ["CHF", "EUR"].compactMap { Currency($0) }
    for reason: MapProblem.Reason in [
      .duplicateID("a"), .duplicateID("l"), .duplicateID("t"),
      .mixedCurrencies(field: "requested", currencies),
      .endsBeforeItBegins(from: try day("2027-02-28"), until: try day("2027-02-27")),
      .overlapsTrial("t"),
    ] {
      #expect(found.contains(reason), "\(reason)")
    }
  }

  @Test func problemsStandInTheOrderOfTheFile() throws {
    var document = try document(
      [rule("late", action: "x"), rule("early", action: "y")],
      limits: [limit("first", escalate: "never and always")])
    document.rules[0].position.offset = 300
    document.rules[1].position.offset = 200
    document.limits[0].position.offset = 100
    let found = AutonomyMap.problems(in: document, vocabulary: try sampleVocabulary())
    #expect(found.map(\.place.part) == [.limit("first"), .rule("early"), .rule("late")])
  }
}

@Suite struct RevisionTests {
  @Test func theNewestRevisionInEffectCounts() throws {
    let effective = try ["2026-01-01", "2026-06-01", nil, "2026-03-01", "2027-01-01"].map {
      try $0.map { try day($0) }
    }
    func index(_ date: String) throws -> Int? {
      AutonomyMap.revisionInForce(on: try day(date), effective: effective)
    }
    #expect(try index("2025-12-31") == nil)
    #expect(try index("2026-01-01") == 0)
    #expect(try index("2026-02-28") == 0)
    // A later revision with an earlier day takes the place of the one before it.
    #expect(try index("2026-03-01") == 3)
    #expect(try index("2026-12-31") == 3)
    #expect(try index("2027-01-01") == 4)
  }
}
