public import AutonomyMaps
public import Documents
public import Git

/// A question to a map, which may be decided alone or not.
public struct CheckRequest: Sendable {
  public var role: String
  public var action: String
  public var motive: MotivePath?
  public var level: String?
  public var team: String?
  public var requested: Money?
  public var facts: [Fact] = []
  /// The pseudonym whose past gestures count against caps.
  public var customer: String?
  /// The day whose map judges, and of the decision.
  public var day: Day
  /// The case that asks, when it is in the base already: what it granted itself does not count against its cap.
  var asking: DocumentID?

  public init(role: String, action: String, day: Day) {
    self.role = role
    self.action = action
    self.day = day
  }
}

/// What a map answered, and which revision of it.
public struct CheckAnswer: Sendable {
  public var request: CheckRequest
  public var verdict: Verdict
  public var revision: Int
  public var commit: CommitID
  public var effective: Day
  /// The number of the newest revision, where it cannot be read and an older one judges in its place.
  public var passedOver: Int?
}

/// Maps with their histories, ready to judge situations of any day; a value, apart from the repository.
package struct Judge: Sendable {
  let vocabulary: Vocabulary
  /// By role.
  let histories: [String: MapHistory]
  /// Why there is no history to judge by: the clone is shallow.
  var cut: GitError?
  /// Gestures of the past, by customer; nil: not read, and caps are not checked.
  var pastGrants: [String: [Gesture]]?

  /// What one case granted.
  struct Gesture: Sendable {
    var id: DocumentID
    var grant: PastGrant
  }

  /// Judges by the revision in force on the request's day.
  ///
  /// - Throws: `KnowledgeBaseError.noMap`, `.notInForce`, `.invalidDocument`, `.invalidMap`, `.otherRole`,
  ///   `.unknownTerm` or `.invalidFact`, or a `GitError` where a shallow clone does not have the whole history.
  package func check(_ request: CheckRequest) throws -> CheckAnswer {
    let (revision, map) = try judging(role: request.role, on: request.day)
    let newest = histories[request.role]?.revisions.last
    return CheckAnswer(
      request: request, verdict: map.judge(try situation(of: request)), revision: revision.number,
      commit: revision.commit.id, effective: map.document.effective,
      passedOver: newest?.document == nil ? newest?.number : nil)
  }

  /// Why the map of a role cannot judge on a day; nil where it can, and where no map is in force, which is no fault.
  package func obstacle(ofRole role: String, on day: Day) -> (any Error)? {
    do { _ = try judging(role: role, on: day) } catch KnowledgeBaseError.noMap {
      return nil
    } catch KnowledgeBaseError.notInForce {
      return nil
    } catch { return error }
    return nil
  }

  /// The map of a role that is in force on a day; nil where there is none that can be read.
  package func map(ofRole role: String, on day: Day) -> MapDocument? {
    histories[role]?.inForce(on: day)?.document
  }

  /// Whether the answer depends on what the customer was granted before.
  func needsPastGrants(_ request: CheckRequest) -> Bool {
    guard request.customer != nil,
      let map = try? judging(role: request.role, on: request.day).map
    else { return false }
    return map.hasCap(forAction: request.action)
  }

  /// The revision in force, which can judge.
  private func judging(
    role: String, on day: Day
  ) throws -> (revision: MapRevision, map: AutonomyMap) {
    if let cut { throw cut }
    let known = histories.keys.sorted()
    guard let history = histories[role] else {
      throw KnowledgeBaseError.noMap(
        role: role, known: known, nearest: nearestName(to: role, among: known))
    }
    guard let revision = history.inForce(on: day) else {
      if let newest = history.revisions.last, history.revisions.allSatisfy({ $0.document == nil }) {
        throw KnowledgeBaseError.invalidDocument(path: history.path, newest.problems)
      }
      throw KnowledgeBaseError.notInForce(
        role: role, day: day,
        earliest: history.revisions.compactMap { $0.document?.effective }.min())
    }
    if let document = revision.document, document.role != role {
      throw KnowledgeBaseError.otherRole(path: history.path, role: document.role, expected: role)
    }
    guard let map = revision.map else {
      throw KnowledgeBaseError.invalidMap(path: history.path, revision.mapProblems)
    }
    return (revision, map)
  }

  /// The request with its facts typed by the vocabulary.
  private func situation(of request: CheckRequest) throws -> Situation {
    var situation = Situation(action: request.action, day: request.day)
    situation.motive = request.motive
    situation.level = request.level
    situation.team = request.team
    situation.requested = request.requested
    for fact in request.facts { situation.facts[fact.name] = try vocabulary.value(of: fact) }
    if let pastGrants, let customer = request.customer {
      situation.pastGrants = (pastGrants[customer] ?? [])
        .filter { $0.id != request.asking && $0.grant.day <= request.day }.map(\.grant)
    }
    return situation
  }

  /// What the customers of these cases were granted, for caps.
  static func grants(in cases: some Sequence<FieldCase>) -> [String: [Gesture]] {
    var grants: [String: [Gesture]] = [:]
    for past in cases {
      guard let customer = past.customer, let grant = PastGrant(past) else { continue }
      grants[customer, default: []].append(Gesture(id: past.id, grant: grant))
    }
    return grants
  }
}

extension CheckRequest {
  /// The question that a case put to its role's map on its day; nil where it says neither role nor action.
  package init?(_ fieldCase: FieldCase) {
    guard let role = fieldCase.role, let action = fieldCase.action else { return nil }
    self.init(role: role, action: action, day: fieldCase.date)
    asking = fieldCase.id
    motive = fieldCase.motive
    level = fieldCase.level
    team = fieldCase.team
    requested = fieldCase.requested
    facts = fieldCase.facts
    customer = fieldCase.customer
  }
}

extension InForce {
  /// What an answer leaves in a case's front matter.
  package init(_ answer: CheckAnswer) {
    self.init(
      map: answer.request.role, revision: answer.revision, commit: answer.commit.abbreviated,
      rule: answer.verdict.decidedBy.name, zone: answer.verdict.zone, limit: answer.verdict.limit)
  }
}

extension Vocabulary {
  /// A fact's value by its declared type.
  ///
  /// - Throws: `KnowledgeBaseError.unknownTerm` or `.invalidFact`.
  func value(of fact: Fact) throws -> FactValue {
    guard let declaration = self.fact(named: fact.name) else {
      throw KnowledgeBaseError.unknown("fact", fact.name, in: facts.map(\.name))
    }
    guard let value = declaration.parse(fact.text) else {
      throw KnowledgeBaseError.invalidFact(
        name: fact.name, text: fact.text, declaration.type)
    }
    return value
  }

  /// Refuses names that the vocabulary does not know: an answer about a misspelt action would mislead.
  ///
  /// - Throws: `KnowledgeBaseError.unknownTerm`.
  package func validate(
    role: String?, level: String?, team: String?, channel: String? = nil, motive: MotivePath?,
    action: String?
  ) throws {
    func check(_ field: String, _ value: String?, _ known: [String]) throws {
      guard let value, !known.contains(value) else { return }
      throw KnowledgeBaseError.unknown(field, value, in: known)
    }
    try check("role", role, roles.map(\.name))
    try check("action", action, actions.map(\.name))
    try check("team", team, teams)
    try check("channel", channel, channels)
    try check("level", level, roles.filter { role == nil || $0.name == role }.flatMap(\.levels))
    try check("motive", motive?.description, motivePaths.map(\.description))
  }
}
