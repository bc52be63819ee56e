/// Scores documents by their text against one query: by stems alone, or finely.
struct TextScorer {
  /// How alike two texts are, and what makes it up.
  struct Similarity: Hashable, Sendable {
    /// BM25 over stems and pairs of neighbours, as a share of what the query itself would score; may exceed 1 where a
    /// document repeats the query's words.
    var words: Double
    /// The cosine of tf-idf weights of character grams, in [0, 1].
    var grams: Double

    /// The share of the grams in a similarity; the rest is the words'.
    static let gramShare = 0.4

    /// Absolute, in [0, 1]: 0 where no word is shared, 1 for a text that is the query.
    var value: Double {
      words > 0 ? min(1, (1 - Self.gramShare) * words + Self.gramShare * grams) : 0
    }
  }

  let index: CaseIndex
  let query: AnalysedQuery
  /// By segment.
  let segments: [SegmentQuery]

  init(_ query: AnalysedQuery, index: CaseIndex) throws(IndexDamage) {
    self.query = query
    self.index = index
    var segments: [SegmentQuery] = []
    for (place, live) in index.segments.enumerated() {
      segments.append(try SegmentQuery(query, live.segment, place: place))
    }
    self.segments = segments
  }

  /// Storage for scoring many documents by stems; all zero between two of them.
  struct TermScratch {
    fileprivate var counts: [Int32]
    fileprivate var seen: [Int] = []
  }

  /// Storage for scoring many documents finely.
  struct Scratch {
    fileprivate var terms: TermScratch
    fileprivate var words = NumberTable(expected: 256)
    fileprivate let gramQuery: GramQuery
    fileprivate var grams: GramQuery.Scratch
  }

  func makeTermScratch() -> TermScratch {
    TermScratch(counts: Array(repeating: 0, count: query.terms.count))
  }

  func makeScratch() -> Scratch {
    let gramQuery = GramQuery(query.words, index.grams)
    return Scratch(
      terms: makeTermScratch(), gramQuery: gramQuery, grams: GramQuery.Scratch(gramQuery))
  }

  private func inLanguage(_ segment: SegmentQuery, _ document: Int) -> AnalysedQuery.InLanguage? {
    let number = Int(segment.languages[document])
    return number < query.languages.count ? query.languages[number] : nil
  }

  /// Stage one: BM25 over stems alone, as a share of what the query itself would score; may exceed 1.
  func estimate(
    _ segment: SegmentQuery, _ document: Int, _ scratch: inout TermScratch
  ) throws(IndexDamage) -> Double {
    guard let language = inLanguage(segment, document), language.ownScore > 0,
      let ofWords = try segment.termsOfWords(for: document)
    else { return 0 }
    try segment.tokens.forEach(in: document) { word, weight, _ in
      if weight > 0, let place = segment.place(ofWord: word, ofWords) {
        if scratch.counts[place] == 0 { scratch.seen.append(place) }
        scratch.counts[place] += weight
      }
    }
    let score = takeScore(&scratch, length: segment.lengths[document])
    return score / language.ownScore
  }

  /// The sum over the terms that were counted, in their order; empties the counts.
  private func takeScore(_ scratch: inout TermScratch, length: UInt32) -> Double {
    scratch.seen.sort()
    var score = 0.0
    for place in scratch.seen {
      let count = min(largestCount, scratch.counts[place])
      score += query.terms[place].weight * index.bm25.saturation(count, length: Int32(length))
      scratch.counts[place] = 0
    }
    scratch.seen.removeAll(keepingCapacity: true)
    return score
  }

  /// Stage two.
  func similarity(
    _ segment: SegmentQuery, _ document: Int, _ scratch: inout Scratch
  ) throws(IndexDamage) -> Similarity {
    guard let language = inLanguage(segment, document), language.ownScore > 0,
      let ofWords = try segment.termsOfWords(for: document)
    else { return Similarity(words: 0, grams: 0) }
    var pairs = PairCounts(language.pairs)
    try segment.tokens.forEach(in: document) { word, weight, isFirst in
      if weight >= unitCount { scratch.words.add(1, to: Int32(truncatingIfNeeded: word)) }
      guard weight > 0, let place = segment.place(ofWord: word, ofWords) else {
        pairs.interrupt()
        return
      }
      if scratch.terms.counts[place] == 0 { scratch.terms.seen.append(place) }
      scratch.terms.counts[place] += weight
      if isFirst { pairs.interrupt() }
      pairs.add(place, weight)
    }
    let length = segment.lengths[document]
    let stems = takeScore(&scratch.terms, length: length)
    let grams = takeCosine(&scratch, segment)
    guard stems > 0 else { return Similarity(words: 0, grams: 0) }
    let score = stems + pairs.score(index.bm25, length: Int32(length))
    return Similarity(words: score / language.ownScore, grams: grams)
  }

  private func takeCosine(_ scratch: inout Scratch, _ segment: SegmentQuery) -> Double {
    scratch.words.removeAll { word, count in
      segment.words.withBytes(of: Int(word)) { scratch.grams.add($0, count: count) }
    }
    return scratch.gramQuery.cosine(&scratch.grams)
  }

  /// What each of the query's terms that a document has adds to its score, by the term's place.
  func contributions(_ segment: SegmentQuery, _ document: Int) throws(IndexDamage) -> [Int: Double]
  {
    guard let ofWords = try segment.termsOfWords(for: document) else { return [:] }
    var counts: [Int: Int32] = [:]
    try segment.tokens.forEach(in: document) { word, weight, _ in
      if weight > 0, let place = segment.place(ofWord: word, ofWords) {
        counts[place, default: 0] += weight
      }
    }
    let length = Int32(segment.lengths[document])
    var contributions: [Int: Double] = [:]
    for (place, count) in counts {
      contributions[place] =
        query.terms[place].weight
        * index.bm25.saturation(min(largestCount, count), length: length)
    }
    return contributions
  }
}

/// How often the query's pairs of neighbours stand in a document.
private struct PairCounts {
  private let weights: [UInt64: Double]
  private var counts: [(key: UInt64, weight: Double, count: Int32)] = []
  private var previous = -1

  init(_ weights: [UInt64: Double]) { self.weights = weights }

  /// The next word has no neighbour before it.
  mutating func interrupt() { previous = -1 }

  mutating func add(_ place: Int, _ unit: Int32) {
    defer { previous = place }
    guard previous >= 0, !weights.isEmpty else { return }
    let key = AnalysedQuery.pairKey(previous, place)
    guard let weight = weights[key] else { return }
    if let known = counts.firstIndex(where: { $0.key == key }) {
      counts[known].count += unit
    } else {
      counts.append((key, weight, unit))
    }
  }

  func score(_ bm25: BM25, length: Int32) -> Double {
    counts.reduce(0) { $0 + $1.weight * bm25.saturation($1.count, length: length) }
  }
}
