/// A field case: what the situation was, what was decided, in which zone, why, and how it ended.
///
/// Absent is absent: nothing here is guessed from something else. `FieldCase` holds what the tool
/// knows of a document; what it does not know stays in the source and survives every edit
/// (`DocumentEditor`).
public struct FieldCase: Hashable, Sendable {
  public var id: DocumentID
  public var title: String
  /// The day of the decision.
  public var date: Day
  public var status: Status?
  public var role: String?
  public var level: String?
  public var team: String?
  public var channel: String?
  public var motive: MotivePath?
  public var action: String?
  /// What was asked for.
  public var requested: Money?
  public var granted: Money?
  /// How it was really decided, whatever the map said.
  public var zone: Zone?
  /// Roles, not names.
  public var consulted: [String] = []
  /// As written; `Vocabulary` gives them their types.
  public var facts: [Fact] = []
  public var inForce: InForce?
  /// From first contact to decision.
  public var minutes: Int?
  public var outcome: Outcome?
  public var outcomeDate: Day?
  public var tags: [String] = []
  /// The cases it leaned on.
  public var precedents: [DocumentID] = []
  public var learnings: [DocumentID] = []
  /// A pseudonym, never a name.
  public var customer: String?
  /// ISO 639-1; otherwise detected from the text.
  public var lang: String?
  /// The id in another system; it makes an import repeatable.
  public var ref: String?

  public var situation: String = ""
  public var decision: String?
  public var why: String?
  /// The section "Outcome", not the field.
  public var outcomeText: String?
  /// What stands under "Discussion" before its first entry.
  public var discussionText: String?
  public var discussion: [DiscussionEntry] = []

  public init(id: DocumentID, title: String, date: Day) {
    self.id = id
    self.title = title
    self.date = date
  }
}

/// One fact as a document or a caller states it, before the vocabulary types it.
public struct Fact: Hashable, Sendable {
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// What the map said when a case was recorded: the resolved values, so that a later replay needs no
/// pointer.
public struct InForce: Hashable, Sendable {
  /// The map's role.
  public var map: String
  /// Its place in the branch's first-parent history, from 1.
  public var revision: Int
  /// Abbreviated id of the revision's commit.
  public var commit: String
  /// The rule or limit that decided; nil where the map's default spoke.
  public var rule: String?
  /// Nil where the map could not decide.
  public var zone: Zone?
  /// The largest amount of that zone then; nil where no amount matters.
  public var limit: Money?

  public init(
    map: String, revision: Int, commit: String, rule: String? = nil, zone: Zone? = nil,
    limit: Money? = nil
  ) {
    self.map = map
    self.revision = revision
    self.commit = commit
    self.rule = rule
    self.zone = zone
    self.limit = limit
  }
}

/// One entry of a discussion: `### 2026-11-19 10:15 · Claire · thanks`, and its text.
public struct DiscussionEntry: Hashable, Sendable {
  public var day: Day
  /// Minutes since midnight, as the author's clock said; nil when the heading has no time.
  public var minute: Int?
  public var author: String
  public var kind: EntryKind
  public var text: String

  public init(day: Day, minute: Int?, author: String, kind: EntryKind, text: String) {
    self.day = day
    self.minute = minute
    self.author = author
    self.kind = kind
    self.text = text
  }
}
