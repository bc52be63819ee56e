package import Documents

extension AutonomyMap {
  /// Everything that deserves a look in a map, in the order of the file.
  ///
  /// - Parameter today: Which trials are over; nil: nobody asks.
  package static func problems(
    in map: MapDocument, vocabulary: Vocabulary, today: Day? = nil
  ) -> [MapProblem] {
    let check = MapCheck(map, vocabulary: vocabulary)
    let names = check.nameProblems
    var problems = names + check.typed.problems + check.contradictions
    // A rule with a wrong name is not also blamed for speaking nowhere.
    if names.isEmpty { problems += check.gaps }
    if let today { problems += check.endedTrials(on: today) }
    var seen: Set<MapProblem> = []
    return problems.filter { seen.insert($0).inserted }.inReadingOrder
  }
}

extension [MapProblem] {
  /// In the order of the file; those of one place as they stood.
  package var inReadingOrder: [MapProblem] {
    enumerated().sorted { left, right in
      let (leftOffset, rightOffset) = (left.element.offset, right.element.offset)
      return (leftOffset, left.offset) < (rightOffset, right.offset)
    }.map(\.element)
  }
}

extension MapProblem {
  fileprivate var offset: Int { place.position?.offset ?? -1 }
}

/// One map held against the vocabulary and against itself.
private struct MapCheck {
  let map: MapDocument
  let vocabulary: Vocabulary
  let domains: Domains
  let typed: MapTyping

  init(_ map: MapDocument, vocabulary: Vocabulary) {
    self.map = map
    self.vocabulary = vocabulary
    domains = Domains(role: map.role, vocabulary: vocabulary)
    typed = MapTyping(map, in: domains)
  }

  // MARK: - Names

  var nameProblems: [MapProblem] {
    var problems: [MapProblem] = []
    let roles = vocabulary.roles.map(\.name)
    if !roles.contains(map.role) {
      problems.append(
        MapProblem(
          place: .init(part: .map, field: "role"),
          reason: .unknownRole(map.role, nearest: nearestName(to: map.role, among: roles))))
    }
    for rule in map.rules { problems += self.problems(of: rule) }
    for trial in map.trials { problems += self.problems(of: trial) }
    problems += duplicates(map.rules.map { ($0.id, place(of: $0)) })
    problems += duplicates(map.limits.map { ($0.id, place(of: $0)) })
    problems += duplicates(map.trials.map { ($0.id, place(of: $0)) })
    return problems
  }

  private func problems(of rule: RuleDocument) -> [MapProblem] {
    var reasons: [(field: String, reason: MapProblem.Reason)] = []
    let actions = vocabulary.actions.map(\.name)
    if !actions.contains(rule.action) {
      let nearest = nearestName(to: rule.action, among: actions)
      reasons.append(("action", .unknownAction(rule.action, nearest: nearest)))
    }
    for path in rule.motives where !domains.motives.contains(path) {
      let nearest = domains.nearestMotive(to: path)
      reasons.append(("motives", .unknownMotive(path.description, nearest: nearest)))
    }
    for level in rule.levels where !domains.levels.contains(level) {
      let nearest = nearestName(to: level, among: domains.levels)
      reasons.append(("levels", .unknownLevel(level, role: map.role, nearest: nearest)))
    }
    reasons += consultedProblems(rule.with)
    return reasons.map { MapProblem(place: place(of: rule, $0.field), reason: $0.reason) }
  }

  private func problems(of trial: TrialDocument) -> [MapProblem] {
    var reasons: [(field: String, reason: MapProblem.Reason)] = []
    let rules = map.rules.map(\.id)
    if !rules.contains(trial.rule) {
      let nearest = nearestName(to: trial.rule, among: rules)
      reasons.append(("rule", .unknownRule(trial.rule, nearest: nearest)))
    }
    for team in trial.teams where !domains.teams.contains(team) {
      let nearest = nearestName(to: team, among: domains.teams)
      reasons.append(("teams", .unknownTeam(team, nearest: nearest)))
    }
    if trial.until < trial.from {
      reasons.append(("until", .endsBeforeItBegins(from: trial.from, until: trial.until)))
    }
    reasons += consultedProblems(trial.with)
    return reasons.map { MapProblem(place: place(of: trial, $0.field), reason: $0.reason) }
  }

