import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct EditingTests {
  private func entry(_ text: String, _ kind: EntryKind = .thanks) -> DiscussionEntry {
    DiscussionEntry(
      day: BaseFixture.today, minute: 615, author: "Claire", kind: kind, text: text)
  }

  @Test func aCommentOnlyAddsLines() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let edited = try base.addEntry(
      entry("Bien vu."), to: recorded.id.suffix, as: BaseFixture.claire)
    #expect(edited.commit != nil)
    let counts = try fixture.git("show", "--numstat", "--format=", "HEAD").split(separator: "\t")
    #expect(counts[1] == "0", "lines removed")
    let stored = try base.fieldCase(recorded.id.suffix).value
    #expect(stored.discussion == [entry("Bien vu.")])
    #expect(
      String(decoding: edited.content, as: UTF8.self).contains(
        "### 2026-11-20 10:15 · Claire · thanks"))
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
  }

  @Test func anOutcomeChangesItsTwoLines() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var fieldCase = fixture.fieldCase()
    fieldCase.outcome = .pending
    fieldCase.outcomeDate = BaseFixture.today
    let recorded = try base.record(
      fieldCase, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    _ = try base.setOutcome(
      .satisfied, on: BaseFixture.today.advanced(by: 1), of: recorded.id.suffix, entry: nil,
      as: BaseFixture.claire)
    #expect(try fixture.git("show", "--numstat", "--format=", "HEAD").hasPrefix("2\t2\t"))
    #expect(try base.fieldCase(recorded.id.suffix).value.outcome == .satisfied)
  }

  @Test func aPendingCaseHasNoDayOfItsOutcome() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    for (outcome, day) in [
      (Outcome.pending, nil), (.mixed, BaseFixture.today), (.pending, nil),
    ] {
      _ = try base.setOutcome(
        outcome, on: BaseFixture.today, of: recorded.id.suffix, entry: nil, as: BaseFixture.claire)
      let value = try base.fieldCase(recorded.id.suffix).value
      #expect(value.outcome == outcome && value.outcomeDate == day)
    }
  }

  @Test func anOutcomeDoesNotPrecedeItsDecision() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    var early = fixture.fieldCase()
    early.outcome = .lost
    early.outcomeDate = BaseFixture.today.advanced(by: -1)
    let before = try fixture.git("rev-parse", "HEAD")
    func isRefused(_ error: any Error) -> Bool {
      guard case KnowledgeBaseError.invalidDocument(_, let problems) = error else { return false }
      return problems.map(\.field) == ["outcome_date"]
    }
    #expect {
      _ = try base.setOutcome(
        .lost, on: BaseFixture.today.advanced(by: -1), of: recorded.id.suffix, entry: nil,
        as: BaseFixture.claire)
    } throws: { isRefused($0) }
    #expect {
      _ = try base.record(
        early, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    } throws: { isRefused($0) }
    #expect(try fixture.git("rev-parse", "HEAD") == before)
    // The same day will do.
    _ = try base.setOutcome(
      .lost, on: BaseFixture.today, of: recorded.id.suffix, entry: nil, as: BaseFixture.claire)
  }

  @Test func aTitleOfTwoLinesCanBeSpokenOf() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let source = "---\ntitle: \"Vase\\nbrisé\"\n---\nEn morceaux.\n"
    let recorded = try base.record(
      document: Array(source.utf8), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    _ = try base.addEntry(entry("Bien vu."), to: recorded.id.suffix, as: BaseFixture.claire)
    #expect(try fixture.git("log", "-1", "--format=%s") == "thanks: Vase brisé\n")
    _ = try base.setOutcome(
      .lost, on: BaseFixture.today, of: recorded.id.suffix, entry: nil, as: BaseFixture.claire)
    #expect(try fixture.git("log", "-1", "--format=%s") == "outcome lost: Vase brisé\n")
  }

  @Test func anEditOfAnOldVersionIsRefused() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let version = try base.fieldCase(recorded.id.suffix).blob
    _ = try base.addEntry(entry("Entre-temps."), to: recorded.id.suffix, as: BaseFixture.claire)
    #expect {
      _ = try base.setOutcome(
        .lost, on: BaseFixture.today, of: recorded.id.suffix, entry: nil, as: BaseFixture.claire,
        expecting: version)
    } throws: { error in
      if case KnowledgeBaseError.changedMeanwhile = error { true } else { false }
    }
    #expect(try base.fieldCase(recorded.id.suffix).value.outcome == nil)
  }

  @Test func anAmbiguousPrefixListsItsCandidates() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var ids: [DocumentID] = []
    for _ in 0..<3 {
      ids.append(
        try base.record(
          fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
          using: &fixture.random
        ).id)
    }
    #expect {
      _ = try base.fieldCase("fc-20261120")
    } throws: { error in
      guard case KnowledgeBaseError.ambiguous(_, let candidates) = error else { return false }
      return candidates == ids.sorted()
    }
    for id in ids { #expect(try base.fieldCase(id.description.uppercased()).value.id == id) }
    #expect(throws: KnowledgeBaseError.self) { _ = try base.fieldCase("") }
    #expect(throws: KnowledgeBaseError.self) { _ = try base.fieldCase("zzzzzzz") }
  }
}
