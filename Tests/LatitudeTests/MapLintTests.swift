import AutonomyMaps
import Documents
import Latitude
import TestSupport
import Testing

/// What lint of maps needs the base for: documents that rules name, and cases that say something.
@Suite struct MapLintTests {
  private func findings(_ fixture: BaseFixture, _ rule: String) throws -> [Finding] {
    let text = BaseFixture.map(aloneUpTo: 50).replacing(
      "    with: superviseur\n", with: "    with: superviseur\n    \(rule)\n")
    try fixture.environment.write("base/maps/conseiller.md", text)
    return try fixture.open().lintMaps(today: BaseFixture.today).findings
  }

  @Test(arguments: ["because", "examples"])
  func aReferenceThatPointsNowhere(field: String) throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let there = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random
    ).id
    let absent = fixture.fieldCase().id
    #expect(try findings(fixture, "\(field): [\(there)]").isEmpty)
    let found = try findings(fixture, "\(field): [\(absent)]")
    #expect(found.map(\.field) == ["rules.voucher.\(field)"])
    #expect(found.map(\.position?.line) == [12])
    #expect(found.map(\.severity) == [.error])
  }

  @Test func anExampleThatTheMapRefusesAlsoInTheWholeBasesLint() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var refused = fixture.fieldCase()
    refused.requested = Money("200 EUR")
    let id = try base.record(
      refused, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random
    ).id
    func reasons(_ findings: [Finding]) -> [MapProblem.Reason] {
      findings.compactMap { if case .map(let problem) = $0.kind { problem.reason } else { nil } }
    }
    #expect(reasons(try findings(fixture, "examples: [\(id)]")) == [.refusesExample(id)])
    _ = try fixture.git("add", "maps")
    _ = try fixture.git("commit", "-qm", "map")
    #expect(
      reasons(try fixture.open().lint(today: BaseFixture.today).findings) == [.refusesExample(id)])
  }

  @Test func whatLearningsAndIdeasSayOfMapsIsChecked() throws {
    let fixture = try BaseFixture()
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 50))
    try fixture.commitByHand([
      "learnings/ln-20261112-z2p5kc-a.md": """
      ---
      id: ln-20261112-z2p5kc
      title: A
      date: 2026-11-12
      rules: [conseiller/voucher, conseiller/vouchr, superviseur/voucher]
      ---
      Texte.

      """,
      "ideas/id-20261112-z2p5kc-b.md": """
      ---
      id: id-20261112-z2p5kc
      title: B
      date: 2026-11-12
      role: conseiller
      status: accepted
      reason: Trois fois sur trois.
      revision: conseiller@2
      ---
      Texte.

      """,
    ])
    func kinds(_ base: borrowing KnowledgeBase) throws -> [String] {
      try base.lint(today: BaseFixture.today).findings.map {
        "\($0.path.prefix(2)) \($0.position?.line ?? 0) \($0.field ?? "") \($0.severity)"
      }
    }
    let found = try kinds(fixture.open())
    #expect(
      found == ["id 8 revision error", "le 5 rules warning", "le 5 rules warning"])
    // A clone that does not have the history says nothing of revisions.
    let origin = fixture.environment.path(fixture.name)
    try fixture.environment.git("clone", "-q", "--depth", "1", "file://\(origin)", "shallow")
    let shallow = try KnowledgeBase(at: fixture.environment.path("shallow"))
    #expect(try kinds(shallow) == ["le 5 rules warning", "le 5 rules warning"])
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 60))
    #expect(try kinds(fixture.open()).count == 2)
  }

  @Test func notesAndWarningsAreNoErrors() throws {
    let fixture = try BaseFixture()
    let found = try findings(fixture, "levels: [confirme]")
    #expect(found.map(\.severity) == [.note])
    let report = try fixture.open().lintMaps(today: BaseFixture.today)
    #expect(report.errors == 0 && report.warnings == 0 && report.notes == 1)
  }
}
