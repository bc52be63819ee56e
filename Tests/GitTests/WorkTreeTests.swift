import Foundation
import TestSupport
import Testing

@testable import Git

/// The work tree and git's index are judged, and brought up to date, as git would.
struct WorkTreeTests {
  /// Commits new contents (nil removes) on `main` without touching the work tree; the updates.
  private func advance(
    _ fixture: Fixture, _ contents: [String: String?]
  ) throws -> [WorkTreeUpdate] {
    let repository = try fixture.open()
    let tip = try repository.tip(ofBranch: "main")
    let base = try tip.map { try repository.tree(of: $0) }
    var edits: [TreeEdit] = []
    for (path, text) in contents {
      if let text {
        edits.append(.put(path: path, blob: try repository.writeBlob(Array(text.utf8))))
      } else {
        edits.append(.remove(path: path))
      }
    }
    let tree = try repository.writeTree(base: base, edits: edits)
    let commit = try repository.writeCommit(
      tree: tree, parents: tip.map { [$0] } ?? [], author: claire, committer: claire,
      message: "advance\n")
    try repository.moveBranch("main", from: tip, to: commit, message: "advance", as: claire)
    return try repository.changes(from: base, to: tree, under: "").map {
      WorkTreeUpdate(path: $0.path, from: $0.before, to: $0.after)
    }
  }

  private func blob(_ text: String) throws -> BlobID {
    let environment = try TestEnvironment()
    let id = try environment.git("hash-object", "--stdin", "--no-filters", input: text).trimmed
    return try #require(BlobID(id))
  }

