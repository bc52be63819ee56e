/// The words of a segment's documents in the order of the text.
///
/// Documents are copied out one by one: mapped, those that lie here and there would soon fill memory with all that lies
/// around them.
final class TokenReader {
  private let file: StoredSections
  private let starts: StoredNumbers<UInt32>
  private let section: Range<Int>
  private let wordCount: Int
  private var buffer: [UInt8] = []

  init(_ segment: Segment) throws(IndexDamage) {
    file = segment.file
    starts = try segment.numbers(.tokenStarts, of: UInt32.self)
    section = file.range(of: SegmentSection.tokens.rawValue)
    wordCount = segment.wordCount
  }

  /// Calls `body` with each word, the weight of its section in quarters, and whether it is the section's first.
  @inline(__always)
  func forEach(
    in document: Int, _ body: (_ word: Int, _ weight: Int32, _ isFirst: Bool) -> Void
  ) throws(IndexDamage) {
    let (start, end) = (Int(starts[document]), Int(starts[document + 1]))
    guard start <= end, end <= section.count else { throw .inconsistent("tokens") }
    let place = try file.copy(
      section.lowerBound + start..<section.lowerBound + end, into: &buffer)
    let bytes = buffer
    var at = place.lowerBound
    let stop = place.upperBound
    var weight: Int32 = 0
    var isFirst = false
    func next() -> Int {
      var number = 0
      var shift = 0
      while at < stop {
        let byte = bytes[at]
        at += 1
        number |= Int(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift = min(shift + 7, 56)
      }
      return number
    }
    while at < stop {
      let token = next()
      if token == 0 {
        weight = Int32(truncatingIfNeeded: next())
        isFirst = true
      } else {
        guard token <= wordCount else { throw .inconsistent("tokens") }
        body(token - 1, weight, isFirst)
        isFirst = false
      }
    }
  }
}
