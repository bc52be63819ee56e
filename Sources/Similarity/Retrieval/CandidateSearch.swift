internal import Documents

/// Stage one: finds the documents with the best estimates, mostly without looking at frequent words.
///
/// Rare terms come first: their postings are added up in one number a document. What the terms that are left could add
/// at most is known, so that soon only few documents can still be among the best: the frequent terms are looked up for
/// those alone, and the last of them are worked out from their own words. (MaxScore: Turtle and Flood, "Query
/// evaluation: strategies and optimizations", 1995.) Numbers of 4 bytes select, with room for their rounding; the
/// estimates that rank are exact, and those of an exhaustive search.
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
  /// Looking a document up in the terms that are left costs about as much as adding up this many postings.
  private static let lookUpCost = 200
  /// So many documents are rather worked out from their own words.
  private static let few = 12
  /// So many postings are added up before the first look at what is left; a quarter more before each next one.
  private static let firstLook = 1 << 12

  init(_ comparison: Comparison, limit: Int, accepted: [DocumentSet]) {
    self.comparison = comparison
    self.limit = limit
    self.accepted = accepted
    scratch = comparison.scorer.makeTermScratch()
    best = ThresholdedBest(limit: limit, slack: Self.slack)
  }

  /// The `limit` best, by estimate, then by the order of documents.
  mutating func run() throws(IndexDamage) -> [Candidate] {
    for segment in comparison.index.segments.indices { try search(segment) }
    var candidates: [Candidate] = []
    for entry in best.entries() {
      let (segment, document) = comparison.index.place(of: entry.number)
      candidates.append(
        Candidate(
          number: entry.number,
          estimate: try estimate(segment, document, hasWords: entry.hasWords)))
    }
    candidates = try comparison.index.arrange(
      candidates.filter { $0.estimate > 0 }, by: \.estimate, \.number)
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
    prepare(segment, query.segment.documentCount)
    let sources = sources(query, postings)
    // By place: what the terms from there on can add at most.
    var rests: [Float] = [0]
    for source in sources.reversed() { rests.append(rests[rests.count - 1] + source.bound) }
    rests.reverse()
    var next = try addPostings(of: sources, rests, postings, query)
    var found = documents(of: segment, adding: rests[next])
    while next < sources.count, found.count > Self.few {
      try add(sources[next], to: found, postings, query)
      next += 1
      let least = best.threshold * (1 - Self.slack)
      found.removeAll { estimate($0, adding: rests[next]) < least }
    }
    try collect(found, segment, adding: rests[next])
  }

  /// Adds up postings until few documents are left that can be among the best; the place of the next term.
  private mutating func addPostings(
    of sources: [Source], _ rests: [Float], _ postings: PostingReader, _ query: SegmentQuery
  ) throws(IndexDamage) -> Int {
    var left = sources.reduce(0) { $0 + $1.count }
    var added = 0
    var nextLook = Self.firstLook
    for (place, source) in sources.enumerated() {
      try add(source, postings, query)
      left -= source.count
      added += source.count
      let rest = rests[place + 1]
      // A look is no use while what is left could lift every document, and the threshold rises little any more.
      guard added >= nextLook, left > 0, best.threshold == 0 || rest < 1.5 * best.threshold else {
        continue
      }
      nextLook = added + added / 4
      best.raise(to: threshold(query.place))
      if count(adding: rest) * Self.lookUpCost < left { return place + 1 }
    }
    best.raise(to: threshold(query.place))
    return sources.count
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
    let factor = source.weight * Float(BM25.k1 + 1)
    try unsafe sums.withUnsafeMutableBufferPointer { (sums) throws(IndexDamage) in
      try unsafe halves.withUnsafeBufferPointer { (halves) throws(IndexDamage) in
        try unsafe postings.withPostings(of: source.term) { bytes, count in
          // Eight at a time, for the division's sake. Documents are checked before they are used as places.
          var place = 0
          while place + 8 <= count {
            let documents = unsafe bytes.loadUnaligned(
              fromByteOffset: 2 * place, as: SIMD8<UInt16>.self)
            let counts = unsafe SIMD8<Float>(
              bytes.loadUnaligned(fromByteOffset: 2 * count + place, as: SIMD8<UInt8>.self))
            guard documents.max() < halves.count else { return }
            var half = SIMD8<Float>()
            for lane in 0..<8 { half[lane] = unsafe halves[Int(documents[lane])] }
            let added = factor * counts / (counts + half)
            for lane in 0..<8 { unsafe sums[Int(documents[lane])] += added[lane] }
            place += 8
          }
          while place < count {
            let document = unsafe Int(
              bytes.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self))
            guard document < halves.count else { return }
            let count = unsafe Float(bytes[2 * count + place])
            unsafe sums[document] += factor * count / (count + halves[document])
            place += 1
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
    guard rest < least else { return sums.count }
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

  /// The documents that can be among the best, `rest` being what their sums may lack; ascending.
  private func documents(of segment: Int, adding rest: Float) -> [Int] {
    let accepted = accepted[segment]
    let least = best.threshold * (1 - Self.slack)
    var found: [Int] = []
    forEachEstimate(adding: rest, reaching: least) { document, most in
      if most > 0, accepted.contains(document) { found.append(document) }
    }
    return found
  }

  @inline(__always)
  private func estimate(_ document: Int, adding rest: Float) -> Float {
    let sum = sums[document] + rest
    return bases.isEmpty ? sum : bases[document] + slopes[document] * sum
  }

  /// Adds what a term is worth to a few documents, ascending.
  private mutating func add(
    _ source: Source, to documents: [Int], _ postings: PostingReader, _ query: SegmentQuery
  ) throws(IndexDamage) {
    let halves = comparison.index.halves[query.place]
    let factor = source.weight * Float(BM25.k1 + 1)
    try postings.find(documents, of: source.term) { document, count in
      sums[document] += factor * Float(count) / (Float(count) + halves[document])
    }
  }

  /// Offers the documents that can be among the best, `rest` being what their sums may lack.
  private mutating func collect(
    _ found: [Int], _ segment: Int, adding rest: Float
  ) throws(IndexDamage) {
    let start = comparison.index.starts[segment]
    if rest == 0 {
      for document in found {
        best.insert(start + document, estimate(document, adding: 0), hasWords: sums[document] > 0)
      }
      return
    }
    let unfinished = found.map { (document: $0, most: estimate($0, adding: rest)) }
      .sorted { $0.most > $1.most }
    for (document, most) in unfinished {
      guard most >= best.threshold * (1 - Self.slack) else { break }
      let estimate = try estimate(segment, document, hasWords: true)
      best.insert(start + document, Float(estimate), hasWords: true)
    }
  }
}
