internal import Documents

/// Scores cases against one query: the weighted mean of the similarities of the features that both
/// sides have.
struct Comparison {
  let scorer: TextScorer
  let columns: FieldColumns
  let fields: FieldColumns.Query
  let weights: SimilarityWeights

  var hasText: Bool { !scorer.query.isEmpty }

  /// Whether both sides have text.
  func hasText(_ number: Int) -> Bool { hasText && scorer.index.lengths[number] > 0 }

  /// Stage one: with the text's similarity by stems alone.
  func estimate(_ number: Int) -> Double {
    score(number, text: hasText ? scorer.estimate(number) : 0)
  }

  /// The score of a case whose text has a similarity; in [0, 1] if that is.
  func score(_ number: Int, text: Double) -> Double {
    var (sum, total) = fieldSums(number)
    if hasText(number) {
      sum += weights.text * text
      total += weights.text
    }
    return total > 0 ? sum / total : 0
  }

  /// The score by fields alone; nil where none can be compared.
  func fieldScore(_ number: Int) -> Double? {
    let (sum, total) = fieldSums(number)
    return total > 0 ? sum / total : nil
  }

  private func fieldSums(_ number: Int) -> (sum: Double, total: Double) {
    var sum = 0.0
    var total = 0.0
    for feature in fields.features {
      guard let similarity = columns.similarity(feature, fields, number) else { continue }
      sum += weights.weight(of: feature) * similarity
      total += weights.weight(of: feature)
    }
    return (sum, total)
  }
}
