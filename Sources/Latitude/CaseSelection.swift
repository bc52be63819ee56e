public import Documents

/// Which cases a list, a search, an export or a report is about; everything absent lets all pass.
public struct CaseSelection: Hashable, Sendable {
  /// The text of `--where`.
  public var filter: String?
  /// The first day of decision.
  public var since: Day?
  /// The last day of decision.
  public var until: Day?
  public var role: String?
  public var team: String?
  /// This path and everything below it.
  public var motive: MotivePath?
  public var channel: String?
  public var action: String?
  public var zone: Zone?
  public var outcome: Outcome?
  /// All of them.
  public var tags: [String] = []

  public init() {}

  /// Whether a document that is no case passes: by its day alone, if nothing else is asked.
  func fits(day: Day?) -> Bool {
    var beyondDays = self
    (beyondDays.since, beyondDays.until) = (nil, nil)
    guard beyondDays == CaseSelection() else { return false }
    return (since.map { since in day.map { $0 >= since } ?? false } ?? true)
      && (until.map { until in day.map { $0 <= until } ?? false } ?? true)
  }

  /// The test that a case passes or not.
  ///
  /// - Throws: `KnowledgeBaseError.invalidCondition`, `.invalidFilter` or `.unknownTerm`.
  func test(in vocabulary: Vocabulary) throws -> @Sendable (FieldCase) -> Bool {
    try vocabulary.validate(
      role: role, level: nil, team: team, channel: channel, motive: motive, action: action)
    let filter = try filter.map { try CaseFilter($0, in: vocabulary) }
    let selection = self
    return { fieldCase in
      selection.fits(fieldCase) && (filter?.accepts(fieldCase) ?? true)
    }
  }

  private func fits(_ fieldCase: FieldCase) -> Bool {
    func equal<Value: Equatable>(_ wanted: Value?, _ found: Value?) -> Bool {
      wanted == nil || wanted == found
    }
    return (since.map { fieldCase.date >= $0 } ?? true)
      && (until.map { fieldCase.date <= $0 } ?? true)
      && equal(role, fieldCase.role) && equal(team, fieldCase.team)
      && equal(channel, fieldCase.channel) && equal(action, fieldCase.action)
      && equal(zone, fieldCase.zone) && equal(outcome, fieldCase.outcome)
      && (motive.map { fieldCase.motive?.isUnder($0) ?? false } ?? true)
      && tags.allSatisfy(fieldCase.tags.contains)
  }
}
