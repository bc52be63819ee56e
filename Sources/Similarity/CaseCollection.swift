package import Documents

/// Cases made searchable by their similarity to a new situation; immutable.
///
/// Building analyses every text once. Inside, cases are numbered newest first, then by id, so that
/// of two equal scores the smaller number comes first.
package struct CaseCollection: Sendable {
  let cases: [FieldCase]
  /// The position of each case by its number inside.
  private let positions: [Int]
  let index: TextIndex
  private let bm25: BM25
  private let grams: CharacterGrams
  private let columns: FieldColumns

  /// Analyses and indexes `cases`; their positions are those of the array.
  ///
  /// `languages` are the base's (ISO 639-1, the main one first): what a text without `lang` is taken
  /// for when its own words do not tell.
  package init(cases: [FieldCase], languages: [String]) {
    self.init(cases: cases, languages: languages, leastGramSlots: 1 << 14)
  }

  /// With more slots for grams, so that none share one.
  init(cases: [FieldCase], languages: [String], leastGramSlots: Int) {
    self.cases = cases
    positions = cases.indices.sorted {
      (cases[$1].date, cases[$0].id, $0) < (cases[$0].date, cases[$1].id, $1)
    }
    var builder = CaseTextBuilder(expected: languages.map { Language($0) })
    for position in positions { builder.add(cases[position]) }
    index = builder.build()
    bm25 = BM25(index)
    grams = CharacterGrams(of: index, leastSlots: leastGramSlots)
    columns = FieldColumns(positions.map { cases[$0] })
  }

  /// How many of the cases that are best by the first stage get to the second.
  private static let secondStage = 300

  /// The most similar among the cases whose position `accepts`, at most `query.limit`.
  ///
  /// Only cases that share something with the query are results. `accepts` is asked before anything
  /// is cut off.
  package func similar(
    to query: SimilarityQuery, weights: SimilarityWeights = SimilarityWeights(),
    where accepts: (Int) -> Bool = { _ in true }
  ) -> SimilarityAnswer {
    let comparison = comparison(with: query, weights)
    // Whether the first stands out takes the second to tell, however few are asked for.
    let ranked = ranking(by: comparison, limit: max(2, query.limit), where: accepts)
    let results = ranked.prefix(max(0, query.limit)).map { ranked in
      comparison.explain(
        ranked, query: query, value: cases[positions[ranked.number]],
        position: positions[ranked.number])
    }
    return SimilarityAnswer(
      results: results, confidence: Confidence(in: ranked, comparison),
      precedent: PrecedentSummary(results.map { cases[$0.position] }))
  }

  func comparison(with query: SimilarityQuery, _ weights: SimilarityWeights) -> Comparison {
    let text = AnalysedQuery(query.text, index: index, bm25: bm25)
    return Comparison(
      scorer: TextScorer(text, index: index, grams: grams, bm25: bm25),
      columns: columns, fields: columns.query(query), weights: weights)
  }

  /// A case by its number inside, with its score and that of its text.
  struct Ranked {
    var number: Int
    var score: Double
    var text: TextScorer.Similarity
  }

  /// Both stages: the best of all by stems and fields, ranked by all there is.
  func ranking(
    by comparison: Comparison, limit: Int, where accepts: (Int) -> Bool
  ) -> [Ranked] {
    var candidates = BestFew(limit: max(CaseCollection.secondStage, limit))
    for number in positions.indices {
      let entry = BestFew.Entry(document: number, score: comparison.estimate(number))
      if entry.score > 0, candidates.wouldKeep(entry), accepts(positions[number]) {
        candidates.insert(entry)
      }
    }
    var scratch = comparison.scorer.makeScratch()
    let refined = candidates.ranked.map { candidate in
      let text = comparison.scorer.similarity(candidate.document, &scratch)
      return Ranked(
        number: candidate.document, score: comparison.score(candidate.document, text: text.value),
        text: text)
    }
    return Array(
      refined.sorted { ($0.score, $1.number) > ($1.score, $0.number) }.prefix(limit))
  }
}
