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
  private var sums: [Float] = []
  private var fieldSums: [Float] = []
  private var fieldTotals: [Float] = []
  private var textWeight: Float

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
    textWeight = Float(comparison.weights.text)
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
    let keys = try comparison.index.orderKeys()
    candidates = candidates.filter { $0.estimate > 0 }.sorted {
      $0.estimate != $1.estimate
        ? $0.estimate > $1.estimate : keys($0.number) < keys($1.number)
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
      let threshold = threshold(segment, documents)
      let candidates = count(segment, documents, reaching: threshold, adding: rest)
      if candidates * Self.readingCost < left { break }
    }
    if left == 0 { rest = 0 }
    try collect(segment, documents, adding: rest)
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
    fieldSums.removeAll(keepingCapacity: true)
    fieldTotals.removeAll(keepingCapacity: true)
    guard !fields.isEmpty else { return }
    for document in 0..<documents {
      let (sum, total) = fields.sums(document)
      fieldSums.append(Float(sum))
      fieldTotals.append(Float(total))
    }
  }

  /// Adds what a term is worth to each of its documents.
  private mutating func add(
    _ source: Source, _ postings: PostingReader, _ query: SegmentQuery
  ) throws(IndexDamage) {
    let places = try postings.places(of: source.term)
    let average = Float(comparison.index.bm25.averageLength)
    let (k1, b) = (Float(BM25.k1), Float(BM25.b))
    let fixed = Float(unitCount) * k1 * (1 - b)
    let byLength = Float(unitCount) * k1 * b / average
    let factor = source.weight * (k1 + 1)
    let limit = sums.count
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe postings.documents.withPointer { documents in
        unsafe postings.counts.withPointer { counts in
          unsafe query.lengths.withPointer { lengths in
            for place in places {
              let document = unsafe Int(documents[place])
              guard document < limit else { continue }
              let count = unsafe Float(counts[place])
              let half = unsafe fixed + byLength * Float(lengths[document])
              unsafe sums[document] += factor * count / (count + half)
            }
          }
        }
      }
    }
  }

  /// The estimate of a document whose text adds up to `text`.
  @inline(__always)
  private func estimate(_ document: Int, text: Float, length: UInt32) -> Float {
    let isCompared = comparison.hasText && length > 0
    guard !fieldSums.isEmpty else { return isCompared && textWeight > 0 ? text : 0 }
    let total = fieldTotals[document] + (isCompared ? textWeight : 0)
    guard total > 0 else { return 0 }
    return (fieldSums[document] + (isCompared ? textWeight * text : 0)) / total
  }

  @inline(__always)
  private func isAccepted(_ segment: Int, _ document: Int) -> Bool {
    accepted[segment].contains(document)
  }

  /// An estimate that at least `limit` documents have been found to reach; 0 where there are not so many.
  private func threshold(_ segment: Int, _ documents: Int) -> Float {
    let lengths = comparison.scorer.segments[segment].lengths
    var histogram = EstimateHistogram()
    for document in 0..<documents {
      let estimate = estimate(document, text: sums[document], length: lengths[document])
      if estimate > best.threshold, isAccepted(segment, document) { histogram.add(estimate) }
    }
    return max(best.threshold, histogram.threshold(limit: limit))
  }

  private func count(
    _ segment: Int, _ documents: Int, reaching threshold: Float, adding rest: Float
  ) -> Int {
    let lengths = comparison.scorer.segments[segment].lengths
    let least = threshold * (1 - Self.slack)
    return (0..<documents).count {
      estimate($0, text: sums[$0] + rest, length: lengths[$0]) >= least
    }
  }

  /// Offers the documents that can be among the best, `rest` being what their sums may lack.
  private mutating func collect(
    _ segment: Int, _ documents: Int, adding rest: Float
  ) throws(IndexDamage) {
    let lengths = comparison.scorer.segments[segment].lengths
    let start = comparison.index.starts[segment]
    best.raise(to: threshold(segment, documents))
    var unfinished: [(document: Int, most: Float)] = []
    for document in 0..<documents {
      let most = estimate(document, text: sums[document] + rest, length: lengths[document])
      guard most > 0, most >= best.threshold * (1 - Self.slack), isAccepted(segment, document)
      else { continue }
      if rest == 0 {
        best.insert(start + document, most, hasWords: sums[document] > 0)
      } else {
        unfinished.append((document, most))
      }
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
