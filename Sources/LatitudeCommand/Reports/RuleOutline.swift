import Documents

/// The parts of a map that may speak about an action while not everything is known, in the map's
/// own words: what a person reads more easily than all cases told apart.
struct RuleOutline {
  let rule: RuleDocument
  /// The trial that replaces the rule for some.
  var trial: TrialDocument?
  /// What has to hold for it to speak, of what the question leaves open.
  var scope: [Scope] = []

  enum Scope: Hashable {
    case motive(MotivePath)
    case level(String)
    case team(String)
    /// A more particular rule speaks of the others.
    case otherwise
  }

  // What a trial leaves unsaid, its rule says.
  var alone: Condition? { RuleOutline.real(trial?.alone ?? rule.alone) }
  var consult: Condition? { RuleOutline.real(trial?.consult ?? rule.consult) }
  var cap: Cap? { trial?.cap ?? rule.cap }

  private static func real(_ condition: Condition?) -> Condition? {
    condition == .never ? nil : condition
  }

  /// Those of a map that can speak about a situation, the most particular first.
  static func of(
    _ map: MapDocument, action: String, motive: MotivePath?, level: String?, team: String?,
    on day: Day
  ) -> [RuleOutline] {
    let rules = map.rules.enumerated()
      .filter { $0.element.action == action && $0.element.canSpeak(of: motive, level) }
      .sorted { ($1.element.priority ?? 0, $0.offset) < ($0.element.priority ?? 0, $1.offset) }
      .map(\.element)
    var kept: [RuleDocument] = []
    for rule in rules
    where !kept.contains(where: { $0.takesAll(from: rule, motive: motive, level: level) }) {
      kept.append(rule)
    }
    return kept.flatMap { rule -> [RuleOutline] in
      var outline = RuleOutline(rule: rule)
      if motive == nil { outline.scope += rule.motives.map { .motive($0) } }
      if level == nil { outline.scope += rule.levels.map { .level($0) } }
      let isLeftOver = kept.contains { ($0.priority ?? 0) > (rule.priority ?? 0) }
      if outline.scope.isEmpty, isLeftOver { outline.scope = [.otherwise] }
      let trials = map.trials.filter { trial in
        trial.rule == rule.id && trial.from <= day && day <= trial.until
          && (team == nil || trial.teams.isEmpty || trial.teams.contains { $0 == team })
      }
      let tried = trials.map { trial in
        var copy = outline
        copy.trial = trial
        if team == nil { copy.scope += trial.teams.map { .team($0) } }
        return copy
      }
      // A trial that surely applies leaves nothing to its rule.
      let isReplaced = trials.contains { $0.teams.isEmpty || team != nil }
      return isReplaced ? tried : tried + [outline]
    }
  }
}

extension RuleDocument {
  fileprivate func canSpeak(of motive: MotivePath?, _ level: String?) -> Bool {
    (levels.isEmpty || level.map(levels.contains) ?? true)
      && (motives.isEmpty || motive.map { path in motives.contains { path.isUnder($0) } } ?? true)
  }

  /// Whether this rule speaks wherever a weaker one would.
  fileprivate func takesAll(
    from other: RuleDocument, motive: MotivePath?, level: String?
  ) -> Bool {
    guard (priority ?? 0) > (other.priority ?? 0) else { return false }
    let allLevels =
      levels.isEmpty || level != nil
      || (!other.levels.isEmpty && other.levels.allSatisfy(levels.contains))
    let allMotives =
      motives.isEmpty || motive != nil
      || (!other.motives.isEmpty
        && other.motives.allSatisfy { path in motives.contains { path.isUnder($0) } })
    return allLevels && allMotives
  }
}
