import AutonomyMaps
import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct MapHistoryTests {
  @Test func goingBackIsANewRevisionWithTheOldWords() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 80, effective: "2026-06-01"))
    var base = try fixture.open()
    let proposal = try base.proposal(
      bringingBack: 1, ofRole: "conseiller", effective: BaseFixture.today)
    #expect(proposal.document.effective == BaseFixture.today)
    #expect(proposal.difference.change == .narrower)
    _ = try base.commitMap(
      proposal, why: "Trop de gestes.", because: [], today: BaseFixture.today, as: BaseFixture.lea)
    let history = try base.mapHistory(ofRole: "conseiller")
    #expect(history.revisions.map(\.number) == [1, 2, 3])
    // Nothing but the day differs from the first, byte for byte.
    let content = try fixture.environment.read("base/maps/conseiller.md")
    #expect(
      content.replacing("effective: 2026-11-20", with: "effective: 2026-01-01")
        == BaseFixture.map(aloneUpTo: 50))
    #expect(throws: KnowledgeBaseError.self) {
      _ = try base.proposal(bringingBack: 1, ofRole: "conseiller", effective: BaseFixture.today)
    }
    #expect(throws: KnowledgeBaseError.self) {
      _ = try base.proposal(bringingBack: 9, ofRole: "conseiller", effective: BaseFixture.today)
    }
  }

  @Test func aChangeOfThePastHasToBeMeant() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    var base = try fixture.open()
    func commit(_ effective: String, isRetroactive: Bool) throws {
      let content = Array(BaseFixture.map(aloneUpTo: 80, effective: effective).utf8)
      _ = try base.commitMap(
        try base.proposal(forRole: "conseiller", content: content), why: "Parce que.", because: [],
        today: BaseFixture.today, isRetroactive: isRetroactive, as: BaseFixture.lea)
    }
    #expect {
      try commit("2026-11-19", isRetroactive: false)
    } throws: { error in
      if case KnowledgeBaseError.retroactive = error { true } else { false }
    }
    try commit("2026-11-19", isRetroactive: true)
    try commit("2026-11-20", isRetroactive: false)
  }

  @Test func whatAMergeBroughtInIsToldByWhoWroteIt() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    _ = try fixture.git("switch", "-qc", "side")
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 80), message: "Quatre-vingts\n\nOui.")
    _ = try fixture.git("switch", "-q", "main")
    _ = try fixture.git("commit", "-q", "--allow-empty", "-m", "autre chose")
    _ = try fixture.git("merge", "-q", "--no-ff", "-m", "réunion", "side")
    let log = try fixture.open().mapLog(ofRole: "conseiller")
    #expect(log.map(\.subject) == ["Quatre-vingts", "Revise the map by hand"])
    #expect(log.map(\.why) == ["Oui.", nil])
    #expect(log[0].revision.commit.message == "réunion\n")
    #expect(log[0].origin.id.description == String(try fixture.git("rev-parse", "side").dropLast()))
  }

  @Test func aRulesLineOfDescentHoldsOnlyWhatChangedIt() throws {
    let fixture = try BaseFixture()
    let reship = "  - id: reship\n    action: reship\n    alone: always\n---\n\nProse"
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitMapByHand(
      BaseFixture.map(aloneUpTo: 50).replacing("---\n\nProse", with: reship))
    try fixture.commitMapByHand(
      BaseFixture.map(aloneUpTo: 80).replacing("---\n\nProse", with: reship))
    try fixture.commitMapByHand("---\nrole: conseiller\ntitle: a: b\n---\n")
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 80))
    let base = try fixture.open()
    func revisions(_ part: String) throws -> [Int] {
      try base.mapWhy(ofRole: "conseiller", part: part, today: BaseFixture.today)
        .steps.map(\.entry.revision.number)
    }
    #expect(try revisions("voucher") == [3, 1])
    #expect(try revisions("reship") == [5, 2])
    let gone = try base.mapWhy(ofRole: "conseiller", part: "reship", today: BaseFixture.today)
    #expect(gone.current == nil && gone.steps[0].after == nil && gone.inForce == 5)
    #expect {
      _ = try revisions("vouchr")
    } throws: { error in
      if case KnowledgeBaseError.notInMap(_, _, "voucher", ["voucher", "reship"]) = error {
        true
      } else {
        false
      }
    }
  }

  @Test func replaysThatNobodySaidAreCountedOnce() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var asked = fixture.fieldCase()
    asked.requested = Money("60 EUR")
    _ = try base.record(
      asked, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    for amount in [50, 80] { try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: amount)) }
    func changed() throws -> [Int?] {
      try fixture.open().mapLog(ofRole: "conseiller").map { $0.replay?.changed }
    }
    #expect(try changed() == [1, 0])
    let path = "base/.git/latitude/map-replays"
    let note = try fixture.environment.read(path)
    #expect(note.contains("changed=1"))
    // What is remembered is what is shown; what is damaged is counted anew.
    #expect(try changed() == [1, 0])
    try fixture.environment.write(path, note.replacing("changed=1", with: "changed=7"))
    #expect(try changed() == [1, 0])
    #expect(try fixture.environment.read(path) == note)
  }

  @Test func aCommitThatRevisesTwoMapsHasAReplayForEach() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var asked = fixture.fieldCase()
    asked.requested = Money("60 EUR")
    _ = try base.record(
      asked, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    for amount in [50, 80] {
      let map = BaseFixture.map(aloneUpTo: amount)
      try fixture.commitByHand([
        "maps/conseiller.md": map,
        "maps/superviseur.md": map.replacing("role: conseiller", with: "role: superviseur"),
      ])
    }
    func changed(_ role: String) throws -> [Int?] {
      try fixture.open().mapLog(ofRole: role).map { $0.replay?.changed }
    }
    for _ in 1...2 {
      #expect(try changed("conseiller") == [1, 0])
      #expect(try changed("superviseur") == [0, 0])
    }
  }

  @Test func hindsightComparesTheCasesDayWithToday() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 80, effective: "2026-11-10"))
    let base = try fixture.open()
    var past = fixture.fieldCase(day: try #require(Day("2026-11-01")))
    past.requested = Money("60 EUR")
    let hindsight = try base.hindsight(on: past, today: BaseFixture.today)
    #expect(hindsight.then?.zone == .consult && hindsight.then?.revision == 1)
    #expect(hindsight.now?.verdict.zone == .alone && hindsight.now?.revision == 2)
    #expect(hindsight.change == .wider)
    past.role = nil
    let unknown = try base.hindsight(on: past, today: BaseFixture.today)
    #expect(unknown.then == nil && unknown.now == nil && unknown.change == nil)
  }
}
