public import Documents

/// What the cases of a test zone show beside those of the other teams in the same days.
public struct TrialReview: Hashable, Sendable {
  public var trial: TrialDocument
  /// The rule that it replaced.
  public var rule: RuleDocument
  /// The last day whose cases are in it: the trial's last one, or today while it runs.
  public var until: Day
  public var tested = CaseGroup()
  public var others = CaseGroup()

  /// - Parameter today: What has not happened yet is not counted.
  package init(of trial: TrialDocument, rule: RuleDocument, today: Day) {
    self.trial = trial
    self.rule = rule
    until = min(trial.until, today)
  }

  /// Takes one case in, if the rule speaks about it and it was decided in the trial's days.
  ///
  /// A case without a team is in neither group.
  package mutating func add(_ fieldCase: FieldCase, role: String) {
    guard fieldCase.role == role, fieldCase.action == rule.action, trial.from <= fieldCase.date,
      fieldCase.date <= until, let team = fieldCase.team,
      rule.levels.isEmpty || fieldCase.level.map(rule.levels.contains) ?? false,
      rule.motives.isEmpty
        || rule.motives.contains(where: { fieldCase.motive?.isUnder($0) ?? false })
    else { return }
    if trial.teams.isEmpty || trial.teams.contains(team) {
      tested.add(fieldCase)
    } else {
      others.add(fieldCase)
    }
  }
}
