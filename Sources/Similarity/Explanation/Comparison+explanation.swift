internal import Documents

extension Comparison {
  /// At most as many words explain a similarity of texts.
  private static let mostWords = 6

  /// A result: its score and what it is made of.
  func explain(
    _ ranked: CaseIndex.Ranked, query: SimilarityQuery, value: FieldCase
  ) throws(IndexDamage) -> SimilarCase {
    let number = ranked.number
    let (segment, document) = index.place(of: number)
    let words = try MatchingWords(in: document, of: scorer.segments[segment], scorer)
    let situation = Words(of: value.situation)
    var result = SimilarCase(
      number: number, score: ranked.score, parts: [], same: [], differs: [],
      notCompared: [],
      excerpt: Passage(
        of: value.situation, words: situation, weights: words.weights(of: situation)
      ).excerpt)
    for feature in Feature.allCases {
      if feature == .text {
        explainText(ranked, words, value, &result)
      } else {
        explainField(feature, number, query, value, &result)
      }
    }
    let total = result.parts.reduce(0) { $0 + $1.weight }
    for part in result.parts.indices { result.parts[part].weight /= total > 0 ? total : 1 }
    return result
  }

  private func explainText(
    _ ranked: CaseIndex.Ranked, _ words: MatchingWords, _ value: FieldCase,
    _ result: inout SimilarCase
  ) {
    if hasText(ranked.number) {
      let why = words.strongest(in: value.texts, limit: Comparison.mostWords)
      result.parts.append(
        SimilarCase.Part(
          feature: .text, similarity: ranked.text.value, weight: weights.text, why: why))
    } else if hasText || hasAnyText(ranked.number) {
      result.notCompared.append(.text)
    }
  }

  private func explainField(
    _ feature: Feature, _ number: Int, _ query: SimilarityQuery, _ value: FieldCase,
    _ result: inout SimilarCase
  ) {
    let differences = differences(feature, query, value)
    result.differs += differences
    let (segment, document) = index.place(of: number)
    guard let similarity = fields[segment].similarity(feature, document) else {
      if query.hasField(feature) || value.hasField(feature) { result.notCompared.append(feature) }
      return
    }
    if differences.isEmpty { result.same.append(feature) }
    result.parts.append(
      SimilarCase.Part(
        feature: feature, similarity: similarity, weight: weights.weight(of: feature),
        why: feature == .facts
          ? query.sharedFacts(with: value).map { "\($0.name) = \($0.case)" }
          : [value.value(of: feature)].compactMap { $0 }))
  }

  private func differences(
    _ feature: Feature, _ query: SimilarityQuery, _ value: FieldCase
  ) -> [SimilarCase.Difference] {
    if feature == .facts {
      return query.sharedFacts(with: value).filter {
        ComparableValue($0.query) != ComparableValue($0.case)
      }.map {
        SimilarCase.Difference(field: "facts.\($0.name)", query: $0.query, case: $0.case)
      }
    }
    guard let mine = query.value(of: feature), let theirs = value.value(of: feature),
      mine != theirs
    else { return [] }
    return [SimilarCase.Difference(field: feature.rawValue, query: mine, case: theirs)]
  }
}

extension SimilarityQuery {
  /// The facts that both sides state, in the query's order, with both values.
  fileprivate func sharedFacts(
    with value: FieldCase
  ) -> [(name: String, query: String, case: String)] {
    facts.compactMap { fact in
      value.facts.first { $0.name == fact.name }.map { (fact.name, fact.text, $0.text) }
    }
  }
}

extension FieldCase {
  /// All that is text in a case, the situation before what was decided about it.
  fileprivate var texts: [String] {
    [title, situation] + [decision, why, outcomeText].compactMap { $0 }
  }
}
