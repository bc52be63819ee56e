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
    self.cases = cases
    positions = cases.indices.sorted {
      (cases[$1].date, cases[$0].id, $0) < (cases[$0].date, cases[$1].id, $1)
    }
    var builder = CaseTextBuilder(expected: languages.map { Language($0) })
    for position in positions { builder.add(cases[position]) }
    index = builder.build()
    bm25 = BM25(index)
    grams = CharacterGrams(of: index)
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
    let text = AnalysedQuery(query.text, index: index, bm25: bm25)
    let scorer = TextScorer(text, index: index, grams: grams, bm25: bm25)
    let fields = columns.query(query)
    let comparison = Comparison(
      scorer: scorer, columns: columns, fields: fields, weights: weights)

    var candidates = BestFew(limit: max(CaseCollection.secondStage, query.limit))
    for number in positions.indices {
      let entry = BestFew.Entry(document: number, score: comparison.estimate(number))
      if entry.score > 0, candidates.wouldKeep(entry), accepts(positions[number]) {
        candidates.insert(entry)
      }
    }
    var scratch = scorer.makeScratch()
    var best = BestFew(limit: query.limit)
    var similarities: [Int: TextScorer.Similarity] = [:]
    for candidate in candidates.ranked {
      let similarity = scorer.similarity(candidate.document, &scratch)
      similarities[candidate.document] = similarity
      best.insert(
        BestFew.Entry(
          document: candidate.document,
          score: comparison.score(candidate.document, text: similarity.value)))
    }
    return answer(best.ranked, similarities, comparison, query)
  }

  private func answer(
    _ ranked: [BestFew.Entry], _ similarities: [Int: TextScorer.Similarity],
    _ comparison: Comparison, _ query: SimilarityQuery
  ) -> SimilarityAnswer {
    let results = ranked.map { entry in
      comparison.explain(
        entry.document, text: similarities[entry.document]?.value ?? 0, query: query,
        value: cases[positions[entry.document]], position: positions[entry.document])
    }
    let evidence = ranked.first.map { first in
      Confidence.Evidence(
        text: comparison.hasText ? similarities[first.document] : nil,
        fields: comparison.fieldScore(first.document))
    }
    return SimilarityAnswer(
      results: results, confidence: evidence.map { Confidence($0) } ?? .none,
      precedent: PrecedentSummary(results.map { cases[$0.position] }))
  }
}
