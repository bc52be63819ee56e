import Foundation
import Git
import TestSupport
import Testing

/// What is wrong with a repository or its disk is named, and nothing is damaged by it.
struct FaultTests {
  private func objectFile(_ id: some ObjectID, _ fixture: Fixture) -> String {
    let text = id.description
    return "\(fixture.path)/.git/objects/\(text.prefix(2))/\(text.dropFirst(2))"
  }

  @Test func missingObjectsAreNamed() throws {
    let fixture = try Fixture()
    let tip = try fixture.commit(["folder/file": "x"])
    let tree = try fixture.open().tree(of: tip)
    let file = try #require(try fixture.open().file(at: "folder/file", in: tree))
    let folder = try #require(TreeID(try fixture.git("rev-parse", "HEAD:folder").trimmed))
    let files = FileManager.default
    try files.removeItem(atPath: objectFile(file.blob, fixture))
    let repository = try fixture.open()
    let blob = file.blob.description
    #expect(gitError { try repository.blob(file.blob) } == .missingObject(blob))
    #expect(try repository.files(in: tree, under: "") == [file])
    try files.removeItem(atPath: objectFile(folder, fixture))
    let again = try fixture.open()
    #expect(
      gitError { try again.files(in: tree, under: "") } == .missingObject(folder.description))
    #expect(
      gitError { try again.changes(from: nil, to: tree, under: "") }
        == .missingObject(folder.description))
    try files.removeItem(atPath: objectFile(tip, fixture))
    let last = try fixture.open()
    #expect(gitError { try last.commit(tip) } == .missingObject(tip.description))
    #expect(gitError { try last.firstParentHistory(from: tip) } == .missingObject(tip.description))
    #expect(
      gitError { try last.history(ofPaths: ["a"], from: tip) } == .missingObject(tip.description))
    #expect(
      gitError { try last.moveBranch("new", from: nil, to: tip, message: "m", as: claire) }
        == .missingObject(tip.description))
  }

  /// Not among them: an object cut short, in which every libgit2 up to 1.9 loops (its issue 7342).
  @Test(arguments: ["", "garbage", "\u{78}\u{01}\u{07}\u{07}\u{07}"])
  func corruptObjectsAreNamed(bytes: String) throws {
    let fixture = try Fixture()
    let tip = try fixture.commit(["file": "x"])
    let blob = try #require(BlobID(try fixture.git("rev-parse", "HEAD:file").trimmed))
    for path in [objectFile(tip, fixture), objectFile(blob, fixture)] {
      try FileManager.default.removeItem(atPath: path)
      try Data(bytes.utf8).write(to: URL(fileURLWithPath: path))
    }
    let repository = try fixture.open()
    #expect(gitError { try repository.commit(tip) } == .corrupt(tip.description))
    #expect(gitError { try repository.blob(blob) } == .corrupt(blob.description))
  }

  @Test func anObjectOfAnotherKindIsNotFound() throws {
    let fixture = try Fixture()
    let tip = try fixture.commit(["file": "x"])
    let repository = try fixture.open()
    let blob = try #require(BlobID(tip.description))
    let tree = try #require(TreeID(tip.description))
    #expect(gitError { try repository.blob(blob) } == .missingObject(tip.description))
    #expect(
      gitError { try repository.files(in: tree, under: "") } == .missingObject(tip.description))
  }

  @Test func aBrokenBranchIsReported() throws {
    let fixture = try Fixture()
    let tip = try fixture.commit(["file": "x"])
    try fixture.environment.write("repo/.git/refs/heads/main", "not an id\n")
    let repository = try fixture.open()
    #expect(throws: GitError.self) { _ = try repository.tip(ofBranch: "main") }
    #expect(throws: GitError.self) { _ = try repository.head() }
    #expect(throws: GitError.self) {
      try repository.moveBranch("main", from: tip, to: tip, message: "m", as: claire)
    }
    #expect(fixture.file(".git/refs/heads/main") == "not an id\n")
    #expect(fixture.file(".git/refs/heads/main.lock") == nil)
  }

  /// Who wants the newest commits is not kept from them by what is wrong far behind.
  @Test func aLimitedHistoryReadsNoFurther() throws {
    let fixture = try Fixture()
    let commits = try (1...4).map { try fixture.commit(["a": "\($0)"]) }
    try FileManager.default.removeItem(atPath: objectFile(commits[1], fixture))
    let repository = try fixture.open()
    #expect(
      try repository.firstParentHistory(from: commits[3], limit: 2) == [commits[3], commits[2]])
    #expect(
      gitError { try repository.firstParentHistory(from: commits[3]) }
        == .missingObject(commits[1].description))
  }

  /// A shallow clone ends where it was cut, not in an error.
  @Test func aShallowCloneEndsAtItsBoundary() throws {
    let fixture = try Fixture()
    for number in 1...5 { try fixture.commit(["a": "\(number)"]) }
    try fixture.environment.git(
      "clone", "--quiet", "--depth", "2", "file://\(fixture.path)", "shallow")
    let repository = try Repository(discovering: fixture.environment.path("shallow"))
    let tip = try #require(try repository.tip(ofBranch: "main"))
    let line = try fixture.environment.git("rev-list", "HEAD", in: "shallow").lines
    #expect(try repository.firstParentHistory(from: tip).map(\.description) == line)
    let revisions = try repository.history(ofPaths: ["a"], from: tip)["a"]
    #expect(revisions?.map(\.commit.description) == line)
    let oldest = try #require(CommitID(line[1]))
    #expect(try repository.isAncestor(oldest, of: tip))
    #expect(try repository.isAncestor(tip, of: oldest) == false)
  }

  /// A clone that is as deep as the history lists its first commit as shallow too.
  @Test(arguments: [1, 3, 4, 5, 6])
  func whereAShallowCloneWasCutIsKnown(depth: Int) throws {
    let fixture = try Fixture()
    for number in 1...5 { try fixture.commit(["a": "\(number)"]) }
    try fixture.environment.git(
      "clone", "--quiet", "--depth", "\(depth)", "file://\(fixture.path)", "shallow")
    let repository = try Repository(discovering: fixture.environment.path("shallow"))
    let tip = try #require(try repository.tip(ofBranch: "main"))
    let line = try fixture.environment.git("rev-list", "HEAD", in: "shallow").lines
    let cut = try repository.cut(inFirstParentHistoryFrom: tip)
    #expect(cut?.description == (depth < 5 ? line.last : nil))
    #expect(try fixture.open().cut(inFirstParentHistoryFrom: tip) == nil)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func aReadOnlyRepositoryIsReported() throws {
    let fixture = try Fixture()
    let tip = try fixture.commit(["a": "1"])
    try fixture.environment.run(["chmod", "-R", "a-w", "repo"]).expectSuccess()
    defer { _ = try? fixture.environment.run(["chmod", "-R", "u+w", "repo"]) }
    let repository = try fixture.open()
    let codes = [
      gitError { try repository.writeBlob([1]) },
      gitError { try repository.moveBranch("main", from: tip, to: tip, message: "", as: claire) },
      gitError { try repository.lock(name: "write", timeout: .zero) },
      gitError { try repository.bringWorkTree([.init(path: "b", from: nil, to: nil)]) },
    ]
    for code in codes {
      if case .permission(let path) = code {
        #expect(path.hasPrefix(fixture.path) && FileManager.default.fileExists(atPath: path))
      } else {
        Issue.record("\(String(describing: code))")
      }
    }
  }

  private static let mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "latitude-test"]

  /// Tries it; containers often may not.
  private static func canMount() throws -> Bool {
    guard getuid() == 0 else { return false }
    let environment = try Fixture().environment
    let disk = environment.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard try environment.run(mount + [disk]).status == 0 else { return false }
    return try environment.run(["umount", disk]).status == 0
  }

  /// Needs a file system of its own.
  @Test(
    .enabled("only root can mount a file system, and not everywhere") { try FaultTests.canMount() })
  func fullAndReadOnlyDisksAreReported() throws {
    let fixture = try Fixture()
    let environment = fixture.environment
    let disk = environment.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let mounted = try environment.run(FaultTests.mount + [disk])
    try #require(mounted.status == 0, "\(mounted.errors)")
    defer { _ = try? environment.run(["umount", disk]) }
    try environment.git("init", "--quiet", "--initial-branch=main", in: "disk")
    let repository = try Repository(discovering: disk)
    let tree = try repository.writeTree(base: nil, edits: [])
    let first = try repository.writeCommit(
      tree: tree, parents: [], author: claire, committer: claire, message: "1\n")
    try repository.moveBranch("main", from: nil, to: first, message: "m", as: claire)
    var generator = SeededGenerator(seed: 1)
    let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(gitError { try repository.writeBlob(noise) } == .diskFull)
    #expect(
      gitError {
        try repository.withBatch { () throws(GitError) in try repository.writeBlob(noise) }
      } == .diskFull)
    _ = try environment.run(["sh", "-c", "cat /dev/zero > disk/filler"])
    #expect(
      gitError {
        try repository.moveBranch("main", from: first, to: first, message: "", as: claire)
      }
        == .diskFull)
    #expect(
      gitError { try repository.bringWorkTree([.init(path: "b", from: nil, to: nil)]) } == .diskFull
    )
    _ = try environment.run(["mount", "-o", "remount,ro", disk])
    let codes = [
      gitError { try repository.writeBlob([1]) },
      gitError {
        try repository.moveBranch("main", from: first, to: first, message: "", as: claire)
      },
      gitError { try repository.lock(name: "write", timeout: .zero) },
    ]
    for code in codes {
      if case .readOnly = code {} else { Issue.record("\(String(describing: code))") }
    }
    _ = try environment.run(["mount", "-o", "remount,rw", disk])
    try FileManager.default.removeItem(atPath: "\(disk)/filler")
    #expect(try repository.tip(ofBranch: "main") == first)
    #expect(try environment.run(["git", "fsck", "--strict"], in: "disk").status == 0)
  }

  /// A tree nested deeper than anybody means does not exhaust the stack.
  @Test func aBottomlessTreeIsRefused() throws {
    let fixture = try Fixture()
    func path(_ count: Int) -> String { Array(repeating: "d", count: count).joined(separator: "/") }
    for (branch, depth) in [("fits", 256), ("deep", 257)] {
      try fixture.git(
        "fast-import", "--quiet",
        input: """
          commit refs/heads/\(branch)
          committer Léa <lea@exemple.fr> 1700000000 +0100
          data 1
          m
          M 100644 inline \(path(depth))
          data 1
          x

          """)
    }
    let repository = try fixture.open()
    let fits = try repository.tree(of: fixture.tip("fits"))
    #expect(try repository.files(in: fits, under: "").map(\.path) == [path(256)])
    #expect(try repository.changes(from: nil, to: fits, under: "").count == 1)
    let blob = try repository.writeBlob([1])
    #expect(
      try repository.writeTree(base: fits, edits: [.put(path: path(256), blob: blob)]) != fits)
    let deep = try repository.tree(of: fixture.tip("deep"))
    for code in [
      gitError { try repository.files(in: deep, under: "") },
      gitError { try repository.changes(from: nil, to: deep, under: "") },
    ] {
      #expect(code == .corrupt("folders nested over 256 deep"))
    }
    #expect(
      gitError { try repository.writeTree(base: nil, edits: [.put(path: path(257), blob: blob)]) }
        == .invalid(path(257)))
  }

  @Test func errorsCarryTheCallAndItsMessage() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    let ghost = try #require(BlobID(String(repeating: "ab", count: 20)))
    #expect(
      throws: GitError(
        .missingObject(ghost.description), operation: "git_blob_lookup",
        message: "object not found - no match for id (\(ghost))")
    ) {
      _ = try repository.blob(ghost)
    }
  }
}
