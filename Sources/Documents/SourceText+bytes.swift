extension SourceText {
  /// The first place of a byte.
  static func firstIndex(
    of byte: UInt8, in source: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Int? {
    firstIndex(in: source, range, maybe: { $0.has(byte) }, where: { $0 == byte })
  }

  /// The first place of a byte that is looked for.
  ///
  /// - Parameter maybe: Whether such a byte may be among eight: most of a text is passed over eight bytes at a time.
  @inline(__always)
  static func firstIndex(
    in source: borrowing Span<UInt8>, _ range: Range<Int>, maybe: (EightBytes) -> Bool,
    where isWanted: (UInt8) -> Bool
  ) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound {
      var end = place + 8
      if end <= range.upperBound {
        if !maybe(EightBytes(source, at: place)) {
          place = end
          continue
        }
      } else {
        end = range.upperBound
      }
      while place < end {
        if isWanted(source[place]) { return place }
        place += 1
      }
    }
    return nil
  }
}

/// Eight bytes of a text as one number, of which it is asked whether some byte is among them.
///
/// The tests are those of Mycroft (1987): taking 1 from each byte borrows only from those that are 0.
struct EightBytes {
  private let bytes: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private init(_ bytes: UInt64) { self.bytes = bytes }

  @inline(__always)
  init(_ source: borrowing Span<UInt8>, at place: Int) {
    let eight = source.extracting(place..<place + 8)
    bytes = unsafe eight.bytes.unsafeLoadUnaligned(as: UInt64.self)
  }

  @inline(__always)
  var hasZero: Bool { (bytes &- EightBytes.ones) & ~bytes & EightBytes.highBits != 0 }

  /// The same with another byte in place of each line feed, so that a test for control characters passes it over.
  @inline(__always)
  var withoutLineFeeds: EightBytes {
    let others = bytes ^ (EightBytes.ones &* 0x0A)
    // The highest bit of each byte that is 0 here; a byte with seven bits more carries into it unless it is.
    let zeros =
      ~((others & ~EightBytes.highBits) &+ ~EightBytes.highBits | others) & EightBytes.highBits
    return EightBytes(bytes | zeros >> 2)
  }

  /// Whether a byte is 128 or more.
  @inline(__always)
  var hasHigh: Bool { bytes & EightBytes.highBits != 0 }

  @inline(__always)
  func has(_ byte: UInt8) -> Bool {
    EightBytes(bytes ^ (EightBytes.ones &* UInt64(byte))).hasZero
  }

  /// Whether a byte is less than a limit of at most 128.
  @inline(__always)
  func hasLess(than limit: UInt8) -> Bool {
    (bytes &- EightBytes.ones &* UInt64(limit)) & ~bytes & EightBytes.highBits != 0
  }
}
