import Documents
import Git
import Latitude
import Similarity
import TestSupport
import Testing

/// Revisions count from the first commit: a clone without it says so, and never counts from where it was cut.
@Suite struct ShallowCloneTests {
  /// A base with a map of three revisions and a case, and the path of a clone of its last commit.
  private func cloned() throws -> (fixture: BaseFixture, path: String) {
    var fixture = try BaseFixture()
    for amount in [10, 20, 50] {
      try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: amount))
    }
    var base = try fixture.open()
    _ = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let origin = fixture.environment.path(fixture.name)
    try fixture.environment.git("clone", "-q", "--depth", "1", "file://\(origin)", "shallow")
    return (fixture, fixture.environment.path("shallow"))
  }

  private func isShallow(_ error: any Error) -> Bool {
    guard let error = error as? GitError, case .shallow = error.code else { return false }
    return true
  }

  private var request: CheckRequest {
    var request = CheckRequest(role: "conseiller", action: "voucher", day: BaseFixture.today)
    request.requested = Money("40 EUR")
    return request
  }

  @Test func whatCountsRevisionsIsRefused() throws {
    let (fixture, path) = try cloned()
    let base = try KnowledgeBase(at: path)
    #expect { try base.check(request) } throws: { isShallow($0) }
    #expect { try base.mapHistory(ofRole: "conseiller") } throws: { isShallow($0) }
    #expect { try base.audit(ofRoles: []) } throws: { isShallow($0) }
    #expect { try base.mapVersion(.newest, ofRole: "conseiller") } throws: { isShallow($0) }
    #expect {
      try base.proposal(
        forRole: "conseiller", content: Array(BaseFixture.map(aloneUpTo: 80).utf8))
    } throws: {
      isShallow($0)
    }
    #expect(try fixture.open().check(request).revision == 3)
  }

  @Test func whatNeedsNoHistoryGoesOn() throws {
    var (fixture, path) = try cloned()
    var base = try KnowledgeBase(at: path)
    let past = try #require(try base.cases().documents.first).value
    #expect(try base.lint(today: BaseFixture.today).errors == 0)
    #expect(
      try base.mapVersion(.commit("main"), ofRole: "conseiller").document.rules.map(\.id)
        == ["voucher"])
    let hindsight = try base.hindsight(on: past, today: BaseFixture.today)
    #expect(hindsight.then?.revision == 3)
    #expect(hindsight.now == nil)
    #expect(hindsight.obstacle.map(isShallow) == true)

    var query = SimilarityQuery(text: "vase brisé")
    (query.role, query.action) = ("conseiller", "voucher")
    var finder = try base.caseFinder()
    let similar = try base.similar(
      SimilarRequest(query: query, day: BaseFixture.today), with: &finder)
    #expect(similar.results.count == 1)
    #expect(similar.authority == nil)
    #expect(similar.obstacles["conseiller"].map(isShallow) == true)

    let recorded = try base.record(
      fixture.fieldCase("Un autre"), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(recorded.commit != nil)
    #expect(recorded.authority == nil)
    #expect(recorded.obstacle.map(isShallow) == true)
  }

  @Test func nothingWrongIsRememberedForTheDayTheHistoryArrives() throws {
    let (fixture, path) = try cloned()
    #expect { try KnowledgeBase(at: path).mapLog(ofRole: "conseiller") } throws: { isShallow($0) }
    try fixture.environment.git("fetch", "-q", "--unshallow", in: "shallow")
    let base = try KnowledgeBase(at: path)
    #expect(try base.check(request).revision == 3)
    #expect(try base.mapLog(ofRole: "conseiller").map(\.revision.number) == [3, 2, 1])
  }
}
