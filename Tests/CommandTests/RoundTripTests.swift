import Foundation
import TestSupport
import Testing

/// What `export` writes, `import` reads back without loss.
@Suite struct RoundTripTests {
  /// The bundled sample, whose files the tool wrote.
  private static let sample = FixtureBase.sources.appending(path: "../../cases").standardized.path

  @Test(arguments: ["jsonl", "csv"])
  func theSampleComesBackByteForByte(format: String) throws {
    let environment = try TestEnvironment()
    let program = Program(environment: environment)
    try FileManager.default.copyItem(
      atPath: RoundTripTests.sample, toPath: environment.path("sample"))
    try environment.git("init", "-q", "-b", "main", "sample")
    try environment.git("add", ".", in: "sample")
    try environment.git("commit", "-qm", "sample", in: "sample")
    let exported = try program("export", "--format", format, in: "sample")
    #expect(exported.status == 0, "\(exported.errors)")
    try environment.write("rows.\(format)", exported.output)

    try environment.git("clone", "-q", "sample", "again")
    try environment.git("rm", "-rq", "field", in: "again")
    try environment.git("commit", "-qm", "without cases", in: "again")
    let imported = try program("import", environment.path("rows.\(format)"), in: "again")
    #expect(imported.status == 0, "\(imported.errors)")
    // Same names, same blobs.
    #expect(try cases(in: "again", environment) == cases(in: "sample", environment))
  }

  /// An export holds cases, and perhaps not all: what they name may be missing where they are brought in.
  @Test(arguments: [[], ["--team", "lyon"], ["--limit", "20"]])
  func aBaseWithNothingElseTakesThem(selection: [String]) throws {
    let environment = try TestEnvironment()
    let program = Program(environment: environment)
    try FileManager.default.copyItem(
      atPath: RoundTripTests.sample, toPath: environment.path("sample"))
    try environment.git("init", "-q", "-b", "main", "sample")
    try environment.git("add", ".", in: "sample")
    try environment.git("commit", "-qm", "sample", in: "sample")
    let exported = try environment.run([Program.path, "export"] + selection, in: "sample")
    try environment.write("rows.jsonl", exported.output)

    try environment.git("clone", "-q", "sample", "again")
    try environment.git("rm", "-rq", "field", "learnings", "ideas", "maps", in: "again")
    try environment.git("commit", "-qm", "the vocabulary alone", in: "again")
    let imported = try program("import", environment.path("rows.jsonl"), in: "again")
    #expect(imported.status == 0, "\(imported.errors)")
    let found = try cases(in: "again", environment)
    #expect(found.count == exported.output.split(separator: "\n").count && !found.isEmpty)
    #expect(Set(found).isSubset(of: Set(try cases(in: "sample", environment))))
  }

  private func cases(in folder: String, _ environment: TestEnvironment) throws -> [Substring] {
    try environment.git("ls-tree", "-r", "HEAD", "field", in: folder).split(separator: "\n")
  }
}
