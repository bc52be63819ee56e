import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct RecordingTests {
  @Test func aRecordedCaseIsOneCommitThatGitReads() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)

    let commit = try #require(recorded.commit)
    #expect(try fixture.git("rev-parse", "HEAD") == "\(commit)\n")
    #expect(
      try fixture.git("log", "-1", "--format=%s") == "case: vase brisé à la livraison (alone)\n")
    let trailers = try fixture.environment.git(
      "interpret-trailers", "--parse", in: fixture.name,
      input: try fixture.git("log", "-1", "--format=%B"))
    #expect(trailers == "Case: \(recorded.id)\nZone: alone\nMap: conseiller@1\n")
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
    #expect(
      try fixture.git("show", "HEAD:\(recorded.path)")
        == String(decoding: recorded.content, as: UTF8.self))
    _ = try fixture.git("fsck", "--strict")
    #expect(try base.fieldCase(recorded.id.suffix).value.title == "Vase brisé à la livraison")
  }

  @Test func whatTheMapSaidIsWrittenIntoTheCase() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 80, effective: "2026-12-01"))
    let first = try fixture.git("rev-parse", "--short=7", "HEAD~1").dropLast()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    // The newer revision is committed, and not yet in force on the case's day.
    let inForce = try base.fieldCase(recorded.id.suffix).value.inForce
    #expect(
      inForce
        == InForce(
          map: "conseiller", revision: 1, commit: String(first), rule: "voucher", zone: .alone,
          limit: Money("50 EUR")))
  }

  @Test func aWholeDocumentKeepsItsOwnWords() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let source = """
      ---
      title: Carton mouillé   # vu par le livreur
      weather: rain
      ---
      Le carton était trempé.

      """
    let recorded = try base.record(
      document: Array(source.utf8), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let kept = String(decoding: recorded.content, as: UTF8.self)
    #expect(kept.contains("title: Carton mouillé   # vu par le livreur\n"))
    #expect(kept.contains("weather: rain\n"))
    #expect(kept.contains("date: 2026-11-20\n"))
    #expect(kept.hasSuffix("---\nLe carton était trempé.\n"))
    #expect(recorded.id.day == BaseFixture.today)
  }

  @Test func nothingIsOverwritten() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let fieldCase = fixture.fieldCase()
    _ = try base.record(
      fieldCase, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    let before = try fixture.git("rev-parse", "HEAD")
    var again = fieldCase
    again.title = "Autre chose"
    #expect(throws: KnowledgeBaseError.self) {
      _ = try base.record(
        again, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    }
    #expect(try fixture.git("rev-parse", "HEAD") == before)
  }

  @Test(arguments: [
    "role: conseillé", "action: vouchr", "requested: 60 euros", "date: 2026-02-30",
    "facts: {orders: many}",
  ])
  func whatDoesNotFitIsRefusedAndNothingIsWritten(line: String) throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let before = try fixture.git("rev-parse", "HEAD")
    let source = "---\ntitle: Essai\n\(line)\n---\nUne situation.\n"
    #expect(throws: KnowledgeBaseError.self) {
      _ = try base.record(
        document: Array(source.utf8), as: BaseFixture.claire, today: BaseFixture.today,
        using: &fixture.random)
    }
    #expect(try fixture.git("rev-parse", "HEAD") == before)
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
  }

  @Test func aDryRunWritesNothing() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let before = try fixture.git("rev-parse", "HEAD")
    let recorded = try base.record(
      fixture.fieldCase(), as: nil, today: BaseFixture.today, using: &fixture.random)
    #expect(recorded.commit == nil)
    #expect(try fixture.git("rev-parse", "HEAD") == before)
    #expect(try fixture.git("count-objects").hasPrefix("3 objects"))
  }

  @Test func whatIsNotInTheBaseCannotBeNamed() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let known = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    let before = try fixture.git("rev-parse", "HEAD")
    let unknown = try #require(DocumentID("fc-20200101-zzzzzz"))
    let learning = try #require(DocumentID("ln-20200101-zzzzzz"))
    for (precedents, learnings, missing) in [
      ([known.id, unknown], [], unknown), ([known.id], [learning], learning),
    ] {
      var fieldCase = fixture.fieldCase()
      fieldCase.precedents = precedents
      fieldCase.learnings = learnings
      // A trial run promises no more than what would be done.
      for author in [BaseFixture.claire, nil] {
        #expect {
          _ = try base.record(
            fieldCase, as: author, today: BaseFixture.today, using: &fixture.random)
        } throws: { error in
          if case KnowledgeBaseError.unknownReference(missing) = error { true } else { false }
        }
      }
    }
    #expect(try fixture.git("rev-parse", "HEAD") == before)
    var again = fixture.fieldCase()
    again.id = known.id
    #expect(throws: KnowledgeBaseError.self) {
      _ = try base.record(again, as: nil, today: BaseFixture.today, using: &fixture.random)
    }
  }

  @Test func aTitleWithALineBreakCannotForgeATrailer() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var fieldCase = fixture.fieldCase("Vase\n\nZone: escalate\u{85}fin")
    fieldCase.zone = .alone
    let recorded = try base.record(
      fieldCase, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(try base.fieldCase(recorded.id.suffix).value.title == fieldCase.title)
    let message = try fixture.git("log", "-1", "--format=%B")
    #expect(message.hasPrefix("case: vase Zone: escalate fin (alone)\n\nCase: \(recorded.id)\n"))
    let trailers = try fixture.environment.git(
      "interpret-trailers", "--parse", in: fixture.name, input: message)
    #expect(trailers == "Case: \(recorded.id)\nZone: alone\n")
  }
}
