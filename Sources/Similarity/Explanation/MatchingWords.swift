/// Which words of a document are a query's, and what they count.
struct MatchingWords {
  private let language: Language
  private let stems: Stems
  /// By the term's place in the query.
  private let weights: [Int: Double]

  /// Of a document of a segment.
  init(
    in document: Int, of segment: SegmentQuery, _ scorer: TextScorer
  ) throws(IndexDamage) {
    language = Language(number: segment.languages[document])
    weights = try scorer.contributions(segment, document)
    var places: [[UInt8]: Int] = [:]
    for place in weights.keys { places[scorer.query.terms[place].bytes] = place }
    stems = Stems(language, places: places)
  }

  /// The terms that words stand for: by their stems, since a text that is shown may hold words that the segment does not.
  private final class Stems {
    private let language: Language
    private let stemmer: Stemmer
    private let places: [[UInt8]: Int]

    init(_ language: Language, places: [[UInt8]: Int]) {
      self.language = language
      stemmer = Stemmer(language)
      self.places = places
    }

    func place(of word: Span<UInt8>) -> Int? {
      places[stemmer.term(of: word, in: language)]
    }
  }

  /// The place of the term that a word of the document stands for, if the query has it.
  private func term(_ word: Words.Word, _ words: Words) -> Int? {
    stems.place(of: words.folded.span.extracting(word.folded))
  }

  /// What each word of a text counts, in order; 0 for those that are not the query's.
  func weights(of words: Words) -> [Double] {
    words.list.map { word in term(word, words).flatMap { weights[$0] } ?? 0 }
  }

  /// The query's words as they stand in texts, the first time each: best first, at most `limit`.
  ///
  /// Articles and their like count a little, but to a reader they are no reason.
  func strongest(in texts: [String], limit: Int) -> [String] {
    var found: [(term: Int, surface: String)] = []
    for text in texts {
      let words = Words(of: text)
      let bytes = Array(text.utf8)
      for word in words.list {
        guard let term = term(word, words), !found.contains(where: { $0.term == term }),
          SmallWords.languages(of: words.folded.span.extracting(word.folded)) & language.bit == 0
        else { continue }
        found.append((term, String(decoding: bytes[word.source], as: UTF8.self)))
      }
    }
    // Stable: of two that count the same, the one that stands first.
    let ranked = found.enumerated().sorted { left, right in
      let (first, second) = (weights[left.element.term] ?? 0, weights[right.element.term] ?? 0)
      return first != second ? first > second : left.offset < right.offset
    }
    return ranked.prefix(limit).map(\.element.surface)
  }
}
