import AutonomyMaps
import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct MapVersionTests {
  private func limit(_ version: MapVersion) -> String? {
    version.document.rules.first?.alone?.description
  }

  @Test func everyEndpointNamesItsState() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 10))
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 20, effective: "2026-05-01"))
    _ = try fixture.git("branch", "brouillon", "HEAD~1")
    try fixture.environment.write("base/maps/conseiller.md", BaseFixture.map(aloneUpTo: 30))
    let base = try fixture.open()
    let file = Array(BaseFixture.map(aloneUpTo: 40).utf8)
    let expected: [(MapEndpoint, Int)] = [
      (.revision(1), 10), (.revision(2), 20), (.newest, 20),
      (.inForce(try #require(Day("2026-04-30"))), 10),
      (.inForce(try #require(Day("2026-05-01"))), 20), (.commit("brouillon"), 10),
      (.commit("main"), 20), (.workTree, 30), (.file(path: "x.md", content: file), 40),
    ]
    for (endpoint, amount) in expected {
      let version = try base.mapVersion(endpoint, ofRole: "conseiller")
      #expect(limit(version) == "requested <= \(amount) EUR", "\(endpoint)")
    }
    let diff = base.mapDiff(
      from: try base.mapVersion(.revision(1), ofRole: "conseiller"),
      to: try base.mapVersion(.workTree, ofRole: "conseiller"))
    #expect(diff.difference.change == .wider)
    #expect(!diff.changesProse)
  }

  @Test func whatIsNotThereIsNamed() throws {
    let fixture = try BaseFixture()
    _ = try fixture.git("tag", "avant")
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 10))
    let base = try fixture.open()
    func error(_ endpoint: MapEndpoint, _ role: String = "conseiller") -> (any Error)? {
      do {
        _ = try base.mapVersion(endpoint, ofRole: role)
        return nil
      } catch { return error }
    }
    guard case KnowledgeBaseError.noRevision("conseiller", 7, 1)? = error(.revision(7)) else {
      Issue.record("a revision that does not exist")
      return
    }
    guard case KnowledgeBaseError.notInCommit("conseiller", "avant")? = error(.commit("avant"))
    else {
      Issue.record("a commit without the map")
      return
    }
    guard case KnowledgeBaseError.noMap("conseiler", _, "conseiller")? = error(.newest, "conseiler")
    else {
      Issue.record("a role without a map")
      return
    }
    guard case GitError.Code.notFound? = (error(.commit("nulle-part")) as? GitError)?.code else {
      Issue.record("a revision that git does not know")
      return
    }
  }

  /// Commits an idea about the conseiller's voucher.
  private func ideaID(_ fixture: BaseFixture, rules: Bool = true) throws -> DocumentID {
    let id = try #require(DocumentID("id-20261112-z2p5kc"))
    let proposal = "rules:\n  - {id: voucher, action: voucher, alone: requested <= 90 EUR}\n"
    try fixture.commitByHand([
      DocumentPath.path(of: id, title: "Idée"): """
      ---
      id: \(id)
      title: Idée
      date: 2026-11-12
      role: conseiller
      \(rules ? proposal : "")---
      Plus large.

      """
    ])
    return id
  }

  @Test func anIdeaIsFoundByItsLastCharactersWhereGitKnowsNoSuchName() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 10))
    let id = try ideaID(fixture)
    let base = try fixture.open()
    for name in ["z2p5kc", "Z2P", "id-20261112", id.description] {
      let version = try base.mapVersion(.commit(name), ofRole: "conseiller")
      #expect(limit(version) == "requested <= 90 EUR")
    }
    _ = try fixture.git("branch", "z2p", "HEAD~1")
    #expect(
      try limit(base.mapVersion(.commit("z2p"), ofRole: "conseiller")) == "requested <= 10 EUR")
  }

  @Test func anotherRolesMapOrIdeaIsRefused() throws {
    let fixture = try BaseFixture()
    let own = BaseFixture.map(aloneUpTo: 10)
    try fixture.commitMapByHand(own)
    let others = own.replacing("role: conseiller", with: "role: superviseur")
    try fixture.commitByHand(["maps/superviseur.md": others])
    let id = try ideaID(fixture)
    // Somebody copies the wrong file, and commits it.
    try fixture.commitMapByHand(others)
    let base = try fixture.open()
    for endpoint in [
      MapEndpoint.newest, .revision(2), .commit("HEAD"), .workTree,
      .file(path: "x.md", content: Array(others.utf8)),
    ] {
      #expect {
        try base.mapVersion(endpoint, ofRole: "conseiller")
      } throws: { error in
        if case KnowledgeBaseError.otherRole(_, role: "superviseur", "conseiller") = error {
          true
        } else {
          false
        }
      }
    }
    #expect {
      try base.mapVersion(.idea(id.description), ofRole: "superviseur")
    } throws: { error in
      if case KnowledgeBaseError.ideaOfOtherRole(id, role: "conseiller", "superviseur") = error {
        true
      } else {
        false
      }
    }
    let request = CheckRequest(role: "conseiller", action: "voucher", day: BaseFixture.today)
    #expect {
      try base.check(request)
    } throws: { error in
      if case KnowledgeBaseError.otherRole = error { true } else { false }
    }
  }

  @Test func anIdeaWithoutRulesIsNoState() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 10))
    let id = try ideaID(fixture, rules: false)
    #expect {
      try fixture.open().mapVersion(.idea(id.description), ofRole: "conseiller")
    } throws: { error in
      if case KnowledgeBaseError.ideaWithoutRules(id) = error { true } else { false }
    }
  }

  @Test func aRoleWithoutAMapHasNothingToCommit() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 10))
    #expect {
      try fixture.open().proposal(forRole: "superviseur")
    } throws: { error in
      if case KnowledgeBaseError.noMap(role: "superviseur", _, _) = error { true } else { false }
    }
  }

  @Test func faultsStandAtTheComparisonThatIsWrong() throws {
    let fixture = try BaseFixture()
    let text = BaseFixture.map(aloneUpTo: 10).replacing(
      "alone: requested <= 10 EUR", with: "alone: requested <= 10 EUR and risc = legal")
    try fixture.environment.write("base/maps/conseiller.md", text)
    let base = try fixture.open()
    let finding = try #require(
      try base.lintMaps(ofRole: "conseiller", today: BaseFixture.today).findings.first)
    #expect(finding.field == "rules.voucher.alone")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let position = try #require(finding.position)
    let place = lines[position.line - 1].dropFirst(position.column - 1)
    #expect(place == "risc = legal")
    #expect(finding.isError)
  }

  @Test func amountsInAnotherCurrencyAreWarnedOf() throws {
    let fixture = try BaseFixture()
    let text = BaseFixture.map(aloneUpTo: 10).replacing("10 EUR", with: "10 USD")
    try fixture.environment.write("base/maps/conseiller.md", text)
    let report = try fixture.open().lintMaps(today: BaseFixture.today)
    #expect(report.errors == 0)
    #expect(
      report.findings.contains { $0.field == "rules.voucher.alone" && $0.position?.line == 9 })
  }

  @Test func aMapInAnotherRolesFileIsAnError() throws {
    let fixture = try BaseFixture()
    try fixture.environment.write("base/maps/superviseur.md", BaseFixture.map(aloneUpTo: 10))
    let base = try fixture.open()
    #expect(try base.lintMaps(ofRole: "superviseur", today: BaseFixture.today).errors == 1)
    #expect {
      _ = try base.proposal(forRole: "superviseur")
    } throws: { error in
      if case KnowledgeBaseError.otherRole(_, "conseiller", "superviseur") = error {
        true
      } else {
        false
      }
    }
  }
}
