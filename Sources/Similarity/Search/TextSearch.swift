internal import Documents

/// In which order hits come.
public enum TextOrder: Hashable, Sendable {
  /// Best score first; ties newest first, then by id.
  case relevance
  /// Newest first, then by id.
  case date
}

/// A document that answers a full-text query.
package struct TextHit: Hashable, Sendable {
  /// Which of the indexes that were searched, and the document's number in it.
  package var index: Int
  package var number: Int
  /// BM25, comparable within one answer only; 0 where the query only excludes.
  package var score: Double
}

/// A full-text query put to several indexes at once, whose frequencies count together.
package struct TextSearch {
  private let indexes: [CaseIndex]
  private let kinds: [TextQuery.Clause.Kind]
  /// By index, segment, clause.
  private let matchers: [[[ClauseMatcher]]]

  /// - Parameter languages: The base's (ISO 639-1): whose small words need not be found.
  package init(
    _ query: TextQuery, in indexes: [CaseIndex], languages: [String]
  ) throws(IndexDamage) {
    let smallBits = languages.reduce(0) { $0 | Language($1).bit }
    let clauses = query.clauses { SmallWords.languages(of: $0.span) & smallBits != 0 }
    var meanings: [ClauseMeaning] = []
    for clause in clauses { meanings.append(try ClauseMeaning(clause, indexes)) }
    var matchers: [[[ClauseMatcher]]] = []
    for index in indexes {
      var ofIndex: [[ClauseMatcher]] = []
      for live in index.segments {
        var ofSegment: [ClauseMatcher] = []
        for meaning in meanings { ofSegment.append(try ClauseMatcher(meaning, live.segment)) }
        ofIndex.append(ofSegment)
      }
      matchers.append(ofIndex)
    }
    self.indexes = indexes
    self.matchers = matchers
    kinds = clauses.map(\.kind)
  }

  /// What a search finds.
  package struct Answer: Sendable {
    /// At most as many as were asked for.
    package var hits: [TextHit]
    /// All documents that answer the query, by index and segment.
    package var matching: [[DocumentSet]]
    package var total: Int
  }

  /// The accepted documents that answer the query; an empty query has no hits.
  ///
  /// - Parameter accepted: By index and segment.
  package func run(
    among accepted: [[DocumentSet]], order: TextOrder = .relevance, limit: Int
  ) throws(IndexDamage) -> Answer {
    var matching = accepted
    var best = BestFew(limit: limit)
    guard !kinds.isEmpty else {
      for (index, sets) in accepted.enumerated() {
        matching[index] = sets.indices.map {
          DocumentSet(capacity: indexes[index].segments[$0].segment.documentCount)
        }
      }
      return Answer(hits: [], matching: matching, total: 0)
    }
    let counts = try counts()
    let weights = weights(counts)
    for (place, index) in indexes.enumerated() {
      for (segment, live) in index.segments.enumerated() {
        let lengths = try live.segment.numbers(.lengths, of: UInt32.self)
        let keys = try live.segment.numbers(.orderKeys, of: UInt64.self)
        for document in accepted[place][segment].elements {
          let ofClauses = counts[place][segment].map { $0[document] }
          guard isAnswer(ofClauses) else {
            matching[place][segment].remove(document)
            continue
          }
          var score = 0.0
          for (clause, count) in ofClauses.enumerated() where kinds[clause] != .excluded {
            score +=
              weights[clause] * index.bm25.saturation(count, length: Int32(lengths[document]))
          }
          best.insert(
            BestFew.Entry(
              document: index.starts[segment] + document, index: place, key: keys[document],
              score: order == .relevance ? score : 0))
        }
      }
    }
    return Answer(
      hits: best.ranked.map { TextHit(index: $0.index, number: $0.document, score: $0.score) },
      matching: matching, total: matching.joined().reduce(0) { $0 + $1.count })
  }

  private func isAnswer(_ counts: [Int32]) -> Bool {
    zip(kinds, counts).allSatisfy { kind, count in
      switch kind {
      case .required: count > 0
      case .excluded: count == 0
      case .optional: true
      }
    }
  }

  /// By index, segment, clause and document.
  private func counts() throws(IndexDamage) -> [[[[Int32]]]] {
    var counts: [[[[Int32]]]] = []
    for ofIndex in matchers {
      var segments: [[[Int32]]] = []
      for ofSegment in ofIndex {
        var clauses: [[Int32]] = []
        for matcher in ofSegment { clauses.append(try matcher.counts()) }
        segments.append(clauses)
      }
      counts.append(segments)
    }
    return counts
  }

  /// What each clause says, by how many live documents have it.
  private func weights(_ counts: [[[[Int32]]]]) -> [Double] {
    var documents = 0
    var frequencies = [Int](repeating: 0, count: kinds.count)
    for (place, index) in indexes.enumerated() {
      documents += index.documentCount
      for (segment, live) in index.segments.enumerated() {
        for clause in kinds.indices {
          frequencies[clause] += counts[place][segment][clause].indices.count {
            counts[place][segment][clause][$0] > 0 && !live.removed.contains($0)
          }
        }
      }
    }
    let bm25 = BM25(documents: documents, totalLength: 0)
    return frequencies.map { bm25.inverseFrequency($0) }
  }

  // MARK: - Showing

  /// Where the query's words stand in a hit's title, and a passage of its body around them.
  ///
  /// Ranges are of UTF-8 offsets in the title, in order, not overlapping.
  package func passage(
    of hit: TextHit, title: String, body: String
  ) -> (titleHighlights: [Range<Int>], excerpt: SimilarCase.Excerpt) {
    let (segment, document) = indexes[hit.index].place(of: hit.number)
    let clauses = zip(kinds, matchers[hit.index][segment]).filter { $0.0 == .required }.map(\.1)
    func matches(_ words: Words) -> [Bool] {
      var matches = [Bool](repeating: false, count: words.list.count)
      for clause in clauses {
        for place in clause.matches(in: words, of: document).joined() { matches[place] = true }
      }
      return matches
    }
    let titleWords = Words(of: title)
    let inTitle = matches(titleWords)
    let bodyWords = Words(of: body)
    return (
      titleWords.list.indices.filter { inTitle[$0] }.map { titleWords.list[$0].source },
      Passage(of: body, words: bodyWords, weights: matches(bodyWords).map { $0 ? 1 : 0 }).excerpt
    )
  }
}