  @Test func followsAddedChangedAndRemovedFiles() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1", "b/c/d": "1", "b/e": "1", "kept": "1", "été": "1"])
    let updates = try advance(
      fixture, ["a": "2", "b/c/d": nil, "new/deep/file": "n", "été": nil, "f": ""])
    #expect(updates.count == 5)
    #expect(try fixture.status() != "")
    let repository = try fixture.open()
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
    #expect(fixture.file("a") == "2" && fixture.file("new/deep/file") == "n")
    #expect(fixture.file("f") == "" && fixture.file("été") == nil)
    #expect(!FileManager.default.fileExists(atPath: "\(fixture.path)/b/c"))
    #expect(fixture.file("b/e") == "1")
    #expect(try fixture.fsck() == "")
    // Nothing that was brought up to date has to be read again by git.
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
  }

  /// The stat data that is written is what `git update-index` would write.
  @Test func theIndexHoldsWhatGitWouldWrite() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1", "b": "1"])
    _ = try fixture.open().bringWorkTree(try advance(fixture, ["a": "22", "new/c": "333"]))
    let ours = try fixture.git("ls-files", "--stage", "--debug")
    try fixture.git("rm", "-r", "--cached", "--quiet", ".")
    try fixture.git("add", "--all")
    #expect(ours == (try fixture.git("ls-files", "--stage", "--debug")))
  }

  @Test func anEmptyRepositoryGetsItsFirstFiles() throws {
    let fixture = try Fixture()
    let updates = try advance(fixture, ["a": "1", "b/c": "2"])
    #expect(try fixture.open().bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
    #expect(fixture.file("b/c") == "2")
  }

  @Test func theWholeWorkTreeMayGo() throws {
    let fixture = try Fixture()
    try fixture.commit(["a/b/c": "1"])
    #expect(try fixture.open().bringWorkTree(try advance(fixture, ["a/b/c": nil])) == [])
    #expect(try fixture.status() == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.path) == [".git"])
  }

  /// Each way to differ from the commit, as `git status` sees it too, is seen and left alone.
  @Test(arguments: Difference.allCases)
  func whatWasChangedIsLeftAlone(difference: Difference) throws {
    let fixture = try Fixture()
    try fixture.commit(["f": "old\n", "other": "x\n"])
    try difference.make(fixture)
    let before = try difference.picture(fixture)
    #expect(try fixture.status() != "")
    let repository = try fixture.open()
    let old = try blob("old\n")
    #expect(try repository.workTreeState(ofPath: "f", against: old) == .changed)
    #expect(try repository.workTreeState(ofPath: "other", against: blob("x\n")) == .clean)
    let new = try repository.writeBlob(Array("new\n".utf8))
    #expect(
      try repository.bringWorkTree([WorkTreeUpdate(path: "f", from: old, to: new)]) == ["f"])
    // A removal that was begun looks like these two, and gets finished.
    if difference != .removed && difference != .removedFromIndex {
      #expect(
        try repository.bringWorkTree([WorkTreeUpdate(path: "f", from: old, to: nil)]) == ["f"])
    }
    #expect(try difference.picture(fixture) == before)
  }

  enum Difference: String, CaseIterable, Sendable {
    case content, sameSize, stagedContent, stagedThenRestored, removed, removedFromIndex, executable
    case link, folder, conflict

    func make(_ fixture: Fixture) throws {
      let path = "\(fixture.path)/f"
      let files = FileManager.default
      switch self {
      case .content: try fixture.environment.write("repo/f", "my own words\n")
      case .sameSize: try fixture.environment.write("repo/f", "odd\n")
      case .stagedContent:
        try fixture.environment.write("repo/f", "staged\n")
        try fixture.git("add", "f")
      case .stagedThenRestored:
        try fixture.environment.write("repo/f", "staged\n")
        try fixture.git("add", "f")
        try fixture.environment.write("repo/f", "old\n")
      case .removed: try files.removeItem(atPath: path)
      case .removedFromIndex: try fixture.git("rm", "--quiet", "--cached", "f")
      case .executable: try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      case .link:
        try files.removeItem(atPath: path)
        try files.createSymbolicLink(atPath: path, withDestinationPath: "other")
      case .folder:
        try files.removeItem(atPath: path)
        try fixture.environment.write("repo/f/inside", "x")
      case .conflict:
        try fixture.git("checkout", "--quiet", "-b", "side")
        try fixture.commit(["f": "side\n"])
        try fixture.git("checkout", "--quiet", "main")
        try fixture.commit(["f": "main\n"])
        #expect(try fixture.gitStatus("merge", "--quiet", "side") == 1)
        try fixture.environment.write("repo/f", "old\n")
      }
    }

    /// All that must not change: content, kind, mode and index.
    func picture(_ fixture: Fixture) throws -> String {
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(fixture.path)/f")
      let kind = "\(attributes?[.type] ?? "none") \(attributes?[.posixPermissions] ?? "none")"
      return try "\(fixture.file("f") ?? "nil")|\(kind)|" + fixture.git("ls-files", "--stage")
        + fixture.status()
    }
  }

  @Test func anUntrackedFileInTheWayIsLeftAlone() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try fixture.environment.write("repo/new", "mine")
    let updates = try advance(fixture, ["new": "theirs", "x/y": "1"])
    let repository = try fixture.open()
    #expect(try repository.workTreeState(ofPath: "new", against: nil) == .changed)
    #expect(try repository.workTreeState(ofPath: "x/y", against: nil) == .clean)
    #expect(try repository.bringWorkTree(updates) == ["new"])
    #expect(fixture.file("new") == "mine" && fixture.file("x/y") == "1")
  }

  @Test func anEmptyFolderIsNotInTheWay() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try FileManager.default.createDirectory(
      atPath: "\(fixture.path)/new", withIntermediateDirectories: true)
    #expect(try fixture.open().bringWorkTree(try advance(fixture, ["new": "1"])) == [])
    #expect(try fixture.status() == "")
  }

  /// A link on the way to a file is never followed, wherever it leads.
  @Test(arguments: ["outside", "inside", "dangling"])
  func linksOnTheWayAreNotFollowed(kind: String) throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1", "real/f": "1"])
    let target = ["outside": "../target", "inside": "real", "dangling": "nowhere"][kind] ?? ""
    try FileManager.default.createDirectory(
      atPath: fixture.environment.path("target"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(fixture.path)/folder", withDestinationPath: target)
    let updates = try advance(fixture, ["folder/f": "1", "folder/new": "1"])
    let repository = try fixture.open()
    #expect(Set(try repository.bringWorkTree(updates)) == ["folder/f", "folder/new"])
    #expect(try repository.workTreeState(ofPath: "folder/f", against: nil) == .changed)
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: fixture.environment.path("target")) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(fixture.path)/real") == ["f"])
  }

  @Test func aFileWhereAFolderShouldBeIsLeftAlone() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try fixture.environment.write("repo/folder", "mine")
    let updates = try advance(fixture, ["folder/f": "1"])
    #expect(try fixture.open().bringWorkTree(updates) == ["folder/f"])
    #expect(fixture.file("folder") == "mine")
  }

  /// Staged entries that exclude the path are not dropped for it.
  @Test func stagedNeighboursAreKept() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    let id = try fixture.git("rev-parse", "HEAD:a").trimmed
    try fixture.git("update-index", "--add", "--cacheinfo", "100644,\(id),n/below")
    try fixture.git("update-index", "--add", "--cacheinfo", "100644,\(id),m")
    let updates = try advance(fixture, ["n": "1", "m/below": "1"])
    #expect(Set(try fixture.open().bringWorkTree(updates)) == ["n", "m/below"])
    #expect(try fixture.git("ls-files").lines == ["a", "m", "n/below"])
  }

  // MARK: - Unfinished work

  /// A killed process got as far as any of these; all end in the same place.
  @Test(arguments: [false, true], [false, true])
  func unfinishedWorkIsFinished(fileDone: Bool, indexDone: Bool) throws {
    let fixture = try Fixture()
    try fixture.commit(["changed": "1", "removed": "1", "kept": "1"])
    let updates = try advance(fixture, ["changed": "2", "removed": nil, "added": "2"])
    if indexDone {
      try fixture.git("read-tree", "main")
    }
    if fileDone {
      try fixture.environment.write("repo/changed", "2")
      try fixture.environment.write("repo/added", "2")
      try FileManager.default.removeItem(atPath: "\(fixture.path)/removed")
    }
    let repository = try fixture.open()
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
    #expect(fixture.file("changed") == "2" && fixture.file("added") == "2")
    #expect(fixture.file("removed") == nil)
  }

  @Test func aLockedIndexIsReportedAndNothingTouched() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    let updates = try advance(fixture, ["a": "2"])
    try fixture.environment.write("repo/.git/index.lock", "")
    let repository = try fixture.open()
    #expect(
      gitError { try repository.bringWorkTree(updates) }
        == .locked("\(fixture.path)/.git/index.lock"))
    #expect(fixture.file("a") == "1" && fixture.file(".git/index.lock") == "")
    #expect(try repository.workTreeState(ofPath: "a", against: blob("1")) == .clean)
    try FileManager.default.removeItem(atPath: "\(fixture.path)/.git/index.lock")
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
  }

  /// A file changed in the instant the index was written stays visible after the index is rewritten.
  @Test func aChangeInTheSameInstantIsNotHidden() throws {
    let fixture = try Fixture()
    try fixture.commit(["racy": "old\n", "other": "1"])
    try fixture.git("config", "core.trustctime", "false")
    let environment = fixture.environment
    func setTime(_ name: String) throws {
      try environment.run(["touch", "-d", "@1700000000", name], in: "repo").expectSuccess()
    }
    // Same size and time as recorded, and the index no newer than that: git has to compare.
    try setTime("racy")
    try fixture.git("update-index", "--refresh")
    let handle = try #require(FileHandle(forWritingAtPath: "\(fixture.path)/racy"))
    try handle.write(contentsOf: Data("new\n".utf8))
    try handle.close()
    try setTime("racy")
    try setTime(".git/index")
    let status = try environment.git(
      "status", "--porcelain", in: "repo", adding: ["GIT_OPTIONAL_LOCKS": "0"])
    #expect(status == " M racy\n")
    let updates = try advance(fixture, ["other": "2"])
    #expect(try fixture.open().bringWorkTree(updates) == [])
    #expect(try fixture.status() == " M racy\n")
  }

  // MARK: - Settings of the repository

  @Test func theExecutableBitIsKept() throws {
    let fixture = try Fixture()
    try fixture.commit(["tool": "1"])
    try fixture.environment.run(["chmod", "+x", "\(fixture.path)/tool"]).expectSuccess()
    try fixture.git("commit", "--quiet", "--all", "-m", "chmod")
    #expect(try fixture.open().bringWorkTree(try advance(fixture, ["tool": "2"])) == [])
    #expect(try fixture.status() == "")
    #expect(FileManager.default.isExecutableFile(atPath: "\(fixture.path)/tool"))
  }

  @Test func withoutTrustInFileModesTheBitIsIgnored() throws {
    let fixture = try Fixture()
    try fixture.commit(["f": "1"])
    try fixture.git("config", "core.fileMode", "false")
    try fixture.environment.run(["chmod", "+x", "\(fixture.path)/f"]).expectSuccess()
    #expect(try fixture.status() == "")
    let repository = try fixture.open()
    #expect(try repository.workTreeState(ofPath: "f", against: blob("1")) == .clean)
    #expect(try repository.bringWorkTree(try advance(fixture, ["f": "2"])) == [])
    #expect(try fixture.status() == "")
  }

  /// Line ends are converted as git's attributes and settings ask for.
  @Test(arguments: [
    ("core.autocrlf", "true", ""), ("core.autocrlf", "input", ""), ("core.autocrlf", "false", ""),
    ("core.eol", "crlf", "* text=auto"), ("core.eol", "lf", "*.md text eol=crlf"),
    ("core.eol", "lf", "*.md -text"), ("core.autocrlf", "true", "*.md binary"),
  ])
  func lineEndsAreConverted(key: String, value: String, attributes: String) throws {
    let fixture = try Fixture()
    try fixture.git("config", key, value)
    try fixture.commit([".gitattributes": attributes + "\n", "keep.md": "x\n"])
    let updates = try advance(fixture, ["a.md": "one\ntwo\n", "keep.md": "y\nz\n"])
    let repository = try fixture.open()
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
    for path in ["a.md", "keep.md"] {
      let id = try #require(updates.first { $0.path == path }?.to)
      #expect(try repository.workTreeState(ofPath: path, against: id) == .clean)
      let ours = fixture.file(path)
      try FileManager.default.removeItem(atPath: "\(fixture.path)/\(path)")
      try fixture.git("checkout", "--", path)
      #expect(ours == fixture.file(path))
    }
    // Checked out by git as well as written here, the next version replaces it.
    #expect(try repository.bringWorkTree(try advance(fixture, ["a.md": "three\n"])) == [])
    #expect(try fixture.status() == "")
  }

  @Test func filesThatAProgramConvertsAreLeftAlone() throws {
    let fixture = try Fixture()
    try fixture.commit([
      ".gitattributes": "*.up filter=case\n*.no filter=none\n*.u16 working-tree-encoding=UTF-16\n"
    ])
    try fixture.git("config", "filter.case.clean", "tr A-Z a-z")
    try fixture.git("config", "filter.case.smudge", "tr a-z A-Z")
    let updates = try advance(fixture, ["a.up": "words", "a.no": "words", "a.u16": "words"])
    #expect(Set(try fixture.open().bringWorkTree(updates)) == ["a.up", "a.u16"])
    #expect(fixture.file("a.no") == "words" && fixture.file("a.up") == nil)
  }

  @Test func aSparseCheckoutStaysSparse() throws {
    let fixture = try Fixture()
    try fixture.commit(["in/a": "1", "out/b": "1", "out/c": "1"])
    try fixture.git("sparse-checkout", "set", "in")
    #expect(fixture.file("out/b") == nil)
    let updates = try advance(fixture, ["in/a": "2", "out/b": "2", "out/c": nil])
    let repository = try fixture.open()
    #expect(try repository.workTreeState(ofPath: "out/b", against: blob("1")) == .clean)
    #expect(try repository.workTreeState(ofPath: "out/b", against: blob("2")) == .changed)
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
    #expect(fixture.file("in/a") == "2" && fixture.file("out/b") == nil)
    try fixture.git("sparse-checkout", "disable")
    #expect(fixture.file("out/b") == "2" && fixture.file("out/c") == nil)
    #expect(try fixture.status() == "")
  }

  @Test(arguments: [
    ["--split-index"], ["--index-version", "4"], ["--fsmonitor", "--untracked-cache"],
  ])
  func otherFormsOfTheIndexAreReadOrRefusedByName(options: [String]) throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    _ = try fixture.environment.run(["git", "update-index"] + options, in: "repo")
    let updates = try advance(fixture, ["a": "2"])
    let repository = try fixture.open()
    if options == ["--split-index"] {
      #expect(gitError { try repository.bringWorkTree(updates) } == .unsupportedExtension("link"))
      #expect(fixture.file("a") == "1")
    } else {
      #expect(try repository.bringWorkTree(updates) == [])
      #expect(try fixture.status() == "")
    }
  }

  @Test func aBrokenIndexIsReported() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    let updates = try advance(fixture, ["a": "2"])
    try fixture.environment.write("repo/.git/index", "DIRC nonsense")
    let index = "\(fixture.path)/.git/index"
    #expect(
      gitError { try fixture.open().workTreeState(ofPath: "a", against: nil) } == .corrupt(index))
    let code = gitError { try fixture.open().bringWorkTree(updates) }
    if case .corrupt = code {} else { Issue.record("\(String(describing: code))") }
    #expect(fixture.file("a") == "1")
  }

  @Test func aLinkedWorkTreeHasItsOwnIndex() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try fixture.git("checkout", "--quiet", "-b", "side")
    try fixture.git("worktree", "add", "--quiet", "../linked", "main")
    let updates = try advance(fixture, ["a": "2", "b/c": "1"])
    let linked = try Repository(discovering: fixture.environment.path("linked"))
    #expect(try linked.bringWorkTree(updates) == [])
    #expect(try fixture.environment.git("status", "--porcelain", in: "linked") == "")
    #expect(try fixture.environment.read("linked/a") == "2")
    #expect(try fixture.status() == "" && fixture.file("a") == "1")
  }

  @Test func aBranchIsFoundInOtherWorkTrees() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try fixture.git("branch", "loose")
    try fixture.git("worktree", "add", "--quiet", "-b", "side", "../linked")
    try fixture.git("worktree", "add", "--quiet", "-b", "feature/é", "../third folder")
    func place(_ branch: String, from folder: String) throws -> String? {
      try Repository(discovering: fixture.environment.path(folder)).otherWorkTree(onBranch: branch)
    }
    let third = fixture.environment.path("third folder")
    #expect(try place("main", from: "repo") == nil)
    #expect(try place("side", from: "repo") == fixture.environment.path("linked"))
    #expect(try place("side", from: "linked") == nil)
    #expect(try place("main", from: "linked") == fixture.path)
    #expect(try place("feature/é", from: "linked") == third)
    #expect(try place("loose", from: "linked") == nil)
    try fixture.git("checkout", "--quiet", "--detach")
    #expect(try place("main", from: "linked") == nil)
    // A folder that is gone holds nothing back, unless it may come back.
    try FileManager.default.removeItem(atPath: third)
    #expect(try place("feature/é", from: "repo") == nil)
    try fixture.git("worktree", "lock", third)
    #expect(try place("feature/é", from: "repo") == third)
  }

  @Test func aBareRepositoryChecksNothingOutItself() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try fixture.environment.git("clone", "--quiet", "--bare", "repo", "bare.git")
    try fixture.environment.git(
      "worktree", "add", "--quiet", "-b", "side", "../linked", in: "bare.git")
    let bare = try Repository(discovering: fixture.environment.path("bare.git"))
    let linked = try Repository(discovering: fixture.environment.path("linked"))
    #expect(try linked.otherWorkTree(onBranch: "main") == nil)
    #expect(try bare.otherWorkTree(onBranch: "side") == fixture.environment.path("linked"))
    // Then the setting moves out of the linked one's sight.
    try fixture.environment.git("config", "extensions.worktreeConfig", "true", in: "bare.git")
    try fixture.environment.git("config", "--unset", "core.bare", in: "bare.git")
    try fixture.environment.git("config", "--worktree", "core.bare", "true", in: "bare.git")
    let again = try Repository(discovering: fixture.environment.path("linked"))
    #expect(try again.otherWorkTree(onBranch: "main") == nil)
  }

  @Test func aBareRepositoryHasNothingToBring() throws {
    let fixture = try Fixture(bare: true)
    let updates = try advance(fixture, ["a": "1"])
    let repository = try fixture.open()
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try repository.workTreeState(ofPath: "a", against: nil) == .clean)
    #expect(fixture.file("a") == nil && fixture.file("index") == nil)
  }

  /// Random steps, each commit brought into the work tree; git sees nothing to do, ever.
  @Test(arguments: (1...UInt64(min(fuzzRuns(3), 200))).map { $0 })
  func randomCommitsLeaveNothingToDo(seed: UInt64) throws {
    let fixture = try Fixture()
    try fixture.commit(["start": "1"])
    var generator = SeededGenerator(seed: seed)
    var present: Set<String> = ["start"]
    let names = ["a", "b", "é", "c d"]
    for _ in 0..<12 {
      var contents: [String: String?] = [:]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let depth = Int.random(in: 1...3, using: &generator)
        let path =
          (0..<depth).map { _ in (names.randomElement(using: &generator) ?? "a") + "." }
          .joined(separator: "/") + "md"
        contents[path] = "\(Int.random(in: 0..<1000, using: &generator))\n"
        present.insert(path)
      }
      if let gone = present.sorted().randomElement(using: &generator), contents[gone] == nil {
        contents[gone] = .some(nil)
        present.remove(gone)
      }
      let updates = try advance(fixture, contents)
      #expect(try fixture.open().bringWorkTree(updates) == [])
      #expect(try fixture.status() == "")
    }
    #expect(Set(try fixture.git("-c", "core.quotePath=false", "ls-files").lines) == present)
    #expect(try fixture.fsck() == "")
  }
}

extension ProcessResult {
  func expectSuccess() throws {
    #expect(status == 0, "\(errors)")
  }
}
