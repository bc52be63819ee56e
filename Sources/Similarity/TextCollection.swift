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

/// A full-text query: `words`, `"a phrase"`, `prefix*`, `-excluded` (also `-"a phrase"` and `-prefix*`).
///
/// Every text is a query: what is not closed or has no letters is read as far as it makes sense. All words, phrases
/// and prefixes have to be in a document, none of the excluded may be.
package struct TextQuery: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
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

  /// Analyses and indexes `documents`; their positions are those of the array.
  package init(documents: [TextDocument], languages: [String]) {
    self.documents = documents
  }

  /// The documents whose position `accepts` and that answer `query`; an empty query has no hits.
  package func search(
    _ query: TextQuery, order: TextOrder = .relevance, limit: Int,
    where accepts: (Int) -> Bool = { _ in true }
  ) -> TextAnswer {
    TextAnswer(hits: [], total: 0)
  }
}
