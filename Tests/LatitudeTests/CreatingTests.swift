import Documents
import Foundation
import Git
import Latitude
import TestSupport
import Testing

@Suite struct CreatingTests {
  private let environment: TestEnvironment

  init() throws {
    environment = try TestEnvironment()
    try Repository.isolateConfiguration(to: TestEnvironment.noConfiguration)
  }

  private func create(
    _ place: String, folder: String? = nil, as author: Authorship? = BaseFixture.claire
  ) throws -> CreatedBase {
    try KnowledgeBase.create(
      at: environment.path(place), folder: folder, vocabulary: Array(BaseFixture.vocabulary.utf8),
      as: author)
  }

  private func files(_ repository: String) throws -> String {
    try environment.git("ls-tree", "-r", "--name-only", "HEAD", in: repository)
  }

  @Test func whatIsMissingIsMade() throws {
    #expect(try create("new/base").madeRepository)
    #expect(try environment.git("status", "--porcelain", in: "new/base") == "")
    #expect(try !create("new/base/below/it").madeRepository)
    #expect(try files("new/base") == "below/it/latitude.yml\nlatitude.yml\n")
    #expect {
      _ = try create("new/base/below/it")
    } throws: { error in
      if case KnowledgeBaseError.alreadyABase = error { true } else { false }
    }
  }

  /// What lies where a base keeps its documents would be taken for one of them.
  @Test(
    arguments: ["field", "field/2026", "maps/x/y", "ideas", "learnings"], [nil, BaseFixture.claire])
  func noBaseLiesAmongTheDocumentsOfAnother(place: String, author: Authorship?) throws {
    _ = try create("repo/kb")
    #expect {
      _ = try create("repo/kb/\(place)", as: author)
    } throws: { error in
      guard case KnowledgeBaseError.amongDocuments(_, let folder) = error else { return false }
      return folder == place.prefix { $0 != "/" }
    }
    #expect(try files("repo/kb") == "latitude.yml\n")
    #expect(!FileManager.default.fileExists(atPath: environment.path("repo/kb/\(place)")))
    // A folder of that name elsewhere is as good as any.
    _ = try create("repo/kb/teams/\(place)")
  }

  /// Somebody else's lock on git's index delays the work tree, as for every write.
  @Test func aLockedIndexIsCaughtUpWithLater() throws {
    try environment.git("init", "-q", "-b", "main", "base")
    try environment.write("base/.git/index.lock", "")
    #expect(try create("base").commit != nil)
    #expect(try files("base") == "latitude.yml\n")
    try FileManager.default.removeItem(atPath: environment.path("base/.git/index.lock"))
    #expect(try environment.git("status", "--porcelain", in: "base") != "")
    _ = try KnowledgeBase(at: environment.path("base"))
    #expect(try environment.git("status", "--porcelain", in: "base") == "")
  }

  @Test func aBareRepositoryGetsItsBaseInTheFolderThatIsNamed() throws {
    try environment.git("init", "-q", "-b", "main", "--bare", "bare.git")
    _ = try create("bare.git", folder: "./teams/care/")
    #expect(try files("bare.git") == "teams/care/latitude.yml\n")
    let base = try KnowledgeBase(at: environment.path("bare.git"), folder: "teams/care")
    #expect(base.folder == "teams/care")
    #expect(throws: GitError.self) { _ = try create("bare.git", folder: "../elsewhere") }
  }

  @Test func aTrialRunMakesNothingAndRefusesTheSame() throws {
    #expect(try create("new/base", as: nil).commit == nil)
    #expect(!FileManager.default.fileExists(atPath: environment.path("new")))
    _ = try create("new/base")
    #expect(throws: KnowledgeBaseError.self) { _ = try create("new/base", as: nil) }
    #expect(try !create("new/base/below/it", as: nil).madeRepository)
    #expect(!FileManager.default.fileExists(atPath: environment.path("new/base/below")))
  }

  @Test(arguments: ["file", "file/below", "file/far/below"])
  func aFileInTheWayIsNamed(place: String) throws {
    try environment.write("file", "text")
    for author in [BaseFixture.claire, nil] {
      #expect {
        _ = try create(place, as: author)
      } throws: { error in
        if case KnowledgeBaseError.cannotMakeFolder(environment.path(place)) = error {
          true
        } else {
          false
        }
      }
    }
  }
}
