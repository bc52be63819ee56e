/// The postings of a segment's terms.
final class PostingReader {
  private let file: StoredSections
  private let starts: StoredNumbers<UInt32>
  private let frequencies: StoredNumbers<UInt32>
  private let largestCounts: StoredNumbers<UInt8>
  private let leastLengths: StoredNumbers<UInt32>
  private let section: Range<Int>
  private var buffer: [UInt8] = []

  init(_ segment: Segment) throws(IndexDamage) {
    file = segment.file
    starts = try segment.numbers(.postingStarts, of: UInt32.self)
    frequencies = try segment.numbers(.termFrequencies, of: UInt32.self)
    largestCounts = try segment.numbers(.termLargestCounts, of: UInt8.self)
    leastLengths = try segment.numbers(.termLeastLengths, of: UInt32.self)
    section = file.range(of: SegmentSection.postings.rawValue)
  }

  /// In how many documents a term counts.
  func frequency(of term: Int) -> Int { Int(frequencies[term]) }

  /// How many postings a term has, those in sections that do not count included.
  func count(of term: Int) -> Int { Int(starts[term + 1]) - Int(starts[term]) }

  /// What no posting of a term exceeds: the largest count, and the least length of a document.
  func bounds(of term: Int) -> (count: Int32, length: Int32) {
    (Int32(largestCounts[term]), Int32(clamping: leastLengths[term]))
  }

  /// Lends a term's postings as they lie: documents of two bytes each, in ascending order, then counts of one byte.
  @inline(__always)
  func withPostings(
    of term: Int, _ body: (_ bytes: UnsafeRawBufferPointer, _ count: Int) -> Void
  ) throws(IndexDamage) {
    let (start, end) = (3 * Int(starts[term]), 3 * Int(starts[term + 1]))
    guard start <= end, end <= section.count else { throw .inconsistent("postings") }
    try unsafe file.withBytes(
      section.lowerBound + start..<section.lowerBound + end, buffer: &buffer
    ) { unsafe body($0, (end - start) / 3) }
  }

  /// Calls `body` with each of a term's documents, in ascending order, and the term's count there.
  func forEach(
    of term: Int, _ body: (_ document: Int, _ count: UInt8) -> Void
  ) throws(IndexDamage) {
    try unsafe withPostings(of: term) { bytes, count in
      for place in 0..<count {
        let document = unsafe bytes.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self)
        body(Int(document), unsafe bytes[2 * count + place])
      }
    }
  }

  /// Calls `body` with those of `documents`, ascending, that a term has, and the term's count there. O(log postings) each
  func find(
    _ documents: [Int], of term: Int, _ body: (_ document: Int, _ count: UInt8) -> Void
  ) throws(IndexDamage) {
    try unsafe withPostings(of: term) { bytes, count in
      func document(at place: Int) -> Int {
        unsafe Int(bytes.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self))
      }
      var place = 0
      for wanted in documents {
        var length = count - place
        while length > 1 {
          let half = length / 2
          if document(at: place + half) <= wanted { place += half }
          length -= half
        }
        guard place < count else { return }
        if document(at: place) == wanted { body(wanted, unsafe bytes[2 * count + place]) }
      }
    }
  }
}
