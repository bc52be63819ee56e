/// What a search for similar cases answers.
public struct SimilarityAnswer: Hashable, Sendable {
  /// Best first; ties newer first, then by id.
  public var results: [SimilarCase]
  /// About the first result.
  public var confidence: Confidence
  /// Over `results`.
  public var precedent: PrecedentSummary

  public init(results: [SimilarCase], confidence: Confidence, precedent: PrecedentSummary) {
    self.results = results
    self.confidence = confidence
    self.precedent = precedent
  }
}
