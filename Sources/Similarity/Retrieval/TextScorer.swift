/// Scores documents by their text against one query, in two stages: cheaply all of them, then
/// finely the few that are worth it.
struct TextScorer {
  /// How alike two texts are, and what makes it up.
  struct Similarity: Hashable, Sendable {
    /// BM25 over stems and pairs of neighbours, as a share of what the query itself would score;
    /// may exceed 1 where a document repeats the query's words.
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

  let index: TextIndex
  let query: AnalysedQuery
  private let bm25: BM25
  private let grams: CharacterGrams
  private let gramQuery: CharacterGrams.Query
  /// BM25 over stems, of each document.
  private let stemScores: [Double]
  /// Which terms are the query's.
  private let isQueryTerm: [Bool]

  init(_ query: AnalysedQuery, index: TextIndex, grams: CharacterGrams, bm25: BM25) {
    self.query = query
    self.index = index
    self.grams = grams
    self.bm25 = bm25
    gramQuery = grams.query(query.words)
    var scores = [Double](repeating: 0, count: index.documentCount)
    var isQueryTerm = [Bool](repeating: false, count: index.terms.count)
    for language in query.languages {
      for term in language?.terms ?? [] {
        isQueryTerm[term.term] = true
        for posting in index.postings(of: term.term) {
          let document = Int(index.postingDocuments[posting])
          let saturation = bm25.saturation(
            index.postingCounts[posting], length: index.lengths[document])
          scores[document] += term.weight * saturation
        }
      }
    }
    stemScores = scores
    self.isQueryTerm = isQueryTerm
  }

  private func inLanguage(of document: Int) -> AnalysedQuery.InLanguage? {
    query.languages[Int(index.languages[document].number)]
  }

  /// Stage one: BM25 over stems alone, as a share of what the query itself would score; may exceed 1.
  func estimate(_ document: Int) -> Double {
    guard stemScores[document] > 0, let own = inLanguage(of: document)?.ownScore else { return 0 }
    return stemScores[document] / own
  }

  /// Storage for stage two.
  struct Scratch {
    fileprivate var grams: CharacterGrams.Scratch
  }

  func makeScratch() -> Scratch { Scratch(grams: CharacterGrams.Scratch(grams)) }

  /// Stage two.
  func similarity(_ document: Int, _ scratch: inout Scratch) -> Similarity {
    guard stemScores[document] > 0, let language = inLanguage(of: document), language.ownScore > 0
    else { return Similarity(words: 0, grams: 0) }
    let score = stemScores[document] + pairScore(document, language)
    return Similarity(
      words: score / language.ownScore,
      grams: grams.cosine(gramQuery, with: document, of: index, &scratch.grams))
  }

  /// What each of the query's terms adds to a document's score, of the terms that it has.
  func contributions(_ document: Int) -> [Int: Double] {
    var counts: [Int: Int32] = [:]
    var unit: Int32 = 0
    for at in index.tokens(of: document) {
      let token = index.tokens[at]
      if token < 0 {
        unit = -1 - token
      } else if let term = index.term(ofWord: Int(token), in: index.languages[document]),
        isQueryTerm[term]
      {
        counts[term, default: 0] += unit
      }
    }
    var contributions: [Int: Double] = [:]
    for term in inLanguage(of: document)?.terms ?? [] {
      guard let count = counts[term.term] else { continue }
      contributions[term.term] =
        term.weight * bm25.saturation(count, length: index.lengths[document])
    }
    return contributions
  }

  private func pairScore(_ document: Int, _ language: AnalysedQuery.InLanguage) -> Double {
    guard !language.pairs.isEmpty else { return 0 }
    let terms = index.termOfWord[Int(index.languages[document].number)]
    var counts: [(key: UInt64, weight: Double, count: Int32)] = []
    var previous = -1
    var unit: Int32 = 0
    for at in index.tokens(of: document) {
      let token = index.tokens[at]
      if token < 0 { unit = -1 - token }
      let term = token < 0 ? -1 : Int(terms[Int(token)])
      guard term >= 0, isQueryTerm[term] else {
        previous = -1
        continue
      }
      if previous >= 0, let weight = language.pairs[AnalysedQuery.pairKey(previous, term)] {
        let key = AnalysedQuery.pairKey(previous, term)
        if let known = counts.firstIndex(where: { $0.key == key }) {
          counts[known].count += unit
        } else {
          counts.append((key, weight, unit))
        }
      }
      previous = term
    }
    return counts.reduce(0) {
      $0 + $1.weight * bm25.saturation($1.count, length: index.lengths[document])
    }
  }
}
