import Foundation
import TestSupport

/// Runs transcripts with the program that was built beside the tests, each on its own copy of the
/// fixture base, and makes what it prints repeatable.
///
/// The clock stands at 2026-11-20 09:00 UTC. New ids become `fc-20261120-new001`, commits that
/// were made on the way `c0ffee1`, the base's folder `/base`; the raw values of new ids are in
/// the variables `NEW1`, `NEW2` of later commands.
final class TranscriptRunner {
  let environment: TestEnvironment
  private var newIDs: [String] = []
  private let knownIDs: Set<String>
  private let knownCommits: Set<String>

  /// The folder of the base, below the environment's root.
  static let folder = "base"

  init() throws {
    environment = try FixtureBase.copy()
    knownIDs = try FixtureBase.ids()
    knownCommits = Set(
      try environment.git("rev-list", "--all", in: TranscriptRunner.folder)
        .split(separator: "\n").map(String.init))
  }

  /// Runs every command again and puts down what it prints now.
  func run(_ transcript: Transcript) throws -> Transcript {
    var transcript = transcript
    for index in transcript.steps.indices {
      let command = transcript.steps[index].command.joined(separator: "\n")
      transcript.steps[index].printed = try printed(by: command)
    }
    return transcript
  }

  private func printed(by command: String) throws -> String {
    var variables = [
      "PATH": TranscriptRunner.programFolder + ":" + (environment.variables["PATH"] ?? ""),
      "LATITUDE_NOW": "1795165200",
    ]
    for (index, id) in newIDs.enumerated() { variables["NEW\(index + 1)"] = id }
    let result = try environment.run(
      ["/bin/sh", "-c", command], in: TranscriptRunner.folder, adding: variables)
    var text = result.output
    if !text.isEmpty, !text.hasSuffix("\n") { text += "%\n" }
    for line in result.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      text += line.isEmpty ? "!\n" : "! \(line)\n"
    }
    if result.status != 0 { text += "[\(result.status)]\n" }
    return try normalised(text)
  }

  private func normalised(_ text: String) throws -> String {
    var text = text.replacingOccurrences(
      of: environment.path(TranscriptRunner.folder), with: "/base"
    ).replacingOccurrences(of: environment.root, with: "/root")
    for match in text.matches(of: /(?:fc|ln|id)-\d{8}-[0-9a-hjkmnp-tv-z]{6}/).map({
      String($0.output)
    }) where !knownIDs.contains(match) && !newIDs.contains(match) {
      newIDs.append(match)
    }
    for (index, id) in newIDs.enumerated() {
      text = text.replacingOccurrences(of: id, with: id.prefix(12) + "new00\(index + 1)")
      text = text.replacingOccurrences(of: id.suffix(6), with: "new00\(index + 1)")
    }
    guard text.contains(/[0-9a-f]{7}/) else { return text }
    for commit in try commits() where !knownCommits.contains(commit) {
      text = text.replacingOccurrences(
        of: commit, with: "c0ffee1" + String(repeating: "0", count: 33))
      text = text.replacingOccurrences(of: commit.prefix(7), with: "c0ffee1")
    }
    return text
  }

  /// The commits of the base and of every clone that a transcript made beside it.
  private func commits() throws -> [String] {
    let folders = try FileManager.default.contentsOfDirectory(atPath: environment.root).sorted()
    let repositories = folders.filter { folder in
      ["\(folder)/.git", "\(folder)/HEAD"].contains {
        FileManager.default.fileExists(atPath: environment.path($0))
      }
    }
    return repositories.flatMap { folder in
      // A repository that a transcript broke on purpose holds nothing new.
      let commits = (try? environment.git("rev-list", "--all", in: folder)) ?? ""
      return commits.split(separator: "\n").map(String.init)
    }
  }

  /// Where the program lies: in the folder of the test bundle that runs.
  static let programFolder: String = {
    let executable = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return executable.deletingLastPathComponent().path
  }()
}
