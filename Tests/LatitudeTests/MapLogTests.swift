import AutonomyMaps
import Documents
import Git
import TestSupport
import Testing

@testable import Latitude

@Suite struct MapLogTests {
  @Test func whatPlainGitCommittedIsComputedAndWhatTheToolSaidIsRead() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 30), message: "Carte : 30 EUR")
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let proposal = try base.proposal(
      forRole: "conseiller", content: Array(BaseFixture.map(aloneUpTo: 50).utf8))
    _ = try base.commitMap(
      proposal, why: "Deux phrases.\n\nDeux paragraphes.", because: [recorded.id],
      today: BaseFixture.today,
      isRetroactive: true, as: BaseFixture.lea)
    try fixture.commitMapByHand(
      BaseFixture.map(aloneUpTo: 20), message: "Carte : 20 EUR\n\nTrop de gestes.")

    let log = try fixture.open().mapLog(ofRole: "conseiller")
    #expect(log.map(\.revision.number) == [3, 2, 1])
    #expect(
      log.map(\.subject) == [
        "Carte : 20 EUR", "voucher alone up to 50 EUR (was 30 EUR)", "Carte : 30 EUR",
      ])
    #expect(log.map(\.why) == ["Trop de gestes.", "Deux phrases.\n\nDeux paragraphes.", nil])
    #expect(log.map(\.difference?.change) == [.narrower, .wider, .wider])
    #expect(log.map(\.basedOn) == [[], [recorded.id], []])
    #expect(log.map(\.replay?.cases) == [1, 1, 0])
    #expect(log.map(\.replay?.narrower) == [1, 0, 0])
    #expect(log.map(\.replay?.wider) == [0, 1, 0])
    #expect(try fixture.open().mapLog(ofRole: "conseiller", limit: 1).count == 1)
  }

  @Test func theTrailersSayWhatTheFilesSay() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 30))
    var base = try fixture.open()
    _ = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let wider = BaseFixture.map(aloneUpTo: 50)
    let proposal = try base.proposal(forRole: "conseiller", content: Array(wider.utf8))
    _ = try base.commitMap(
      proposal, why: "Parce que.", because: [], today: BaseFixture.today, isRetroactive: true,
      as: BaseFixture.lea)
    let told = try fixture.open().mapLog(ofRole: "conseiller", limit: 1)
    // The same revision, committed by somebody who says nothing.
    _ = try fixture.git("commit", "-q", "--amend", "-m", "Carte")
    let computed = try fixture.open().mapLog(ofRole: "conseiller", limit: 1)
    #expect(told.first?.replay != nil)
    #expect(told.first?.replay == computed.first?.replay)
    #expect(told.first?.difference == computed.first?.difference)
  }

  @Test func aRevisionThatCannotBeReadStaysInTheLog() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 30))
    try fixture.commitMapByHand("---\nrole: conseiller\ntitle: a: b\n---\n")
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 40))
    let log = try fixture.open().mapLog(ofRole: "conseiller")
    #expect(log.map(\.revision.number) == [3, 2, 1])
    #expect(log.map { $0.difference == nil } == [true, true, false])
  }

  @Test(arguments: [
    ("Sujet", nil, 0), ("Sujet\n\nProse.", "Prose.", 0),
    ("Sujet\n\nProse.\n\nMap: a@1\nReplay: x\n", "Prose.", 2),
    ("Sujet\n\nMap: a@1", nil, 1), ("Sujet\n\nNote: ceci\nest de la prose", nil, nil),
    ("Sujet\n\n\n\nUn : deux\n\n", "Un : deux", 0), ("", nil, 0),
  ])
  func aLastParagraphOfNamesAndValuesIsTrailers(text: String, why: String?, count: Int?) throws {
    let fixture = try BaseFixture()
    try fixture.environment.write("base/maps/conseiller.md", BaseFixture.map(aloneUpTo: 30))
    _ = try fixture.git("add", "maps")
    _ = try fixture.git("commit", "-q", "--allow-empty-message", "--cleanup=verbatim", "-m", text)
    let entry = try #require(try fixture.open().mapLog(ofRole: "conseiller").first)
    #expect(entry.why == (count == nil ? "Note: ceci\nest de la prose" : why))
    #expect(CommitMessage(reading: text).trailers.count == count ?? 0)
  }
}
