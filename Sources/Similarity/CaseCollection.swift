package import Documents

/// Cases made searchable by their similarity to a new situation; immutable.
package struct CaseCollection: Sendable {
  private let cases: [FieldCase]

  /// Analyses and indexes `cases`; their positions are those of the array.
  ///
  /// `languages` are the base's (ISO 639-1, the main one first): what a text without `lang` is taken for when its
  /// own words do not tell.
  package init(cases: [FieldCase], languages: [String]) {
    self.cases = cases
  }

  /// The most similar among the cases whose position `accepts`, at most `query.limit`.
  ///
  /// Only cases that share something with the query are results. `accepts` is asked before anything is cut off.
  package func similar(
    to query: SimilarityQuery, weights: SimilarityWeights = SimilarityWeights(),
    where accepts: (Int) -> Bool = { _ in true }
  ) -> SimilarityAnswer {
    SimilarityAnswer(
      results: [], confidence: .none,
      precedent: PrecedentSummary(zones: [:], granted: nil, outcomes: [:]))
  }
}
