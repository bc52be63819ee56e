import AutonomyMaps
import Documents
import Testing

@testable import Insights

/// Every finding with a base that has it, and one beside it that has not.
@Suite struct AuditTests {
  private static let map = """
    rules:
      - id: voucher
        action: voucher
        alone: requested <= 50 EUR
        consult: requested <= 100 EUR
        cap: 120 EUR per customer in 30 days
      - id: chase
        action: chase
        alone: always
    """

  private func audit(_ cases: [FieldCase], map: String = Self.map) throws -> Audit {
    let document = try Sample.map(map)
    let revision = AuditRun.Revision(
      effective: document.effective,
      map: try AutonomyMap(document, vocabulary: Sample.vocabulary))
    var run = AuditRun(
      role: "conseiller", revisions: [revision], vocabulary: Sample.vocabulary)
    for fieldCase in cases { run.add(fieldCase) }
    return run.finish()
  }

  private func kinds(_ audit: Audit) -> [AuditFinding.Kind] {
    audit.findings.map(\.kind)
  }

  /// Five cases that nothing can be said about, so that the rule may be spoken of.
  private func ordinary(_ maker: inout CaseMaker) throws -> [FieldCase] {
    try maker.several([10, 15, 20, 25, 30], .alone)
      + [try maker.make(nil, .alone) { $0.action = "chase" }]
  }

  @Test func nothingIsFoundInOrdinaryCases() throws {
    var maker = CaseMaker()
    #expect(try audit(ordinary(&maker)).findings.isEmpty)
  }

  @Test func askedAlthoughAllowed() throws {
    var maker = CaseMaker()
    let cases = try ordinary(&maker)
    let asked = try maker.make(40, .consult)
    let finding = try #require(try audit(cases + [asked]).findings.first)
    #expect(finding.kind == .allowedYetAsked)
    #expect(finding.part == .rule("voucher"))
    #expect(finding.cases == [asked.id])
    #expect(finding.total == 6)
    #expect(finding.outcomes == [.satisfied: 1])
    #expect(finding.minutes == 10)
    // Above the limit, asking is right.
    #expect(try audit(cases + [try maker.make(80, .consult)]).findings.isEmpty)
  }

  @Test func escalatedThenGrantedAsAsked() throws {
    var maker = CaseMaker()
    let cases = try ordinary(&maker)
    let granted = try maker.make(115, .escalate)
    #expect(kinds(try audit(cases + [granted])) == [.escalatedThenGranted])
    let reduced = try maker.make(115, granted: 90, .escalate)
    #expect(try audit(cases + [reduced]).findings.isEmpty)
  }

  @Test func decidedBeyondTheMap() throws {
    var maker = CaseMaker()
    let cases = try ordinary(&maker)
    let beyond = try maker.make(80, .alone, .lost)
    let finding = try #require(try audit(cases + [beyond]).findings.first)
    #expect(finding.kind == .beyondMap)
    #expect(finding.outcomes == [.lost: 1])
    #expect(try audit(cases + [try maker.make(50, .alone, .lost)]).findings.isEmpty)
  }

