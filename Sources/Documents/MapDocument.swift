/// An autonomy map as its file says it: conditions are parsed, their meaning is `AutonomyMaps`' business.
public struct MapDocument: Hashable, Sendable {
  public var role: String
  public var title: String
  /// In force from this day on, whatever the commit's time.
  public var effective: Day
  /// Where no rule speaks.
  public var `default`: Zone
  public var rules: [RuleDocument] = []
  public var limits: [LimitDocument] = []
  public var trials: [TrialDocument] = []
  /// Prose for people.
  public var body: String = ""

  public init(role: String, title: String, effective: Day, default: Zone) {
    self.role = role
    self.title = title
    self.effective = effective
    self.default = `default`
  }
}

/// One rule: for one action, what is decided alone and what after consulting; the rest is escalated.
public struct RuleDocument: Hashable, Sendable {
  public var id: String
  public var action: String
  /// Only under these paths; empty: under all.
  public var motives: [MotivePath] = []
  /// Only for these levels; empty: for all.
  public var levels: [String] = []
  public var alone: Condition?
  public var consult: Condition?
  /// The role to consult.
  public var with: String?
  public var cap: Cap?
  /// Which rule speaks where two can: the greater number wins, absent is 0.
  public var priority: Int?
  public var because: [DocumentID] = []
  public var examples: [DocumentID] = []
  /// Where the rule stands in the file, for messages.
  public var position: SourcePosition

  public init(id: String, action: String, position: SourcePosition) {
    self.id = id
    self.action = action
    self.position = position
  }
}

/// A ceiling on what one customer is granted under a rule in a sliding window: `150 EUR per customer in 90 days`.
public struct Cap: Hashable, Sendable, CustomStringConvertible {
  public var amount: Money
  public var days: Int

  public init(amount: Money, days: Int) {
    self.amount = amount
    self.days = days
  }

  public var description: String { "\(amount) per customer in \(days) days" }
}

/// What is stronger than every rule: where its condition holds, the zone is at least as strict.
public struct LimitDocument: Hashable, Sendable {
  public var id: String
  public var escalate: Condition?
  public var consult: Condition?
  public var why: String?
  public var position: SourcePosition

  public init(id: String, position: SourcePosition) {
    self.id = id
    self.position = position
  }
}

/// A test zone: a rule replaced for some teams for a while, both days included.
public struct TrialDocument: Hashable, Sendable {
  public var id: String
  /// The id of the rule it replaces.
  public var rule: String
  public var teams: [String] = []
  public var from: Day
  public var until: Day
  public var alone: Condition?
  public var consult: Condition?
  public var with: String?
  public var cap: Cap?
  public var position: SourcePosition

  public init(id: String, rule: String, from: Day, until: Day, position: SourcePosition) {
    self.id = id
    self.rule = rule
    self.from = from
    self.until = until
    self.position = position
  }
}

/// A proposal to change a map, answered with a reason.
public struct Idea: Hashable, Sendable {
  public var id: DocumentID
  public var title: String
  public var date: Day
  public var role: String?
  public var status: IdeaStatus?
  /// The proposed rules, in the form of the map.
  public var rules: [RuleDocument] = []
  public var decidedBy: String?
  public var decidedOn: Day?
  public var reason: String?
  /// The map revision that answered it, as `role@number`.
  public var revision: String?
  public var tags: [String] = []
  public var body: String = ""

  public init(id: DocumentID, title: String, date: Day) {
    self.id = id
    self.title = title
    self.date = date
  }
}
