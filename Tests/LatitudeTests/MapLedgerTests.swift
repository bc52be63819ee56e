import Documents
import Git
import Latitude
import TestSupport
import Testing

/// The ledger is a shortcut and never an authority: whatever becomes of it, answers are those of a fresh clone.
@Suite struct MapLedgerTests {
  private func answers(_ fixture: BaseFixture) throws -> [String] {
    try fixture.open().mapHistory(ofRole: "conseiller").revisions.map {
      "\($0.number) \($0.commit.id) \($0.blob)"
    }
  }

  /// What the git program says, oldest first.
  private func expected(_ fixture: BaseFixture) throws -> [String] {
    let log = try fixture.git(
      "log", "--first-parent", "--reverse", "--diff-merges=first-parent", "--format=%H", "--",
      "maps/conseiller.md")
    return try log.split(separator: "\n").enumerated().map { index, commit in
      let blob = try fixture.git("rev-parse", "\(commit):maps/conseiller.md")
      return "\(index + 1) \(commit) \(blob.dropLast())"
    }
  }

  @Test func itIsContinuedFromWhereItEnded() throws {
    var fixture = try BaseFixture()
    for amount in 1...3 {
      try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: amount * 10))
      #expect(try answers(fixture) == expected(fixture))
      var base = try fixture.open()
      _ = try base.record(
        fixture.fieldCase(), as: BaseFixture.claire, today: BaseFixture.today,
        using: &fixture.random)
      #expect(try answers(fixture) == expected(fixture))
    }
    #expect(try fixture.environment.read("base/.git/latitude/map-ledger").contains("tip "))
  }

  /// The checksum that makes a ledger a whole one.
  private func write(_ body: some StringProtocol, in fixture: BaseFixture) throws {
    let sum = try fixture.environment.git(
      "hash-object", "--stdin", in: fixture.name, input: String(body))
    try fixture.environment.write("base/.git/latitude/map-ledger", sum + body)
  }

  /// The newest revision is left out of the ledger: whoever walks the whole history again finds it.
  @Test func onlyTheCommitsSinceThenAreRead() throws {
    let fixture = try BaseFixture()
    for amount in 1...3 { try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: amount * 10)) }
    let right = try answers(fixture)
    let whole = try fixture.environment.read("base/.git/latitude/map-ledger")
    let lines = whole.split(separator: "\n").dropFirst()
    let newest = try #require(lines.firstIndex { $0.hasPrefix("rev ") })
    var fewer = lines
    fewer.remove(at: newest)
    try write(fewer.map { "\($0)\n" }.joined(), in: fixture)
    #expect(try answers(fixture).count == right.count - 1)
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 40))
    #expect(try answers(fixture).count == right.count)
    try fixture.environment.write("base/.git/latitude/map-ledger", "")
    #expect(try answers(fixture) == expected(fixture))
  }

  /// Each base of a repository keeps its own, also in a folder whose name is not ASCII or holds a line's end.
  @Test(arguments: ["donnée\u{301}s", "a b\nc"])
  func twoBasesOfARepositoryDoNotShareOne(folder: String) throws {
    let fixture = try BaseFixture()
    _ = try KnowledgeBase.create(
      at: fixture.environment.path("base/\(folder)"),
      vocabulary: Array(BaseFixture.vocabulary.utf8), as: BaseFixture.claire)
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 10))
    for amount in [20, 30] {
      try fixture.commitByHand([
        "\(folder)/maps/conseiller.md": BaseFixture.map(aloneUpTo: amount)
      ])
    }
    for _ in 1...2 {
      #expect(try answers(fixture).count == 1)
      let second = try fixture.open(folder).mapHistory(ofRole: "conseiller")
      #expect(second.revisions.map(\.number) == [1, 2])
      #expect(second.path == "\(folder)/maps/conseiller.md")
    }
  }

  @Test func aRewrittenBranchIsNoticed() throws {
    let fixture = try BaseFixture()
    for amount in 1...4 { try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: amount * 10)) }
    #expect(try answers(fixture).count == 4)
    _ = try fixture.git("reset", "-q", "--hard", "HEAD~2")
    #expect(try answers(fixture) == expected(fixture))
    try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: 99))
    #expect(try answers(fixture) == expected(fixture))
    #expect(try answers(fixture).count == 3)
  }

  @Test func anyDamageIsNoticed() throws {
    let fixture = try BaseFixture()
    for amount in 1...3 { try fixture.commitMapByHand(BaseFixture.map(aloneUpTo: amount * 10)) }
    let right = try answers(fixture)
    let path = "base/.git/latitude/map-ledger"
    let whole = Array(try fixture.environment.read(path).utf8)
    var random = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      var bytes = whole
      if Bool.random(using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8(
          1 << Int.random(in: 0..<7, using: &random))
      } else {
        bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
      }
      try fixture.environment.write(path, String(decoding: bytes, as: UTF8.self))
      #expect(try answers(fixture) == right)
    }
    try fixture.environment.write(path, "something else\n")
    #expect(try answers(fixture) == right)
  }
}
