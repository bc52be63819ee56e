public import Documents

/// The features a similarity is made of.
public enum Feature: String, Hashable, Sendable, CaseIterable {
  case text, motive, action, requested, role, level, channel, team, facts
}

/// One past case with its score and why.
public struct SimilarCase: Hashable, Sendable {
  /// The number of the case in the index that was searched.
  public var number: Int
  /// The weighted mean over the features that both sides have, in [0, 1].
  ///
  /// It is absolute: nothing shared is 0.
  public var score: Double
  /// One for each feature that both sides have, in the order of `Feature`.
  public var parts: [Part]
  /// Fields with the same value on both sides, in the order of `Feature`.
  public var same: [Feature]
  /// Fields that differ, with both values as text ("60 EUR", "40 EUR").
  public var differs: [Difference]
  /// Features that one side lacks: they count neither for nor against.
  public var notCompared: [Feature]
  /// A passage of the situation around the words that count.
  public var excerpt: Excerpt
  /// Cases with the same decision in nearly the same words, which would come next and are left out.
  public var alike: [DocumentID] = []

  /// A feature's share of the score.
  public struct Part: Hashable, Sendable {
    public var feature: Feature
    /// In [0, 1].
    public var similarity: Double
    /// The weight after normalisation: parts' weights sum to 1.
    public var weight: Double
    /// For `text` the words that count most, as they stand in the case, best first; otherwise the
    /// case's value.
    public var why: [String]

    public init(feature: Feature, similarity: Double, weight: Double, why: [String]) {
      self.feature = feature
      self.similarity = similarity
      self.weight = weight
      self.why = why
    }
  }

  /// A field whose values differ.
  public struct Difference: Hashable, Sendable {
    /// A `Feature` name, or `facts.NAME`.
    public var field: String
    public var query: String
    public var `case`: String

    public init(field: String, query: String, case: String) {
      self.field = field
      self.query = query
      self.case = `case`
    }
  }

  /// A passage and the ranges in it to highlight.
  public struct Excerpt: Hashable, Sendable {
    public var text: String
    /// Ranges of UTF-8 offsets in `text`, in order, not overlapping.
    public var highlights: [Range<Int>]

    public init(text: String, highlights: [Range<Int>]) {
      self.text = text
      self.highlights = highlights
    }
  }

  public init(
    number: Int, score: Double, parts: [Part], same: [Feature], differs: [Difference],
    notCompared: [Feature], excerpt: Excerpt
  ) {
    self.number = number
    self.score = score
    self.parts = parts
    self.same = same
    self.differs = differs
    self.notCompared = notCompared
    self.excerpt = excerpt
  }
}

/// How sure an answer is that its first result is about the same thing.
public enum Confidence: String, Hashable, Sendable, CaseIterable {
  case none, weak, strong
}

/// What the neighbours decided, summed up.
public struct PrecedentSummary: Hashable, Sendable {
  /// How many results were decided in each zone; absent zones are left out.
  public var zones: [Zone: Int]
  /// Over the results that granted an amount in the most frequent currency; nil where none did.
  public var granted: Range?
  public var outcomes: [Outcome: Int]

  /// Median (the lower middle of an even count), least and greatest amount granted.
  public struct Range: Hashable, Sendable {
    public var median: Money
    public var min: Money
    public var max: Money

    public init(median: Money, min: Money, max: Money) {
      self.median = median
      self.min = min
      self.max = max
    }
  }

  public init(zones: [Zone: Int], granted: Range?, outcomes: [Outcome: Int]) {
    self.zones = zones
    self.granted = granted
    self.outcomes = outcomes
  }
}
