import Documents
import Git
import Latitude
import TestSupport
import Testing

/// A base in a folder whose name has accents: to git a path is bytes.
@Suite struct BaseFolderTests {
  static let folder = "données/équipe"

  /// What the branch holds, without quotes around bytes that are not ASCII.
  private func files(of fixture: BaseFixture) throws -> [String] {
    try fixture.git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "HEAD")
      .split(separator: "\n").map(String.init)
  }

  @Test func whatIsRecordedImportedAndSaidLandsInTheBase() throws {
    var fixture = try BaseFixture(folder: Self.folder)
    var base = try fixture.open(Self.folder)
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    let imported = try base.importCases(
      [ImportRow(number: 1, fields: [Field("text", .text("Colis en retard."))])],
      as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    let entry = DiscussionEntry(
      day: BaseFixture.today, minute: 615, author: "Claire", kind: .comment, text: "Vu.")
    _ = try base.addEntry(entry, to: recorded.id.suffix, as: BaseFixture.claire)

    #expect(
      try base.cases().documents.map(\.value.id) == ([recorded.id] + imported.recorded).sorted())
    #expect(try base.fieldCase(recorded.id.suffix).value.discussion == [entry])
    let paths = try files(of: fixture)
    #expect(paths.count == 3)
    #expect(paths.allSatisfy { $0.hasPrefix("\(Self.folder)/") })
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
  }

  @Test func aMapIsCommittedInTheBase() throws {
    let fixture = try BaseFixture(folder: Self.folder)
    let path = "\(Self.folder)/maps/conseiller.md"
    try fixture.environment.write("\(fixture.name)/\(path)", BaseFixture.map(aloneUpTo: 50))
    var base = try fixture.open(Self.folder)
    _ = try base.commitMap(
      try base.proposal(forRole: "conseiller"), why: "Parce que.", because: [],
      today: BaseFixture.today, isRetroactive: true, as: BaseFixture.lea)
    #expect(try files(of: fixture) == ["\(Self.folder)/latitude.yml", path])
    #expect(try base.maps().documents.map(\.path) == ["maps/conseiller.md"])
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
  }
}
