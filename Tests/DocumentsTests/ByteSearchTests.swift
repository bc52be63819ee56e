import TestSupport
import Testing

@testable import Documents

/// Eight bytes at a time must find what one at a time finds.
@Suite struct ByteSearchTests {
  /// Bytes at the edges of all that is looked for.
  private static let bytes: [UInt8] = [
    0x00, 0x01, 0x08, 0x09, 0x0A, 0x0D, 0x1F, 0x20, 0x21, 0x61, 0x7E, 0x7F, 0x80, 0x81, 0xC1, 0xC2,
    0xC3, 0xE1, 0xE2, 0xE3, 0xEF, 0xFF,
  ]

  @Test func bytesAreFoundWhereTheyFirstStand() {
    var random = SeededGenerator(seed: 71)
    for _ in 0..<fuzzRuns(default: 2_000) {
      let filler: UInt8 = Bool.random(using: &random) ? 0x61 : 0xC3
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Int.random(in: 0..<6, using: &random) == 0
          ? ByteSearchTests.bytes[Int.random(in: 0..<ByteSearchTests.bytes.count, using: &random)]
          : filler
      }
      let start = Int.random(in: 0...text.count, using: &random)
      let range = start..<Int.random(in: start...text.count, using: &random)
      for byte in ByteSearchTests.bytes {
        #expect(
          SourceText.firstIndex(of: byte, in: text.span, range)
            == text[range].firstIndex(of: byte), "\(text) \(range) \(byte)")
        guard byte <= 0x80 else { continue }
        #expect(
          SourceText.firstIndex(
            in: text.span, range, maybe: { $0.hasLess(than: byte) }, where: { $0 < byte })
            == text[range].firstIndex { $0 < byte }, "\(text) \(range) \(byte)")
      }
    }
  }

  /// One pass over a text must see whatever several would.
  @Test func harmlessTextsHaveNothingThatIsLookedFor() {
    var random = SeededGenerator(seed: 72)
    var harmless = 0
    for _ in 0..<fuzzRuns(default: 4_000) {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Int.random(in: 0..<30, using: &random) == 0
          ? ByteSearchTests.bytes[Int.random(in: 0..<ByteSearchTests.bytes.count, using: &random)]
          : ([0x0A, 0x09, 0x61, 0xC3] as [UInt8])[Int.random(in: 0..<4, using: &random)]
      }
      let isHarmless = text.allSatisfy {
        ($0 >= 0x20 || $0 == 0x09 || $0 == 0x0A) && ![0x7F, 0xC2, 0xE2, 0xEF].contains($0)
      }
      #expect(SourceText.isHarmless(text) == isHarmless, "\(text)")
      harmless += isHarmless ? 1 : 0
    }
    #expect(harmless > 100)
  }
}
