import Foundation
import TestSupport
import Testing

/// Many processes write to one base at once: nothing is lost, nobody fails, git agrees.
@Suite struct ConcurrencyTests {
  static let writers = 8
  /// 50 in the full run; fewer by default, since a debug build starts slowly.
  static let casesEach = Int(ProcessInfo.processInfo.environment["LATITUDE_CASES_EACH"] ?? "") ?? 10

  @Test(arguments: [false, true])
  func recordsOfManyProcessesAllArrive(isBare: Bool) async throws {
    let environment = try TestEnvironment()
    let program = Program(environment: environment)
    #expect(try program("init", "base", "--name", "Essai", "--lang", "fr").status == 0)
    if isBare { try environment.git("clone", "-q", "--bare", "base", "bare") }
    let folder = isBare ? "bare" : "base"
    let failures = try await withThrowingTaskGroup(of: [String].self) { group in
      for writer in 0..<ConcurrencyTests.writers {
        group.addTask {
          var failures: [String] = []
          for number in 0..<ConcurrencyTests.casesEach {
            let result = try program(
              "record", "--title", "Cas \(writer)-\(number)", "--text", "Colis \(number) abîmé.",
              "--date", "2026-11-20", in: folder)
            if result.status != 0 { failures.append(result.errors) }
          }
          return failures
        }
      }
      var all: [String] = []
      for try await some in group { all += some }
      return all
    }
    #expect(failures == [])
    let expected = ConcurrencyTests.writers * ConcurrencyTests.casesEach
    let commits = try environment.git("rev-list", "--count", "HEAD", in: folder)
    #expect(commits == "\(expected + 1)\n")
    let files = try environment.git("ls-tree", "-r", "--name-only", "HEAD", "field", in: folder)
    #expect(files.split(separator: "\n").count == expected)
    let listed = try program("list", "--jsonl", "--limit", "100000", in: folder)
    #expect(listed.output.split(separator: "\n").count == expected)
    try environment.git("fsck", "--strict", in: folder)
    if !isBare { #expect(try environment.git("status", "--porcelain", in: folder) == "") }
  }
}
