import Foundation
import Git
import TestSupport
import Testing

/// One repository in a sealed environment, seen by the git program and by the module under test.
struct Fixture {
  let environment: TestEnvironment
  /// The repository's folder, below the environment's root.
  let folder: String

  /// A new repository made by git, with `main` as its branch.
  init(folder: String = "repo", bare: Bool = false, options: [String] = []) throws {
    try Self.isolation.get()
    environment = try TestEnvironment()
    self.folder = folder
    _ = try environment.run(
      ["git", "init", "--quiet", "--initial-branch=main"] + (bare ? ["--bare"] : []) + options
        + [folder])
  }

  var path: String { environment.path(folder) }

  func open() throws -> Repository { try Repository(discovering: path) }

  @discardableResult
  func git(_ arguments: String..., input: String? = nil) throws -> String {
    let result = try environment.run(["git"] + arguments, in: folder, input: input)
    guard result.status == 0 else { throw GitFailure(arguments: arguments, result: result) }
    return result.output
  }

  func gitStatus(_ arguments: String...) throws -> Int32 {
    try environment.run(["git"] + arguments, in: folder).status
  }

  /// Writes, adds and commits files by git; the new commit.
  @discardableResult
  func commit(_ files: [String: String], removing: [String] = [], _ message: String = "change")
    throws -> CommitID
  {
    for (name, text) in files { try environment.write("\(folder)/\(name)", text) }
    for name in removing { try git("rm", "--quiet", "--force", "--", name) }
    if !files.isEmpty { try git("add", "--all") }
    try git("commit", "--quiet", "--allow-empty", "-m", message)
    return try tip()
  }

  func tip(_ revision: String = "HEAD") throws -> CommitID {
    try #require(CommitID(try git("rev-list", "-1", revision).trimmed))
  }

  /// What `git fsck` complains about, apart from dangling objects; empty: nothing.
  func fsck() throws -> String {
    let result = try environment.run(
      ["git", "fsck", "--strict", "--no-dangling", "--no-progress"], in: folder)
    let complaints = result.errors.lines.filter { !$0.hasPrefix("notice:") }
    return (result.status == 0 ? complaints : ["\(result.status)", result.output] + complaints)
      .joined(separator: "\n")
  }

  func status() throws -> String { try git("status", "--porcelain") }

  func file(_ name: String) -> String? { try? environment.read("\(folder)/\(name)") }

  /// libgit2 must not read the developer's configuration; set before anything is opened.
  static let isolation = Result {
    try Repository.isolateConfiguration(to: TestEnvironment.noConfiguration)
  }
}

/// A call of the git program that had to succeed and did not.
struct GitFailure: Error {
  var arguments: [String]
  var result: ProcessResult
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
  var lines: [String] { split(separator: "\n").map(String.init) }
  /// The records of `-z` output.
  var records: [String] { split(separator: "\0").map(String.init) }
}

let claire = Signature(
  name: "Claire", email: "claire@exemple.fr", time: 1_795_000_000, offset: 60)

/// The error that a call throws; records an issue when it throws none or another type.
func gitError<Value: ~Copyable>(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) -> GitError.Code? {
  do {
    _ = try body()
    Issue.record("no error", sourceLocation: sourceLocation)
  } catch let error as GitError {
    return error.code
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
  return nil
}

/// How often randomised tests repeat.
func fuzzRuns(_ usual: Int) -> Int {
  ProcessInfo.processInfo.environment["LATITUDE_FUZZ_RUNS"].flatMap { Int($0) } ?? usual
}
