public import Documents

/// A limit that past cases support, as a rule in the map's form and the evidence for it.
public struct Suggestion: Hashable, Sendable {
  public var direction: Direction
  /// Whose limit moves: alone or consult.
  public var zone: Zone
  /// As it would stand in the map.
  public var rule: RuleDocument
  /// The map's rule that speaks today; nil where none does.
  public var today: RuleDocument?
  /// What the limit is held against: `requested`, or a fact that is an amount.
  public var field: String
  /// The limit today; nil where there is none.
  public var from: Money?
  public var to: Money
  /// What speaks for it.
  ///
  /// For a wider limit: consulted or escalated, then granted as asked, and ended well. For a tighter
  /// one: decided alone, and ended badly.
  public var support: [Evidence]
  /// What happened up to the limit (for a tighter one: above it) and speaks neither way by itself:
  /// decided alone and ended well.
  public var alike: [Evidence]
  /// Similar cases that went another way: not granted as asked, or ended badly.
  public var against: [Evidence]
  /// The same beyond the limit, where it changes nothing.
  public var beyond: [Evidence]
  /// Cases whose end is mixed, pending or not noted.
  public var open: Int

  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case wider, tighter
  }

  /// How often what happened agrees with the suggestion.
  public var agreement: Proportion {
    switch direction {
    case .wider:
      Proportion(support.count + alike.count, of: support.count + alike.count + against.count)
    case .tighter: Proportion(support.count, of: support.count + alike.count)
    }
  }

  /// Whether the suggestion changes a rule that the map has; otherwise it adds one.
  public var changesRule: Bool { today?.id == rule.id }
}

/// One past case as a suggestion sees it.
public struct Evidence: Hashable, Sendable {
  public var id: DocumentID
  /// What the limit is held against.
  public var amount: Money
  public var granted: Money?
  /// How it was decided.
  public var zone: Zone
  public var outcome: Outcome?
}

/// Everything that past cases say about a map's limits.
public struct Suggestions: Hashable, Sendable {
  /// How many agreeing cases a suggestion needs.
  public var least: Int
  /// Cases of the role that were looked at.
  public var cases: Int
  public var suggestions: [Suggestion] = []
  /// Limits that some cases support, but too few or not clearly enough.
  public var weaker: [WeakerSupport] = []

  public struct WeakerSupport: Hashable, Sendable {
    public var rule: String
    public var action: String
    public var zone: Zone
    public var support: Int
    public var against: Int
  }

  /// The least number of cases that, all agreeing, put the interval above one half: n / (n + 1.96²)
  /// is above it from n = 4 on.
  public static let usualLeast = 4
}
