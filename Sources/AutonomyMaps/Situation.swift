public import Documents

/// What a map judges: one action in one role, with what is known about it.
public struct Situation: Hashable, Sendable {
  public var action: String
  public var motive: MotivePath?
  public var level: String?
  public var team: String?
  public var requested: Money?
  /// Given facts, typed; defaults are the judge's business.
  public var facts: [String: FactValue] = [:]
  /// The day of the decision: trials have periods.
  public var day: Day
  /// What the same customer was granted before, for any action; nil: no customer is named, and caps
  /// are held against `requested` alone.
  public var pastGrants: [PastGrant]?

  public init(action: String, day: Day) {
    self.action = action
    self.day = day
  }
}

/// An earlier gesture to the same customer.
public struct PastGrant: Hashable, Sendable {
  public var day: Day
  public var action: String
  public var motive: MotivePath?
  public var granted: Money

  public init(day: Day, action: String, motive: MotivePath? = nil, granted: Money) {
    self.day = day
    self.action = action
    self.motive = motive
    self.granted = granted
  }
}
