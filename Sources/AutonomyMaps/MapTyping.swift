import Documents

/// A map whose scopes and conditions have types, and what did not fit the vocabulary.
struct MapTyping {
  private(set) var rules: [TypedRule] = []
  private(set) var limits: [TypedLimit] = []
  private(set) var problems: [MapProblem] = []
  private let document: MapDocument
  private let domains: Domains

  init(_ document: MapDocument, in domains: Domains) {
    self.document = document
    self.domains = domains
    for place in document.rules.indices { addRule(at: place) }
    for (place, limit) in document.limits.enumerated() {
      let part = MapProblem.Place(part: .limit(limit.id), position: limit.position)
      limits.append(
        TypedLimit(
          place: place, escalate: type(limit.escalate, "escalate", in: part),
          consult: type(limit.consult, "consult", in: part)))
    }
    reportUntypedTrials()
  }

  private mutating func addRule(at place: Int) {
    let rule = document.rules[place]
    let part = MapProblem.Place(part: .rule(rule.id), position: rule.position)
    let alone = type(rule.alone, "alone", in: part)
    let consult = type(rule.consult, "consult", in: part)
    var typed = TypedRule(
      place: place, priority: rule.priority ?? 0, speaks: rule.speaks, variants: [])
    var trialApplies: [Proposition] = []
    for (trialPlace, trial) in document.trials.enumerated() where trial.rule == rule.id {
      let part = MapProblem.Place(part: .trial(trial.id), position: trial.position)
      trialApplies.append(trial.applies)
      typed.variants.append(
        TypedRule.Variant(
          voice: .trial(trialPlace, rule: place), applies: trial.applies,
          alone: trial.alone == nil ? alone : type(trial.alone, "alone", in: part),
          consult: trial.consult == nil ? consult : type(trial.consult, "consult", in: part),
          exceeded: rule.exceeded(trial.cap ?? rule.cap)))
    }
    typed.variants.append(
      TypedRule.Variant(
        voice: .rule(place),
        applies: trialApplies.isEmpty ? .constant(true) : .not(.or(trialApplies)),
        alone: alone, consult: consult, exceeded: rule.exceeded(rule.cap)))
    rules.append(typed)
  }

  /// Trials of rules that do not exist speak nowhere, but their conditions can be wrong too.
  private mutating func reportUntypedTrials() {
    let known = Set(document.rules.map(\.id))
    for trial in document.trials where !known.contains(trial.rule) {
      let part = MapProblem.Place(part: .trial(trial.id), position: trial.position)
      _ = type(trial.alone, "alone", in: part)
      _ = type(trial.consult, "consult", in: part)
    }
  }

  /// An absent condition never holds.
  private mutating func type(
    _ condition: Condition?, _ field: String, in part: MapProblem.Place
  ) -> Proposition {
    guard let condition else { return .constant(false) }
    var place = part
    place.field = field
    let typed = ConditionTyping.type(condition, at: place, in: domains)
    problems += typed.problems
    return typed.proposition
  }
}

extension RuleDocument {
  /// Motive and level are the rule's.
  fileprivate var speaks: Proposition {
    var scope: [Proposition] = []
    if !motives.isEmpty { scope.append(.test(.motive, .isUnder(motives))) }
    if !levels.isEmpty { scope.append(.test(.level, .isOneOf(levels))) }
    return scope.isEmpty ? .constant(true) : .and(scope)
  }

  fileprivate func exceeded(_ cap: Cap?) -> Proposition {
    guard let cap else { return .constant(false) }
    return .test(.exceeded(CapScope(action: action, motives: motives, cap: cap)), .isTrue)
  }
}

extension TrialDocument {
  /// Team and day are the trial's, both ends included.
  fileprivate var applies: Proposition {
    var scope: [Proposition] = [
      .test(.day, .isAtLeast(Int64(from.ordinal))),
      .not(.test(.day, .isAtLeast(Int64(until.ordinal) + 1))),
    ]
    if !teams.isEmpty { scope.append(.test(.team, .isOneOf(teams))) }
    return .and(scope)
  }
}
