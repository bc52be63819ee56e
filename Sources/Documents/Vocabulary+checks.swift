extension FieldCase {
  /// What the base's vocabulary does not know, or types otherwise, and what cannot be true.
  ///
  /// `positions` are those of the document the case was read from.
  package func problems(
    in vocabulary: Vocabulary, positions: FieldPositions = FieldPositions()
  ) -> [DocumentProblem] {
    var check = VocabularyCheck(vocabulary, positions)
    if let role {
      check.role(role, at: ["role"])
      if let level { check.level(level, of: role, at: ["level"]) }
    }
    if let team { check.name(team, .team, among: vocabulary.teams, at: ["team"]) }
    if let channel { check.name(channel, .channel, among: vocabulary.channels, at: ["channel"]) }
    if let motive { check.motive(motive, at: ["motive"]) }
    if let action { check.action(action, at: ["action"]) }
    for (index, role) in consulted.enumerated() {
      check.role(role, at: ["consulted", .index(index)])
    }
    check.facts(facts)
    if let requested { check.currency(requested, at: ["requested"]) }
    if let granted { check.currency(granted, at: ["granted"]) }
    if let outcomeDate { check.outcome(on: outcomeDate, of: date) }
    return check.problems
  }
}

extension Learning {
  /// What the base's vocabulary does not know.
  package func problems(
    in vocabulary: Vocabulary, positions: FieldPositions = FieldPositions()
  ) -> [DocumentProblem] {
    var check = VocabularyCheck(vocabulary, positions)
    for (index, motive) in motives.enumerated() {
      check.motive(motive, at: ["motives", .index(index)])
    }
    for (index, rule) in rules.enumerated() {
      let role = rule.prefix { $0 != "/" }
      check.role(String(role), at: ["rules", .index(index)])
    }
    return check.problems
  }
}

extension Idea {
  /// What the base's vocabulary does not know.
  package func problems(
    in vocabulary: Vocabulary, positions: FieldPositions = FieldPositions()
  ) -> [DocumentProblem] {
    var check = VocabularyCheck(vocabulary, positions)
    if let role { check.role(role, at: ["role"]) }
    check.rules(rules, role: role)
    return check.problems
  }
}

extension MapDocument {
  /// What the base's vocabulary does not know: names alone, since meaning is `AutonomyMaps`'
  /// business.
  package func problems(
    in vocabulary: Vocabulary, positions: FieldPositions = FieldPositions()
  ) -> [DocumentProblem] {
    var check = VocabularyCheck(vocabulary, positions)
    check.role(role, at: ["role"])
    check.rules(rules, role: role)
    check.trials(trials)
    return check.problems
  }
}

extension Vocabulary {
  /// What the vocabulary itself names and does not declare: the roles of its people.
  package func problems(positions: FieldPositions = FieldPositions()) -> [DocumentProblem] {
    var check = VocabularyCheck(self, positions)
    for (index, person) in people.enumerated() {
      if let role = person.role { check.role(role, at: ["people", .index(index), "role"]) }
      for (place, role) in person.manages.enumerated() {
        check.role(role, at: ["people", .index(index), "manages", .index(place)])
      }
    }
    return check.problems
  }
}

/// Compares names with a vocabulary and notes where they stand.
private struct VocabularyCheck {
  typealias Step = FieldPositions.Step

  let vocabulary: Vocabulary
  let positions: FieldPositions
  var problems: [DocumentProblem] = []

  init(_ vocabulary: Vocabulary, _ positions: FieldPositions) {
    self.vocabulary = vocabulary
    self.positions = positions
  }

  private mutating func report(_ reason: DocumentProblem.Reason, at path: [Step]) {
    problems.append(
      DocumentProblem(
        .error, at: positions.position(of: path), field: positions.name(of: path), reason))
  }

  mutating func name(
    _ name: String, _ term: DocumentProblem.VocabularyTerm, among known: [String], at path: [Step]
  ) {
    guard !known.contains(name) else { return }
    report(.unknownName(term, name, nearest: nearestName(to: name, among: known)), at: path)
  }

  mutating func role(_ name: String, at path: [Step]) {
    self.name(name, .role, among: vocabulary.roles.map(\.name), at: path)
  }

  mutating func action(_ name: String, at path: [Step]) {
    self.name(name, .action, among: vocabulary.actions.map(\.name), at: path)
  }

  mutating func motive(_ motive: MotivePath, at path: [Step]) {
    guard vocabulary.motive(at: motive) == nil else { return }
    // Only now: naming every path of the tree is not free.
    name(motive.description, .motive, among: vocabulary.motivePaths.map(\.description), at: path)
  }

  /// A level of a role; nothing is said about those of an unknown role.
  mutating func level(_ level: String, of role: String, at path: [Step]) {
    guard let known = vocabulary.role(named: role)?.levels, !known.contains(level) else { return }
    report(
      .unknownLevel(level, role: role, nearest: nearestName(to: level, among: known)), at: path)
  }

  mutating func facts(_ facts: [Fact]) {
    for fact in facts {
      let path: [Step] = ["facts", .key(fact.name)]
      guard let declaration = vocabulary.fact(named: fact.name) else {
        name(fact.name, .fact, among: vocabulary.facts.map(\.name), at: path)
        continue
      }
      guard let value = declaration.parse(fact.text) else {
        report(.invalidFact(fact.text, expected: declaration.type), at: path)
        continue
      }
      if case .money(let money) = value { currency(money, at: path) }
    }
  }

  mutating func currency(_ money: Money, at path: [Step]) {
    guard money.currency != vocabulary.currency else { return }
    report(.otherCurrency(money.currency, expected: vocabulary.currency), at: path)
  }

  mutating func outcome(on day: Day, of decision: Day) {
    guard day < decision else { return }
    report(.beforeDecision(day, decided: decision), at: ["outcome_date"])
  }

  mutating func rules(_ rules: [RuleDocument], role: String?) {
    let paths = positions.elements("rules")
    for rule in rules { self.rule(rule, role: role, at: paths[rule.id] ?? ["rules"]) }
  }

  private mutating func rule(_ rule: RuleDocument, role: String?, at path: [Step]) {
    action(rule.action, at: path + ["action"])
    for (index, motive) in rule.motives.enumerated() {
      self.motive(motive, at: path + ["motives", .index(index)])
    }
    for (index, level) in rule.levels.enumerated() {
      if let role { self.level(level, of: role, at: path + ["levels", .index(index)]) }
    }
    if let with = rule.with { self.role(with, at: path + ["with"]) }
    if let cap = rule.cap { currency(cap.amount, at: path + ["cap"]) }
  }

  mutating func trials(_ trials: [TrialDocument]) {
    let paths = positions.elements("trials")
    for trial in trials { self.trial(trial, at: paths[trial.id] ?? ["trials"]) }
  }

  private mutating func trial(_ trial: TrialDocument, at path: [Step]) {
    for (index, team) in trial.teams.enumerated() {
      name(team, .team, among: vocabulary.teams, at: path + ["teams", .index(index)])
    }
    if let with = trial.with { role(with, at: path + ["with"]) }
    if let cap = trial.cap { currency(cap.amount, at: path + ["cap"]) }
  }
}
