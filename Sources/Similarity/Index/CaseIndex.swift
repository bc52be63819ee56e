/// A segment of which some documents may not count any more.
package struct LiveSegment: Sendable {
  package let segment: Segment
  /// Documents that were removed or changed since, or that another file with the same id stands before.
  package let removed: DocumentSet
  /// The removed documents as a segment of their own: what is to be taken off the frequencies.
  package let removedDocuments: Segment?

  package init(_ segment: Segment, removed: DocumentSet? = nil, removedDocuments: Segment? = nil) {
    self.segment = segment
    self.removed = removed ?? DocumentSet(capacity: segment.documentCount)
    self.removedDocuments = removedDocuments
  }

  package var liveCount: Int { segment.documentCount - (removedDocuments?.documentCount ?? 0) }
}

/// Documents made searchable, as several segments; immutable.
///
/// Whatever it answers depends on the live documents alone and not on how they came to lie in segments: frequencies
/// are sums, ties are broken by day and id.
package final class CaseIndex: Sendable {
  package let segments: [LiveSegment]
  /// The number of each segment's first document; documents are numbered through all segments, removed ones too.
  let starts: [Int]
  /// Without the removed.
  package let documentCount: Int
  let bm25: BM25
  /// The languages that documents are in, by number.
  let languagesInUse: [Language]
  let grams: GramStatistics
  /// By segment, of each document: the count at which a term gets half of its weight (`BM25`).
  let halves: [[Float]]

  package init(_ segments: [LiveSegment], grams: GramCounts) throws(IndexDamage) {
    self.segments = segments
    var starts: [Int] = []
    var next = 0
    var documentCount = 0
    var totalLength = 0
    var languages = [Int](repeating: 0, count: Language.all.count)
    for live in segments {
      starts.append(next)
      next += live.segment.documentCount
      documentCount += live.liveCount
      totalLength += live.segment.totalLength - (live.removedDocuments?.totalLength ?? 0)
      for number in languages.indices {
        languages[number] +=
          live.segment.languageCounts[number] - (live.removedDocuments?.languageCounts[number] ?? 0)
      }
    }
    self.starts = starts
    self.documentCount = documentCount
    bm25 = BM25(documents: documentCount, totalLength: totalLength)
    languagesInUse = languages.indices.filter { languages[$0] > 0 }
      .map { Language(number: UInt8($0)) }
    self.grams = GramStatistics(counts: grams, documents: documentCount)
    var halves: [[Float]] = []
    for live in segments {
      let lengths = try live.segment.numbers(.lengths, of: UInt32.self)
      halves.append((0..<lengths.count).map { [bm25] in bm25.half(length: lengths[$0]) })
    }
    self.halves = halves
  }

  /// Which segment a number belongs to, and the document's number there.
  package func place(of number: Int) -> (segment: Int, document: Int) {
    var segment = starts.count - 1
    while segment > 0, starts[segment] > number { segment -= 1 }
    return (segment, number - starts[segment])
  }

  /// Arranges documents by score, highest first, then by their order; keys are read of those alone that tie.
  func arrange<Scored>(
    _ documents: [Scored], by score: (Scored) -> Double, _ number: (Scored) -> Int
  ) throws(IndexDamage) -> [Scored] {
    var arranged = documents.sorted { score($0) > score($1) }
    var start = 0
    while start < arranged.count {
      let tied = arranged[start...].prefix { score($0) == score(arranged[start]) }
      if tied.count > 1 {
        var keys: [UInt64] = []
        for document in tied { keys.append(try orderKey(of: number(document))) }
        arranged.replaceSubrange(
          tied.indices, with: zip(keys, tied).sorted { $0.0 < $1.0 }.map(\.1))
      }
      start = tied.endIndex
    }
    return arranged
  }

  /// What ties are broken by.
  func orderKey(of number: Int) throws(IndexDamage) -> UInt64 {
    let (segment, document) = place(of: number)
    return try segments[segment].segment.orderKey(of: document)
  }

  /// The newest of these documents, at most `limit`.
  package func newest(
    _ limit: Int, among documents: [DocumentSet]
  ) throws(IndexDamage) -> [DocumentSet] {
    var best = BestFew(limit: limit)
    for (place, live) in segments.enumerated() {
      let keys = try live.segment.numbers(.orderKeys, of: UInt64.self)
      for document in documents[place].elements {
        best.insert(BestFew.Entry(document: document, index: place, key: keys[document], score: 0))
      }
    }
    var newest = segments.map { DocumentSet(capacity: $0.segment.documentCount) }
    for entry in best.ranked { newest[entry.index].insert(entry.document) }
    return newest
  }

  // MARK: - Frequencies

  /// How many live documents have each of these terms in a section that counts.
  func frequencies(ofTerms terms: [[UInt8]]) throws(IndexDamage) -> [Int] {
    try sums(over: terms) { (segment) throws(IndexDamage) in
      let table = try segment.termTable()
      let postings = try PostingReader(segment)
      return { table.find($0.span, fingerprint: $1).map { postings.frequency(of: $0) } ?? 0 }
    }
  }

  /// How many live documents have each of these folded words in a section that counts.
  func frequencies(ofWords words: [[UInt8]]) throws(IndexDamage) -> [Int] {
    try sums(over: words) { (segment) throws(IndexDamage) in
      let table = try segment.wordTable()
      let frequencies = try segment.numbers(.wordFrequencies, of: UInt32.self)
      return { table.find($0.span, fingerprint: $1).map { Int(frequencies[$0]) } ?? 0 }
    }
  }

  private func sums(
    over strings: [[UInt8]],
    _ reader: (Segment) throws(IndexDamage) -> ([UInt8], UInt64) -> Int
  ) throws(IndexDamage) -> [Int] {
    var sums = [Int](repeating: 0, count: strings.count)
    let prints = strings.map { fingerprint($0.span) }
    for live in segments {
      let frequency = try reader(live.segment)
      for (place, string) in strings.enumerated() {
        sums[place] += frequency(string, prints[place])
      }
      guard let removed = live.removedDocuments else { continue }
      let removedFrequency = try reader(removed)
      for (place, string) in strings.enumerated() {
        sums[place] -= removedFrequency(string, prints[place])
      }
    }
    return sums
  }
}
