import Foundation
import TestSupport

/// The base that transcripts run on: `Fixture/` in git, its maps in two revisions each.
///
/// The commits are made by the `git` program, once for a run of the tests; every transcript gets a
/// copy of the whole.
enum FixtureBase {
  /// This folder of the sources.
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static let built = Result { try build() }

  /// A fresh environment that holds the base in its folder `base`.
  static func copy() throws -> TestEnvironment {
    let environment = try TestEnvironment()
    try FileManager.default.copyItem(
      atPath: try built.get().path(TranscriptRunner.folder),
      toPath: environment.path(TranscriptRunner.folder))
    return environment
  }

  /// The ids that the base begins with.
  static func ids() throws -> Set<String> {
    let files = FileManager.default.enumerator(atPath: sources.appending(path: "Fixture").path)
    let names = files?.compactMap { ($0 as? String).map { ($0 as NSString).lastPathComponent } }
    return Set(
      (names ?? []).filter { $0.hasSuffix(".md") && $0.count > 18 }.map { String($0.prefix(18)) })
  }

  private static func build() throws -> TestEnvironment {
    let environment = try TestEnvironment()
    let fixture = sources.appending(path: "Fixture")
    func add(_ name: String, as path: String, _ message: String, day: String) throws {
      let target = URL(fileURLWithPath: environment.path("\(TranscriptRunner.folder)/\(path)"))
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? FileManager.default.removeItem(at: target)
      try FileManager.default.copyItem(at: fixture.appending(path: name), to: target)
      let date = "\(day)T10:00:00+0100"
      try environment.git("add", "--all", in: TranscriptRunner.folder)
      try environment.git(
        "commit", "--quiet", "--message", message, in: TranscriptRunner.folder,
        adding: ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date])
    }
    try environment.git(
      "init", "--quiet", "--initial-branch=main", TranscriptRunner.folder)
    try add("latitude.yml", as: "latitude.yml", "base: Atelier Lune", day: "2026-01-05")
    for role in ["conseiller", "superviseur"] {
      try add(
        "maps/\(role).1.md", as: "maps/\(role).md", "map(\(role)): the first", day: "2026-01-05")
    }
    let cases = try FileManager.default.contentsOfDirectory(
      atPath: fixture.appending(path: "field").path
    ).sorted()
    for name in cases {
      let year = name.dropFirst(3).prefix(4)
      let month = name.dropFirst(7).prefix(2)
      try add(
        "field/\(name)", as: "field/\(year)/\(month)/\(name)", "case: \(name.dropFirst(19))",
        day: "\(year)-\(month)-28")
    }
    for role in ["superviseur", "conseiller"] {
      try add(
        "maps/\(role).2.md", as: "maps/\(role).md", "map(\(role)): wider", day: "2026-06-28")
    }
    for folder in ["learnings", "ideas"] {
      for name in try FileManager.default.contentsOfDirectory(
        atPath: fixture.appending(path: folder).path
      ).sorted() {
        try add("\(folder)/\(name)", as: "\(folder)/\(name)", folder, day: "2026-11-12")
      }
    }
    return environment
  }
}
