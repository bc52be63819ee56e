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
  private static let readingCost = 1_000
  /// So many postings are added up between two looks at what is left.
  private static let stride = 1 << 15

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
    var untilLook = Self.stride
    for source in sources {
      try add(source, postings, query)
      rest = max(0, rest - source.bound)
      left -= source.count
      untilLook -= source.count
      guard untilLook <= 0, left > Self.stride else { continue }
      untilLook = Self.stride
      let candidates = count(reaching: threshold(segment), adding: rest)
      if candidates * Self.readingCost < left { break }
    }
    if left == 0 { rest = 0 }
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
    let average = Float(comparison.index.bm25.averageLength)
    let (k1, b) = (Float(BM25.k1), Float(BM25.b))
    let fixed = Float(unitCount) * k1 * (1 - b)
    let byLength = Float(unitCount) * k1 * b / average
    let factor = source.weight * (k1 + 1)
    let lengths = query.lengths
    var sums: [Float] = []
    swap(&sums, &self.sums)
    defer { swap(&sums, &self.sums) }
    try postings.forEach(of: source.term) { document, count in
      guard document < sums.count else { return }
      let count = Float(count)
      sums[document] += factor * count / (count + fixed + byLength * Float(lengths[document]))
    }
  }

  /// Calls `body` with each document and its estimate, if `rest` were added to its sum.
  @inline(__always)
  private func forEachEstimate(adding rest: Float, _ body: (Int, Float) -> Void) {
    let sums = sums.span
    if bases.isEmpty {
      for document in sums.indices { body(document, sums[document] + rest) }
    } else {
      let (bases, slopes) = (bases.span, slopes.span)
      for document in sums.indices {
        body(document, bases[document] + slopes[document] * (sums[document] + rest))
      }
    }
  }

  /// An estimate that at least `limit` documents have been found to reach; 0 where there are not so many.
  private func threshold(_ segment: Int) -> Float {
    var histogram = EstimateHistogram()
    let accepted = accepted[segment]
    let known = best.threshold
    forEachEstimate(adding: 0) { document, estimate in
      if estimate > known, accepted.contains(document) { histogram.add(estimate) }
    }
    return max(known, histogram.threshold(limit: limit))
  }

  private func count(reaching threshold: Float, adding rest: Float) -> Int {
    let least = threshold * (1 - Self.slack)
    var count = 0
    forEachEstimate(adding: rest) { if $1 >= least { count += 1 } }
    return count
  }

  /// Offers the documents that can be among the best, `rest` being what their sums may lack.
  private mutating func collect(_ segment: Int, adding rest: Float) throws(IndexDamage) {
    let start = comparison.index.starts[segment]
    let accepted = accepted[segment]
    best.raise(to: threshold(segment))
    let least = best.threshold * (1 - Self.slack)
    var unfinished: [(document: Int, most: Float)] = []
    forEachEstimate(adding: rest) { document, most in
      if most > 0, most >= least, accepted.contains(document) {
        unfinished.append((document, most))
      }
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

/// Where estimates lie, in steps that are fine at the top.
private struct EstimateHistogram {
  private static let bins = 2_048
  private var counts = [Int32](repeating: 0, count: bins)

  @inline(__always)
  mutating func add(_ estimate: Float) {
    guard estimate > 0 else { return }
    // Square roots spread the many small estimates; texts may exceed 1 a little.
    let bin = min(Self.bins - 1, Int((estimate / 2).squareRoot() * Float(Self.bins)))
    counts[bin] += 1
  }

  /// What at least `limit` estimates reach; 0 where there are fewer.
  func threshold(limit: Int) -> Float {
    var sum = 0
    for bin in stride(from: Self.bins - 1, through: 1, by: -1) {
      sum += Int(counts[bin])
      if sum >= limit {
        let edge = Float(bin) / Float(Self.bins)
        return 2 * edge * edge * (1 - 1e-6)
      }
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
  private var kept: [Entry] = []
  /// How many may be kept before it is time to leave some out; more where many are equal.
  private var room: Int

  init(limit: Int) {
    self.limit = max(1, limit)
    room = 4 * self.limit + 1_024
  }

  /// Somebody knows that `limit` documents reach this.
  mutating func raise(to known: Float) { threshold = max(threshold, known) }

  mutating func insert(_ number: Int, _ estimate: Float, hasWords: Bool) {
    kept.append(Entry(number: number, estimate: estimate, hasWords: hasWords))
    if kept.count >= room {
      shrink()
      room = max(room, 2 * kept.count)
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
