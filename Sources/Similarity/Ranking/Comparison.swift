internal import Documents

/// Scores cases against one query: the weighted mean of the similarities of the features that both sides have.
struct Comparison {
  let index: CaseIndex
  let scorer: TextScorer
  /// By segment.
  let fields: [SegmentFields]
  let weights: SimilarityWeights

  init(
    _ query: SimilarityQuery, _ weights: SimilarityWeights, _ index: CaseIndex
  ) throws(IndexDamage) {
    self.index = index
    scorer = try TextScorer(AnalysedQuery(query.text, index: index), index: index)
    var fields: [SegmentFields] = []
    for live in index.segments { fields.append(try SegmentFields(query, weights, live.segment)) }
    self.fields = fields
    self.weights = weights
  }

  var hasText: Bool { !scorer.query.isEmpty }

  /// Whether a case has text.
  func hasAnyText(_ number: Int) -> Bool {
    let (segment, document) = index.place(of: number)
    return scorer.segments[segment].lengths[document] > 0
  }

  /// Whether both sides have text.
  func hasText(_ number: Int) -> Bool { hasText && hasAnyText(number) }

  /// The score of a case whose text has a similarity; in [0, 1] if that is.
  func score(_ segment: Int, _ document: Int, text: Double) -> Double {
    var (sum, total) = fields[segment].sums(document)
    if hasText, scorer.segments[segment].lengths[document] > 0 {
      sum += weights.text * text
      total += weights.text
    }
    return total > 0 ? sum / total : 0
  }

  /// The score by fields alone; nil where none can be compared.
  func fieldScore(_ number: Int) -> Double? {
    let (segment, document) = index.place(of: number)
    let (sum, total) = fields[segment].sums(document)
    return total > 0 ? sum / total : nil
  }
}
