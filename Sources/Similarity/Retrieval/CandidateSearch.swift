internal import Documents

/// Stage one: finds the documents with the best estimates, mostly without looking at frequent words.
///
/// Rare terms come first: their postings are added up in one number a document. What the terms that are left could add
/// at most is known, so that soon only few documents can still be among the best; those are worked out from their own
/// words. (The idea of MaxScore: Turtle and Flood, "Query evaluation: strategies and optimizations", 1995; here with
/// the documents' words in place of the frequent terms' postings.) Numbers of 4 bytes select, with room for their
/// rounding; the estimates that rank are exact, and those of an exhaustive search.
struct CandidateSearch {
  /// A document by its number, and its exact estimate.
  struct Candidate {
    var number: Int
    var estimate: Double
  }

  private let comparison: Comparison
  private let limit: Int
  /// By segment: the documents that may be found.
  private let accepted: [DocumentSet]
  private var scratch: TextScorer.TermScratch
  private var best: ThresholdedBest
  /// Of each document of the segment at hand, what its text adds up to so far.
  private var sums: [Float] = []
  /// Of each document, the estimate without text, and what one more in `sums` adds to it; empty where the query has no
  /// fields: then the sum is the estimate.
  private var bases: [Float] = []
  private var slopes: [Float] = []

  /// Rounding moves a sum of 4-byte numbers by less than this part of it.
  private static let slack: Float = 1e-4
  /// Reading one document's words costs about as much as adding up this many postings.
  private static let readingCost = 700
  /// So many postings are added up before the first look at what is left; half as many more before each next one.
  private static let firstLook = 1 << 12

  init(_ comparison: Comparison, limit: Int, accepted: [DocumentSet]) {
    self.comparison = comparison
    self.limit = limit
    self.accepted = accepted
    scratch = comparison.scorer.makeTermScratch()
    best = ThresholdedBest(limit: limit)
  }

  /// The `limit` best, by estimate, then by the order of documents.
  mutating func run() throws(IndexDamage) -> [Candidate] {
    for segment in comparison.index.segments.indices { try search(segment) }
    var candidates: [Candidate] = []
    for entry in best.entries(slack: Self.slack) {
      let (segment, document) = comparison.index.place(of: entry.number)
      candidates.append(
        Candidate(
          number: entry.number,
          estimate: try estimate(segment, document, hasWords: entry.hasWords)))
    }
    let keys = try comparison.index.orderKeys(of: candidates.map(\.number))
    candidates = candidates.filter { $0.estimate > 0 }.sorted {
      $0.estimate != $1.estimate
        ? $0.estimate > $1.estimate : keys[$0.number, default: 0] < keys[$1.number, default: 0]
    }
    return Array(candidates.prefix(limit))
  }

  private mutating func estimate(
    _ segment: Int, _ document: Int, hasWords: Bool
  ) throws(IndexDamage) -> Double {
    let text =
      hasWords
      ? try comparison.scorer.estimate(comparison.scorer.segments[segment], document, &scratch) : 0
    return comparison.score(segment, document, text: text)
  }

  // MARK: - One segment

  /// A term of the query with the postings to add up.
  private struct Source {
    var term: Int
    var weight: Float
    /// What no document gets more of from it.
    var bound: Float
    var count: Int
  }

  private mutating func search(_ segment: Int) throws(IndexDamage) {
    let query = comparison.scorer.segments[segment]
    let postings = try PostingReader(query.segment)
    let documents = query.segment.documentCount
    prepare(segment, documents)
    let sources = sources(query, postings)
    var rest = sources.reduce(0) { $0 + $1.bound }
    var left = sources.reduce(0) { $0 + $1.count }
    var added = 0
    var nextLook = Self.firstLook
    for source in sources {
      try add(source, postings, query)
      rest = max(0, rest - source.bound)
      left -= source.count
      added += source.count
      guard added >= nextLook, left > 0 else { continue }
      nextLook = added + added / 2
      best.raise(to: threshold(segment))
      if count(adding: rest) * Self.readingCost < left { break }
    }
    if left == 0 { rest = 0 }
    best.raise(to: threshold(segment))
    try collect(segment, adding: rest)
  }

