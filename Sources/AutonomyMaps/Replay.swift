public import Documents

/// Past cases judged by two maps: what a revision would have changed.
public struct Replay: Hashable, Sendable {
  /// Cases of the role that name an action.
  public var cases = 0
  /// From which zone to which, freest first; only moves that happened.
  public var moves: [Move] = []
  /// Cases that at least one of the maps cannot judge, by what is missing; the largest group first.
  public var unjudged: [Unjudged] = []
  /// What both maps took for granted because the cases say nothing of it, and in how many it
  /// mattered.
  public var assumed: [Assumed] = []
  /// How long decisions took, by the zone in which they were really made; only zones with enough
  /// cases.
  public var minutes: [ZoneMinutes] = []

  public init() {}

  /// The cases that go from one zone to another.
  public struct Move: Hashable, Sendable {
    public var from: Zone
    public var to: Zone
    /// In the order of their ids.
    public var cases: [DocumentID]
    /// What was asked for in them, one element for each currency.
    public var requested: [Amounts] = []
    public var granted: [Amounts] = []
    /// How they ended; cases without an outcome are in none.
    public var outcomes: [Outcome: Int] = [:]
    /// Nil where too few cases say how long they took.
    public var saved: TimeSaved?

    public init(from: Zone, to: Zone, cases: [DocumentID]) {
      self.from = from
      self.to = to
      self.cases = cases
    }
  }

  /// Cases that lack the same facts.
  public struct Unjudged: Hashable, Sendable {
    /// Names of fields and facts, as `Verdict.Undecided` names them.
    public var needs: [String]
    /// In the order of their ids.
    public var cases: [DocumentID]
    /// Those whose zone the change could move, depending on what is missing; the others keep it,
    /// whatever that is.
    public var couldMove = 0
    /// Those that say what was granted and not what was asked for: no wider limit can be judged by
    /// them.
    public var grantedOnly = 0
  }

  /// An assumption and the number of cases in which another value could have changed a zone.
  public struct Assumed: Hashable, Sendable {
    public var assumption: Verdict.Assumption
    public var cases: Int
  }

  /// Amounts of one currency.
  public struct Amounts: Hashable, Sendable {
    /// How many cases name one.
    public var cases: Int
    public var total: Money
    public var least: Money
    /// Of an even number the lower of the two in the middle.
    public var median: Money
    public var most: Money
  }

  /// How long decisions of one zone took.
  public struct ZoneMinutes: Hashable, Sendable {
    public var zone: Zone
    /// At least `fewestForMinutes`.
    public var cases: Int
    public var lowerQuartile: Double
    public var median: Double
    public var upperQuartile: Double
  }

  /// Minutes that a move saves, or costs where negative.
  public struct TimeSaved: Hashable, Sendable {
    /// The moved cases that were really decided in the zone they leave; only these can save.
    public var cases: Int
    /// For all of them together: the difference of the two zones' medians, once for each.
    public var minutes: Double
    /// The bounds between which `minutes` lies at 95 %, as far as medians of so few cases tell.
    public var low: Double
    public var high: Double
  }

  /// Fewer cases than this with recorded minutes in a zone, and nothing is said about its minutes.
  public static let fewestForMinutes = 10

  public var changed: Int { moves.reduce(0) { $0 + $1.cases.count } }
  public var wider: Int { moves.filter { $0.to < $0.from }.reduce(0) { $0 + $1.cases.count } }
  public var narrower: Int { changed - wider }
  /// Every case that cannot be judged, in the order of the ids.
  public var undecided: [DocumentID] { unjudged.flatMap(\.cases).sorted() }
}

extension PastGrant {
  /// What a case granted; nil where it names no action or amount.
  package init?(_ fieldCase: FieldCase) {
    guard let action = fieldCase.action, let granted = fieldCase.granted else { return nil }
    self.init(day: fieldCase.date, action: action, motive: fieldCase.motive, granted: granted)
  }
}

extension Situation {
  /// What a case says of itself; nil where it names no action.
  ///
  /// Facts that do not fit their type are left out.
  package init?(of fieldCase: FieldCase, vocabulary: Vocabulary) {
    guard let action = fieldCase.action else { return nil }
    self.init(action: action, day: fieldCase.date)
    motive = fieldCase.motive
    level = fieldCase.level
    team = fieldCase.team
    requested = fieldCase.requested
    for fact in fieldCase.facts {
      if let value = vocabulary.fact(named: fact.name)?.parse(fact.text) {
        facts[fact.name] = value
      }
    }
  }
}