  private func consultedProblems(
    _ role: String?
  ) -> [(field: String, reason: MapProblem.Reason)] {
    let roles = vocabulary.roles.map(\.name)
    guard let role, !roles.contains(role) else { return [] }
    return [("with", .unknownRole(role, nearest: nearestName(to: role, among: roles)))]
  }

  private func duplicates(_ ids: [(String, MapProblem.Place)]) -> [MapProblem] {
    var seen: Set<String> = []
    return ids.compactMap { id, place in
      if seen.insert(id).inserted { return nil }
      var place = place
      place.field = "id"
      return MapProblem(place: place, reason: .duplicateID(id))
    }
  }

  // MARK: - Contradictions

  /// None for a map whose conditions do not fit the vocabulary: they have no meaning to contradict.
  var contradictions: [MapProblem] {
    if typed.problems.contains(where: \.reason.preventsJudging) { return [] }
    var problems: [MapProblem] = []
    for rule in typed.rules {
      let document = map.rules[rule.place]
      problems += check(place(of: document)) { () throws(TooManyCells) in
        try contradictions(of: rule)
      }
      for variant in rule.variants {
        guard case .trial(let place, _) = variant.voice else { continue }
        let trial = map.trials[place]
        problems += check(self.place(of: trial)) { () throws(TooManyCells) in
          try contradictions(of: variant, in: rule).filter { finding in
            finding.field == "alone" ? trial.alone != nil : trial.consult != nil
          }
        }
      }
    }
    for limit in typed.limits {
      problems += check(place(of: map.limits[limit.place])) { () throws(TooManyCells) in
        try contradictions(of: limit)
      }
    }
    // A condition with a wrong name is not also blamed for what follows from it.
    let faulty = typed.problems.filter { $0.severity == .error }.map { problem in
      var place = problem.place
      place.test = nil
      return place
    }
    return problems.filter { !faulty.contains($0.place) } + overlappingTrials
  }

  private typealias Finding = (field: String?, reason: MapProblem.Reason)

  private func check(
    _ place: MapProblem.Place, _ find: () throws(TooManyCells) -> [Finding]
  ) -> [MapProblem] {
    do throws(TooManyCells) {
      return try find().map { finding in
        var place = place
        place.field = finding.field
        return MapProblem(place: place, reason: finding.reason)
      }
    } catch {
      return [MapProblem(place: place, reason: .tooComplexToCheck)]
    }
  }

  private func contradictions(of rule: TypedRule) throws(TooManyCells) -> [Finding] {
    let others = typed.rules.filter {
      $0.place != rule.place && map.rules[$0.place].action == map.rules[rule.place].action
    }
    var findings: [Finding] = []
    for other in others where other.priority == rule.priority && other.place < rule.place {
      if try isPossible(.and([rule.speaks, other.speaks])) {
        findings.append(("priority", .overlapsRule(map.rules[other.place].id)))
      }
    }
    let stronger = others.filter { $0.priority > rule.priority }
    if !stronger.isEmpty, try isPossible(rule.speaks),
      try !isPossible(.and([rule.speaks, .not(.or(stronger.map(\.speaks)))]))
    {
      findings.append((nil, .neverReached(behind: stronger.map { map.rules[$0.place].id })))
      return findings
    }
    guard let own = rule.variants.last else { return findings }
    findings += try contradictions(of: own, in: rule)
    let allowed = Proposition.and([rule.speaks, .or([own.alone, own.consult])])
    guard try isPossible(allowed) else { return findings }
    let limits = try swallowing(allowed)
    if !limits.isEmpty { findings.append((nil, .swallowed(byLimits: limits))) }
    return findings
  }

  /// The limits that leave nothing of what a rule allows: one of them, where one is enough.
  private func swallowing(_ allowed: Proposition) throws(TooManyCells) -> [String] {
    func leaves(_ limits: [TypedLimit]) throws(TooManyCells) -> Bool {
      try isPossible(.and([allowed, .not(.or(limits.map(\.escalate)))]))
    }
    let effective = typed.limits.filter { $0.escalate != .constant(false) }
    if effective.isEmpty { return [] }
    for limit in effective where try !leaves([limit]) { return [map.limits[limit.place].id] }
    return try leaves(effective) ? [] : effective.map { map.limits[$0.place].id }
  }

