import AutonomyMaps
import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct MapCommitTests {
  @Test func aRevisionIsOneCommitOfOneFileWithItsReasons() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    var base = try fixture.open()
    var asked = fixture.fieldCase()
    asked.requested = Money("60 EUR")
    let recorded = try base.record(
      asked, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    // The manager edits the file; something else lies about in the work tree and in the index.
    try fixture.environment.write("base/maps/conseiller.md", BaseFixture.map(aloneUpTo: 80))
    try fixture.environment.write("base/notes.txt", "brouillon")
    _ = try fixture.git("add", "notes.txt")

    let proposal = try base.proposal(forRole: "conseiller")
    #expect(proposal.difference.change == .wider)
    #expect(proposal.replay.wider == 1)
    let commit = try base.commitMap(
      proposal, why: "Accordé 41 fois sur 43.", because: [recorded.id], today: BaseFixture.today,
      isRetroactive: true, as: BaseFixture.lea)
    #expect(commit != nil)
    #expect(
      try fixture.git("log", "-1", "--format=%s")
        == "map(conseiller): voucher alone up to 80 EUR (was 50 EUR)\n")
    #expect(try fixture.git("show", "--name-only", "--format=", "HEAD") == "maps/conseiller.md\n")
    let trailers = try fixture.environment.git(
      "interpret-trailers", "--parse", in: fixture.name,
      input: try fixture.git("log", "-1", "--format=%B"))
    #expect(
      trailers == """
        Map: conseiller@2
        Map-Change: wider
        Effective: 2026-01-01
        Based-On: \(recorded.id)
        Replay: cases=1 changed=1 wider=1 narrower=0 undecided=0

        """)
    #expect(try fixture.git("status", "--porcelain") == "A  notes.txt\n?? .keep\n")
    _ = try fixture.git("fsck", "--strict")
    let revisions = try base.mapHistory(ofRole: "conseiller").revisions
    #expect(revisions.map(\.number) == [1, 2])
  }

  @Test func whatDoesNotHoldIsRefused() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    var base = try fixture.open()
    func refused(
      _ content: String, why: String = "Parce que.", because: [DocumentID] = [],
      as author: Authorship = BaseFixture.lea
    ) throws {
      let before = try fixture.git("rev-parse", "HEAD")
      #expect(throws: KnowledgeBaseError.self) {
        let proposal = try base.proposal(forRole: "conseiller", content: Array(content.utf8))
        _ = try base.commitMap(
          proposal, why: why, because: because, today: BaseFixture.today, isRetroactive: true,
          as: author)
      }
      #expect(try fixture.git("rev-parse", "HEAD") == before)
    }
    let wider = BaseFixture.map(aloneUpTo: 80)
    try refused(BaseFixture.map(aloneUpTo: 50))
    try refused(wider, why: " \n")
    try refused(wider, because: [fixture.fieldCase().id])
    try refused(wider, as: BaseFixture.claire)
    try refused(wider.replacing("requested <= 80 EUR", with: "requestd <= 80 EUR"))
    try refused(wider.replacing("requested <= 80 EUR", with: "requested <= 80 EUR and"))
    try refused(wider.replacing("role: conseiller", with: "role: superviseur"))
  }

  @Test(arguments: [
    ("manages: [conseiller]", "manages: [consieller]"),
    ("manages: [conseiller]", "mananges: [conseiller]"),
    ("people:", "poeple:"),
    ("email: lea@exemple.fr, ", ""),
    ("manages: [conseiller]", "manages: {conseiller: true}"),
  ])
  func aSlipInWhoManagesOpensNoMap(right: String, wrong: String) throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitByHand([
      "latitude.yml": BaseFixture.vocabulary.replacing(right, with: wrong)
    ])
    var base = try fixture.open()
    let proposal = try base.proposal(
      forRole: "conseiller", content: Array(BaseFixture.map(aloneUpTo: 80).utf8))
    for author in [BaseFixture.claire, BaseFixture.lea] {
      #expect {
        _ = try base.commitMap(
          proposal, why: "Parce que.", because: [], today: BaseFixture.today, isRetroactive: true,
          as: author)
      } throws: { error in
        guard case KnowledgeBaseError.invalidDocument(path: "latitude.yml", let problems) = error
        else { return false }
        return !problems.isEmpty
      }
    }
    let found = try base.lint(today: BaseFixture.today).findings
    #expect(found.contains { $0.path == "latitude.yml" && $0.position != nil })
  }

  @Test func whereNobodyIsNamedAnybodyMay() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitByHand([
      "latitude.yml": BaseFixture.vocabulary.replacing(
        "role: superviseur, manages: [conseiller]", with: "role: supervisor, manages: []")
    ])
    var base = try fixture.open()
    let proposal = try base.proposal(
      forRole: "conseiller", content: Array(BaseFixture.map(aloneUpTo: 80).utf8))
    let commit = try base.commitMap(
      proposal, why: "Parce que.", because: [], today: BaseFixture.today, isRetroactive: true,
      as: BaseFixture.claire)
    #expect(commit != nil)
  }

  @Test func aRevisionMadeFromAnOlderOneIsAConflict() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    var base = try fixture.open()
    let proposal = try base.proposal(
      forRole: "conseiller", content: Array(BaseFixture.map(aloneUpTo: 80).utf8))
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 60))
    #expect {
      _ = try base.commitMap(
        proposal, why: "Parce que.", because: [], today: BaseFixture.today, isRetroactive: true,
        as: BaseFixture.lea)
    } throws: { error in
      if case KnowledgeBaseError.mapChangedMeanwhile(role: "conseiller", revision: 2) = error {
        true
      } else {
        false
      }
    }
  }

  @Test func inForceIsTheNewestRevisionWhoseDayHasCome() throws {
    let fixture = try BaseFixture()
    // Committed out of order, with clocks that say anything.
    let effective = ["2026-03-01", "2026-01-01", "2026-06-01", "2026-02-01"]
    for (index, day) in effective.enumerated() {
      try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 10 * (index + 1), effective: day))
    }
    let history = try fixture.open().mapHistory(ofRole: "conseiller")
    for ordinal in 0..<250 {
      let day = try #require(Day("2025-12-15")).advanced(by: ordinal)
      let expected = effective.indices.last { effective[$0] <= day.description }
      #expect(history.inForce(on: day)?.number == expected.map { $0 + 1 })
    }
  }

  @Test func checkAnswersByTheDay() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 80, effective: "2026-12-01"))
    let base = try fixture.open()
    func zone(_ day: String) throws -> Zone? {
      var request = CheckRequest(
        role: "conseiller", action: "voucher", day: try #require(Day(day)))
      request.requested = Money("60 EUR")
      return try base.check(request).verdict.zone
    }
    #expect(try zone("2026-11-30") == .consult)
    #expect(try zone("2026-12-01") == .alone)
    #expect(throws: KnowledgeBaseError.self) { _ = try zone("2025-12-31") }
  }
}
