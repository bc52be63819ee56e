import Foundation
import Git
import TestSupport
import Testing

/// What others keep under the git directory, and where places of the file system are.
struct NotesTests {
  @Test func notesAreKeptUnderTheSharedGitDirectory() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try fixture.git("worktree", "add", "--quiet", "-b", "side", "../linked")
    let main = try fixture.open()
    let linked = try Repository(discovering: fixture.environment.path("linked"))
    #expect(try main.note("pending/x") == nil && main.notes(in: "pending") == [])
    try main.writeNote("pending/x", [1, 2])
    try linked.writeNote("pending/b", [])
    try linked.writeNote("pending/x", [3])
    #expect(try main.note("pending/x") == [3] && main.note("pending/b") == [])
    #expect(main.notes(in: "pending") == ["b", "x"])
    try main.removeNote("pending/x")
    try main.removeNote("pending/x")
    #expect(linked.notes(in: "pending") == ["b"])
    #expect(try fixture.status() == "" && fixture.fsck() == "")
  }

  @Test func placesAreRelativeToTheWorkTree() throws {
    let fixture = try Fixture(folder: "Léa/été")
    try fixture.commit(["é/b/c": "1"])
    let path = fixture.path
    try FileManager.default.createSymbolicLink(
      atPath: fixture.environment.path("link"), withDestinationPath: path)
    let repository = try Repository(discovering: fixture.environment.path("link"))
    #expect(repository.relativePath(of: path) == "")
    #expect(repository.relativePath(of: fixture.environment.path("link/é")) == "é")
    #expect(repository.relativePath(of: "\(path)/é/b/../b") == "é/b")
    #expect(repository.relativePath(of: fixture.environment.root) == nil)
    #expect(repository.relativePath(of: "\(path)/missing") == nil)
    #expect(try repository.workTreeFile(at: "é/b/c") == Array("1".utf8))
    #expect(try repository.workTreeFile(at: "missing") == nil)
  }
}