  @Test func nearlyTheSameDecidedDifferently() throws {
    var maker = CaseMaker()
    let cases = try ordinary(&maker)
    let full = try maker.make(80, .consult)
    let partly = try maker.make(84, granted: 30, .consult)
    let finding = try #require(try audit(cases + [full, partly]).findings.first)
    #expect(finding.kind == .decidedUnlike)
    #expect(finding.cases == [full.id, partly.id])
    #expect(finding.clusters.first?.leastGranted == Sample.money(30))
    #expect(finding.clusters.first?.mostGranted == Sample.money(80))
    // Another amount, another motive, or facts that the map tells apart: no longer the same.
    #expect(
      try audit(cases + [full, try maker.make(95, granted: 30, .consult)]).findings.isEmpty)
    let elsewhere = try maker.make(84, granted: 30, .consult) {
      $0.motive = MotivePath("delivery/damaged")
    }
    #expect(try audit(cases + [full, elsewhere]).findings.isEmpty)
    let byOrders = Self.map.replacing(
      "requested <= 50 EUR", with: "requested <= 50 EUR and orders >= 3")
    func bought(_ orders: Int, _ fieldCase: FieldCase) -> FieldCase {
      var copy = fieldCase
      copy.facts = [Fact(name: "orders", text: "\(orders)")]
      return copy
    }
    let loyal = cases.map { bought(9, $0) }
    func kinds(_ orders: Int) throws -> [AuditFinding.Kind] {
      self.kinds(
        try audit(loyal + [bought(5, full), bought(orders, partly)], map: byOrders))
    }
    #expect(try kinds(2) == [])
    #expect(try kinds(4) == [.decidedUnlike])
  }

  @Test func aCapReachedAgainAndAgain() throws {
    var maker = CaseMaker()
    let cases = try ordinary(&maker)
    // Each has 60 EUR behind it, so that 60 more reach the cap and a third passes it.
    func customer(_ name: String, _ amounts: [Int]) throws -> [FieldCase] {
      try amounts.map { amount in
        try maker.make(amount, granted: amount, amount > 50 ? .consult : .alone) {
          $0.customer = name
          $0.date = Sample.day(200)
        }
      }
    }
    let once = try customer("k-1", [60, 60])
    #expect(try audit(cases + once).findings.isEmpty)
    // Whoever asks third, of three on one day, finds the cap passed, and so do the others.
    let often = try customer("k-2", [50, 45, 48])
    let finding = try #require(
      try audit(cases + often).findings.first { $0.kind == .capReached })
    #expect(finding.cases.count == 3)
    #expect(finding.total == 3)
  }

  /// Which rules four cases did not use tells which they did.
  @Test(arguments: [4, 5])
  func tooFewCasesShowNoFigureAtAll(count: Int) throws {
    var maker = CaseMaker()
    let cases = try (0..<count).map { _ in try maker.make(40, .consult) }
    let few = try audit(cases)
    if count < Sample.vocabulary.privacy.smallestGroup {
      #expect(few.cases == nil && few.unjudged == nil)
      #expect(few.findings.isEmpty)
      #expect(few.withheldParts == 0 && few.withheldGroups == 0)
    } else {
      #expect(few.cases == count && few.unjudged == 0)
      #expect(kinds(few) == [.allowedYetAsked, .ruleUnused])
    }
    #expect(try audit([]).cases == 0)
  }

  @Test func aRevisionThatCannotJudgeIsNamed() throws {
    var maker = CaseMaker()
    let document = try Sample.map(Self.map)
    let map = try AutonomyMap(document, vocabulary: Sample.vocabulary)
    func unusable(_ revisions: [AuditRun.Revision], _ cases: [FieldCase]) -> [Int] {
      var run = AuditRun(
        role: "conseiller", revisions: revisions, vocabulary: Sample.vocabulary)
      for fieldCase in cases { run.add(fieldCase) }
      return run.finish().unusable
    }
    let cases = try ordinary(&maker)
    let good = AuditRun.Revision(effective: document.effective, map: map)
    let bad = AuditRun.Revision(effective: document.effective, map: nil)
    let unreadable = AuditRun.Revision(effective: nil, map: nil)
    #expect(unusable([good], cases) == [])
    #expect(unusable([good, bad], cases) == [2])
    #expect(unusable([good, unreadable], cases) == [2])
    // Corrected since, and no case of its days is left.
    #expect(unusable([bad, unreadable, good], cases) == [])
    let later = AuditRun.Revision(effective: Sample.day(10_000), map: map)
    #expect(unusable([bad, later], cases) == [1])
  }

  @Test func aRuleNeverUsed() throws {
    var maker = CaseMaker()
    let vouchers = try maker.several([10, 15, 20, 25, 30], .alone)
    let finding = try #require(try audit(vouchers).findings.first)
    #expect(finding.kind == .ruleUnused)
    #expect(finding.part == .rule("chase"))
    let used = try maker.make(nil, .alone) { $0.action = "chase" }
    #expect(try audit(vouchers + [used]).findings.isEmpty)
  }

  @Test func groupsBelowTheSmallestShowNoFigures() throws {
    var maker = CaseMaker()
    let cases = try ordinary(&maker)
    let asked = try maker.make(40, .consult) { $0.team = "toulouse" }
    let audit = try audit(cases + [asked])
    let finding = try #require(audit.findings.first)
    // One case of one in Toulouse would point at somebody.
    #expect(finding.teams.isEmpty)
    #expect(finding.motives.map(\.total) == [6])
    #expect(audit.withheldGroups == 1)
    // The rule itself with four cases, of five.
    let few = try self.audit(Array(cases.prefix(3)) + [asked] + cases.suffix(1))
    #expect(!kinds(few).contains(.allowedYetAsked))
    #expect(few.withheldParts == 1)
  }

  @Test func theMapOfTheDayJudges() throws {
    var maker = CaseMaker()
    let cases = try maker.several([40, 40, 40, 40, 40], .consult)
    let strict = try Sample.map(
      Self.map.replacing("requested <= 50 EUR", with: "requested <= 20 EUR"))
    let free = try Sample.map(Self.map, effective: Sample.day(4).description)
    var run = AuditRun(
      role: "conseiller",
      revisions: try [strict, free].map {
        .init(
          effective: $0.effective, map: try AutonomyMap($0, vocabulary: Sample.vocabulary))
      }, vocabulary: Sample.vocabulary)
    for fieldCase in cases { run.add(fieldCase) }
    let finding = try #require(run.finish().findings.first { $0.kind == .allowedYetAsked })
    #expect(finding.cases == [cases[3].id, cases[4].id])
  }
}
