import Foundation
import TestSupport
import Testing

@testable import Git

/// A process that is killed leaves the old state or the new one, and nothing in anybody's way.
struct KillTests {
  static let files = ["a.md", "notes/b.md", "notes/deep/c.md"]

  /// Changes all files in one commit after another, and never comes back.
  static func writeForever(in path: String) throws -> Never {
    try Fixture.isolation.get()
    let repository = try Repository(discovering: path)
    var round = 0
    while true {
      round += 1
      let tip = try #require(try repository.tip(ofBranch: "main"))
      let base = try repository.tree(of: tip)
      var edits: [TreeEdit] = []
      for file in files where round % 4 != 0 || file != "notes/deep/c.md" {
        edits.append(.put(path: file, blob: try repository.writeBlob(Array("\(round)\n".utf8))))
      }
      if round % 4 == 0 { edits.append(.remove(path: "notes/deep/c.md")) }
      let write = { () throws(GitError) in
        try repository.writeCommit(
          tree: repository.writeTree(base: base, edits: edits), parents: [tip], author: claire,
          committer: claire, message: "\(round)\n")
      }
      let commit = try round % 3 == 0 ? repository.withBatch(write) : write()
      try repository.moveBranch("main", from: tip, to: commit, message: "m", as: claire)
      _ = try repository.bringWorkTree(try pending(in: repository))
    }
  }

  /// What the newest commit did: all that a killed process can have left undone.
  static func pending(in repository: borrowing Repository) throws -> [WorkTreeUpdate] {
    let tip = try #require(try repository.tip(ofBranch: "main"))
    let parent = try #require(try repository.commit(tip).parents.first)
    return try repository.changes(
      from: repository.tree(of: parent), to: repository.tree(of: tip), under: ""
    ).map { WorkTreeUpdate(path: $0.path, from: $0.before, to: $0.after) }
  }

