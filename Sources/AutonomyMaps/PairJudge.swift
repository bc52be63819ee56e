import Documents

/// Judges cases by two maps at once, each class of cases that neither can tell apart only once.
struct PairJudge {
  private let old: AutonomyMap?
  private let new: AutonomyMap
  private let vocabulary: Vocabulary
  /// The actions with rules in either map.
  private let ruled: Set<String>
  /// By action; one for all actions without rules, whose key is nil.
  private var places: [String?: Int] = [:]
  private var actions: [ActionClasses] = []
  /// Every answer that was needed, each once.
  private(set) var answers: [PairAnswer] = []

  init(from old: AutonomyMap?, to new: AutonomyMap, vocabulary: Vocabulary) {
    self.old = old
    self.new = new
    self.vocabulary = vocabulary
    ruled = new.actions.union(old?.actions ?? [])
  }

  /// The class of a case: what has to be known of it to judge it, but for a customer's past.
  ///
  /// Nil where it names no action.
  mutating func question(of fieldCase: FieldCase) -> Question? {
    guard let action = fieldCase.action else { return nil }
    let place = self.place(ofAction: action)
    let group = actions[place].group(of: fieldCase) {
      Situation(of: fieldCase, vocabulary: vocabulary) ?? Situation(action: action, day: $0.date)
    }
    return Question(action: place, group: group)
  }

  /// A class of cases: an action, and one of the groups of its cases.
  struct Question {
    fileprivate var action: Int
    fileprivate var group: Int
  }

  /// The caps on which an action's answers may depend.
  func scopes(of question: Question) -> [CapScope] { actions[question.action].scopes }

  /// The place in `answers` of what both maps say.
  ///
  /// - Parameters:
  ///   - spent: Under each of `scopes`; nil: no customer is named.
  ///   - pastGrants: Asked for only where the answer is not known yet.
  mutating func answer(
    to question: Question, requested: Money?, on day: Day, spent: [Int64]?,
    pastGrants: () -> [PastGrant]?
  ) -> Int {
    let key = actions[question.action].capKey(requested: requested, spent: spent)
    if let known = actions[question.action].groups[question.group].answers[key] { return known }
    var situation = actions[question.action].groups[question.group].situation
    situation.requested = requested
    situation.day = day
    situation.pastGrants = pastGrants()
    answers.append(answer(to: situation))
    actions[question.action].groups[question.group].answers[key] = answers.count - 1
    return answers.count - 1
  }

  private mutating func place(ofAction action: String) -> Int {
    let key = ruled.contains(action) ? action : nil
    if let place = places[key] { return place }
    places[key] = actions.count
    actions.append(ActionClasses(action, of: [old, new].compactMap(\.self)))
    return actions.count - 1
  }

  private func answer(to situation: Situation) -> PairAnswer {
    let after = new.judgeBriefly(situation)
    guard let before = old?.judgeBriefly(situation) else {
      return PairAnswer(before: after.zone, last: after, verdicts: [after])
    }
    var answer = PairAnswer(before: before.zone, last: after, verdicts: [before, after])
    if !answer.isDecided { answer.couldMove = couldMove(situation) }
    return answer
  }

  /// Whether some value of what is missing gives a zone that the other map does not give.
  private func couldMove(_ situation: Situation) -> Bool {
    guard let old else { return false }
    let lists = (old.list(forAction: situation.action), new.list(forAction: situation.action))
    if lists.0.clauses == lists.1.clauses { return false }
    do throws(TooManyCells) {
      return try differs(lists.0, lists.1, for: situation)
    } catch {
      return true
    }
  }

