import AutonomyMaps
import Documents
import Testing

/// Every finding of lint with a map that triggers it, and one beside it that does not.
@Suite struct FindingTests {
  /// Two maps that differ by one word, or little more.
  struct Pair: Sendable, CustomTestStringConvertible {
    var name: String
    var reason: MapProblem.Reason
    var trigger: @Sendable () throws -> MapDocument
    var neighbour: @Sendable () throws -> MapDocument

    var testDescription: String { name }
  }

  private static func pair(
    _ name: String, _ reason: MapProblem.Reason,
    _ trigger: @escaping @Sendable () throws -> MapDocument,
    beside neighbour: @escaping @Sendable () throws -> MapDocument
  ) -> Pair {
    Pair(name: name, reason: reason, trigger: trigger, neighbour: neighbour)
  }

  /// One rule for vouchers with these conditions.
  private static func one(_ alone: String?, _ consult: String? = nil) throws -> MapDocument {
    try document([rule("r", alone: alone, consult: consult)])
  }

  private static func trials(_ until: String, other from: String) throws -> MapDocument {
    try document(
      [rule("r", alone: "always")],
      trials: [
        trial("t", of: "r", teams: ["lyon"], from: "2026-12-01", until: until, alone: "never"),
        trial("u", of: "r", teams: ["lyon"], from: from, until: "2027-02-28", alone: "never"),
      ])
  }

