import Git
import TestSupport
import Testing

/// Everything that is read agrees with the git program, on histories made at random.
struct HistoryOracleTests {
  static let seeds = (1...UInt64(min(fuzzRuns(3), 200))).map { $0 }

  @Test(arguments: seeds)
  func treesAgreeWithGit(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, count: 40)
    let repository = try history.fixture.open()
    for id in history.commits {
      let tree = try repository.tree(of: id)
      let listing = try history.listing(id)
      let files = try repository.files(in: tree, under: "")
      #expect(files.map(\.path) == listing.map(\.path))
      #expect(files.map(\.kind.mode) == listing.map(\.mode))
      #expect(files.map(\.blob.description) == listing.map(\.id))
      for file in files {
        #expect(file.isExactPath == !file.path.contains("\u{FFFD}"))
        if file.isExactPath { #expect(try repository.file(at: file.path, in: tree) == file) }
      }
      try expectFolders(of: tree, repository, files)
    }
  }

  /// Listing a folder, and its children, is the listing of the whole narrowed down.
  private func expectFolders(
    of tree: TreeID, _ repository: borrowing Repository, _ files: [TreeFile]
  ) throws {
    for folder in ["", "a", "a/b", "deep", "été", "日本語/z", "missing", "a.b"] {
      let prefix = folder.isEmpty ? "" : folder + "/"
      let below = files.filter { $0.path.hasPrefix(prefix) }
      #expect(try repository.files(in: tree, under: folder) == below)
      var names: [String] = []
      for file in below {
        let name = String(file.path.dropFirst(prefix.count).prefix { $0 != "/" })
        if names.last != name { names.append(name) }
      }
      let children = try repository.children(of: folder, in: tree)
      #expect(children.map(\.name) == names)
      for child in children where child.isExactName {
        switch child.kind {
        case .folder(let id):
          let inside = below.filter { $0.path.hasPrefix("\(prefix)\(child.name)/") }
          #expect(
            try repository.files(in: id, under: "").map { "\(prefix)\(child.name)/\($0.path)" }
              == inside.map(\.path))
        case .file(let kind, let blob):
          let file = below.first { $0.path == prefix + child.name }
          #expect(file?.kind == kind && file?.blob == blob)
        }
      }
    }
  }

  @Test(arguments: seeds)
  func changesAgreeWithGit(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, count: 40)
    var generator = SeededGenerator(seed: seed)
    try expectChanges(in: history, &generator)
    // The same with trees as deltas of others.
    try history.fixture.git("repack", "-adfq")
    try expectChanges(in: history, &generator)
  }

  private func expectChanges(
    in history: RandomHistory, _ generator: inout SeededGenerator
  ) throws {
    let repository = try history.fixture.open()
    let packs = repository.openPacks()
    for _ in 0..<30 {
      let old = try #require(history.commits.randomElement(using: &generator))
      let new = try #require(history.commits.randomElement(using: &generator))
      let folder = ["", "a", "deep", "a/b"].randomElement(using: &generator) ?? ""
      let changes = try repository.changes(
        from: repository.tree(of: old), to: repository.tree(of: new), under: folder)
      let raw = try history.fixture.git(
        "diff-tree", "-r", "-z", "--raw", "--no-renames", old.description, new.description)
      let expected = Self.changes(inRaw: raw).filter {
        folder.isEmpty || $0.path.hasPrefix("\(folder)/")
      }
      #expect(Set(changes) == Set(expected) && changes.count == expected.count)
      let depth = Int.random(in: 0...3, using: &generator)
      let (files, folders) = try repository.changes(
        from: repository.tree(of: old), to: repository.tree(of: new), under: folder, depth: depth,
        packs)
      var shared = files
      for folder in folders {
        #expect(!files.contains { $0.path.hasPrefix("\(folder)/") })
        shared += try repository.changes(
          from: repository.tree(of: old), to: repository.tree(of: new), under: folder)
      }
      #expect(Set(shared) == Set(expected) && shared.count == expected.count)
    }
  }

  private static func changes(inRaw raw: String) -> [Change] {
    let records = raw.records
    return stride(from: 0, to: records.count - 1, by: 2).map { number in
      let fields = records[number].split(separator: " ")
      let path = records[number + 1]
      func blob(_ text: Substring) -> BlobID? {
        text.allSatisfy { $0 == "0" } ? nil : BlobID(text)
      }
      let after = blob(fields[3])
      return Change(
        path: path, isExactPath: !path.contains("\u{FFFD}"),
        kind: kind(ofMode: after == nil ? fields[0].dropFirst() : fields[1]),
        before: blob(fields[2]), after: after)
    }
  }

  private static func kind(ofMode mode: Substring) -> TreeFile.Kind {
    switch mode {
    case "100755": .executable
    case "120000": .symbolicLink
    case "160000": .submodule
    default: .file
    }
  }

  @Test func changesFromAndToNothingListEverything() throws {
    let history = try RandomHistory(seed: 5, count: 30)
    let repository = try history.fixture.open()
    let tree = try repository.tree(of: try #require(history.commits.last))
    let files = try repository.files(in: tree, under: "")
    let added = try repository.changes(from: nil, to: tree, under: "")
    let removed = try repository.changes(from: tree, to: nil, under: "")
    #expect(added.map(\.path) == files.map(\.path))
    #expect(added.allSatisfy { $0.before == nil } && added.map(\.after) == files.map(\.blob))
    #expect(removed.map(\.before) == files.map(\.blob))
    #expect(try repository.changes(from: tree, to: tree, under: "").isEmpty)
    #expect(try repository.changes(from: nil, to: nil, under: "").isEmpty)
  }

  @Test(arguments: seeds)
  func firstParentHistoryAgreesWithGit(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, count: 60)
    let repository = try history.fixture.open()
    for branch in try history.fixture.git("for-each-ref", "--format=%(refname:short)").lines {
      let tip = try #require(try repository.tip(ofBranch: branch))
      let expected = try history.fixture.git("rev-list", "--first-parent", branch).lines
      #expect(try repository.firstParentHistory(from: tip).map(\.description) == expected)
      for limit in [0, 1, 7, expected.count] {
        let newest = try repository.firstParentHistory(from: tip, limit: limit)
        #expect(newest.map(\.description) == Array(expected.prefix(limit)))
      }
    }
  }

  /// The revisions of a path are the commits of `git log --first-parent -- PATH` without those that
  /// changed its mode alone, or something below a folder that stands at the path.
  @Test(arguments: seeds)
  func pathHistoryAgreesWithGit(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, count: 60)
    let repository = try history.fixture.open()
    let tip = try #require(try repository.tip(ofBranch: "main"))
    let line = try repository.firstParentHistory(from: tip)
    let versions = try line.map { commit in
      var blobs: [String: BlobID] = [:]
      for file in try history.listing(commit) where file.mode != "160000" {
        blobs[file.path] = BlobID(file.id)
      }
      return blobs
    }
    let paths = Set(versions.flatMap(\.keys).filter { !$0.contains("\u{FFFD}") })
      .union(["missing", "a/missing", ""])
    let found = try repository.history(ofPaths: Array(paths), from: tip)
    var generator = SeededGenerator(seed: seed)
    #expect(Set(found.keys) == paths)
    for path in paths {
      var expected: [PathRevision] = []
      for (number, commit) in line.enumerated() {
        let before = number + 1 < line.count ? versions[number + 1][path] : nil
        if versions[number][path] != before {
          expected.append(PathRevision(commit: commit, blob: versions[number][path]))
        }
      }
      #expect(found[path] == expected, "\(path)")
    }
    for path in paths.sorted().shuffled(using: &generator).prefix(15) where !path.isEmpty {
      let expected = try #require(found[path])
      let logged = try history.fixture.git(
        "--literal-pathspecs", "log", "--first-parent", "--format=%H", "main", "--", path
      ).lines
      #expect(Set(logged).isSuperset(of: expected.map(\.commit.description)))
      #expect(
        expected.map(\.commit.description)
          == logged.filter { commit in
            expected.contains { $0.commit.description == commit }
          })
    }
  }

  /// The part of a path's history since a commit is the newer part of the whole.
  @Test func laterPathHistoryIsTheNewerPart() throws {
    let history = try RandomHistory(seed: 7, count: 60)
    let repository = try history.fixture.open()
    let tip = try #require(try repository.tip(ofBranch: "main"))
    let line = try repository.firstParentHistory(from: tip)
    let paths = try repository.files(in: repository.tree(of: tip), under: "")
      .filter(\.isExactPath).map(\.path)
    let whole = try repository.history(ofPaths: paths, from: tip)
    for (number, known) in line.enumerated() {
      let newer = Set(line[..<number])
      let expected = whole.mapValues { $0.filter { newer.contains($0.commit) } }
      #expect(try repository.history(ofPaths: paths, from: tip, since: known) == expected)
    }
    let aside = try #require(history.commits.first { !line.contains($0) })
    #expect(try repository.history(ofPaths: paths, from: tip, since: aside) == nil)
  }

  @Test(arguments: seeds)
  func ancestryAgreesWithGit(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, count: 40)
    let repository = try history.fixture.open()
    var generator = SeededGenerator(seed: seed)
    for commit in history.commits.shuffled(using: &generator).prefix(8) {
      let ancestors = Set(try history.fixture.git("rev-list", commit.description).lines)
      for other in history.commits {
        #expect(
          try repository.isAncestor(other, of: commit) == ancestors.contains(other.description))
      }
    }
  }

  @Test func commitsAreCopiedWhole() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"], "Sujet accentué\n\nCorps\n\nCase: x")
    try fixture.git("checkout", "--quiet", "-b", "side")
    let side = try fixture.commit(["b": "2"])
    try fixture.git("checkout", "--quiet", "main")
    try fixture.git("merge", "--quiet", "--no-ff", "-m", "merged", "side")
    let repository = try fixture.open()
    let commit = try repository.commit(first)
    #expect(commit.message == "Sujet accentué\n\nCorps\n\nCase: x\n")
    #expect(commit.parents.isEmpty)
    #expect(commit.author.name == "Claire" && commit.author.email == "claire@exemple.fr")
    #expect(commit.author.time == 1_795_165_200 && commit.author.offset == 60)
    #expect(commit.committer == commit.author)
    let merge = try repository.commit(fixture.tip())
    #expect(merge.parents == [first, side])
    #expect(merge.tree.description == (try fixture.git("rev-parse", "HEAD^{tree}").trimmed))
  }
}
