import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct WriteProtocolTests {
  @Test func uncommittedChangesAreRefusedAndLeftAlone() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let path = "\(fixture.name)/\(recorded.path)"
    let edited = try fixture.environment.read(path) + "\nUne note pas encore enregistrée.\n"
    try fixture.environment.write(path, edited)
    let entry = DiscussionEntry(
      day: BaseFixture.today, minute: nil, author: "Claire", kind: .comment, text: "Vu.")
    #expect {
      _ = try base.addEntry(entry, to: recorded.id.suffix, as: BaseFixture.claire)
    } throws: { error in
      if case KnowledgeBaseError.uncommittedChanges(let refused) = error {
        refused == recorded.path
      } else {
        false
      }
    }
    #expect(try fixture.environment.read(path) == edited)
    // Another path goes on.
    _ = try base.record(
      fixture.fieldCase("Autre cas"), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(try fixture.environment.read(path) == edited)
    #expect(try fixture.git("status", "--porcelain") == " M \(recorded.path)\n?? .keep\n")
  }

  /// Somebody else's lock on git's index delays the work tree, and records nothing twice.
  @Test func aLockedIndexIsCaughtUpWithLater() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let before = try fixture.git("rev-list", "--count", "HEAD")
    let lock = "\(fixture.name)/.git/index.lock"
    try fixture.environment.write(lock, "")
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(try fixture.git("rev-list", "--count", "HEAD", "^HEAD~1") == "1\n")
    #expect(try fixture.git("rev-list", "--count", "HEAD~1") == before)
    #expect(try fixture.environment.run(["rm", lock]).status == 0)
    _ = try base.record(
      fixture.fieldCase("Autre cas"), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
    #expect(try !fixture.environment.read("\(fixture.name)/\(recorded.path)").isEmpty)
  }

  @Test func aDetachedHeadIsReadAndNotWritten() throws {
    var fixture = try BaseFixture()
    _ = try fixture.git("checkout", "-q", "--detach")
    var base = try fixture.open()
    #expect(try base.cases().documents.isEmpty)
    #expect {
      _ = try base.record(
        fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
        using: &fixture.random)
    } throws: { error in
      if case KnowledgeBaseError.readOnlyBase = error { true } else { false }
    }
  }

  /// Git does not move a branch that somebody works on elsewhere, and neither is it moved here.
  @Test func aBranchThatIsCheckedOutElsewhereIsNotMoved() throws {
    var fixture = try BaseFixture(folder: "cases")
    let text = BaseFixture.vocabulary + "branch: main\n"
    try fixture.environment.write("\(fixture.name)/cases/latitude.yml", text)
    _ = try fixture.git("commit", "-qam", "Name the branch that counts")
    _ = try fixture.git("worktree", "add", "-q", "-b", "side", "../linked")
    let before = try fixture.git("rev-parse", "main")
    var base = try KnowledgeBase(at: fixture.environment.path("linked/cases"))
    let place = fixture.environment.path("\(fixture.name)/cases")
    #expect {
      _ = try base.record(
        fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
        using: &fixture.random)
    } throws: { error in
      if case KnowledgeBaseError.checkedOutElsewhere("main", place) = error { true } else { false }
    }
    #expect(try fixture.git("rev-parse", "main") == before)
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
    // Where nobody has it checked out any more, it moves.
    _ = try fixture.git("checkout", "-q", "--detach")
    _ = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(try fixture.git("rev-list", "--count", "\(before.dropLast())..main") == "1\n")
  }

  @Test func aBareRepositoryIsWrittenInItsBranch() throws {
    var fixture = try BaseFixture()
    try fixture.environment.git("clone", "-q", "--bare", fixture.name, "bare.git")
    var base = try KnowledgeBase(at: fixture.environment.path("bare.git"))
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let listed = try fixture.environment.git(
      "ls-tree", "-r", "--name-only", "HEAD", in: "bare.git")
    #expect(listed.contains(recorded.path))
    try fixture.environment.git("fsck", "--strict", in: "bare.git")
  }

  @Test func aBaseBelowTheTopWritesBelowIt() throws {
    var fixture = try BaseFixture(name: "repository", folder: "cases")
    var base = try fixture.open("cases")
    #expect(base.folder == "cases")
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    // A path is one below the base, whoever names it.
    #expect(recorded.path.hasPrefix("field/2026/11/fc-20261120-"))
    #expect(
      try fixture.git("ls-tree", "-r", "--name-only", "HEAD")
        == "cases/\(recorded.path)\ncases/latitude.yml\n")
    let entry = DiscussionEntry(
      day: BaseFixture.today, minute: nil, author: "Claire", kind: .comment, text: "Vu.")
    let edited = try base.addEntry(entry, to: recorded.id.suffix, as: BaseFixture.claire)
    #expect(edited.path == recorded.path)
    let idea = try base.propose(
      document: Array("---\ntitle: Un geste\n---\nPlus vite.\n".utf8), as: BaseFixture.claire,
      today: BaseFixture.today, using: &fixture.random)
    #expect(idea.path.hasPrefix("ideas/id-20261120-"))
    // Found from a folder below, too.
    let below = try fixture.open("cases/field/2026")
    #expect(try below.fieldCase(recorded.id.suffix).path == recorded.path)
    #expect(try below.idea(idea.idea.id.suffix).path == idea.path)
  }

  @Test func theTopOfARepositoryWithABaseBelowSaysWhereItIs() throws {
    let fixture = try BaseFixture(name: "repository", folder: "cases")
    #expect {
      _ = try fixture.open()
    } throws: { error in
      if case KnowledgeBaseError.noBase(_, .directories(["cases"]), uncommitted: false) = error {
        true
      } else {
        false
      }
    }
  }

  @Test func aBaseElsewhereIsNamedFromWhereOneStands() throws {
    let environment = try TestEnvironment()
    try Repository.isolateConfiguration(to: TestEnvironment.noConfiguration)
    try environment.git("init", "-q", "-b", "main", "repository")
    try environment.write("repository/teams/care/latitude.yml", "format: 1\n")
    try environment.write("repository/teams/sales/notes", "")
    try environment.git("add", ".", in: "repository")
    try environment.git("commit", "-q", "-m", "a", in: "repository")
    try environment.git("clone", "-q", "--bare", "repository", "bare")
    func elsewhere(_ folder: String) -> KnowledgeBaseError.Elsewhere? {
      do {
        _ = try KnowledgeBase(at: environment.path(folder))
      } catch KnowledgeBaseError.noBase(_, let elsewhere, _) {
        return elsewhere
      } catch {
        Issue.record(error)
      }
      return nil
    }
    #expect(elsewhere("repository") == .directories(["teams/care"]))
    #expect(elsewhere("repository/teams") == .directories(["care"]))
    #expect(elsewhere("repository/teams/sales") == .directories(["../care"]))
    #expect(elsewhere("bare") == .folders(["teams/care"]))
  }

  @Test func anEmptyRepositoryAndNoneAreToldApart() throws {
    let environment = try TestEnvironment()
    try environment.git("init", "-q", "-b", "main", "empty")
    #expect {
      _ = try KnowledgeBase(at: environment.path("empty"))
    } throws: { error in
      if case KnowledgeBaseError.emptyRepository = error { true } else { false }
    }
    try environment.write("folder/file", "")
    #expect(throws: GitError.self) { _ = try KnowledgeBase(at: environment.path("folder")) }
  }

  @Test func workThatAKilledWriterLeftIsFinishedByTheNextReader() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let recorded = try base.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    // As after a kill between the branch's move and the work tree: the file and its index entry are missing.
    let commit = try #require(recorded.commit)
    let blob = try fixture.git("rev-parse", "HEAD:\(recorded.path)").dropLast()
    _ = try fixture.git("rm", "-q", "--cached", recorded.path)
    _ = try fixture.git("clean", "-fdq", "field")
    try fixture.environment.write(
      "\(fixture.name)/.git/latitude/pending/\(commit)", "- \(blob) \(recorded.path)\n")
    #expect(try fixture.git("status", "--porcelain").hasPrefix("D  field/"))
    _ = try fixture.open()
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
  }

  @Test func workThatIsDueInOneWorkTreeIsNotForgottenByAnother() throws {
    var fixture = try BaseFixture()
    _ = try fixture.git("worktree", "add", "-q", "-b", "side", "../linked")
    let lock = "\(fixture.name)/.git/worktrees/linked/index.lock"
    try fixture.environment.write(lock, "")
    var linked = try KnowledgeBase(at: fixture.environment.path("linked"))
    #expect(linked.branch == "side")
    _ = try linked.record(
      fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(try fixture.environment.run(["rm", lock]).status == 0)
    #expect(try fixture.environment.git("status", "--porcelain", in: "linked") != "")
    // Somebody reads and writes in the main work tree, on its own branch.
    var base = try fixture.open()
    _ = try base.record(
      fixture.fieldCase("Autre cas"), as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    _ = try KnowledgeBase(at: fixture.environment.path("linked"))
    #expect(try fixture.environment.git("status", "--porcelain", in: "linked") == "")
  }

  @Test func aNoteOfACommitThatNeverLandedIsForgotten() throws {
    let fixture = try BaseFixture()
    let nowhere = String(repeating: "1", count: 40)
    try fixture.environment.write(
      "\(fixture.name)/.git/latitude/pending/\(nowhere)", "- \(nowhere) field/x.md\n")
    _ = try fixture.open()
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
    #expect(
      try fixture.environment.run(["ls", "\(fixture.name)/.git/latitude/pending"]).output == "")
  }

  @Test func writersOfOneProcessDoNotLoseEachOther() async throws {
    let fixture = try BaseFixture()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          var fixture = fixture
          fixture.random = SeededGenerator(seed: UInt64(writer) + 100)
          for _ in 0..<5 {
            var base = try fixture.open()
            _ = try base.record(
              fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
              using: &fixture.random)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try fixture.git("rev-list", "--count", "HEAD") == "21\n")
    #expect(try fixture.open().cases().documents.count == 20)
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
    _ = try fixture.git("fsck", "--strict")
  }
}
