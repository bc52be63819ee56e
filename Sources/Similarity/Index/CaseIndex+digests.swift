/// An index boiled down to what must not depend on how it came about.
package struct IndexDigests: Sendable {
  /// A sum over everything that is kept of a document, by its path.
  package var documents: [String: UInt64]
  /// A sum over the frequencies of all terms and words, and of grams.
  package var frequencies: UInt64
}

extension CaseIndex {
  /// The digests of the live documents; O(size).
  package func digests() throws(IndexDamage) -> IndexDigests {
    var digests = IndexDigests(documents: [:], frequencies: 0)
    var terms: Set<[UInt8]> = []
    var words: Set<[UInt8]> = []
    for live in segments {
      let digester = try SegmentDigester(live.segment)
      for document in 0..<live.segment.documentCount where !live.removed.contains(document) {
        digests.documents[try live.segment.path(of: document)] = try digester.digest(document)
      }
      let (segmentWords, segmentTerms) = (try live.segment.words(), try live.segment.terms())
      for word in 0..<segmentWords.count { words.insert(segmentWords[word]) }
      for term in 0..<segmentTerms.count { terms.insert(segmentTerms[term]) }
    }
    for (strings, frequencies) in [
      (Array(terms), try self.frequencies(ofTerms: Array(terms))),
      (Array(words), try self.frequencies(ofWords: Array(words))),
    ] {
      for (string, frequency) in zip(strings, frequencies) where frequency > 0 {
        // A sum, whatever the order.
        digests.frequencies &+= spread(fingerprint(string.span) &+ UInt64(frequency) &* 31)
      }
    }
    for slot in 0..<grams.slotCount where grams.count(slot) > 0 {
      digests.frequencies &+= spread(UInt64(slot) << 32 | UInt64(grams.count(slot)))
    }
    return digests
  }
}

private struct SegmentDigester {
  let segment: Segment
  private let words: StoredStrings
  private let tokens: TokenReader
  private let languages: StoredNumbers<UInt8>
  private let lengths: StoredNumbers<UInt32>
  private let orderKeys: StoredNumbers<UInt64>
  private let columns: [(name: String, column: Column)]

  init(_ segment: Segment) throws(IndexDamage) {
    self.segment = segment
    words = try segment.words()
    tokens = try TokenReader(segment)
    languages = try segment.numbers(.languages, of: UInt8.self)
    lengths = try segment.numbers(.lengths, of: UInt32.self)
    orderKeys = try segment.numbers(.orderKeys, of: UInt64.self)
    var columns: [(name: String, column: Column)] = []
    for name in segment.columnNames.sorted() {
      if let column = try segment.column(named: name)?.withAllValues() {
        columns.append((name, column))
      }
    }
    self.columns = columns
  }

  func digest(_ document: Int) throws(IndexDamage) -> UInt64 {
    var digest = spread(UInt64(languages[document]) << 32 | UInt64(lengths[document]))
    func add(_ number: UInt64) { digest = spread(digest ^ number) &* 0x100_0000_01B3 }
    add(orderKeys[document])
    for byte in try segment.version(of: document) { add(UInt64(byte)) }
    try tokens.forEach(in: document) { word, weight, isFirst in
      add(words.withBytes(of: word) { fingerprint($0) })
      add(UInt64(weight) << 1 | (isFirst ? 1 : 0))
    }
    for (name, column) in columns where column.code(document) > 0 {
      add(fingerprint(Array(name.utf8).span))
      let value = try column.value(column.code(document))
      add(fingerprint(value.span))
    }
    return digest
  }
}
