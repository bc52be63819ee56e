extension Confidence {
  /// A text this alike is about the same thing, whatever else there is.
  private static let certain = 0.75
  /// A text this alike is about the same thing if it stands out: the next one is at most
  /// `standingOut` times as much alike.
  private static let likely = 0.4
  private static let standingOut = 0.7
  /// Fields that agree this much make up for a text that does not, and fields that agree less than
  /// the rest of it take away from one that does.
  private static let agreeing = 0.75

  /// How sure a ranking's first case is; the rule is calibrated in docs/ranking.md.
  init(in ranked: [CaseIndex.Ranked], _ comparison: Comparison) {
    guard let first = ranked.first else {
      self = .none
      return
    }
    let fields = comparison.fieldScore(first.number)
    guard comparison.hasText(first.number) else {
      // Fields that agree say that a case is of the same kind, and not that it is the same.
      self = fields ?? 0 >= Confidence.agreeing ? .weak : .none
      return
    }
    let value = first.text.value
    let next = ranked.dropFirst().first?.text.value ?? 0
    let standsOut = next <= Confidence.standingOut * value
    if value >= Confidence.certain || value >= Confidence.likely && standsOut {
      self = fields ?? 1 < 1 - Confidence.agreeing ? .weak : .strong
    } else if value >= Confidence.leastSimilarity(words: comparison.scorer.query.words.list.count) {
      self = .weak
    } else {
      self = fields ?? 0 >= Confidence.agreeing ? .weak : .none
    }
  }

  /// Below this, what two texts share is what any two texts share; a longer query shares a smaller
  /// part of itself with the text that answers it.
  private static func leastSimilarity(words: Int) -> Double {
    max(0.13, 0.28 - 0.07 * logarithm(Double(max(1, words)) / 10))
  }
}
