package import Documents

extension CaseIndex {
  /// So many times the cases that are asked for may be read, where many are nearly the same.
  private static let mostRead = 3

  /// So many neighbours suggest a motive, however few or many are asked for.
  private static let advisers = 10

  /// How many of the cases that are best by the first stage get to the second.
  private static let secondStage = 300

  /// A case by its number, with its score and that of its text.
  struct Ranked {
    var number: Int
    var score: Double
    var text: TextScorer.Similarity
  }

  /// The most similar among the accepted cases, at most `query.limit`.
  ///
  /// Only cases that share something with the query are results.
  ///
  /// - Parameters:
  ///   - accepted: By segment; filters apply before anything is cut off.
  ///   - load: A case whole, by its number; called for results alone.
  package func similar(
    to query: SimilarityQuery, weights: SimilarityWeights = SimilarityWeights(),
    among accepted: [DocumentSet], load: (Int) throws -> FieldCase
  ) throws -> SimilarityAnswer {
    let comparison = try Comparison(query, weights, self)
    // There are not more, and a product with more could be too large.
    let limit = min(query.limit, documentCount)
    let suggestsMotive = query.motive == nil
    let read = suggestsMotive ? max(limit, CaseIndex.advisers) : limit
    // Whether the first stands out takes the second to tell, however few are asked for.
    let ranked = try ranking(
      by: comparison, limit: max(2, CaseIndex.mostRead * read), among: accepted)
    var folding = NearDuplicates()
    var scores: [Double] = []
    var results: [SimilarCase] = []
    for ranked in ranked {
      let value = try load(ranked.number)
      if let place = folding.place(ofOneLike: value) {
        if place < results.count { results[place].alike.append(value.id) }
        continue
      }
      guard scores.count < read else { break }
      folding.keep(value)
      scores.append(ranked.score)
      if results.count < limit {
        results.append(try comparison.explain(ranked, query: query, value: value))
      }
    }
    let confidence = Confidence(in: ranked, comparison)
    let motive =
      suggestsMotive && confidence != .none
      ? MotiveSuggestion(folding.kept, scores: Array(scores.prefix(CaseIndex.advisers))) : nil
    return SimilarityAnswer(
      results: results, confidence: confidence,
      precedent: PrecedentSummary(Array(folding.kept.prefix(limit))), suggestedMotive: motive)
  }

  /// Both stages: the best of all by stems and fields, ranked by all there is.
  func ranking(
    by comparison: Comparison, limit: Int, among accepted: [DocumentSet]
  ) throws(IndexDamage) -> [Ranked] {
    let candidates = try candidates(
      by: comparison, limit: max(CaseIndex.secondStage, limit), among: accepted)
    var scratch = comparison.scorer.makeScratch()
    var refined: [Ranked] = []
    for candidate in candidates {
      let (segment, document) = place(of: candidate.number)
      let text = try comparison.scorer.similarity(
        comparison.scorer.segments[segment], document, &scratch)
      refined.append(
        Ranked(
          number: candidate.number,
          score: comparison.score(segment, document, text: text.value), text: text))
    }
    return Array(try arrange(refined, by: \.score, \.number).prefix(limit))
  }

  private func candidates(
    by comparison: Comparison, limit: Int, among accepted: [DocumentSet]
  ) throws(IndexDamage) -> [CandidateSearch.Candidate] {
    var search = CandidateSearch(comparison, limit: limit, accepted: accepted)
    return try search.run()
  }

  /// Stage one alone: the numbers of the best by stems and fields, best first.
  ///
  /// - Parameter limit: Nil: as many as stage two looks at.
  package func candidates(
    for query: SimilarityQuery, weights: SimilarityWeights, among accepted: [DocumentSet],
    limit: Int?
  ) throws(IndexDamage) -> [Int] {
    let comparison = try Comparison(query, weights, self)
    return try candidates(
      by: comparison, limit: limit ?? CaseIndex.secondStage, among: accepted
    ).map(\.number)
  }

  /// Every live document, by segment.
  package var liveDocuments: [DocumentSet] {
    segments.map { live in
      var all = DocumentSet(allOf: live.segment.documentCount)
      all.subtract(live.removed)
      return all
    }
  }
}