  static let pairs: [Pair] = [
    pair("an unknown role", .unknownRole("conseiler", nearest: "conseiller")) {
      try document(role: "conseiler", [])
    } beside: {
      try document([])
    },
    pair("an unknown action", .unknownAction("vouchr", nearest: "voucher")) {
      try document([rule("r", action: "vouchr", alone: "always")])
    } beside: {
      try document([rule("r", action: "voucher", alone: "always")])
    },
    pair("an unknown motive", .unknownMotive("delivery/lost", nearest: "delivery/late")) {
      try document([rule("r", motives: ["delivery/lost"], alone: "always")])
    } beside: {
      try document([rule("r", motives: ["delivery/late"], alone: "always")])
    },
    pair("an unknown level", .unknownLevel("confirmé", role: "conseiller", nearest: "confirme")) {
      try document([rule("r", levels: ["confirmé"], alone: "always")])
    } beside: {
      try document([rule("r", levels: ["confirme"], alone: "always")])
    },
    pair("an unknown team", .unknownTeam("lion", nearest: "lyon")) {
      try document(
        [rule("r", alone: "always")], trials: [trial("t", of: "r", teams: ["lion"])])
    } beside: {
      try document(
        [rule("r", alone: "always")], trials: [trial("t", of: "r", teams: ["lyon"])])
    },
    pair("an unknown field", .unknownField("risc", nearest: "risk")) {
      try one("risc = legal")
    } beside: {
      try one("risk = legal")
    },
    pair(
      "an unknown choice",
      .unknownChoice(
        field: "risk", value: "legale", allowed: ["none", "legal", "safety"], nearest: "legal")
    ) {
      try one("risk = legale")
    } beside: {
      try one("risk = legal")
    },
    pair(
      "a wrong type", .wrongType(field: "orders", expected: .integer, found: .text("three"))
    ) {
      try one("orders >= three")
    } beside: {
      try one("orders >= 3")
    },
    pair("an order where there is none", .noOrder(field: "photo", .boolean)) {
      try one("photo >= true")
    } beside: {
      try one("photo = true")
    },
    pair("under of a fact", .underNeedsMotive(field: "risk")) {
      try one("risk under legal")
    } beside: {
      try one("motive under delivery")
    },
    pair(
      "several currencies",
      .mixedCurrencies(field: "requested", ["CHF", "EUR"].compactMap { Currency($0) })
    ) {
      try one("requested <= 20 EUR or requested <= 20 CHF")
    } beside: {
      try one("requested <= 20 EUR or price <= 20 CHF")
    },
    pair("a condition that never holds", .neverHolds) {
      try one("orders > 3 and orders < 4")
    } beside: {
      try one("orders > 3 and orders < 5")
    },
    pair("a consult inside alone", .consultNeverReached) {
      try one("requested <= 50 EUR", "requested <= 50 EUR")
    } beside: {
      try one("requested <= 50 EUR", "requested <= 50.01 EUR")
    },
    pair("an alone beyond its consult", .aloneBeyondConsult) {
      try one("requested <= 50 EUR or orders >= 3", "requested <= 80 EUR")
    } beside: {
      try one("requested <= 50 EUR or orders >= 3", "always")
    },
    pair("an id that stands twice", .duplicateID("r")) {
      try document([rule("r", alone: "always"), rule("r", action: "refund", alone: "always")])
    } beside: {
      try document([rule("r", alone: "always"), rule("s", action: "refund", alone: "always")])
    },
    pair("two rules that can both speak", .overlapsRule("a")) {
      try document([rule("a", alone: "always"), rule("b", motives: ["delivery"], alone: "never")])
    } beside: {
      try document([
        rule("a", alone: "always"), rule("b", motives: ["delivery"], alone: "never", priority: 1),
      ])
    },
    pair("a rule that is never reached", .neverReached(behind: ["b"])) {
      try document([
        rule("a", motives: ["delivery/late"], alone: "always"),
        rule("b", motives: ["delivery"], alone: "always", priority: 1),
      ])
    } beside: {
      try document([
        rule("a", motives: ["delivery"], alone: "always"),
        rule("b", motives: ["delivery/late"], alone: "always", priority: 1),
      ])
    },
    pair("a limit that leaves nothing of a rule", .swallowed(byLimits: ["l"])) {
      try document(
        [rule("r", alone: "claims >= 6")], limits: [limit("l", escalate: "claims >= 6")])
    } beside: {
      try document(
        [rule("r", alone: "claims >= 5")], limits: [limit("l", escalate: "claims >= 6")])
    },
    pair("limits that leave nothing together", .swallowed(byLimits: ["l", "m"])) {
      try document(
        [rule("r", alone: "always")],
        limits: [limit("l", escalate: "orders >= 3"), limit("m", escalate: "orders < 3")])
    } beside: {
      try document(
        [rule("r", alone: "always")],
        limits: [limit("l", escalate: "orders >= 3"), limit("m", escalate: "orders < 2")])
    },
    pair(
      "a gap that falls to the default",
      .leftToDefault(action: "voucher", condition: "level = debutant", .escalate)
    ) {
      try document([rule("r", levels: ["confirme"], alone: "always")])
    } beside: {
      try document([rule("r", levels: ["debutant", "confirme"], alone: "always")])
    },
    pair("a trial of no rule", .unknownRule("s", nearest: nil)) {
      try document([rule("r", alone: "always")], trials: [trial("t", of: "s", teams: ["lyon"])])
    } beside: {
      try document([rule("r", alone: "always")], trials: [trial("t", of: "r", teams: ["lyon"])])
    },
    pair(
      "a trial that ends before it begins",
      .endsBeforeItBegins(from: Day(ordinal: 20_788), until: Day(ordinal: 20_787))
    ) {
      try trials("2026-11-30", other: "2027-02-01")
    } beside: {
      try trials("2026-12-01", other: "2027-02-01")
    },
    pair("two trials at once", .overlapsTrial("t")) {
      try trials("2027-01-15", other: "2027-01-15")
    } beside: {
      try trials("2027-01-14", other: "2027-01-15")
    },
    pair("a trial that ended", .trialEnded(Day(ordinal: 20_807))) {
      try trials("2026-12-20", other: "2027-01-15")
    } beside: {
      try trials("2026-12-21", other: "2027-01-15")
    },
  ]

  @Test(arguments: pairs)
  func itIsFoundHereAndNotBeside(pair: Pair) throws {
    func reasons(_ document: MapDocument) throws -> [MapProblem.Reason] {
      AutonomyMap.problems(
        in: document, vocabulary: try sampleVocabulary(), today: try day("2026-12-21")
      ).map(\.reason)
    }
    let found = try reasons(pair.trigger())
    #expect(found.contains(pair.reason), "\(found)")
    let beside = try reasons(pair.neighbour())
    #expect(!beside.contains(pair.reason), "\(beside)")
  }
}

