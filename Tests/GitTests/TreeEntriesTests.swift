import TestSupport
import Testing

@testable import Git

/// Trees that are read here and not by libgit2 hold what it says.
@Suite struct TreeEntriesTests {
  private static let names = ["a", "a.b", "a0", "aé", "b", "\u{FF}", "x y", "longer than eight"]

  /// An entry as git writes it, which may name what does not exist.
  private func entry(using random: inout SeededGenerator) -> [UInt8] {
    let mode =
      ["100644", "100755", "120000", "160000", "100664", "0100644", "1", "277777"].randomElement(
        using: &random) ?? ""
    let name = TreeEntriesTests.names.randomElement(using: &random) ?? ""
    let id = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
    return Array("\(mode) \(name)\0".utf8) + id
  }

  /// Any bytes that git stores as a tree are read as libgit2 reads them, or refused as it does.
  @Test func anyTreeIsReadAsLibgit2ReadsIt() throws {
    let fixture = try Fixture()
    var random = SeededGenerator(seed: 1)
    var (read, refused) = (0, 0)
    for number in 0..<fuzzRuns(default: 60) {
      var bytes = (0..<Int.random(in: 0...4, using: &random))
        .flatMap { _ in entry(using: &random) }
      if number % 2 == 1, !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place...)
        default: bytes.remove(at: place)
        }
      }
      try fixture.environment.replace(fixture.environment.path("tree"), with: bytes)
      let id = try fixture.git("hash-object", "-t", "tree", "-w", "--literally", "../tree").trimmed
      let tree = try #require(TreeID(id))
      let repository = try fixture.open()
      guard let files = try? repository.files(in: tree, under: "") else {
        #expect(gitError { try repository.changes(from: nil, to: tree, under: "") } == .corrupt(id))
        refused += 1
        continue
      }
      let changes = try repository.changes(from: nil, to: tree, under: "")
      #expect(changes.map(\.path) == files.map(\.path))
      #expect(changes.map(\.isExactPath) == files.map(\.isExactPath))
      #expect(changes.map(\.kind) == files.map(\.kind))
      #expect(changes.map(\.after) == files.map(\.blob))
      #expect(try repository.changes(from: tree, to: tree, under: "").isEmpty)
      read += 1
    }
    #expect(read > 0 && refused > 0)
  }

  /// Of any bytes nothing is read beyond their end.
  @Test func hostileBytes() {
    var random = SeededGenerator(seed: 2)
    var read = 0
    for _ in 0..<fuzzRuns(default: 5_000) {
      var bytes = (0..<Int.random(in: 0...3, using: &random)).flatMap { _ in entry(using: &random) }
      for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      bytes.removeLast(min(bytes.count, Int.random(in: 0...2, using: &random)))
      guard let entries = TreeEntries(bytes) else { continue }
      read += 1
      #expect((0..<entries.count).allSatisfy { !entries.name($0).isEmpty })
      #expect((0..<entries.count).allSatisfy { entries.isSame($0, as: $0, of: entries) })
    }
    #expect(read > 0)
  }
}
