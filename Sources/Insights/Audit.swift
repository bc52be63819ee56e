public import Documents

/// Where practice and a map part, by rule, motive and team, and never by person.
public struct Audit: Hashable, Sendable {
  public var role: String
  /// Cases of the role that were held against the map in force on their day; nil: fewer than the smallest group, and
  /// nothing is said about them.
  public var cases: Int? = 0
  /// Cases of the role that cannot be: no map was in force, or something is missing; nil for the same reason.
  public var unjudged: Int? = 0
  /// The revisions that cannot judge, of those that should judge one of the cases, and the newest.
  public var unusable: [Int] = []
  public var findings: [AuditFinding] = []
  /// Parts of the map about which nothing is said, because fewer cases than the smallest group were
  /// decided under them.
  public var withheldParts = 0
  /// Motives and teams left out of findings for the same reason.
  public var withheldGroups = 0
  public var smallestGroup: Int
}

/// One thing that an audit found about one part of a map.
public struct AuditFinding: Hashable, Sendable {
  public var kind: Kind
  public var part: Part
  /// In the order of their ids; none for rules that were never used.
  public var cases: [DocumentID] = []
  /// Cases decided under this part of the map.
  public var total: Int
  /// How the cases ended; cases that do not say are in none.
  public var outcomes: [Outcome: Int] = [:]
  /// The recorded minutes of the cases together; nil where none says.
  public var minutes: Int?
  /// Largest first.
  public var motives: [Group] = []
  public var teams: [Group] = []
  /// Near-identical cases that were decided differently, the widest apart first.
  public var clusters: [Cluster] = []

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Consulted or escalated although the map allowed more.
    case allowedYetAsked = "allowed-yet-asked"
    /// Escalated, then granted exactly as asked.
    case escalatedThenGranted = "escalated-then-granted"
    /// Decided more freely than the map allowed.
    case beyondMap = "beyond-map"
    /// Near-identical, and decided differently.
    case decidedUnlike = "decided-unlike"
    /// A cap that was passed again and again.
    case capReached = "cap-reached"
    /// A rule under which nothing was decided.
    case ruleUnused = "rule-unused"
  }

  /// Which part of a map spoke.
  public enum Part: Hashable, Sendable {
    case rule(String)
    case limit(String)
    case byDefault

    public var name: String? {
      switch self {
      case .rule(let id), .limit(let id): id
      case .byDefault: nil
      }
    }
  }

  /// The finding in one motive or team.
  public struct Group: Hashable, Sendable {
    public var name: String
    public var cases: Int
    /// Cases decided under the part in this motive or team.
    public var total: Int
  }

  /// Cases that are nearly the same: action, motive, level, the facts that the map looks at, what the
  /// map said, and about the same amount.
  public struct Cluster: Hashable, Sendable {
    public var cases: [DocumentID]
    public var motive: MotivePath?
    public var leastRequested: Money?
    public var mostRequested: Money?
    public var leastGranted: Money?
    public var mostGranted: Money?
    /// How they were decided.
    public var zones: [Zone: Int]

    /// How far the grants lie apart, in ten-thousandths.
    var distance: Int64 {
      (mostGranted?.tenThousandths ?? 0) - (leastGranted?.tenThousandths ?? 0)
    }
  }
}