/// What the cases say about a map, each with a case that says it and one beside it that does not.
@Suite struct CoverageTests {
  private func fieldCase(_ change: (inout FieldCase) throws -> Void = { _ in }) throws -> FieldCase
  {
    let id = try #require(DocumentID("fc-20261010-aaaaa1"))
    var fieldCase = FieldCase(id: id, title: "Un cas", date: try day("2026-10-10"))
    fieldCase.role = "conseiller"
    fieldCase.action = "voucher"
    fieldCase.requested = try money("60 EUR")
    try change(&fieldCase)
    return fieldCase
  }

  private func reasons(
    _ document: MapDocument, _ cases: [FieldCase]
  ) throws -> [MapProblem.Reason] {
    let vocabulary = try sampleVocabulary()
    var coverage = MapCoverage(
      try AutonomyMap(document, vocabulary: vocabulary), vocabulary: vocabulary,
      today: try day("2026-12-21"))
    for one in cases { coverage.add(one) }
    return coverage.problems.map(\.reason)
  }

  @Test func aFactThatNoCaseRecords() throws {
    let map = try document([rule("r", alone: "orders >= 3 or photo = true")])
    #expect(
      try reasons(map, [fieldCase { $0.facts = [Fact(name: "orders", text: "4")] }])
        == [.factNeverRecorded("photo")])
    // Another role's case records it as well.
    let other = try fieldCase {
      $0.role = "superviseur"
      $0.facts = [Fact(name: "photo", text: "true"), Fact(name: "orders", text: "1")]
    }
    #expect(try reasons(map, [fieldCase(), other]) == [])
    #expect(try reasons(map, []) == [])
  }

  @Test func anActionThatNoRuleCovers() throws {
    let map = try document([rule("r", motives: ["delivery"], levels: ["confirme"], alone: "always")]
    )
    let cases = try [
      fieldCase { $0.action = "refund" }, fieldCase { $0.action = "refund" },
      fieldCase { $0.motive = MotivePath("billing") }, fieldCase { $0.level = "debutant" },
      fieldCase { $0.role = "superviseur" },
    ]
    #expect(
      try reasons(map, cases) == [
        .uncoveredAction("refund", cases: 2), .uncoveredAction("voucher", cases: 2),
      ])
    let covered = try [
      fieldCase(), fieldCase { ($0.motive, $0.level) = (MotivePath("delivery/late"), "confirme") },
    ]
    #expect(try reasons(map, covered) == [])
  }

  @Test func whatIsFoundDoesNotDependOnTheOrderOfTheCases() throws {
    let ids = try ["fc-20261118-aaaaaa", "fc-20261118-bbbbbb", "fc-20261118-cccccc"].map {
      try #require(DocumentID($0))
    }
    var one = try rule("r", alone: "never")
    one.because = ids
    let map = try document([one])
    let cases = try ids.map { id in try fieldCase { $0.id = id } }
    let expected = ids.map(MapProblem.Reason.refusesReason)
    #expect(try reasons(map, cases) == expected)
    #expect(try reasons(map, cases.reversed()) == expected)
  }

  @Test func anExampleAndAReasonThatTheMapRefuses() throws {
    func map(_ alone: String, _ path: WritableKeyPath<RuleDocument, [DocumentID]>) throws
      -> MapDocument
    {
      var one = try rule("r", alone: alone)
      one[keyPath: path] = [try fieldCase().id]
      return try document([one])
    }
    let id = try fieldCase().id
    #expect(
      try reasons(map("requested <= 50 EUR", \.examples), [fieldCase()]) == [.refusesExample(id)])
    #expect(try reasons(map("requested <= 60 EUR", \.examples), [fieldCase()]) == [])
    #expect(
      try reasons(map("requested <= 50 EUR", \.because), [fieldCase()]) == [.refusesReason(id)])
    #expect(try reasons(map("requested <= 60 EUR", \.because), [fieldCase()]) == [])
    // Where the case does not say enough, nothing is refused.
    #expect(
      try reasons(map("requested <= 50 EUR", \.examples), [fieldCase { $0.requested = nil }]) == [])
  }
}
