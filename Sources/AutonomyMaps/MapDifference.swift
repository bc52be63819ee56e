public import Documents

/// What a revision of a map changes: part by part, with a situation that tells both maps apart.
public struct MapDifference: Hashable, Sendable {
  /// Over all situations.
  public var change: Change
  /// The parts that are not the same in both maps: rules, then trials, limits and the default.
  public var parts: [PartChange]
  /// False where too many combinations had to be compared; what was not compared counts as mixed.
  public var isExact: Bool

  /// Where the zones go; freer is wider.
  public enum Change: String, Hashable, Sendable, CaseIterable {
    case same, wider, narrower, mixed
  }

  /// One part and what changes where it speaks in either map.
  public struct PartChange: Hashable, Sendable {
    public var part: Part
    public var change: Change
    /// Nil where every situation keeps its zone.
    public var example: Example?

    public init(part: Part, change: Change, example: Example? = nil) {
      self.part = part
      self.change = change
      self.example = example
    }
  }

  /// A part as it was and as it is; nil: there is none.
  public enum Part: Hashable, Sendable {
    case rule(before: RuleDocument?, after: RuleDocument?)
    case trial(before: TrialDocument?, after: TrialDocument?)
    case limit(before: LimitDocument?, after: LimitDocument?)
    /// Without a map everything is escalated.
    case byDefault(before: Zone, after: Zone)
  }

  /// A situation, with as few fields as possible, that the two maps judge differently.
  public struct Example: Hashable, Sendable {
    public var situation: Situation
    public var before: Zone
    public var after: Zone

    public init(situation: Situation, before: Zone, after: Zone) {
      self.situation = situation
      self.before = before
      self.after = after
    }
  }

  public init(change: Change, parts: [PartChange] = [], isExact: Bool = true) {
    self.change = change
    self.parts = parts
    self.isExact = isExact
  }
}
