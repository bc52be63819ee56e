/// A text to be searched: a title and a body.
package struct TextDocument: Hashable, Sendable {
  package var title: String
  package var body: String
  /// ISO 639-1; nil: detected.
  package var lang: String?

  package init(title: String, body: String, lang: String? = nil) {
    self.title = title
    self.body = body
    self.lang = lang
  }
}

/// In which order hits come.
public enum TextOrder: Hashable, Sendable {
  /// Best score first; ties by position.
  case relevance
  /// As the documents were given.
  case position
}

/// A document that answers a full-text query.
package struct TextHit: Hashable, Sendable {
  /// The document's position in the collection.
  package var position: Int
  /// BM25, comparable within one answer only; 0 where the query only excludes.
  package var score: Double
  /// Ranges of UTF-8 offsets in the title, in order, not overlapping.
  package var titleHighlights: [Range<Int>]
  /// A passage of the body around the words of the query.
  package var excerpt: SimilarCase.Excerpt

  package init(
    position: Int, score: Double, titleHighlights: [Range<Int>], excerpt: SimilarCase.Excerpt
  ) {
    self.position = position
    self.score = score
    self.titleHighlights = titleHighlights
    self.excerpt = excerpt
  }
}

/// The hits of a full-text query.
package struct TextAnswer: Hashable, Sendable {
  /// At most as many as were asked for.
  package var hits: [TextHit]
  /// How many documents answer the query in all.
  package var total: Int

  package init(hits: [TextHit], total: Int) {
    self.hits = hits
    self.total = total
  }
}

/// Documents made searchable by their words; immutable.
package struct TextCollection: Sendable {
  private let documents: [TextDocument]
  private let index: TextIndex
  private let bm25: BM25
  private let expected: [Language]

  /// A word of a title counts as much as two of the body.
  private static let titleWeight = 2 * TextIndex.unit

  /// Analyses and indexes `documents`; their positions are those of the array.
  ///
  /// `languages` are the base's (ISO 639-1, the main one first).
  package init(documents: [TextDocument], languages: [String]) {
    self.documents = documents
    expected = languages.map { Language($0) }
    let detector = LanguageDetector(expected: expected)
    var builder = TextIndexBuilder()
    for document in documents {
      let body = Array(document.body.utf8)
      let words = Words(body)
      let language =
        document.lang.map { Language($0) } ?? detector.language(of: body, words: words)
      builder.add(
        [(Words(of: document.title), TextCollection.titleWeight), (words, TextIndex.unit)],
        language: language)
    }
    index = builder.build()
    bm25 = BM25(index)
  }

  /// The documents whose position `accepts` and that answer `query`; an empty query has no hits.
  package func search(
    _ query: TextQuery, order: TextOrder = .relevance, limit: Int,
    where accepts: (Int) -> Bool = { _ in true }
  ) -> TextAnswer {
    let smallBits = expected.reduce(0) { $0 | $1.bit }
    let clauses = query.clauses { SmallWords.languages(of: $0.span) & smallBits != 0 }
      .map { ClauseMatcher($0, index) }
    guard !clauses.isEmpty else { return TextAnswer(hits: [], total: 0) }
    var scores: [Double?] = Array(repeating: 0, count: documents.count)
    for clause in clauses { apply(clause, to: &scores) }

    var best = BestFew(limit: limit)
    var total = 0
    for (position, score) in scores.enumerated() {
      guard let score, accepts(position) else { continue }
      total += 1
      best.insert(BestFew.Entry(document: position, score: order == .relevance ? score : 0))
    }
    let hits = best.ranked.map {
      hit($0.document, score: scores[$0.document] ?? 0, clauses)
    }
    return TextAnswer(hits: hits, total: total)
  }

  /// Adds a clause's score where it is found, and takes out the documents that do not answer it.
  private func apply(_ matcher: ClauseMatcher, to scores: inout [Double?]) {
    let counts = matcher.counts()
    let weight = bm25.inverseFrequency(counts.count { $0 > 0 })
    for (document, count) in counts.enumerated() {
      guard let score = scores[document] else { continue }
      switch matcher.clause.kind {
      case .excluded: if count > 0 { scores[document] = nil }
      case .required where count == 0: scores[document] = nil
      case .required, .optional:
        scores[document] =
          score + weight * bm25.saturation(count, length: index.lengths[document])
      }
    }
  }

  private func hit(_ position: Int, score: Double, _ clauses: [ClauseMatcher]) -> TextHit {
    let document = documents[position]
    let title = Words(of: document.title)
    let body = Words(of: document.body)
    let inTitle = matches(clauses, title, position)
    let inBody = matches(clauses, body, position)
    return TextHit(
      position: position, score: score,
      titleHighlights: title.list.indices.filter { inTitle[$0] }.map { title.list[$0].source },
      excerpt: Passage(of: document.body, words: body, weights: inBody.map { $0 ? 1 : 0 }).excerpt)
  }

  /// Which words of a text of a document are what the query asks for.
  private func matches(_ clauses: [ClauseMatcher], _ words: Words, _ position: Int) -> [Bool] {
    var matches = [Bool](repeating: false, count: words.list.count)
    for clause in clauses where clause.clause.kind == .required {
      for match in clause.matches(in: words, index.languages[position]) {
        for word in match { matches[word] = true }
      }
    }
    return matches
  }
}