  private func contradictions(
    of variant: TypedRule.Variant, in rule: TypedRule
  ) throws(TooManyCells) -> [Finding] {
    var findings: [Finding] = []
    if try neverHolds(variant.alone) { findings.append(("alone", .neverHolds)) }
    if try neverHolds(variant.consult) {
      findings.append(("consult", .neverHolds))
    } else if variant.consult != .constant(false),
      try !isPossible(.and([rule.speaks, variant.consult, .not(variant.alone)]))
    {
      findings.append(("consult", .consultNeverReached))
    } else if variant.consult != .constant(false),
      try isPossible(.and([rule.speaks, variant.alone, .not(variant.consult)]))
    {
      findings.append(("alone", .aloneBeyondConsult))
    }
    return findings
  }

  // MARK: - What nothing speaks of

  /// For each action with rules, where none of them can speak.
  var gaps: [MapProblem] {
    var seen: Set<String> = []
    return map.rules.filter { seen.insert($0.action).inserted }.flatMap { first in
      check(place(of: first)) { () throws(TooManyCells) in
        let speaks = typed.rules.filter { map.rules[$0.place].action == first.action }
          .map(\.speaks)
        guard let condition = try condition(where: .not(.or(speaks))) else { return [] }
        return [
          (nil, .leftToDefault(action: first.action, condition: condition, map.default))
        ]
      }
    }
  }

  /// Where a proposition holds, in words; nil where it never does.
  private func condition(where proposition: Proposition) throws(TooManyCells) -> String? {
    let formulas = Formulas(of: [proposition], in: domains)
    var space = try CellSpace(of: formulas, in: domains)
    let node = try space.node(of: formulas.roots[0])
    if node == .no { return nil }
    let boxes = space.boxes(of: node, limit: 16)?.filter { $0.terminal == 1 } ?? []
    let conditions = boxes.map { space.condition(of: $0) }
    guard let first = conditions.first else { return nil }
    return (conditions.count == 1 ? first : .or(conditions)).description
  }

  func endedTrials(on today: Day) -> [MapProblem] {
    map.trials.filter { $0.until < today && $0.from <= $0.until }.map {
      MapProblem(place: place(of: $0, "until"), reason: .trialEnded($0.until))
    }
  }

  private func contradictions(of limit: TypedLimit) throws(TooManyCells) -> [Finding] {
    var findings: [Finding] = []
    if try neverHolds(limit.escalate) { findings.append(("escalate", .neverHolds)) }
    if try neverHolds(limit.consult) { findings.append(("consult", .neverHolds)) }
    return findings
  }

  /// Whether no situation fulfils a condition that is not plainly `never`.
  private func neverHolds(_ proposition: Proposition) throws(TooManyCells) -> Bool {
    proposition == .constant(false) ? false : try !isPossible(proposition)
  }

  private func isPossible(_ proposition: Proposition) throws(TooManyCells) -> Bool {
    let formulas = Formulas(of: [proposition], in: domains)
    var space = try CellSpace(of: formulas, in: domains)
    return try space.node(of: formulas.roots[0]) != .no
  }

  private var overlappingTrials: [MapProblem] {
    var problems: [MapProblem] = []
    for (place, trial) in map.trials.enumerated() {
      for other in map.trials[..<place] where other.rule == trial.rule {
        let daysMeet = trial.from <= other.until && other.from <= trial.until
        let teamsMeet =
          trial.teams.isEmpty || other.teams.isEmpty
          || trial.teams.contains(where: other.teams.contains)
        if daysMeet, teamsMeet {
          problems.append(
            MapProblem(
              place: self.place(of: trial, "teams"), reason: .overlapsTrial(other.id)))
        }
      }
    }
    return problems
  }

  // MARK: - Places

  private func place(of rule: RuleDocument, _ field: String? = nil) -> MapProblem.Place {
    .init(part: .rule(rule.id), field: field, position: rule.position)
  }

  private func place(of limit: LimitDocument) -> MapProblem.Place {
    .init(part: .limit(limit.id), position: limit.position)
  }

  private func place(of trial: TrialDocument, _ field: String? = nil) -> MapProblem.Place {
    .init(part: .trial(trial.id), field: field, position: trial.position)
  }
}
