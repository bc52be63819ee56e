import AutonomyMaps
import Documents
import Insights
import Latitude
import Similarity
import TestSupport
import Testing

/// A map in force that cannot judge is never passed over in silence, and never in the way of recording a case.
@Suite struct InvalidMapTests {
  /// A base whose newest map names a fact that `latitude.yml` does not have, on line 9.
  private func base() throws -> BaseFixture {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(
      BaseFixture.map(aloneUpTo: 50).replacing("alone: requested", with: "alone: requsted"))
    return fixture
  }

  private func isAtItsLine(_ error: any Error) -> Bool {
    guard case KnowledgeBaseError.invalidMap(path: "maps/conseiller.md", let problems) = error
    else { return false }
    return problems.map(\.place.position?.line) == [9]
  }

  @Test func everyAnswerPlacesTheFaultWhereLintDoes() throws {
    let fixture = try base()
    let base = try fixture.open()
    let request = CheckRequest(role: "conseiller", action: "voucher", day: BaseFixture.today)
    #expect { try base.check(request) } throws: { isAtItsLine($0) }
    for endpoint in [MapEndpoint.newest, .workTree, .inForce(BaseFixture.today), .commit("HEAD")] {
      #expect { try base.mapVersion(endpoint, ofRole: "conseiller") } throws: { isAtItsLine($0) }
    }
    let findings = try base.lintMaps(today: BaseFixture.today).findings
    #expect(findings.map(\.position?.line) == [9])
  }

  @Test func everyFaultIsNamedAtOnce() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(
      BaseFixture.map(aloneUpTo: 50).replacing("alone: requested", with: "alone: requsted")
        .replacing("with: superviseur", with: "with: supervisor"))
    let base = try fixture.open()
    #expect {
      try base.mapVersion(.newest, ofRole: "conseiller")
    } throws: { error in
      guard case KnowledgeBaseError.invalidMap(_, let problems) = error else { return false }
      return problems.filter { $0.severity == .error }.map(\.place.position?.line) == [9, 11]
    }
  }

  @Test func aCaseIsRecordedAndTheFaultSaid() throws {
    var fixture = try base()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(recorded.commit != nil)
    #expect(recorded.authority == nil)
    #expect(recorded.obstacle.map(isAtItsLine) == true)

    let stored = try base.fieldCase(recorded.id.description)
    let hindsight = try base.hindsight(on: stored.value, today: BaseFixture.today)
    #expect(hindsight.then == nil && hindsight.now == nil)
    #expect(hindsight.obstacle.map(isAtItsLine) == true)
  }

  @Test func similarCasesAreShownAndTheFaultSaid() throws {
    var fixture = try base()
    var base = try fixture.open()
    _ = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    var finder = try base.caseFinder()
    var query = SimilarityQuery(text: "vase brisé")
    for role in [nil, "conseiller"] {
      (query.role, query.action) = (role, role.map { _ in "voucher" })
      let answer = try base.similar(
        SimilarRequest(query: query, day: BaseFixture.today), with: &finder)
      #expect(answer.results.count == 1)
      #expect(answer.authority == nil)
      #expect(answer.obstacles["conseiller"].map(isAtItsLine) == true)
    }
    // A role without a map is no fault.
    (query.role, query.action) = ("superviseur", "voucher")
    let other = try base.similar(
      SimilarRequest(query: query, day: BaseFixture.today), with: &finder)
    #expect(other.obstacles.keys.sorted() == ["conseiller"])
  }

  @Test func anAuditNamesTheRevision() throws {
    let fixture = try base()
    let answer = try fixture.open().audit(ofRoles: ["conseiller"])
    #expect(answer.audits.map(\.unusable) == [[1]])
    #expect(answer.findings == 1)
  }
}
