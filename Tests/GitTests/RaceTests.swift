import Foundation
import Git
import TestSupport
import Testing

/// Writers that meet each other lose nothing.
struct RaceTests {
  /// Adds commits to `main`, each on the tip as it then is, beginning again when it moved.
  static func addCommits(_ count: Int, to path: String, by name: String) throws {
    try Fixture.isolation.get()
    let repository = try Repository(discovering: path)
    for number in 0..<count {
      while true {
        let tip = try repository.tip(ofBranch: "main")
        let base = try tip.map { try repository.tree(of: $0) }
        let file = "by/\(name)/\(number)"
        let blob = try repository.writeBlob(Array(file.utf8))
        let tree = try repository.writeTree(base: base, edits: [.put(path: file, blob: blob)])
        let commit = try repository.writeCommit(
          tree: tree, parents: tip.map { [$0] } ?? [], author: claire, committer: claire,
          message: "\(file)\n")
        do {
          try repository.moveBranch("main", from: tip, to: commit, message: file, as: claire)
          break
        } catch {
          guard error.isRetryable else { throw error }
        }
      }
    }
  }

  private func expectAll(_ writers: Int, _ count: Int, _ fixture: Fixture) throws {
    let total = writers * count
    #expect(try fixture.git("rev-list", "--count", "main").trimmed == "\(total)")
    #expect(try fixture.git("ls-tree", "-r", "--name-only", "main").lines.count == total)
    #expect(try fixture.git("reflog", "main").lines.count == total)
    #expect(try fixture.fsck() == "")
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: "\(fixture.path)/.git/latitude/scratch"
      ).isEmpty)
  }

  @Test func threadsLoseNothing() async throws {
    let fixture = try Fixture()
    let path = fixture.path
    try await withThrowingTaskGroup { group in
      for writer in 0..<4 {
        group.addTask { try Self.addCommits(15, to: path, by: "\(writer)") }
      }
      try await group.waitForAll()
    }
    try expectAll(4, 15, fixture)
  }

  @Test func processesLoseNothing() async throws {
    let fixture = try Fixture()
    let path = fixture.path
    await withTaskGroup { group in
      for writer in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) {
            [path = path as String, writer = writer as Int] in
            try RaceTests.addCommits(10, to: path, by: "\(writer)")
          }
        }
      }
    }
    try expectAll(4, 10, fixture)
  }
}

extension GitError {
  /// Whether another writer was in the way.
  var isRetryable: Bool {
    switch code {
    case .moved, .locked: true
    default: false
    }
  }
}