  private func differs(
    _ old: DecisionList, _ new: DecisionList, for situation: Situation
  ) throws(TooManyCells) -> Bool {
    let domains = self.new.domains
    let formulas = Formulas(of: (old.clauses + new.clauses).map(\.holds), in: domains)
    let spent = Dictionary(
      (old.capScopes + new.capScopes).map { ($0, situation.spent(under: $0)) }
    ) { first, _ in first }
    var space = try CellSpace(
      of: formulas, in: domains,
      values: formulas.fields.map { situation.value(of: $0, in: domains) }, spent: spent)
    let oldSteps = try space.steps(
      of: old.clauses, roots: formulas.roots.prefix(old.clauses.count))
    let newSteps = try space.steps(of: new.clauses, roots: formulas.roots.suffix(new.clauses.count))
    let oldZones = try space.zones(of: oldSteps)
    let newZones = try space.zones(of: newSteps)
    let differ = try space.diagrams.combine(oldZones, newZones) { $0 == $1 ? 0 : 1 }
    return space.diagrams.reach(of: differ).terminals.contains(1)
  }
}

/// What two maps say about a class of cases.
struct PairAnswer {
  var before: Zone?
  var after: Zone?
  /// What is missing in either, in the order in which people are asked.
  var needs: [String] = []
  var assumed: [Verdict.Assumption] = []
  /// Whether an undecided case could change zone.
  var couldMove = false
  /// Which part of the second map spoke.
  var source: Verdict.Source
  /// Whether the second map's cap is passed; nil where none counts.
  var isCapReached: Bool?

  var isDecided: Bool { before != nil && after != nil }

  init(before: Zone?, last: Verdict, verdicts: [Verdict]) {
    self.before = before
    after = last.zone
    source = last.decidedBy
    isCapReached = last.cap?.reached
    for need in verdicts.flatMap({ $0.undecided?.needs ?? [] }) where !needs.contains(need) {
      needs.append(need)
    }
    for assumption in verdicts.flatMap(\.assumed) where !assumed.contains(assumption) {
      assumed.append(assumption)
    }
  }
}

/// The classes of one action's cases.
private struct ActionClasses {
  let scopes: [CapScope]
  private var fields: [FieldClasses]
  private var places: [[Int64]: Int] = [:]
  fileprivate var groups: [Group] = []
  /// Kept so that looking up a class takes no memory.
  private var key: [Int64] = []

  /// Cases that differ at most in what their customers were granted before.
  struct Group {
    /// One of them, for all.
    var situation: Situation
    /// Places of answers by `capKey`.
    var answers: [[Int64]: Int] = [:]
  }

  init(_ action: String, of maps: [AutonomyMap]) {
    var tests: [MapField: [FieldTest]] = [:]
    var order: [MapField] = []
    for map in maps {
      let formulas = map.list(forAction: action).formulas
      for field in formulas.fields where tests[field] == nil {
        order.append(field)
        tests[field] = []
      }
      for test in formulas.tests { tests[formulas.fields[test.field]]?.append(test.test) }
    }
    scopes = order.compactMap { if case .exceeded(let scope) = $0 { scope } else { nil } }
    let domains = maps.first?.domains
    fields = order.compactMap { field in
      if case .exceeded = field { return nil }
      return domains.map { FieldClasses(of: field, telling: tests[field] ?? [], in: $0) }
    }
  }

  mutating func group(of fieldCase: FieldCase, situation: (FieldCase) -> Situation) -> Int {
    key.removeAll(keepingCapacity: true)
    for place in fields.indices { key.append(fields[place].index(in: fieldCase)) }
    if let place = places[key] { return place }
    places[key] = groups.count
    groups.append(Group(situation: situation(fieldCase)))
    return groups.count - 1
  }

  /// What the answer depends on besides the group: for each cap whether it is passed, or what was
  /// spent under it where the amount is missing.
  func capKey(requested: Money?, spent: [Int64]?) -> [Int64] {
    if scopes.isEmpty { return [] }
    var key: [Int64] = [spent == nil ? 0 : 1]
    for (place, scope) in scopes.enumerated() {
      let spent = spent?[place] ?? 0
      if let requested, requested.currency == scope.cap.amount.currency {
        let (sum, overflow) = spent.addingReportingOverflow(requested.tenThousandths)
        key.append(overflow || sum > scope.cap.amount.tenThousandths ? -1 : -2)
      } else {
        key.append(spent)
      }
    }
    return key
  }
}
