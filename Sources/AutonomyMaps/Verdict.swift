public import Documents

/// What a map says about a situation: a zone, or exactly what is missing to know it.
public struct Verdict: Hashable, Sendable {
  /// Nil: undecided.
  public var zone: Zone?
  /// Nil when decided.
  public var undecided: Undecided?
  public var decidedBy: Source
  /// The role to consult, where the zone is (or may be) consult.
  public var with: String?
  /// The largest amount up to which this zone goes on without a gap, all else equal.
  ///
  /// For `escalate` the largest smaller amount that would surely not be escalated. In whole
  /// hundredths; nil where no amount is requested, or none ends the zone.
  public var limit: Money?
  /// The next freer zone that this situation could reach, and the condition it misses.
  public var freer: Freer?
  /// Facts that were not given and took their default, by name, and what else was assumed.
  public var assumed: [Assumption]
  /// The cap of the rule, where it has one, and what it says here.
  public var cap: CapState?
  /// The cases and learnings the rule rests on.
  public var because: [DocumentID]

  /// Which part of the map spoke.
  public enum Source: Hashable, Sendable {
    case rule(String)
    /// A trial, and the rule it replaces.
    case trial(String, rule: String)
    case limit(String, why: String?)
    /// No rule speaks about this action, motive and level.
    case byDefault
    /// More than one part, depending on what is missing.
    case depends

    /// The id of the rule, trial or limit; nil where none alone spoke.
    package var name: String? {
      switch self {
      case .rule(let id), .trial(let id, rule: _), .limit(let id, why: _): id
      case .byDefault, .depends: nil
      }
    }

    /// Which kind of part spoke, for programs.
    package var kind: String {
      switch self {
      case .rule: "rule"
      case .trial: "trial"
      case .limit: "limit"
      case .byDefault: "default"
      case .depends: "depends"
      }
    }
  }

  /// What is missing, and which zone each possibility leads to.
  public struct Undecided: Hashable, Sendable {
    /// Names of fields (`requested`, `level`, `team`, `motive`) and facts, only those that change
    /// the zone.
    public var needs: [String]
    /// Possibilities that cover all cases, in the form of conditions ("orders >= 3"), most free
    /// first.
    public var outcomes: [Outcome]
    /// False where there are too many possibilities: `needs` may then name more than what matters,
    /// and `outcomes` is empty.
    public var isComplete: Bool

    public struct Outcome: Hashable, Sendable {
      public var condition: String
      public var zone: Zone

      public init(condition: String, zone: Zone) {
        self.condition = condition
        self.zone = zone
      }
    }

    public init(needs: [String], outcomes: [Outcome], isComplete: Bool = true) {
      self.needs = needs
      self.outcomes = outcomes
      self.isComplete = isComplete
    }
  }

  /// The next freer zone and what it takes.
  public struct Freer: Hashable, Sendable {
    public var zone: Zone
    /// In the form of a condition: "requested <= 50 EUR".
    public var condition: String

    public init(zone: Zone, condition: String) {
      self.zone = zone
      self.condition = condition
    }
  }

  /// Something taken for granted because nothing was said.
  public enum Assumption: Hashable, Sendable {
    case fact(name: String, value: FactValue)
    /// No customer was named: nothing but what is requested now was held against this rule's cap.
    case capUnchecked(rule: String)
  }

  /// A cap and how far it is used.
  public struct CapState: Hashable, Sendable {
    public var cap: Cap
    public var used: Money
    public var reached: Bool

    public init(cap: Cap, used: Money, reached: Bool) {
      self.cap = cap
      self.used = used
      self.reached = reached
    }
  }

  public init(zone: Zone?, undecided: Undecided? = nil, decidedBy: Source) {
    self.zone = zone
    self.undecided = undecided
    self.decidedBy = decidedBy
    assumed = []
    because = []
  }
}
