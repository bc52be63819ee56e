import TestSupport
import Testing

@testable import Similarity

/// What stored bytes mean is part of the format: whoever changes a number here must change `formatVersion` too, or an
/// index on disk will be read as what it is not.
@Suite struct FormatTests {
  @Test func storedHashesAreThoseOfTheFormat() {
    #expect(StoredSections.formatVersion == 5)
    let short = Array("vase".utf8)
    let long = Array("remboursement".utf8)
    #expect(fingerprint(short.span) == 14_586_891_818_424_433_447)
    #expect(fingerprint(long.span) == 13_102_263_811_466_909_650)
    #expect(letterSet(short.span) == 4_718_626)
    #expect(letterSet(long.span) == 1_161_221_721_874_468)
    let sum = unsafe long.withUnsafeBytes { unsafe checksum($0, seed: 7) }
    #expect(sum == 13_648_510_829_359_483_341)
    #expect(SegmentSection.allCases.count == 28)
  }

  /// Blocks have the checksums of their bytes, wherever sections begin and end in them.
  @Test func blocksHaveTheirChecksums() throws {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<fuzzRuns(default: 60) {
      let sections = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        let count = [0, 1, 16, 4_095, 4_096, 4_097, 9_000].randomElement(using: &random) ?? 0
        return (0..<count + Int.random(in: 0..<20, using: &random)).map { _ in
          UInt8.random(in: 0...255, using: &random)
        }
      }
      let pieces = StoredSections.pieces(of: sections)
      let file = StoredSections.write(sections)
      #expect(Array(pieces.joined()) == file)
      let stored = try StoredSections(StoredBytes(file))
      try stored.checkAll()
      for (number, section) in sections.enumerated() {
        #expect(try stored.array(number, of: UInt8.self) == section)
      }
      #expect(StoredSections.name(of: pieces[0]) == StoredSections.name(of: file))
    }
  }

  /// Strings that a table holds are found where it is stored, however full it is.
  @Test func storedTablesFindWhatWasAdded() throws {
    var table = ByteTable()
    let words = (0..<2_000).map { Array("mot\($0)".utf8) }
    for word in words { _ = table.id(of: word.span) }
    let (offsets, bytes, slots) = table.parts
    let file = StoredSections.write([storedBytes(of: offsets), bytes, storedBytes(of: slots)])
    let stored = try StoredTable(StoredSections(StoredBytes(file)), from: 0)
    for (id, word) in words.enumerated() {
      #expect(stored.find(word.span) == id)
      #expect(stored.strings[id] == word)
    }
    let missing = Array("absent".utf8)
    #expect(stored.find(missing.span) == nil)
  }
}