  @Test(arguments: (1...UInt64(min(fuzzRuns(8), 500))).map { $0 })
  func aRandomKillIsMended(seed: UInt64) async throws {
    let fixture = try Fixture()
    try fixture.commit(Dictionary(uniqueKeysWithValues: Self.files.map { ($0, "0\n") }))
    try fixture.commit(["a.md": "start\n"])
    var generator = SeededGenerator(seed: seed)
    let path = fixture.path
    let spins = Int.random(in: 0..<3_000_000, using: &generator)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, spins = spins as Int] in
      let thread = Thread {
        var left = spins
        while left > 0 { left -= 1 }
        kill(getpid(), SIGKILL)
      }
      thread.start()
      try KillTests.writeForever(in: path)
    }
    #expect(try fixture.fsck() == "")
    let repository = try fixture.open()
    #expect(try repository.bringWorkTree(Self.pending(in: repository)) == [])
    #expect(try fixture.status() == "")
    #expect(!FileManager.default.fileExists(atPath: "\(path)/.git/index.lock"))
    let scratch = "\(path)/.git/latitude/scratch"
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch).isEmpty)
    // And the next writer, here git, is not kept out.
    try fixture.commit(["a.md": "by git\n"])
    #expect(try fixture.git("count-objects", "-v").contains("garbage: 0"))
  }

  @Test func locksOfTheDeadAreClearedAndThoseOfTheLivingKept() async throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let git = "\(fixture.path)/.git"
    for lock in ["index.lock", "refs/heads/main.lock"] {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [git = git as String, lock = lock as String] in
        let scratch = try Scratch(in: git)
        let held = try scratch.makeLock(at: "\(git)/\(lock)", patience: .zero)
        kill(getpid(), SIGKILL)
        _ = consume held
      }
      #expect(fixture.file(".git/\(lock)") != nil)
    }
    let repository = try fixture.open()
    // Each process that begins to write clears up after those before it.
    #expect(fixture.file(".git/index.lock") == nil)
    _ = try repository.lock(name: "write", timeout: .zero)
    let living = try Scratch(in: git)
    #expect(fixture.file(".git/refs/heads/main.lock") == nil)
    let held = try living.makeLock(at: "\(git)/refs/heads/main.lock", patience: .zero)
    #expect(
      gitError {
        try repository.moveBranch("main", from: first, to: first, message: "m", as: claire)
      } == .locked("\(git)/refs/heads/main.lock"))
    _ = consume held
    try repository.moveBranch("main", from: first, to: first, message: "m", as: claire)
  }

  @Test func aFileAmongTheScratchFoldersIsLeftAlone() throws {
    let fixture = try Fixture()
    let commit = try fixture.commit(["a": "1"])
    try fixture.environment.write("repo/.git/latitude/scratch/.DS_Store", "notes")
    let repository = try fixture.open()
    _ = try repository.lock(name: "write", timeout: .zero)
    try repository.moveBranch("other", from: nil, to: commit, message: "m", as: claire)
    #expect(try fixture.environment.read("repo/.git/latitude/scratch/.DS_Store") == "notes")
  }

  /// A lock file that git made after the death stays, though the dead process locked the same path.
  @Test func aLockOfGitIsNeverCleared() async throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let git = "\(fixture.path)/.git"
    await #expect(processExitsWith: .signal(SIGKILL)) { [git = git as String] in
      let scratch = try Scratch(in: git)
      let held = try scratch.makeLock(at: "\(git)/index.lock", patience: .zero)
      kill(getpid(), SIGKILL)
      _ = consume held
    }
    try FileManager.default.removeItem(atPath: "\(git)/index.lock")
    try fixture.environment.write("repo/.git/index.lock", "by git")
    let repository = try fixture.open()
    try repository.moveBranch("main", from: first, to: first, message: "m", as: claire)
    #expect(fixture.file(".git/index.lock") == "by git")
  }

  @Test func anAdvisoryLockEndsWithItsProcess() async throws {
    let fixture = try Fixture()
    let path = fixture.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      try Fixture.isolation.get()
      let lock = try Repository(discovering: path).lock(name: "write", timeout: .zero)
      kill(getpid(), SIGKILL)
      _ = consume lock
    }
    _ = try fixture.open().lock(name: "write", timeout: .zero)
  }

  @Test func anAdvisoryLockKeepsOthersOutWhileItLives() async throws {
    let fixture = try Fixture()
    let path = fixture.path
    let file = "\(path)/.git/latitude/write.lock"
    func expectHeld() async {
      await #expect(processExitsWith: .success) { [path = path as String, file = file as String] in
        try Fixture.isolation.get()
        let repository = try Repository(discovering: path)
        #expect(gitError { try repository.lock(name: "write", timeout: .zero) } == .locked(file))
        _ = try repository.lock(name: "other", timeout: .zero)
      }
    }
    do {
      let lock = try fixture.open().lock(name: "write", timeout: .zero)
      await expectHeld()
      #expect(
        gitError { try fixture.open().lock(name: "write", timeout: .zero) } == .locked(file))
      _ = consume lock
    }
    // A child that another test forks meanwhile shares the descriptor until it runs its program.
    _ = try fixture.open().lock(name: "write", timeout: .seconds(30))
  }

  /// Whoever deletes `latitude/` while a lock is held does not let two in for long: the new file counts.
  @Test func aDeletedLockFileIsMadeAnew() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let old = try repository.lock(name: "write", timeout: .zero)
    try FileManager.default.removeItem(atPath: "\(fixture.path)/.git/latitude")
    let new = try repository.lock(name: "write", timeout: .zero)
    #expect(throws: GitError.self) { _ = try repository.lock(name: "write", timeout: .zero) }
    _ = consume old
    #expect(throws: GitError.self) { _ = try repository.lock(name: "write", timeout: .zero) }
    _ = consume new
    _ = try repository.lock(name: "write", timeout: .seconds(30))
  }
}
