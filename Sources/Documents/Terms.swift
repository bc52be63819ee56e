/// How far a decision goes without others: the three zones of an autonomy map, freest first.
public enum Zone: String, Hashable, Comparable, Sendable, CaseIterable {
  case alone
  case consult
  case escalate

  /// Freer is less.
  public static func < (left: Zone, right: Zone) -> Bool { left.strictness < right.strictness }

  private var strictness: Int {
    switch self {
    case .alone: 0
    case .consult: 1
    case .escalate: 2
    }
  }
}

/// Where a case or a learning stands in its life.
public enum Status: String, Hashable, Sendable, CaseIterable {
  case draft, validated, superseded, archived
}

/// How a case ended, for the customer.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
  case pending, satisfied, mixed, dissatisfied, lost
}

/// What an entry of a case's discussion is.
public enum EntryKind: String, Hashable, Sendable, CaseIterable {
  case comment, thanks, question, flag, outcome
}

/// The three forms in which learnings are read.
public enum LearningFormat: String, Hashable, Sendable, CaseIterable {
  case miniCase = "mini-case"
  case incidentReview = "incident-review"
  case impactTable = "impact-table"
}

/// Where an idea stands; it is never closed without a written reason.
public enum IdeaStatus: String, Hashable, Sendable, CaseIterable {
  case open, trial, accepted, declined
}

/// A path in the tree of motives: `delivery`, `delivery/damaged`.
public struct MotivePath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The names from the root; never empty.
  public let names: [String]

  /// Nil when the path or one of its names is empty.
  public init?(_ text: some StringProtocol) {
    let names = text.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
    guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.names = names
  }

  /// Whether this path is `other` or lies below it.
  public func isUnder(_ other: MotivePath) -> Bool { names.starts(with: other.names) }

  public var description: String { names.joined(separator: "/") }

  public static func < (left: MotivePath, right: MotivePath) -> Bool {
    left.description < right.description
  }
}
