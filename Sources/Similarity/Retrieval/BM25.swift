/// The weighting of Okapi BM25 (Robertson et al., TREC-3, 1994), as Lucene and its peers have it.
struct BM25: Sendable {
  static let k1 = 1.2
  static let b = 0.75

  private let documents: Double
  /// In quarters.
  let averageLength: Double

  /// - Parameter totalLength: The sum of the documents' lengths, in quarters.
  init(documents: Int, totalLength: Int) {
    self.documents = Double(documents)
    // At least 1, so that it can divide.
    averageLength = max(1, Double(totalLength) / Double(max(1, documents)))
  }

  /// What a term says that `frequency` documents have: ln(1 + (N - n + 0.5) / (n + 0.5)), never
  /// negative.
  func inverseFrequency(_ frequency: Int) -> Double {
    let frequency = Double(frequency)
    return logarithm(1 + (documents - frequency + 0.5) / (frequency + 0.5))
  }

  /// How much of a term's weight a document gets, from 0 towards k1 + 1, for a count and the
  /// document's length, both in quarters.
  @inline(__always)
  func saturation(_ count: Int32, length: Int32) -> Double {
    let count = Double(count)
    let relative = Double(length) / averageLength
    let half = Double(unitCount) * BM25.k1 * (1 - BM25.b + BM25.b * relative)
    return count * (BM25.k1 + 1) / (count + half)
  }
}
