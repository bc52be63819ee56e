/// The postings of a segment's terms, copied out one term at a time.
final class PostingReader {
  private let file: StoredSections
  private let starts: StoredNumbers<UInt32>
  private let frequencies: StoredNumbers<UInt32>
  private let largestCounts: StoredNumbers<UInt8>
  private let leastLengths: StoredNumbers<UInt32>
  private let documents: Range<Int>
  private let counts: Range<Int>
  private var documentBuffer: [UInt8] = []
  private var countBuffer: [UInt8] = []

  init(_ segment: Segment) throws(IndexDamage) {
    file = segment.file
    starts = try segment.numbers(.postingStarts, of: UInt32.self)
    frequencies = try segment.numbers(.termFrequencies, of: UInt32.self)
    largestCounts = try segment.numbers(.termLargestCounts, of: UInt8.self)
    leastLengths = try segment.numbers(.termLeastLengths, of: UInt32.self)
    documents = file.range(of: SegmentSection.postingDocuments.rawValue)
    counts = file.range(of: SegmentSection.postingCounts.rawValue)
  }

  /// In how many documents a term counts.
  func frequency(of term: Int) -> Int { Int(frequencies[term]) }

  /// How many postings a term has, those in sections that do not count included.
  func count(of term: Int) -> Int { Int(starts[term + 1]) - Int(starts[term]) }

  /// What no posting of a term exceeds: the largest count, and the least length of a document.
  func bounds(of term: Int) -> (count: Int32, length: Int32) {
    (Int32(largestCounts[term]), Int32(clamping: leastLengths[term]))
  }

  /// Calls `body` with each of a term's documents, in ascending order, and the term's count there.
  @inline(__always)
  func forEach(
    of term: Int, _ body: (_ document: Int, _ count: UInt8) -> Void
  ) throws(IndexDamage) {
    let (start, end) = (Int(starts[term]), Int(starts[term + 1]))
    guard start <= end, end <= counts.count else { throw .inconsistent("postings") }
    let inDocuments = try file.copy(
      documents.lowerBound + 2 * start..<documents.lowerBound + 2 * end, into: &documentBuffer)
    let inCounts = try file.copy(
      counts.lowerBound + start..<counts.lowerBound + end, into: &countBuffer)
    // As many bytes as `copy` says, two for each document and one for each count.
    unsafe documentBuffer.withUnsafeBytes { documents in
      unsafe countBuffer.withUnsafeBytes { counts in
        for place in 0..<(end - start) {
          let document = unsafe documents.loadUnaligned(
            fromByteOffset: inDocuments.lowerBound + 2 * place, as: UInt16.self)
          body(Int(document), unsafe counts[inCounts.lowerBound + place])
        }
      }
    }
  }
}
