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

  @Test func notesAndWarningsAreNoErrors() throws {
    let fixture = try BaseFixture()
    let found = try findings(fixture, "levels: [confirme]")
    #expect(found.map(\.severity) == [.note])
    let report = try fixture.open().lintMaps(today: BaseFixture.today)
    #expect(report.errors == 0 && report.warnings == 0 && report.notes == 1)
  }
}
