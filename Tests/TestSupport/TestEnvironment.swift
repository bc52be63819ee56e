import Foundation

/// A sealed place for one test: its own directory, home, clock and identity, and the `git` program as oracle.
///
/// Nothing here reads the developer's configuration. The directory goes when the environment does.
package final class TestEnvironment: Sendable {
  /// A folder that holds nothing: where all tests of one process let libgit2 look for configuration.
  package static let noConfiguration = NSTemporaryDirectory() + "latitude-no-configuration"

  /// An empty directory, by its absolute real path.
  package let root: String

  package init() throws {
    let base = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath()
    let url = base.appendingPathComponent("latitude-\(UUID().uuidString.lowercased())")
    try FileManager.default.createDirectory(
      at: url.appendingPathComponent("home"), withIntermediateDirectories: true)
    root = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  /// What every child process gets, and nothing else.
  package var variables: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": root + "/home",
      "XDG_CONFIG_HOME": root + "/home/.config",
      "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CONFIG_GLOBAL": root + "/home/.gitconfig",
      "GIT_AUTHOR_NAME": "Claire", "GIT_AUTHOR_EMAIL": "claire@exemple.fr",
      "GIT_COMMITTER_NAME": "Claire", "GIT_COMMITTER_EMAIL": "claire@exemple.fr",
      "GIT_AUTHOR_DATE": "2026-11-20T10:00:00+0100",
      "GIT_COMMITTER_DATE": "2026-11-20T10:00:00+0100",
      "LC_ALL": "C.UTF-8",
      "TZ": "UTC",
    ]
  }

  /// A path below the root.
  package func path(_ name: String) -> String { "\(root)/\(name)" }

  /// Writes a file below the root, with its folders.
  package func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// The text of a file below the root.
  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  /// Runs `git` in a folder below the root and returns its standard output; throws when it fails.
  @discardableResult
  package func git(
    _ arguments: String..., in folder: String = "", input: String? = nil,
    adding extra: [String: String] = [:]
  ) throws -> String {
    let result = try run(["git"] + arguments, in: folder, input: input, adding: extra)
    guard result.status == 0 else { throw ProcessFailure(arguments: arguments, result: result) }
    return result.output
  }

  /// Runs a program found on the PATH (or by its path) in a folder below the root.
  package func run(
    _ command: [String], in folder: String = "", input: String? = nil,
    adding extra: [String: String] = [:]
  ) throws -> ProcessResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder.isEmpty ? root : path(folder))
    process.environment = variables.merging(extra) { $1 }
    // Files and not pipes: nothing can block on a full pipe, whatever the order of reading.
    let stem = path(".run-\(UUID().uuidString)")
    defer {
      for end in ["in", "out", "err"] { try? FileManager.default.removeItem(atPath: stem + end) }
    }
    for end in ["in", "out", "err"] {
      _ = FileManager.default.createFile(
        atPath: stem + end, contents: Data((end == "in" ? input ?? "" : "").utf8))
    }
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: stem + "in"))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: stem + "out"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: stem + "err"))
    try process.run()
    process.waitUntilExit()
    func text(_ end: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: stem + end)), as: UTF8.self)
    }
    return ProcessResult(
      status: process.terminationStatus, output: try text("out"), errors: try text("err"))
  }
}

/// How a child process ended and what it wrote.
package struct ProcessResult: Sendable, Equatable {
  package var status: Int32
  package var output: String
  package var errors: String
}

/// A child process that had to succeed and did not.
package struct ProcessFailure: Error, CustomStringConvertible {
  package var arguments: [String]
  package var result: ProcessResult

  package init(arguments: [String], result: ProcessResult) {
    self.arguments = arguments
    self.result = result
  }

  package var description: String {
    "\(arguments.joined(separator: " ")): status \(result.status)\n\(result.errors)"
  }
}

/// A small reproducible generator (SplitMix64, Steele, Lea and Flood 2014): failures name the seed.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
