import Foundation
import Git
import TestSupport
import Testing

/// Repositories are found, and refused, where and as git does it.
struct OpeningTests {
  @Test func findsTheRepositoryUpwards() throws {
    let fixture = try Fixture()
    try fixture.commit(["a/b/c": "x"])
    for folder in ["", "a", "a/b", ".git", ".git/refs/heads"] {
      let repository = try Repository(discovering: "\(fixture.path)/\(folder)")
      #expect(repository.gitDirectory == "\(fixture.path)/.git")
      #expect(repository.workTree == fixture.path)
      #expect(repository.isBare == false)
    }
  }

  @Test func findsThroughASymbolicLinkToAFolderInside() throws {
    let fixture = try Fixture()
    try fixture.commit(["a/b/c": "x"])
    let link = fixture.environment.path("link")
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: "\(fixture.path)/a/b")
    let top = try fixture.environment.git("-C", link, "rev-parse", "--show-toplevel").trimmed
    #expect(try Repository(discovering: link).workTree == top)
  }

  @Test func opensABareRepository() throws {
    let fixture = try Fixture(bare: true)
    let repository = try fixture.open()
    #expect(repository.isBare == true)
    #expect(repository.workTree == nil)
    #expect(repository.gitDirectory == fixture.path)
    #expect(try Repository(discovering: "\(fixture.path)/refs").gitDirectory == fixture.path)
  }

  @Test func aLinkedWorkTreeSharesTheGitDirectory() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    try fixture.git("worktree", "add", "--quiet", "-b", "side", "../linked")
    let repository = try Repository(discovering: fixture.environment.path("linked"))
    #expect(repository.gitDirectory == "\(fixture.path)/.git")
    #expect(repository.workTree == fixture.environment.path("linked"))
    #expect(try repository.head() == .branch("side", first))
  }

  @Test func aWorkTreeOfABareRepositoryIsNotBare() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    try fixture.environment.git("clone", "--quiet", "--bare", "repo", "bare.git")
    try fixture.environment.git("worktree", "add", "--quiet", "../linked", "main", in: "bare.git")
    let repository = try Repository(discovering: fixture.environment.path("linked"))
    #expect(repository.workTree == fixture.environment.path("linked"))
    #expect(repository.gitDirectory == fixture.environment.path("bare.git"))
    #expect(try repository.bringWorkTree([]) == [])
  }

  @Test func aSubmoduleIsItsOwnRepository() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    let outer = fixture.environment
    try outer.git("init", "--quiet", "outer")
    try outer.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../repo", "inner",
      in: "outer")
    let repository = try Repository(discovering: outer.path("outer/inner"))
    #expect(repository.workTree == outer.path("outer/inner"))
    #expect(repository.gitDirectory == outer.path("outer/.git/modules/inner"))
  }

  @Test func noRepositoryIsSaidSo() throws {
    _ = try Fixture.isolation.get()
    let environment = try TestEnvironment()
    #expect(
      gitError { try Repository(discovering: environment.root) }
        == .notARepository(environment.root))
    #expect(
      gitError { try Repository(discovering: environment.path("missing")) }
        == .noFolder(environment.path("missing")))
    try environment.write("broken/.git/config", "")
    #expect(
      gitError { try Repository(discovering: environment.path("broken")) }
        == .notARepository(environment.path("broken")))
  }

  /// Git does not look into a ceiling from below, but does look into the folder it starts in.
  @Test(arguments: ["", "a", "a/b", "a/b/c"], ["", "a", "a/b", "a/b/c", ".."])
  func ceilingsAgreeWithGit(start: String, ceiling: String) throws {
    let fixture = try Fixture()
    try fixture.environment.write("repo/a/b/c/file", "x")
    let folder = start.isEmpty ? fixture.path : "\(fixture.path)/\(start)"
    let limit =
      ceiling == ".."
      ? fixture.environment.root : ceiling.isEmpty ? fixture.path : "\(fixture.path)/\(ceiling)"
    let git = try fixture.environment.run(
      ["git", "-C", folder, "rev-parse", "--show-toplevel"],
      adding: ["GIT_CEILING_DIRECTORIES": limit])
    let found = (try? Repository(discovering: folder, ceilings: [limit]).workTree) ?? ""
    #expect(found == git.output.trimmed)
  }

  @Test func anotherObjectFormatIsRefusedByName() throws {
    let fixture = try Fixture(options: ["--object-format=sha256"])
    #expect(gitError { try fixture.open() } == .unsupportedObjectFormat("sha256"))
  }

  @Test func extensionsAreRefusedByName() throws {
    let fixture = try Fixture()
    try fixture.git("config", "core.repositoryFormatVersion", "1")
    try fixture.git("config", "extensions.refStorage", "reftable")
    #expect(gitError { try fixture.open() } == .unsupportedExtension("refstorage"))
    try fixture.git("config", "--file", ".git/config", "--unset", "extensions.refStorage")
    for name in ["extensions.preciousObjects", "extensions.worktreeConfig"] {
      try fixture.git("config", name, "true")
      _ = try fixture.open()
    }
    try fixture.git("config", "extensions.objectFormat", "sha1")
    _ = try fixture.open()
    try fixture.environment.write(
      "repo/.git/config", "[core]\n\trepositoryformatversion = 7\n\tbare = false\n")
    #expect(
      gitError { try fixture.open() } == .unsupportedExtension("core.repositoryFormatVersion"))
  }

  /// Settings of one work tree alone count, as they do for git.
  @Test func readsTheConfigurationOfTheWorkTree() throws {
    let fixture = try Fixture()
    try fixture.git("config", "extensions.worktreeConfig", "true")
    try fixture.git("config", "--worktree", "user.name", "Here")
    try fixture.git("config", "user.email", "here@exemple.fr")
    let repository = try fixture.open()
    #expect(
      try repository.configuredSignature(time: 5, offset: 0)
        == Signature(name: "Here", email: "here@exemple.fr", time: 5, offset: 0))
    try fixture.git("config", "--worktree", "core.bare", "true")
    try fixture.git("config", "--unset", "core.bare")
    #expect(try fixture.open().isBare == true)
    try fixture.git("config", "--worktree", "core.bare", "false")
    try fixture.environment.write("elsewhere/file", "x")
    try fixture.git("config", "--worktree", "core.worktree", "../../elsewhere")
    #expect(try fixture.open().workTree == fixture.environment.path("elsewhere"))
  }

  /// In a process of its own, since what is declared safe holds for a whole process.
  @Test(.enabled(if: getuid() == 0, "only root can give files away"))
  func aForeignRepositoryIsRefusedUnlessDeclaredSafe() async throws {
    let fixture = try Fixture()
    try fixture.environment.run(["chown", "-R", "12345", "repo"]).expectSuccess()
    await #expect(processExitsWith: .success) {
      [path = fixture.path as String, home = fixture.environment.path("home") as String] in
      try Repository.isolateConfiguration(to: home)
      func state() -> GitError.Code? {
        do { _ = try Repository(discovering: path) } catch { return error.code }
        return nil
      }
      #expect(state() == .notOwned(path))
      for (value, expected) in [
        (path, nil), ("/other", .notOwned(path)), ("*", nil),
      ] as [(String, GitError.Code?)] {
        try Data("[safe]\n\tdirectory = \(value)\n".utf8)
          .write(to: URL(fileURLWithPath: "\(home)/.gitconfig"))
        #expect(state() == expected)
      }
    }
  }

  @Test func configuredSignatureNeedsNameAndAddress() throws {
    let fixture = try Fixture()
    #expect(try fixture.open().configuredSignature(time: 1, offset: 2) == nil)
    try fixture.git("config", "user.name", "Léa Émile")
    #expect(try fixture.open().configuredSignature(time: 1, offset: 2) == nil)
    try fixture.git("config", "user.email", "lea@exemple.fr")
    #expect(
      try fixture.open().configuredSignature(time: 1, offset: 2)
        == Signature(name: "Léa Émile", email: "lea@exemple.fr", time: 1, offset: 2))
  }

  @Test(arguments: [false, true])
  func createsARepositoryThatGitAccepts(bare: Bool) throws {
    let fixture = try Fixture()
    let folder = "new/\(bare)"
    let path = fixture.environment.path(folder)
    let created = try Repository.create(at: path, branch: "grundlage/été", bare: bare)
    #expect(created.isBare == bare)
    #expect(created.workTree == (bare ? nil : path))
    #expect(try created.head() == .branch("grundlage/été", nil))
    let head = try fixture.environment.git("symbolic-ref", "HEAD", in: folder).trimmed
    #expect(head == "refs/heads/grundlage/été")
    #expect(try fixture.environment.run(["git", "fsck", "--strict"], in: folder).status == 0)
    #expect(
      gitError { try Repository.create(at: path, branch: "main", bare: bare) } == .invalid(path))
    for name in ["", "a..b", "-x", "a b", "HEAD", "x.lock", "a\u{0}b"] {
      #expect(
        gitError { try Repository.create(at: path + "2", branch: name, bare: bare) }
          == .invalid(name))
    }
    #expect(!FileManager.default.fileExists(atPath: path + "2"))
  }

  @Test func theLibraryNamesItsVersion() {
    let parts = libgit2Version.split(separator: ".").compactMap { Int($0) }
    #expect(parts.count == 3 && (parts[0], parts[1]) >= (1, 5))
  }
}
