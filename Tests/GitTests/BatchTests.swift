import Foundation
import Git
import TestSupport
import Testing

/// Many objects at once end in one pack.
struct BatchTests {
  private func store(
    _ count: Int, in repository: borrowing Repository, from tip: CommitID?
  ) throws(GitError) -> CommitID {
    var edits: [TreeEdit] = []
    for number in 0..<count {
      let blob = try repository.writeBlob(Array("file \(number)\n".utf8))
      edits.append(.put(path: "d\(number % 7)/e/f\(number).md", blob: blob))
    }
    var base: TreeID?
    if let tip { base = try repository.tree(of: tip) }
    return try repository.writeCommit(
      tree: repository.writeTree(base: base, edits: edits), parents: tip.map { [$0] } ?? [],
      author: claire, committer: claire, message: "\(count)\n")
  }

  private func counts(_ fixture: Fixture) throws -> [String: Int] {
    let pairs = try fixture.git("count-objects", "-v").lines.compactMap { line -> (String, Int)? in
      let parts = line.split(separator: " ")
      return Int(parts[1]).map { (String(parts[0].dropLast()), $0) }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test(arguments: [false, true])
  func endsInOnePack(bare: Bool) throws {
    let fixture = try Fixture(bare: bare)
    let repository = try fixture.open()
    let first = try repository.withBatch { () throws(GitError) in
      try store(300, in: repository, from: nil)
    }
    try repository.moveBranch("main", from: nil, to: first, message: "m", as: claire)
    let after = try counts(fixture)
    #expect(after["count"] == 0 && after["packs"] == 1 && after["garbage"] == 0)
    // 300 files, 7 folders of folders, the root and the commit; equal folders count once.
    #expect(after["in-pack"] == 300 + 14 + 2)
    #expect(try fixture.fsck() == "")
    let tree = try repository.tree(of: first)
    for file in try repository.files(in: tree, under: "") {
      #expect(try !repository.blob(file.blob).isEmpty)
    }
    #expect(try repository.firstParentHistory(from: first) == [first])
    // What the repository already has is not packed again.
    let second = try repository.withBatch { () throws(GitError) in
      try store(301, in: repository, from: first)
    }
    #expect(try repository.commit(second).parents == [first])
    let later = try counts(fixture)
    #expect(later["packs"] == 2 && later["in-pack"] == 316 + 1 + 4)
    #expect(try fixture.fsck() == "")
    // After a batch, objects are loose again.
    _ = try repository.writeBlob([1])
    #expect(try counts(fixture)["count"] == 1)
  }

  @Test func whatIsWrittenCanBeReadInside() throws {
    let fixture = try Fixture()
    let before = try fixture.commit(["a": "1"])
    let repository = try fixture.open()
    try repository.withBatch { () throws(GitError) in
      let commit = try store(3, in: repository, from: before)
      let tree = try repository.tree(of: commit)
      let names = try repository.files(in: tree, under: "").map(\.path)
      #expect(names == ["a", "d0/e/f0.md", "d1/e/f1.md", "d2/e/f2.md"])
      let file = try repository.file(at: "d1/e/f1.md", in: tree)
      #expect(
        try file.map { f throws(GitError) in try repository.blob(f.blob) }
          == Array("file 1\n".utf8))
      #expect(try repository.isAncestor(before, of: commit))
    }
  }

  @Test func aFailedBatchStoresNothing() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    var written: BlobID?
    #expect(
      gitError {
        try repository.withBatch { () throws(GitError) in
          written = try repository.writeBlob(Array("lost".utf8))
          throw GitError(.unborn, operation: "test")
        }
      } == .unborn)
    #expect(try counts(fixture)["count"] == 0 && counts(fixture)["in-pack"] == 0)
    let blob = try #require(written)
    #expect(gitError { try fixture.open().blob(blob) } == .missingObject(blob.description))
    // The same bytes written afterwards are stored in earnest.
    #expect(try repository.writeBlob(Array("lost".utf8)) == blob)
    #expect(try fixture.git("cat-file", "blob", "\(blob)") == "lost")
  }

  @Test func anEmptyBatchStoresNothing() throws {
    let fixture = try Fixture()
    let value = try fixture.open().withBatch { () throws(GitError) in 7 }
    #expect(value == 7)
    #expect(try counts(fixture)["packs"] == 0)
  }

  @Test func aBatchInsideABatchBelongsToIt() throws {
    let fixture = try Fixture()
    let repository = try fixture.open()
    _ = try repository.withBatch { () throws(GitError) in
      _ = try repository.writeBlob([1])
      _ = try repository.withBatch { () throws(GitError) in try repository.writeBlob([2]) }
      return try repository.writeBlob([3])
    }
    #expect(try counts(fixture)["packs"] == 1 && counts(fixture)["in-pack"] == 3)
  }

  @Test func objectsOfAlternatesAreKnownInside() throws {
    let fixture = try Fixture()
    let tip = try fixture.commit(["a": "1"])
    try fixture.environment.git("clone", "--quiet", "--shared", "repo", "shared")
    let repository = try Repository(discovering: fixture.environment.path("shared"))
    let commit = try repository.withBatch { () throws(GitError) in
      try store(2, in: repository, from: tip)
    }
    #expect(try repository.firstParentHistory(from: commit) == [commit, tip])
    #expect(
      try fixture.environment.run(["git", "fsck", "--strict"], in: "shared").status == 0)
  }
}
