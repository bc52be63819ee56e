import Documents
import Git
import Similarity
import TestSupport
import Testing

@testable import Latitude

/// The index is a shortcut and never an authority: whatever becomes of the branch and of its files, answers are those of
/// a fresh one.
@Suite struct IndexTests {
  private static let words = ["vase", "colis", "cassé", "retard", "livreur", "carton", "remise"]

  private func expectFresh(
    _ fixture: BaseFixture, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let base = try fixture.open()
    let opened = try base.openIndex()
    let fresh = try base.freshIndex()
    let (found, expected) = (try opened.index.digests(), try fresh.index.digests())
    #expect(found.documents == expected.documents, sourceLocation: sourceLocation)
    #expect(found.frequencies == expected.frequencies, sourceLocation: sourceLocation)
    // What the base itself reads, file by file.
    let shelf = try base.cases()
    #expect(
      Set(found.documents.keys) == Set(shelf.documents.map(\.path)), sourceLocation: sourceLocation)
    #expect(
      Set(try base.faults(of: opened).map(\.path)) == Set(shelf.faults.map(\.path)),
      sourceLocation: sourceLocation)
  }

  /// A case's file, or one that holds none.
  private func file(_ number: Int, using random: inout SeededGenerator) -> String {
    let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
      IndexTests.words.randomElement(using: &random) ?? ""
    }.joined(separator: " ")
    if Int.random(in: 0..<8, using: &random) == 0 { return "---\ntitle: \(text)\n" }
    // Some ids stand in several files.
    let id = "fc-20260101-00000\(Int.random(in: 0..<3, using: &random) == 0 ? 1 : number)"
    return
      "---\nid: \(id)\ntitle: \(text)\ndate: 2026-01-0\(Int.random(in: 1...9, using: &random))\n---\n\n\(text)\n"
  }

  /// Files that are large together come to lie in several segments, and none is lost.
  @Test func largeFilesMakeMoreSegments() throws {
    var random = SeededGenerator(seed: 8)
    let fixture = try BaseFixture()
    for number in 1...9 {
      try fixture.environment.write(
        "base/field/2026/01/fc-20260101-10000\(number)-cas.md",
        "---\nid: fc-20260101-10000\(number)\ntitle: Vase\ndate: 2026-01-01\n---\n\n"
          + "\(file(number, using: &random))\n")
    }
    _ = try fixture.git("add", "-A")
    _ = try fixture.git("commit", "-qm", "x")
    let base = try fixture.open()
    let files = try base.repository.files(in: base.tree, under: "field")
    let packs = base.repository.openPacks()
    let sources = files.map { IndexBuilding.Source(file: $0, place: packs.place(of: $0.blob)) }
    var building = IndexBuilding(
      gitDirectory: base.repository.gitDirectory, packs: packs, languages: ["fr"], progress: nil)
    let whole = try building.segments(of: sources) {
      try Segment(StoredBytes(Array($0.joined())))
    }
    #expect(whole.segments.map(\.documentCount) == [9])
    building.segmentBytes = 1
    let cut = try building.segments(of: sources) { try Segment(StoredBytes(Array($0.joined()))) }
    #expect(cut.segments.map(\.documentCount) == Array(repeating: 1, count: 9))
    #expect(cut.unreadable == whole.unreadable)
  }

  @Test func itFollowsAnyCommits() throws {
    for seed in 1...UInt64(fuzzRuns(default: 2)) {
      var random = SeededGenerator(seed: seed)
      let fixture = try BaseFixture()
      for step in 0..<14 {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let number = Int.random(in: 0...9, using: &random)
          let path = "field/2026/01/fc-20260101-00000\(number)-cas.md"
          switch Int.random(in: 0..<6, using: &random) {
          case 0:
            _ = try fixture.environment.run(["rm", "-f", "base/\(path)"], in: ".")
          case 1 where step % 3 == 0:
            _ = try fixture.environment.run(["rm", "-f", "base/\(path)"], in: ".")
            _ = try fixture.environment.run(["ln", "-s", "x", "base/\(path)"], in: ".")
          default:
            _ = try fixture.environment.run(["rm", "-f", "base/\(path)"], in: ".")
            try fixture.environment.write("base/\(path)", file(number, using: &random))
          }
        }
        _ = try fixture.git("add", "-A")
        _ = try fixture.git("commit", "-q", "--allow-empty", "-m", "step")
        if Int.random(in: 0..<6, using: &random) == 0 {
          _ = try fixture.git("reset", "-q", "--hard", "HEAD~1")
        }
        try expectFresh(fixture)
      }
    }
  }

  /// A search, as its ids and scores.
  private func answer(_ fixture: BaseFixture) throws -> [String] {
    var base = try fixture.open()
    var finder = try base.caseFinder()
    let request = SimilarRequest(
      query: SimilarityQuery(text: "vase cassé, livreur en retard"), day: BaseFixture.today)
    let similar = try base.similar(request, with: &finder).results.map {
      "\($0.stored.path) \($0.similar.score)"
    }
    let search = try base.search(SearchRequest(text: "vase")).hits.map { "\($0.path) \($0.score)" }
    try base.refresh()
    return similar + search
  }

  private func manyCases(_ count: Int) throws -> BaseFixture {
    var random = SeededGenerator(seed: 7)
    let fixture = try BaseFixture()
    for number in 0..<count {
      try fixture.environment.write(
        "base/field/2026/01/fc-20260101-00000\(number).md",
        "---\nid: fc-20260101-00000\(number)\ntitle: Cas \(number)\ndate: 2026-01-02\n---\n\n"
          + (0..<12).map { _ in IndexTests.words.randomElement(using: &random) ?? "" }
          .joined(separator: " "))
    }
    _ = try fixture.git("add", "-A")
    _ = try fixture.git("commit", "-qm", "cases")
    return fixture
  }

  @Test func anyDamageIsNoticedAndMended() throws {
    let fixture = try manyCases(9)
    _ = try answer(fixture)
    // One case goes, so that there are removed documents too.
    _ = try fixture.git("rm", "-q", "field/2026/01/fc-20260101-000000.md")
    _ = try fixture.git("commit", "-qm", "one less")
    let right = try answer(fixture)
    let folder = "base/.git/latitude/index"
    let names = try fixture.environment.run(["ls", folder], in: ".").output.split(separator: "\n")
    #expect(names.count == 3)
    let files = try names.map {
      ("\(folder)/\($0)", try fixture.environment.bytes("\(folder)/\($0)"))
    }
    var random = SeededGenerator(seed: 9)
    for _ in 0..<fuzzRuns(default: 60) {
      // What was mended has one segment without removed documents.
      for (file, bytes) in files {
        try fixture.environment.replace(fixture.environment.path(file), with: bytes)
      }
      var (file, bytes) = try #require(files.randomElement(using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
      case 1: bytes = Array("something else\n".utf8)
      default:
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          1 << UInt8.random(in: 0..<8, using: &random)
      }
      // As a new file: what others have mapped must not change under them.
      try fixture.environment.replace(fixture.environment.path(file), with: bytes)
      #expect(try answer(fixture) == right)
    }
    let base = try fixture.open()
    _ = try base.refreshIndex(rebuild: true)
    #expect(try base.verifyIndex().isGood)
  }

  /// The damage is mended at once, and told all the same.
  @Test func aManifestThatDoesNotOpenIsTold() throws {
    let fixture = try manyCases(5)
    #expect(try fixture.open().verifyIndex().isGood)
    let path = "base/.git/latitude/index/manifest"
    var bytes = try fixture.environment.bytes(path)
    bytes[bytes.count - 1] ^= 1
    try fixture.environment.replace(fixture.environment.path(path), with: bytes)
    let check = try fixture.open().verifyIndex()
    #expect(check.isDamaged && check.differing.isEmpty)
    #expect(try fixture.open().verifyIndex().isGood)
  }

  @Test func aMissingFileAndAForeignOneAreMadeAnew() throws {
    let fixture = try manyCases(5)
    let right = try answer(fixture)
    _ = try fixture.environment.run(["sh", "-c", "rm base/.git/latitude/index/segment-*"], in: ".")
    #expect(try answer(fixture) == right)
    _ = try fixture.environment.run(["rm", "-r", "base/.git/latitude"], in: ".")
    #expect(try answer(fixture) == right)
  }

  @Test func whoeverHoldsTheLockKeepsNobodyWaiting() throws {
    let fixture = try manyCases(5)
    let repository = try Repository(discovering: fixture.environment.path("base"))
    let lock = try repository.lock(name: KnowledgeBase.indexLock, timeout: .zero)
    let right = try answer(fixture)
    #expect(!right.isEmpty)
    #expect(try fixture.environment.run(["ls", "base/.git/latitude/index"], in: ".").status != 0)
    _ = consume lock
    #expect(try answer(fixture) == right)
    #expect(try fixture.environment.run(["ls", "base/.git/latitude/index"], in: ".").status == 0)
  }

  @Test func anOldRevisionIsAnsweredAndNotKept() throws {
    let fixture = try manyCases(5)
    _ = try answer(fixture)
    let manifest = try fixture.environment.bytes("base/.git/latitude/index/manifest")
    let old = try KnowledgeBase(at: fixture.environment.path("base"), revision: "HEAD~1")
    #expect(try old.openIndex().index.documentCount == 0)
    #expect(try fixture.environment.bytes("base/.git/latitude/index/manifest") == manifest)
  }

  @Test func fewSegmentsRemainWhateverComes() throws {
    var fixture = try BaseFixture()
    for _ in 0..<12 {
      var base = try fixture.open()
      _ = try base.record(
        fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
        using: &fixture.random)
      #expect(try base.openIndex().manifest.segments.count == 1)
      #expect(
        try fixture.environment.run(["sh", "-c", "ls base/.git/latitude/index | wc -l"], in: ".")
          .output.contains("2"))
    }
    try expectFresh(fixture)
  }
}
