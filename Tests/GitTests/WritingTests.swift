import Git
import TestSupport
import Testing

/// Objects that are written are those that git would have written.
struct WritingTests {
  @Test(arguments: ["", "x", "a\r\nb", "été\n", String(repeating: "long ", count: 50_000)])
  func blobsAgreeWithGit(text: String) throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let expected = try fixture.git("hash-object", "--stdin", "--no-filters", input: text).trimmed
    #expect(try repository.hash(Array(text.utf8)).description == expected)
    #expect(try fixture.gitStatus("cat-file", "-e", expected) != 0)
    let blob = try repository.writeBlob(Array(text.utf8))
    #expect(blob.description == expected)
    #expect(try fixture.git("cat-file", "blob", expected) == text)
    #expect(try repository.blob(blob) == Array(text.utf8))
  }

  /// Random edits give the tree that git's own index gives; the repository's index stays untouched.
  @Test(arguments: (1...UInt64(min(fuzzRuns(3), 200))).map { $0 })
  func treesAgreeWithGit(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, count: 20)
    let fixture = history.fixture
    let repository = try fixture.open()
    var generator = SeededGenerator(seed: seed)
    for commit in history.commits.shuffled(using: &generator).prefix(10) {
      let base = try repository.tree(of: commit)
      let files = try repository.files(in: base, under: "")
      var edits: [String: TreeEdit] = [:]
      for file in files.shuffled(using: &generator).prefix(3)
      where file.isExactPath && (file.kind == .file || file.kind == .executable) {
        edits[file.path] =
          Bool.random(using: &generator)
          ? .remove(path: file.path)
          : .put(path: file.path, blob: try repository.writeBlob([UInt8.random(in: 65...90)]))
      }
      for name in ["new", "new folder/deeper/n", "été/ñ.md", "zz/1", "zz/2"]
      where Bool.random(using: &generator) && !files.contains(where: { name.hasPrefix($0.path) }) {
        edits[name] = .put(path: name, blob: try repository.writeBlob(Array(name.utf8)))
      }
      let tree = try repository.writeTree(
        base: base, edits: edits.values.shuffled(using: &generator))
      #expect(tree.description == (try Self.treeByGit(base, edits, files, fixture)))
    }
    #expect(try fixture.fsck() == "")
    #expect(try fixture.git("ls-files") == "")
  }

  private static func treeByGit(
    _ base: TreeID, _ edits: [String: TreeEdit], _ files: [TreeFile], _ fixture: Fixture
  ) throws -> String {
    let index = ["GIT_INDEX_FILE": fixture.environment.path("index-\(base)")]
    let modes = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.kind.mode) })
    let lines = edits.map { path, edit in
      switch edit {
      case .put(_, let blob): "\(modes[path] ?? "100644") \(blob)\t\(path)\0"
      case .remove: "0 \(String(repeating: "0", count: 40))\t\(path)\0"
      }
    }
    let environment = fixture.environment
    try environment.git("read-tree", "\(base)", in: fixture.folder, adding: index)
    try environment.git(
      "update-index", "-z", "--index-info", in: fixture.folder, input: lines.joined(),
      adding: index)
    return try environment.git(
      "write-tree", "--missing-ok", in: fixture.folder, adding: index
    ).trimmed
  }

  @Test func removalDropsEmptyFoldersUpToTheEmptyTree() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let blob = try repository.writeBlob([1])
    let tree = try repository.writeTree(
      base: nil, edits: [.put(path: "a/b/c", blob: blob), .put(path: "d", blob: blob)])
    let less = try repository.writeTree(base: tree, edits: [.remove(path: "a/b/c")])
    #expect(try repository.files(in: less, under: "").map(\.path) == ["d"])
    #expect(try repository.children(of: "", in: less).map(\.name) == ["d"])
    let none = try repository.writeTree(base: less, edits: [.remove(path: "d")])
    #expect(none.description == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    #expect(try repository.writeTree(base: nil, edits: []) == none)
    #expect(try repository.writeTree(base: tree, edits: []) == tree)
    let swapped = try repository.writeTree(
      base: tree, edits: [.remove(path: "a/b/c"), .put(path: "a/c", blob: blob)])
    #expect(try repository.files(in: swapped, under: "").map(\.path) == ["a/c", "d"])
    #expect(try fixture.fsck() == "")
  }

  @Test func aFileKeepsItsMode() throws {
    let fixture = try Fixture()
    try fixture.commit(["tool": "1"])
    try fixture.git("update-index", "--chmod=+x", "tool")
    try fixture.git("commit", "--quiet", "-m", "chmod")
    let repository = try fixture.open()
    let base = try repository.tree(of: fixture.tip())
    let tree = try repository.writeTree(
      base: base, edits: [.put(path: "tool", blob: repository.writeBlob([2]))])
    #expect(try repository.file(at: "tool", in: tree)?.kind == .executable)
  }

  /// Nothing is lost to an edit that takes a file for a folder, or the other way round.
  @Test func conflictsOfKindAreErrors() throws {
    let fixture = try Fixture()
    try fixture.commit(["folder/file": "x", "plain": "y"])
    let target = try fixture.git("rev-parse", "HEAD:plain").trimmed
    try fixture.git("update-index", "--add", "--cacheinfo", "120000,\(target),link")
    try fixture.git("update-index", "--add", "--cacheinfo", "160000,\(fixture.tip()),module")
    try fixture.git("commit", "--quiet", "-m", "link and module")
    let repository = try fixture.open()
    let base = try repository.tree(of: fixture.tip())
    let blob = try repository.writeBlob([1])
    for path in ["folder", "plain/below", "link", "link/below", "module", "module/below"] {
      let named = path.hasSuffix("/below") ? String(path.dropLast(6)) : path
      #expect(
        gitError { try repository.writeTree(base: base, edits: [.put(path: path, blob: blob)]) }
          == .invalid(named))
    }
    for path in ["folder", "link", "module"] {
      #expect(
        gitError { try repository.writeTree(base: base, edits: [.remove(path: path)]) }
          == .invalid(path))
    }
    let both: [TreeEdit] = [.put(path: "n", blob: blob), .put(path: "n/m", blob: blob)]
    for edits in [both, both.reversed()] {
      #expect(gitError { try repository.writeTree(base: base, edits: edits) } == .invalid("n"))
    }
    #expect(
      gitError {
        try repository.writeTree(
          base: base, edits: [.put(path: "n", blob: blob), .remove(path: "n")])
      } == .invalid("n"))
    for path in ["missing", "missing/below", "folder/missing"] {
      #expect(
        gitError { try repository.writeTree(base: base, edits: [.remove(path: path)]) }
          == .notFound(path))
    }
  }

  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".git", ".git/config",
    "a/.GIT/b", ".gIt", "git~1", "GIT~1/x", ".git ", ".git.", ".git::$INDEX_ALLOCATION",
    ".g\u{200C}it", "\u{FEFF}.git", "a\u{0}b", "a\\b",
  ])
  func pathsThatGitRefusesAreRefused(path: String) throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let blob = try repository.writeBlob([1])
    #expect(
      gitError { try repository.writeTree(base: nil, edits: [.put(path: path, blob: blob)]) }
        == .invalid(path))
    #expect(
      gitError { try repository.writeTree(base: nil, edits: [.remove(path: path)]) }
        == .invalid(path))
    #expect(
      gitError { try repository.bringWorkTree([.init(path: path, from: nil, to: blob)]) }
        == .invalid(path))
  }

  @Test(arguments: ["git", "a.git", ".gitignore", ".gitx", "git~2", ".githooks/x", "g", "a b", "…"])
  func pathsThatLookLikeItAreAccepted(path: String) throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let tree = try repository.writeTree(
      base: nil, edits: [.put(path: path, blob: repository.writeBlob([1]))])
    #expect(try repository.files(in: tree, under: "").map(\.path) == [path])
    #expect(try fixture.fsck() == "")
  }

  /// To git a path is bytes, whatever they look like to a reader.
  @Test func pathsAreBytes() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    // Two spellings of one letter, and a combining accent that would join the slash before it.
    let paths = ["\u{e9}", "e\u{301}", "x/\u{301}y", "x/\u{301}z/\u{301}", "\u{301}"]
    var edits: [TreeEdit] = []
    for path in paths {
      edits.append(.put(path: path, blob: try repository.writeBlob(Array(path.utf8))))
    }
    let tree = try repository.writeTree(base: nil, edits: edits)
    let commit = try repository.writeCommit(
      tree: tree, parents: [], author: claire, committer: claire, message: "m\n")
    let bytes = { (texts: [String]) in Set(texts.map { Array($0.utf8) }) }
    let listed = try fixture.git("ls-tree", "-r", "-z", "--name-only", tree.description).records
    #expect(bytes(listed) == bytes(paths))
    #expect(bytes(try repository.files(in: tree, under: "").map(\.path)) == bytes(paths))
    #expect(try repository.children(of: "x/\u{301}z", in: tree).map(\.name) == ["\u{301}"])
    for path in paths {
      let file = try #require(try repository.file(at: path, in: tree))
      #expect(try repository.blob(file.blob) == Array(path.utf8))
      let history = try repository.history(ofPaths: [path], from: commit)
      #expect(history[path] == [PathRevision(commit: commit, blob: file.blob)])
    }
    try repository.moveBranch("main", from: nil, to: commit, message: "m", as: claire)
    let updates = try repository.changes(from: nil, to: tree, under: "").map {
      WorkTreeUpdate(path: $0.path, from: nil, to: $0.after)
    }
    #expect(try repository.bringWorkTree(updates) == [])
    #expect(try fixture.status() == "")
    let none = try repository.writeTree(base: tree, edits: paths.map { .remove(path: $0) })
    #expect(try repository.files(in: none, under: "").isEmpty)
  }

  @Test func aTreeOfMissingBlobsIsRefused() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let missing = try repository.hash(Array("never stored".utf8))
    let code = gitError {
      try repository.writeTree(base: nil, edits: [.put(path: "a", blob: missing)])
    }
    #expect(code == .missingObject(missing.description))
  }

  @Test func commitsAgreeWithGit() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let tree = try repository.writeTree(base: nil, edits: [])
    let author = Signature(name: "Léa", email: "lea@exemple.fr", time: 1_700_000_000, offset: -210)
    var parents: [CommitID] = []
    for message in ["premier\n", "avec corps\n\nCase: fc-1\n", "sans fin de ligne", ""] {
      let id = try repository.writeCommit(
        tree: tree, parents: parents, author: author, committer: claire, message: message)
      let raw =
        "tree \(tree)\n" + parents.map { "parent \($0)\n" }.joined()
        + "author Léa <lea@exemple.fr> 1700000000 -0330\n"
        + "committer Claire <claire@exemple.fr> 1795000000 +0100\n\n\(message)"
      #expect(try fixture.git("cat-file", "commit", id.description) == raw)
      #expect(
        id.description
          == (try fixture.git("hash-object", "-t", "commit", "--stdin", input: raw).trimmed))
      let read = try repository.commit(id)
      #expect(read.author == author && read.committer == claire && read.parents == parents)
      #expect(read.message == message)
      parents.append(id)
    }
    #expect(try fixture.fsck() == "")
  }

  @Test func commitsThatGitCannotHoldAreRefused() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let tree = try repository.writeTree(base: nil, edits: [])
    func code(_ name: String, _ email: String, _ offset: Int, _ message: String) -> GitError.Code? {
      let signature = Signature(name: name, email: email, time: 1, offset: offset)
      return gitError {
        try repository.writeCommit(
          tree: tree, parents: [], author: signature, committer: signature, message: message)
      }
    }
    #expect(code("Léa", "l@x", 0, "a\u{0}b") == .invalid("message"))
    #expect(code("a\nb", "l@x", 0, "m") == .invalid("a\nb <l@x>"))
    #expect(code("a\u{0}b", "l@x", 0, "m") == .invalid("a\u{0}b <l@x>"))
    #expect(code("a<b", "l@x", 0, "m") == .invalid("a<b <l@x>"))
    #expect(code("", "l@x", 0, "m") == .invalid(" <l@x>"))
    #expect(code("a", "l@x", 1440, "m") == .invalid("a <l@x>"))
    let ghost = try #require(CommitID(String(repeating: "ab", count: 20)))
    #expect(
      gitError {
        try repository.writeCommit(
          tree: tree, parents: [ghost], author: claire, committer: claire, message: "m")
      } == .missingObject(ghost.description))
    #expect(try fixture.git("count-objects").hasPrefix("1 objects"))
  }
}
