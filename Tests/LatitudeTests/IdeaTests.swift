import AutonomyMaps
import Documents
import Git
import Insights
import Latitude
import TestSupport
import Testing

@Suite struct IdeaTests {
  private static let idea = """
    ---
    # Thought of on the train.
    title: Seul jusqu'à 80 EUR
    role: conseiller
    mood: hopeful
    rules:
      - id: voucher
        action: voucher
        alone: requested <= 80 EUR
        consult: requested <= 120 EUR
        with: superviseur
    ---

    On attend pour rien.

    """

  /// The base with a map and one open idea.
  private func propose(_ fixture: inout BaseFixture) throws -> DocumentID {
    try fixture.commitMapByHand(
      BaseFixture.map(aloneUpTo: 50).replacing(
        "  - id: voucher\n", with: "  - id: voucher   # the oldest\n"))
    var base = try fixture.open()
    let recorded = try base.propose(
      document: Array(Self.idea.utf8), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    return recorded.idea.id
  }

  private func answer(
    _ base: inout KnowledgeBase, _ id: DocumentID, _ decision: IdeaDecision,
    reason: String = "Huit fois sur huit.", effective: Day? = nil, today: Day = BaseFixture.today,
    as author: Authorship = BaseFixture.lea
  ) throws -> IdeaAnswer {
    var answer = try base.ideaAnswer(
      to: id.description, decision, reason: reason, effective: effective,
      today: today, as: author)
    answer.commit = try base.commit(answer, as: author)
    return answer
  }

  private func file(_ fixture: BaseFixture, _ path: String) throws -> String {
    try fixture.git("show", "HEAD:\(path)")
  }

  @Test func aTrialRunRefusesAnIdeaThatIsThere() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    var base = try fixture.open()
    let again = "---\nid: \(id)\ntitle: Encore\n---\n\nPlus vite.\n"
    for author in [BaseFixture.claire, nil] {
      #expect {
        _ = try base.propose(
          document: Array(again.utf8), as: author, today: BaseFixture.today, using: &fixture.random)
      } throws: { error in
        if case KnowledgeBaseError.alreadyRecorded(id, _) = error { true } else { false }
      }
    }
  }

  @Test func anIdeaKeepsItsWordsAndGetsWhatIsMissing() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    let base = try fixture.open()
    let stored = try base.idea(id.description)
    #expect(
      try file(fixture, stored.path)
        == Self.idea.replacing(
          "title:", with: "id: \(id)\ntitle:"
        ).replacing("EUR\nrole", with: "EUR\ndate: 2026-11-20\nrole")
        .replacing("conseiller\nmood", with: "conseiller\nstatus: open\nmood"))
    #expect(
      try fixture.git("log", "-1", "--format=%s%n%(trailers)") == """
        idea: Seul jusqu'à 80 EUR
        Idea: \(id)


        """)
    let view = try base.ideaView(id.description, today: BaseFixture.today)
    #expect(view.proposal?.difference.change == .wider)
    #expect(view.trials.isEmpty)
  }

  @Test func acceptingIsOneCommitOfMapAndIdea() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    var base = try fixture.open()
    let before = try file(fixture, "maps/conseiller.md")
    let ideaBefore = try file(fixture, try base.idea(id.description).path)
    let answered = try answer(&base, id, .accept, effective: Day("2026-12-01"))
    #expect(
      try file(fixture, "maps/conseiller.md")
        == before.replacing("<= 50 EUR", with: "<= 80 EUR")
        .replacing("effective: 2026-01-01", with: "effective: 2026-12-01"))
    #expect(
      try file(fixture, answered.idea.path)
        == ideaBefore.replacing(
          "status: open\n",
          with: """
            status: accepted
            decided_by: lea@exemple.fr
            decided_on: 2026-11-20
            reason: Huit fois sur huit.
            revision: conseiller@2

            """))
    #expect(
      try fixture.git("show", "--name-only", "--format=%s", "HEAD")
        == "map(conseiller): voucher alone up to 80 EUR (was 50 EUR)\n\n\(answered.idea.path)\n"
        + "maps/conseiller.md\n")
    let trailers = try fixture.environment.git(
      "interpret-trailers", "--parse", in: fixture.name,
      input: try fixture.git("log", "-1", "--format=%B"))
    #expect(
      trailers == """
        Map: conseiller@2
        Map-Change: wider
        Effective: 2026-12-01
        Based-On: \(id)
        Replay: cases=0 changed=0 wider=0 narrower=0 undecided=0

        """)
    #expect(try base.idea(id.description).value.status == .accepted)
    // What was answered for good is not answered again.
    #expect(throws: KnowledgeBaseError.self) { try answer(&base, id, .decline) }
  }

  @Test func aTrialIsOneTestZoneAndEndsWithTheAnswer() throws {
    for decision in [IdeaDecision.accept, .decline] {
      var fixture = try BaseFixture()
      let id = try propose(&fixture)
      var base = try fixture.open()
      let before = try file(fixture, "maps/conseiller.md")
      let from = BaseFixture.today
      _ = try answer(
        &base, id, .trial(teams: ["toulouse"], from: from, until: from.advanced(by: 60)))
      let map = try base.mapVersion(.newest, ofRole: "conseiller").document
      let trial = try #require(map.trials.first)
      #expect(trial.id == "voucher-\(id.suffix)")
      #expect(trial.teams == ["toulouse"])
      #expect(trial.alone?.description == "requested <= 80 EUR")
      #expect(trial.with == nil)
      #expect(map.rules[0].alone?.description == "requested <= 50 EUR")
      #expect(try base.idea(id.description).value.status == .trial)

      var tested = fixture.fieldCase()
      tested.team = "toulouse"
      _ = try base.record(
        tested, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
      let view = try base.ideaView(id.description, today: from.advanced(by: 5))
      #expect(view.trials.map(\.tested.cases) == [1])
      // One case would point at somebody.
      let json = String(decoding: view.json(at: base.commit, obstacle: nil), as: UTF8.self)
      #expect(json.contains("\"cases\": null,\n        \"isWithheld\": true"))

      _ = try answer(
        &base, id, decision, reason: "Vu à Toulouse.", today: from.advanced(by: 30))
      let after = try file(fixture, "maps/conseiller.md")
      #expect(!after.contains("trials"))
      let limit = decision == .accept ? "<= 80 EUR" : "<= 50 EUR"
      #expect(
        after
          == before.replacing("<= 50 EUR", with: limit)
          .replacing("effective: 2026-01-01", with: "effective: 2026-12-20"))
      // What the trial showed stays visible after it.
      let closed = try base.ideaView(id.description, today: from.advanced(by: 99))
      #expect(closed.trials.map(\.tested.cases) == [1])
      #expect(closed.trials.first?.trial.until == from.advanced(by: 29))
      #expect(closed.idea.value.reason == "Vu à Toulouse.")
    }
  }

  @Test func aTeamTriesAnIdeaOnceAtATime() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    var base = try fixture.open()
    let from = BaseFixture.today
    let until = from.advanced(by: 60)
    _ = try answer(&base, id, .trial(teams: ["toulouse"], from: from, until: until))
    for (teams, first) in [(["toulouse"], from), (["lyon", "toulouse"], until), ([], until)] {
      #expect {
        _ = try answer(
          &base, id, .trial(teams: teams, from: first, until: first.advanced(by: 90)))
      } throws: { error in
        if case KnowledgeBaseError.ideaTried(id, team: "toulouse", until: until) = error {
          true
        } else {
          false
        }
      }
    }
    let later = until.advanced(by: 1)
    _ = try answer(
      &base, id, .trial(teams: ["toulouse"], from: later, until: later.advanced(by: 30)))
    _ = try answer(&base, id, .trial(teams: ["lyon"], from: from, until: until))
    #expect(try base.mapVersion(.newest, ofRole: "conseiller").document.trials.count == 3)
  }

  @Test func decliningAnOpenIdeaLeavesTheMapAlone() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    var base = try fixture.open()
    let before = try file(fixture, "maps/conseiller.md")
    let answered = try answer(&base, id, .decline, reason: "Pas avant Noël.\nOn en reparle.")
    #expect(try file(fixture, "maps/conseiller.md") == before)
    #expect(
      try fixture.git("show", "--name-only", "--format=%s%n%b", "HEAD") == """
        idea: declined, Seul jusqu'à 80 EUR
        Pas avant Noël.
        On en reparle.

        Idea: \(id)


        \(answered.idea.path)

        """)
    #expect(try base.idea(id.description).value.reason == "Pas avant Noël.\nOn en reparle.")
  }

  @Test func whatDoesNotHoldIsRefusedAndNothingIsWritten() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    var base = try fixture.open()
    let head = try fixture.git("rev-parse", "HEAD")
    #expect(throws: KnowledgeBaseError.self) { try answer(&base, id, .accept, reason: " \n") }
    #expect(throws: KnowledgeBaseError.self) {
      try answer(&base, id, .accept, as: BaseFixture.claire)
    }
    #expect(throws: KnowledgeBaseError.self) {
      try answer(&base, id, .decline, as: BaseFixture.claire)
    }
    #expect(throws: KnowledgeBaseError.self) {
      try answer(&base, id, .accept, effective: Day("2026-11-19"))
    }
    let backwards = IdeaDecision.trial(
      teams: ["lyon"], from: BaseFixture.today, until: BaseFixture.today.advanced(by: -1))
    #expect {
      try answer(&base, id, backwards)
    } throws: { error in
      if case KnowledgeBaseError.ideaTrialEndsBefore = error { true } else { false }
    }
    #expect(try fixture.git("rev-parse", "HEAD") == head)
    // A rule that the map does not have cannot be tried, only accepted.
    let other = try base.propose(
      document: Array(
        Self.idea.replacing("id: voucher", with: "id: voucher-2\n    priority: 5").utf8),
      as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    let trial = IdeaDecision.trial(
      teams: ["lyon"], from: BaseFixture.today, until: BaseFixture.today.advanced(by: 9))
    #expect(throws: KnowledgeBaseError.self) { try answer(&base, other.idea.id, trial) }
  }

  @Test func aSuggestionForARuleThatTheMapDoesNotHaveIsRefused() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    let base = try fixture.open()
    let answer = try base.suggest(
      forRole: "conseiller", rule: "voucher", today: BaseFixture.today)
    #expect(answer.limits.isEmpty)
    #expect {
      _ = try base.suggest(forRole: "conseiller", rule: "vouchr", today: BaseFixture.today)
    } throws: { error in
      if case KnowledgeBaseError.noRule(_, rule: "vouchr", nearest: "voucher", _) = error {
        true
      } else {
        false
      }
    }
  }

  @Test func anIdeaMustChangeSomethingAndFitTheVocabulary() throws {
    var fixture = try BaseFixture()
    _ = try propose(&fixture)
    var base = try fixture.open()
    for text in [
      Self.idea.replacing("<= 80 EUR", with: "<= 50 EUR"),
      Self.idea.replacing("requested <= 80 EUR", with: "requseted <= 80 EUR"),
      Self.idea.replacing("role: conseiller", with: "role: pompier"),
      Self.idea.replacing("role: conseiller", with: "status: accepted\nreason: Oui."),
    ] {
      #expect(throws: KnowledgeBaseError.self) {
        try base.propose(
          document: Array(text.utf8), as: BaseFixture.claire, today: BaseFixture.today,
          using: &fixture.random)
      }
    }
  }

  @Test func answersDoNotOverwriteEachOther() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    var base = try fixture.open()
    func prepared() throws -> IdeaAnswer {
      try base.ideaAnswer(
        to: id.description, .accept, reason: "Oui.", today: BaseFixture.today,
        as: BaseFixture.lea)
    }
    // The idea was changed, then the map, since the answer was read.
    let first = try prepared()
    let path = try base.idea(id.description).path
    try fixture.environment.write(
      "base/\(path)", try file(fixture, path) + "Et encore ceci.\n")
    _ = try fixture.git("commit", "-qam", "idea: more words")
    #expect(throws: KnowledgeBaseError.self) { try base.commit(first, as: BaseFixture.lea) }
    let second = try prepared()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 60))
    #expect(throws: KnowledgeBaseError.self) { try base.commit(second, as: BaseFixture.lea) }
    #expect(try file(fixture, path).contains("status: open"))
  }

  /// A revision that is still to come must not be brought forward by an answer.
  @Test func whatIsStillToComeStaysToCome() throws {
    var fixture = try BaseFixture()
    let id = try propose(&fixture)
    var base = try fixture.open()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 60, effective: "2027-01-01"))
    try base.refresh()
    let answered = try answer(&base, id, .accept)
    #expect(answered.proposal?.document.effective == Day("2027-01-01"))
  }

  @Test func suggestionsBecomeIdeasAndAreNotMadeTwice() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 20))
    var base = try fixture.open()
    for amount in [50, 55, 60, 60] {
      var asked = fixture.fieldCase()
      asked.requested = Money("\(amount) EUR")
      asked.granted = asked.requested
      asked.zone = .consult
      asked.outcome = .satisfied
      _ = try base.record(
        asked, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    }
    func found() throws -> SuggestedLimit {
      let answer = try base.suggest(forRole: "conseiller", today: BaseFixture.today)
      return try #require(answer.limits.first)
    }
    let limit = try found()
    #expect(limit.suggestion.to == Money("60 EUR"))
    #expect(limit.proposal.replay.wider == 4)
    #expect(limit.proposingIdea == nil)
    var idea = Idea(
      id: DocumentID(kind: .idea, day: BaseFixture.today, using: &fixture.random), title: "60",
      date: BaseFixture.today)
    idea.role = "conseiller"
    idea.rules = [limit.suggestion.rule]
    _ = try base.propose(
      document: idea.rendered(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(try found().proposingIdea?.value.id == idea.id)
    #expect(try base.mapHistory(ofRole: "conseiller").revisions.count == 1)
  }

  @Test func anAuditReadsTheBase() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 20))
    var base = try fixture.open()
    for _ in 0..<5 {
      _ = try base.record(
        fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
        using: &fixture.random)
    }
    let answer = try base.audit(ofRoles: [])
    #expect(answer.audits.map(\.role) == ["conseiller"])
    #expect(answer.audits[0].findings.map(\.kind) == [.beyondMap])
    var selection = CaseSelection()
    selection.since = BaseFixture.today.advanced(by: 1)
    let later = try base.audit(ofRoles: ["conseiller"], of: selection)
    #expect(later.audits[0].findings.map(\.kind) == [.ruleUnused])
    #expect(throws: KnowledgeBaseError.self) { try base.audit(ofRoles: ["pompier"]) }
  }
}
