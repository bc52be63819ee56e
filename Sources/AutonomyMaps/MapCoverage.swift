package import Documents

/// What cases say about a map: facts that nobody records, actions that no rule covers, and examples
/// that the map would now refuse.
///
/// Cases come one at a time, of all roles; nothing of them is kept but counts.
package struct MapCoverage {
  private let document: MapDocument
  private let map: AutonomyMap
  private let vocabulary: Vocabulary
  private let today: Day
  /// The facts that conditions ask about and no case has named so far, with where they are asked.
  private var unrecorded: [String: MapProblem.Place] = [:]
  /// Cases of the role that no rule speaks of, by action.
  private var uncovered: [String: Int] = [:]
  private var refused: [(id: DocumentID, problem: MapProblem)] = []
  private var cases = 0
  /// The rules that name a case.
  private var rulesByCase: [DocumentID: [RuleDocument]] = [:]

  /// - Parameter today: The day whose trials count.
  package init(_ map: AutonomyMap, vocabulary: Vocabulary, today: Day) {
    self.map = map
    document = map.document
    self.vocabulary = vocabulary
    self.today = today
    for rule in document.rules {
      for id in Set(rule.examples + rule.because) { rulesByCase[id, default: []].append(rule) }
    }
    for (place, condition) in document.conditions {
      for name in condition.fieldNames where vocabulary.fact(named: name) != nil {
        unrecorded[name] = unrecorded[name] ?? place
      }
    }
  }

  /// Takes one case in; only its fields are looked at.
  package mutating func add(_ fieldCase: FieldCase) {
    if !unrecorded.isEmpty { for fact in fieldCase.facts { unrecorded[fact.name] = nil } }
    for rule in rulesByCase[fieldCase.id] ?? [] { refuse(fieldCase, as: rule) }
    guard fieldCase.role == document.role else { return }
    cases += 1
    guard let action = fieldCase.action else { return }
    let isCovered = document.rules.contains { $0.action == action && $0.canSpeak(of: fieldCase) }
    if !isCovered { uncovered[action, default: 0] += 1 }
  }

  private mutating func refuse(_ fieldCase: FieldCase, as rule: RuleDocument) {
    guard var situation = Situation(of: fieldCase, vocabulary: vocabulary) else { return }
    situation.day = today
    guard map.judgeBriefly(situation).zone == .escalate else { return }
    let place = { (field: String) in
      MapProblem.Place(part: .rule(rule.id), field: field, position: rule.position)
    }
    let id = fieldCase.id
    let problem =
      rule.examples.contains(id)
      ? MapProblem(place: place("examples"), reason: .refusesExample(id))
      : MapProblem(place: place("because"), reason: .refusesReason(id))
    refused.append((id, problem))
  }

  /// What deserves a look, in the order of the file and then of ids, in whatever order the cases came; of facts and
  /// actions nothing where the role has no case yet.
  package var problems: [MapProblem] {
    var problems = refused.sorted { $0.id < $1.id }.map(\.problem)
    if cases > 0 {
      problems += unrecorded.sorted { $0.key < $1.key }
        .map { MapProblem(place: $0.value, reason: .factNeverRecorded($0.key)) }
      problems += uncovered.sorted { $0.key < $1.key }.map { action, count in
        MapProblem(
          place: .init(part: .map, field: "rules"), reason: .uncoveredAction(action, cases: count))
      }
    }
    return problems.inReadingOrder
  }
}

extension RuleDocument {
  /// Whether the rule speaks of a case, or could, where the case does not say its motive or level.
  fileprivate func canSpeak(of fieldCase: FieldCase) -> Bool {
    (levels.isEmpty || fieldCase.level.map(levels.contains) ?? true)
      && (motives.isEmpty
        || fieldCase.motive.map { path in motives.contains { path.isUnder($0) } } ?? true)
  }
}

extension MapDocument {
  /// Every condition with its place, in the order of the file's parts.
  fileprivate var conditions: [(MapProblem.Place, Condition)] {
    var all: [(MapProblem.Place, Condition)] = []
    func add(
      _ part: MapProblem.Part, _ position: SourcePosition, _ field: String, _ condition: Condition?
    ) {
      guard let condition else { return }
      all.append((.init(part: part, field: field, position: position), condition))
    }
    for rule in rules {
      add(.rule(rule.id), rule.position, "alone", rule.alone)
      add(.rule(rule.id), rule.position, "consult", rule.consult)
    }
    for limit in limits {
      add(.limit(limit.id), limit.position, "escalate", limit.escalate)
      add(.limit(limit.id), limit.position, "consult", limit.consult)
    }
    for trial in trials {
      add(.trial(trial.id), trial.position, "alone", trial.alone)
      add(.trial(trial.id), trial.position, "consult", trial.consult)
    }
    return all
  }
}

extension Condition {
  /// The fields that it compares, as often as it does.
  fileprivate var fieldNames: [String] {
    switch self {
    case .always, .never: []
    case .comparison(let field, _, _), .membership(let field, _), .under(let field, _): [field]
    case .not(let member): member.fieldNames
    case .and(let members), .or(let members): members.flatMap(\.fieldNames)
    }
  }
}
