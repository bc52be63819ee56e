import Foundation
import Git
import TestSupport
import Testing

/// Branches are read, and moved, as the git program does it.
struct BranchTests {
  private func childCommit(
    of parent: CommitID?, _ repository: borrowing Repository, _ message: String = "next\n"
  ) throws -> CommitID {
    let tree: TreeID
    if let parent {
      tree = try repository.tree(of: parent)
    } else {
      tree = try repository.writeTree(base: nil, edits: [])
    }
    return try repository.writeCommit(
      tree: tree, parents: parent.map { [$0] } ?? [], author: claire, committer: claire,
      message: message)
  }

  // MARK: - Reading

  @Test func headNamesABranchOrACommit() throws {
    let fixture = try Fixture()
    #expect(try fixture.open().head() == .branch("main", nil))
    let first = try fixture.commit(["a": "1"])
    #expect(try fixture.open().head() == .branch("main", first))
    try fixture.git("checkout", "--quiet", "-b", "some/où")
    #expect(try fixture.open().head() == .branch("some/où", first))
    try fixture.git("checkout", "--quiet", "--detach")
    #expect(try fixture.open().head() == .detached(first))
  }

  @Test func tipsAreReadLooseAndPacked() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    try fixture.git("branch", "side")
    let second = try fixture.commit(["a": "2"])
    let repository = try fixture.open()
    for packed in [false, true] {
      if packed { try fixture.git("pack-refs", "--all", "--prune") }
      #expect(try repository.tip(ofBranch: "main") == second)
      #expect(try repository.tip(ofBranch: "side") == first)
      #expect(try repository.tip(ofBranch: "missing") == nil)
    }
    let third = try fixture.commit(["a": "3"])
    #expect(try repository.tip(ofBranch: "main") == third)
    #expect(gitError { try repository.tip(ofBranch: "a b") } == .invalid("a b"))
  }

  @Test func resolvesWhatRevParseTakes() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"], "first")
    try fixture.commit(["a": "2"], "second with words")
    try fixture.git("tag", "-a", "-m", "annotated", "v1")
    try fixture.git("tag", "light", "HEAD~1")
    let third = try fixture.commit(["a": "3"], "third")
    let repository = try fixture.open()
    let short = String(third.description.prefix(9))
    for revision in [
      "HEAD", "main", "refs/heads/main", "v1", "light", "HEAD~2", "main^", "v1^{commit}", short,
      third.description, "main@{0}", ":/second", "@", "HEAD^0",
    ] {
      #expect(try repository.resolve(revision) == fixture.tip(revision), "\(revision)")
    }
    #expect(gitError { try repository.resolve("missing") } == .notFound("missing"))
    #expect(gitError { try repository.resolve("HEAD:a") } == .invalid("HEAD:a"))
    #expect(gitError { try repository.resolve("") } == .invalid(""))
    #expect(gitError { try repository.resolve("a\u{0}") } == .invalid("a\u{0}"))
    #expect(gitError { try repository.resolve("~~^{") } == .invalid("~~^{"))
    let ghost = String(repeating: "ab", count: 20)
    #expect(gitError { try repository.resolve(ghost) } == .notFound(ghost))
  }

  @Test func anAmbiguousAbbreviationIsSaidSo() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    var seen: [String: String] = [:]
    var number = 0
    while true {
      let id = try repository.writeBlob(Array("\(number)".utf8)).description
      let prefix = String(id.prefix(4))
      if seen[prefix] != nil {
        #expect(gitError { try repository.resolve(prefix) } == .ambiguous(prefix))
        return
      }
      seen[prefix] = id
      number += 1
    }
  }

  @Test func anUnbornHeadResolvesToNothing() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    #expect(gitError { try repository.resolve("HEAD") } == .notFound("HEAD"))
    #expect(try repository.tip(ofBranch: "main") == nil)
  }

  // MARK: - Moving

  @Test(arguments: [false, true], [false, true])
  func movesAsUpdateRefDoes(bare: Bool, packed: Bool) throws {
    let fixture = try Fixture(bare: bare)
    let repository = try fixture.open()
    let first = try childCommit(of: nil, repository)
    try repository.moveBranch("main", from: nil, to: first, message: "begin", as: claire)
    #expect(try fixture.tip("main") == first)
    if packed { try fixture.git("pack-refs", "--all", "--prune") }
    let second = try childCommit(of: first, repository)
    try repository.moveBranch("main", from: first, to: second, message: "go on", as: claire)
    #expect(try fixture.tip("main") == second)
    #expect(try repository.tip(ofBranch: "main") == second)
    #expect(
      try fixture.git("for-each-ref", "--format=%(refname) %(objectname)").lines == [
        "refs/heads/main \(second)"
      ])
    #expect(try fixture.fsck() == "")
  }

  @Test func createsBranchesWithSlashes() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let repository = try fixture.open()
    try repository.moveBranch("team/lyon/idées", from: nil, to: first, message: "", as: claire)
    #expect(try fixture.tip("team/lyon/idées") == first)
    // Deleting a branch leaves folders; a branch may take their place.
    try fixture.git("branch", "--quiet", "-D", "team/lyon/idées")
    try FileManager.default.createDirectory(
      atPath: "\(fixture.path)/.git/refs/heads/team/lyon", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: "\(fixture.path)/.git/logs/refs/heads/team/lyon", withIntermediateDirectories: true)
    try repository.moveBranch("team", from: nil, to: first, message: "again", as: claire)
    #expect(try fixture.tip("team") == first)
    #expect(try fixture.git("log", "-g", "--format=%gs", "team").lines == ["again"])
  }

  @Test(arguments: [false, true])
  func namesThatExcludeEachOtherAreRefused(packed: Bool) throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    try fixture.git("branch", "team/lyon")
    if packed { try fixture.git("pack-refs", "--all", "--prune") }
    let repository = try fixture.open()
    for name in ["team", "team/lyon/x", "main/x"] {
      #expect(
        gitError {
          try repository.moveBranch(name, from: nil, to: first, message: "m", as: claire)
        } == .invalid(name))
      #expect(try fixture.gitStatus("rev-parse", "--verify", "--quiet", "refs/heads/\(name)") != 0)
    }
  }

  @Test func movesOnlyFromWhereItWasExpected() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let second = try fixture.commit(["a": "2"])
    let repository = try fixture.open()
    let next = try childCommit(of: first, repository)
    for expected in [first, next, nil] {
      #expect(
        gitError {
          try repository.moveBranch("main", from: expected, to: next, message: "m", as: claire)
        } == .moved("main"))
    }
    #expect(
      gitError {
        try repository.moveBranch("new", from: first, to: next, message: "m", as: claire)
      } == .moved("new"))
    #expect(try fixture.tip("main") == second)
    #expect(try fixture.git("reflog", "main").lines.count == 2)
    #expect(try fixture.git("branch", "--list", "new") == "")
    let ghost = try #require(CommitID(String(repeating: "ab", count: 20)))
    #expect(
      gitError {
        try repository.moveBranch("main", from: second, to: ghost, message: "m", as: claire)
      } == .missingObject(ghost.description))
  }

  @Test func aSymbolicBranchIsNotMoved() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    try fixture.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    let repository = try fixture.open()
    let next = try childCommit(of: first, repository)
    #expect(
      gitError {
        try repository.moveBranch("alias", from: first, to: next, message: "m", as: claire)
      } == .invalid("refs/heads/alias"))
    #expect(try fixture.tip("main") == first)
  }

  @Test func aHeldLockIsReported() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let repository = try fixture.open()
    let next = try childCommit(of: first, repository)
    let lock = "\(fixture.path)/.git/refs/heads/main.lock"
    try fixture.environment.write("repo/.git/refs/heads/main.lock", "")
    #expect(
      gitError {
        try repository.moveBranch("main", from: first, to: next, message: "m", as: claire)
      } == .locked(lock))
    #expect(FileManager.default.fileExists(atPath: lock))
    #expect(try fixture.tip("main") == first)
    try FileManager.default.removeItem(atPath: lock)
    try repository.moveBranch("main", from: first, to: next, message: "m", as: claire)
    #expect(try fixture.tip("main") == next)
  }

  // MARK: - Reflogs

  /// The same moves, made by git in one repository and here in another, leave the same reflogs.
  @Test(arguments: [false, true], ["unset", "true", "false", "always"])
  func reflogsAgreeWithGit(bare: Bool, setting: String) throws {
    var logs: [[String]] = []
    for byGit in [true, false] {
      let fixture = try Fixture(bare: bare)
      if setting != "unset" { try fixture.git("config", "core.logAllRefUpdates", setting) }
      let repository = try fixture.open()
      let first = try childCommit(of: nil, repository)
      let second = try childCommit(of: first, repository)
      let moves: [(String, CommitID?, CommitID, String)] = [
        ("main", nil, first, "begin"), ("main", first, second, "  two\nlines\t and  spaces "),
        ("side", nil, first, "x"), ("side", first, second, "été"),
      ]
      for (name, old, new, message) in moves {
        if byGit {
          let result = try fixture.environment.run(
            [
              "git", "update-ref", "-m", message, "refs/heads/\(name)", "\(new)",
              old?.description ?? String(repeating: "0", count: 40),
            ], in: fixture.folder,
            adding: ["GIT_COMMITTER_DATE": "\(claire.time) +0100"])
          #expect(result.status == 0)
        } else {
          try repository.moveBranch(name, from: old, to: new, message: message, as: claire)
        }
      }
      logs.append(
        ["HEAD", "refs/heads/main", "refs/heads/side"].map {
          fixture.file((bare ? "logs/" : ".git/logs/") + $0) ?? "none"
        })
    }
    #expect(logs[0] == logs[1])
  }

  @Test func aLinkedWorkTreeLogsItsOwnHead() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    try fixture.git("worktree", "add", "--quiet", "-b", "side", "../linked")
    let repository = try Repository(discovering: fixture.environment.path("linked"))
    let next = try childCommit(of: first, repository)
    try repository.moveBranch("side", from: first, to: next, message: "moved", as: claire)
    #expect(try fixture.tip("side") == next)
    let log = try fixture.environment.git("log", "-g", "--format=%H %gs", "HEAD", in: "linked")
    #expect(log.lines.first == "\(next) moved")
    #expect(try fixture.git("reflog", "HEAD").lines.count == 1)
    let other = try childCommit(of: first, repository)
    try repository.moveBranch("main", from: first, to: other, message: "other", as: claire)
    #expect(try fixture.tip("main") == other)
    #expect(try fixture.fsck() == "")
  }

  @Test func namesInReflogsCannotBreakThem() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let repository = try fixture.open()
    let next = try childCommit(of: first, repository)
    let odd = Signature(name: "A\r\n<\u{301}b>\u{0}", email: "x>\ny", time: 7, offset: -570)
    try repository.moveBranch("main", from: first, to: next, message: "m\u{0}\n x", as: odd)
    let log = try #require(fixture.file(".git/logs/refs/heads/main")).lines
    #expect(log.count == 2)
    #expect(log[1] == "\(first) \(next) A\u{301}b <xy> 7 -0930\tm x")
    #expect(try fixture.git("reflog", "main").lines.count == 2)
  }
}
