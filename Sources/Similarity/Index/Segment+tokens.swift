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

/// The postings of a segment's terms.
@safe struct PostingReader: Sendable {
  private let file: StoredSections
  private let starts: StoredNumbers<UInt32>
  private let frequencies: StoredNumbers<UInt32>
  private let largestCounts: StoredNumbers<UInt8>
  private let leastLengths: StoredNumbers<UInt32>
  let documents: StoredNumbers<UInt16>
  let counts: StoredNumbers<UInt8>
  private let documentOffset: Int
  private let countOffset: Int

  init(_ segment: Segment) throws(IndexDamage) {
    file = segment.file
    starts = try segment.numbers(.postingStarts, of: UInt32.self)
    frequencies = try segment.numbers(.termFrequencies, of: UInt32.self)
    largestCounts = try segment.numbers(.termLargestCounts, of: UInt8.self)
    leastLengths = try segment.numbers(.termLeastLengths, of: UInt32.self)
    let (documents, counts) = (SegmentSection.postingDocuments, SegmentSection.postingCounts)
    self.documents = file.uncheckedNumbers(documents.rawValue, of: UInt16.self)
    self.counts = file.uncheckedNumbers(counts.rawValue, of: UInt8.self)
    documentOffset = file.range(of: documents.rawValue).lowerBound
    countOffset = file.range(of: counts.rawValue).lowerBound
  }

  /// In how many documents a term counts.
  func frequency(of term: Int) -> Int { Int(frequencies[term]) }

  /// How many postings a term has, those in sections that do not count included.
  func count(of term: Int) -> Int { Int(starts[term + 1]) - Int(starts[term]) }

  /// What no posting of a term exceeds: the largest count, and the least length of a document.
  func bounds(of term: Int) -> (count: Int32, length: Int32) {
    (Int32(largestCounts[term]), Int32(clamping: leastLengths[term]))
  }

  /// The places of a term's postings in `documents` and `counts`, checked.
  func places(of term: Int) throws(IndexDamage) -> Range<Int> {
    let (start, end) = (Int(starts[term]), Int(starts[term + 1]))
    guard start <= end, end <= counts.count else { throw .inconsistent("postings") }
    try file.check(documentOffset + 2 * start..<documentOffset + 2 * end)
    try file.check(countOffset + start..<countOffset + end)
    return start..<end
  }
}
