public import Documents

/// What a search for similar cases answers.
public struct SimilarityAnswer: Hashable, Sendable {
  /// Best first; ties newer first, then by id.
  public var results: [SimilarCase]
  /// About the first result.
  public var confidence: Confidence
  /// Over `results`.
  public var precedent: PrecedentSummary
  /// What the new situation is probably about; nil where that is said, or nobody can tell.
  public var suggestedMotive: MotiveSuggestion?

  public init(
    results: [SimilarCase], confidence: Confidence, precedent: PrecedentSummary,
    suggestedMotive: MotiveSuggestion? = nil
  ) {
    self.results = results
    self.confidence = confidence
    self.precedent = precedent
    self.suggestedMotive = suggestedMotive
  }
}

/// The motive that most of the neighbours have.
public struct MotiveSuggestion: Hashable, Sendable {
  public var motive: MotivePath
  /// Its part of the scores of all neighbours that have a motive, in (0, 1].
  public var share: Double

  /// Nil where no case has a motive; of equal shares the first by name.
  init?(_ cases: [FieldCase], scores: [Double]) {
    var sums: [MotivePath: Double] = [:]
    for (value, score) in zip(cases, scores) {
      if let motive = value.motive { sums[motive, default: 0] += score }
    }
    let best = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.first
    // In order, so that the sum is the same every time.
    let total = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    guard let best, total > 0 else { return nil }
    motive = best.key
    share = best.value / total
  }
}