  /// The terms that documents of the segment have, those that add the most first.
  private func sources(_ query: SegmentQuery, _ postings: PostingReader) -> [Source] {
    let bm25 = comparison.index.bm25
    var sources: [Source] = []
    for language in comparison.scorer.query.languages {
      guard let language, language.ownScore > 0 else { continue }
      for place in language.terms where query.termNumbers[place] >= 0 {
        let term = Int(query.termNumbers[place])
        let weight = comparison.scorer.query.terms[place].weight / language.ownScore
        let (count, length) = postings.bounds(of: term)
        guard count > 0 else { continue }
        let bound = weight * bm25.saturation(count, length: length)
        sources.append(
          Source(
            term: term, weight: Float(weight), bound: Float(bound) * (1 + Self.slack),
            count: postings.count(of: term)))
      }
    }
    return sources.sorted {
      $0.bound != $1.bound ? $0.bound > $1.bound : $0.term < $1.term
    }
  }

  private mutating func prepare(_ segment: Int, _ documents: Int) {
    sums.removeAll(keepingCapacity: true)
    sums.append(contentsOf: repeatElement(0, count: documents))
    let fields = comparison.fields[segment]
    let lengths = comparison.scorer.segments[segment].lengths
    let textWeight = comparison.hasText ? comparison.weights.text : 0
    bases.removeAll(keepingCapacity: true)
    slopes.removeAll(keepingCapacity: true)
    // Where nothing but text is compared its weight does not matter, unless there is none.
    guard !fields.isEmpty || textWeight == 0 else { return }
    for document in 0..<documents {
      let (sum, total) = fields.sums(document)
      let weight = lengths[document] > 0 ? textWeight : 0
      let all = total + weight
      bases.append(all > 0 ? Float(sum / all) : 0)
      slopes.append(all > 0 ? Float(weight / all) : 0)
    }
  }

  /// Adds what a term is worth to each of its documents.
  private mutating func add(
    _ source: Source, _ postings: PostingReader, _ query: SegmentQuery
  ) throws(IndexDamage) {
    let halves = comparison.index.halves[query.place]
    let factor = SIMD8<Float>(repeating: source.weight * Float(BM25.k1 + 1))
    try unsafe sums.withUnsafeMutableBufferPointer { (sums) throws(IndexDamage) in
      try unsafe halves.withUnsafeBufferPointer { (halves) throws(IndexDamage) in
        try unsafe postings.withPostings(of: source.term) { bytes, count in
          // Eight at a time, for the division's sake. Documents are checked before they are used as places.
          var place = 0
          while place < count {
            let rest = min(8, count - place)
            var documents = SIMD8<UInt16>(repeating: 0)
            var counts = SIMD8<Float>(repeating: 0)
            var half = SIMD8<Float>(repeating: 1)
            for lane in 0..<rest {
              documents[lane] = unsafe bytes.loadUnaligned(
                fromByteOffset: 2 * (place + lane), as: UInt16.self)
              counts[lane] = unsafe Float(bytes[2 * count + place + lane])
              guard Int(documents[lane]) < halves.count else { return }
              half[lane] = unsafe halves[Int(documents[lane])]
            }
            let added = factor * counts / (counts + half)
            for lane in 0..<rest { unsafe sums[Int(documents[lane])] += added[lane] }
            place += 8
          }
        }
      }
    }
  }

  /// An estimate that at least `limit` documents have been found to reach; 0 where there are not so many.
  private func threshold(_ segment: Int) -> Float {
    let accepted = accepted[segment]
    let known = best.threshold
    var histogram = EstimateHistogram()
    for entry in best.kept { histogram.add(entry.estimate) }
    forEachEstimate(adding: 0, reaching: max(known, Float.leastNormalMagnitude)) {
      document, estimate in
      if accepted.contains(document) { histogram.add(estimate) }
    }
    return max(known, histogram.threshold(limit: limit))
  }

