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

  /// The selection as a filter.
  ///
  /// - Throws: `KnowledgeBaseError.invalidCondition`, `.invalidFilter` or `.unknownTerm`.
  package func filter(in vocabulary: Vocabulary) throws -> CaseFilter {
    try vocabulary.validate(
      role: role, level: nil, team: team, channel: channel, motive: motive, action: action)
    var tests: [CompiledFilter] = []
    func test(_ key: String, _ accepts: @escaping @Sendable (FieldCase) -> Bool) {
      tests.append(.test(key: key, accepts))
    }
    if let since { test("date") { $0.date >= since } }
    if let until { test("date") { $0.date <= until } }
    if let role { test("role") { $0.role == role } }
    if let team { test("team") { $0.team == team } }
    if let channel { test("channel") { $0.channel == channel } }
    if let action { test("action") { $0.action == action } }
    if let zone { test("zone") { $0.zone == zone } }
    if let outcome { test("outcome") { $0.outcome == outcome } }
    if let motive { test("motive") { $0.motive?.isUnder(motive) ?? false } }
    for tag in tags { test("tags") { $0.tags.contains(tag) } }
    if let filter { tests.append(try CaseFilter(filter, in: vocabulary).condition) }
    return CaseFilter(all: tests)
  }

  /// The test that a case passes or not.
  ///
  /// - Throws: `KnowledgeBaseError.invalidCondition`, `.invalidFilter` or `.unknownTerm`.
  func test(in vocabulary: Vocabulary) throws -> @Sendable (FieldCase) -> Bool {
    let filter = try filter(in: vocabulary)
    return { filter.accepts($0) }
  }
}