  /// How many documents could be among the best, `rest` being what their sums may lack.
  private func count(adding rest: Float) -> Int {
    let least = best.threshold * (1 - Self.slack)
    var count = 0
    guard bases.isEmpty else {
      forEachEstimate(adding: rest, reaching: least) { _, _ in count += 1 }
      return count
    }
    // Sixteen at a time: this is asked again and again.
    let leastSum = SIMD16<Float>(repeating: least - rest)
    var counts = SIMD16<Int32>(repeating: 0)
    unsafe sums.withUnsafeBytes { bytes in
      let wide = MemoryLayout<SIMD16<Float>>.size
      var offset = 0
      while offset + wide <= bytes.count {
        let sums = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        counts.replace(with: counts &+ 1, where: sums .>= leastSum)
        offset += wide
      }
      while offset < bytes.count {
        let sum = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Float.self)
        if sum >= least - rest { count += 1 }
        offset += MemoryLayout<Float>.size
      }
    }
    return count + Int(counts.wrappedSum())
  }

  /// Calls `body` with each document whose estimate reaches `least` if `rest` were added to its sum.
  @inline(__always)
  private func forEachEstimate(
    adding rest: Float, reaching least: Float, _ body: (Int, Float) -> Void
  ) {
    unsafe sums.withUnsafeBufferPointer { sums in
      if bases.isEmpty {
        // Sixteen at a time, since mostly none of them reaches it.
        let leastSum = least - rest
        let bytes = UnsafeRawBufferPointer(sums)
        for block in stride(from: 0, to: sums.count, by: 16) {
          if block + 16 <= sums.count {
            let all = unsafe bytes.loadUnaligned(
              fromByteOffset: block * MemoryLayout<Float>.size, as: SIMD16<Float>.self)
            guard any(all .>= leastSum) else { continue }
          }
          for document in block..<min(block + 16, sums.count)
          where unsafe sums[document] >= leastSum {
            unsafe body(document, sums[document] + rest)
          }
        }
        return
      }
      unsafe bases.withUnsafeBufferPointer { bases in
        unsafe slopes.withUnsafeBufferPointer { slopes in
          for document in sums.indices {
            let estimate =
              unsafe bases[document] + slopes[document] * (sums[document] + rest)
            if estimate >= least { body(document, estimate) }
          }
        }
      }
    }
  }

  /// Offers the documents that can be among the best, `rest` being what their sums may lack.
  private mutating func collect(_ segment: Int, adding rest: Float) throws(IndexDamage) {
    let start = comparison.index.starts[segment]
    let accepted = accepted[segment]
    let least = best.threshold * (1 - Self.slack)
    var unfinished: [(document: Int, most: Float)] = []
    forEachEstimate(adding: rest, reaching: least) { document, most in
      if most > 0, accepted.contains(document) { unfinished.append((document, most)) }
    }
    if rest == 0 {
      for (document, estimate) in unfinished {
        best.insert(start + document, estimate, hasWords: sums[document] > 0)
      }
      return
    }
    unfinished.sort { $0.most > $1.most }
    for (document, most) in unfinished {
      guard most >= best.threshold * (1 - Self.slack) else { break }
      let estimate = try estimate(segment, document, hasWords: true)
      best.insert(start + document, Float(estimate), hasWords: true)
    }
  }
}

/// Where estimates lie, in steps of their sixty-fourth.
private struct EstimateHistogram {
  // The first bits of a positive number of 4 bytes: its exponent and the beginning of its fraction.
  private static let shift: UInt32 = 17
  private var counts = [Int32](repeating: 0, count: Int(Float(4).bitPattern >> shift) + 1)
  private var highest = 0

  @inline(__always)
  mutating func add(_ estimate: Float) {
    guard estimate > 0 else { return }
    let bin = min(counts.count - 1, Int(estimate.bitPattern >> Self.shift))
    counts[bin] += 1
    highest = max(highest, bin)
  }

  /// What at least `limit` estimates reach; 0 where there are fewer.
  func threshold(limit: Int) -> Float {
    var sum = 0
    for bin in (0...highest).reversed() {
      sum += Int(counts[bin])
      if sum >= limit { return Float(bitPattern: UInt32(bin) << Self.shift) }
    }
    return 0
  }
}

/// Keeps every document that can be among the best `limit`, and what at least so many reach.
private struct ThresholdedBest {
  struct Entry {
    var number: Int
    var estimate: Float
    /// Whether its text shares anything with the query's.
    var hasWords: Bool
  }

  private let limit: Int
  private(set) var threshold: Float = 0
  private(set) var kept: [Entry] = []
  /// How many may be kept before it is time to leave some out.
  private var room: Int

  init(limit: Int) {
    self.limit = max(1, limit)
    room = self.limit + max(32, self.limit / 2)
  }

  /// Somebody knows that `limit` documents reach this.
  mutating func raise(to known: Float) { threshold = max(threshold, known) }

  mutating func insert(_ number: Int, _ estimate: Float, hasWords: Bool) {
    kept.append(Entry(number: number, estimate: estimate, hasWords: hasWords))
    if kept.count >= room {
      shrink()
      // More where many are equal.
      room = kept.count + max(32, kept.count / 2)
    }
  }

  private mutating func shrink() {
    kept.sort { $0.estimate > $1.estimate }
    guard kept.count > limit else { return }
    raise(to: kept[limit - 1].estimate)
    let least = threshold * (1 - 2e-4)
    let end = kept.firstIndex { $0.estimate < least } ?? kept.count
    kept.removeSubrange(end...)
  }

  /// All that may be among the best.
  mutating func entries(slack: Float) -> [Entry] {
    shrink()
    return kept
  }
}
