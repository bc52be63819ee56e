/// A field of cases that filters can compare: its type, and where its value stands.
enum CaseField: Sendable {
  case text(@Sendable (FieldCase) -> String?)
  case id(@Sendable (FieldCase) -> [DocumentID])
  /// One of a few names.
  case choice([String], @Sendable (FieldCase) -> String?)
  case texts(@Sendable (FieldCase) -> [String])
  case choices([String], @Sendable (FieldCase) -> [String])
  case day(@Sendable (FieldCase) -> Day?)
  case money(@Sendable (FieldCase) -> Money?)
  case integer(@Sendable (FieldCase) -> Int64?)
  case boolean(@Sendable (FieldCase) -> Bool?)
  /// The paths of the vocabulary.
  case motive([String])

  /// The names of all fields but facts, in the order of the front matter.
  static let names = [
    "id", "title", "date", "status", "role", "level", "team", "channel", "motive", "action",
    "requested", "granted", "zone", "consulted", "in_force.map", "in_force.revision",
    "in_force.commit", "in_force.rule", "in_force.zone", "in_force.limit", "minutes", "outcome",
    "outcome_date", "tag", "tags", "precedents", "learnings", "customer", "lang", "ref",
  ]

  /// The key of the front matter that holds the field of a name; a fact's is `facts.NAME`.
  static func key(of name: String) -> String {
    if name == "tag" { return "tags" }
    if name.hasPrefix("in_force.") { return "in_force" }
    return names.contains(name) || name.hasPrefix("facts.") ? name : "facts.\(name)"
  }

  /// Nil for a name that is neither a field nor a declared fact; a field hides a fact of its name.
  init?(_ name: String, in vocabulary: Vocabulary) {
    if let field = CaseField.own(name) ?? CaseField.named(name, in: vocabulary) {
      self = field
      return
    }
    let factName = name.hasPrefix("facts.") ? String(name.dropFirst("facts.".count)) : name
    guard let fact = vocabulary.fact(named: factName) else { return nil }
    self.init(fact)
  }

  /// The fields whose values no vocabulary limits.
  private static func own(_ name: String) -> CaseField? {
    switch name {
    case "id": .id { [$0.id] }
    case "title": .text { $0.title }
    case "date": .day { $0.date }
    case "requested": .money { $0.requested }
    case "granted": .money { $0.granted }
    case "in_force.revision": .integer { $0.inForce.map { Int64($0.revision) } }
    case "in_force.commit": .text { $0.inForce?.commit }
    case "in_force.rule": .text { $0.inForce?.rule }
    case "in_force.limit": .money { $0.inForce?.limit }
    case "minutes": .integer { $0.minutes.map { Int64($0) } }
    case "outcome_date": .day { $0.outcomeDate }
    case "tag", "tags": .texts { $0.tags }
    case "precedents": .id { $0.precedents }
    case "learnings": .id { $0.learnings }
    case "customer": .text { $0.customer }
    case "lang": .text { $0.lang }
    case "ref": .text { $0.ref }
    default: nil
    }
  }

  /// The fields whose values the vocabulary or the format names.
  private static func named(_ name: String, in vocabulary: Vocabulary) -> CaseField? {
    switch name {
    case "status": .choice(Status.allCases.map(\.rawValue)) { $0.status?.rawValue }
    case "role": .choice(vocabulary.roles.map(\.name)) { $0.role }
    case "level": .choice(vocabulary.roles.flatMap(\.levels)) { $0.level }
    case "team": .choice(vocabulary.teams) { $0.team }
    case "channel": .choice(vocabulary.channels) { $0.channel }
    case "motive": .motive(vocabulary.motivePaths.map(\.description))
    case "action": .choice(vocabulary.actions.map(\.name)) { $0.action }
    case "zone": .choice(Zone.allCases.map(\.rawValue)) { $0.zone?.rawValue }
    case "consulted": .choices(vocabulary.roles.map(\.name)) { $0.consulted }
    case "in_force.map": .choice(vocabulary.roles.map(\.name)) { $0.inForce?.map }
    case "in_force.zone": .choice(Zone.allCases.map(\.rawValue)) { $0.inForce?.zone?.rawValue }
    case "outcome": .choice(Outcome.allCases.map(\.rawValue)) { $0.outcome?.rawValue }
    default: nil
    }
  }

  /// A fact's value as its declaration reads what the case wrote; absent where it cannot be read.
  private init(_ fact: FactDeclaration) {
    @Sendable func value(in fieldCase: FieldCase) -> FactValue? {
      fieldCase.facts.first { $0.name == fact.name }.flatMap { fact.parse($0.text) }
    }
    switch fact.type {
    case .integer:
      self = .integer { if case .integer(let value)? = value(in: $0) { value } else { nil } }
    case .boolean:
      self = .boolean { if case .boolean(let value)? = value(in: $0) { value } else { nil } }
    case .money:
      self = .money { if case .money(let value)? = value(in: $0) { value } else { nil } }
    case .choice(let values):
      self = .choice(values) { if case .choice(let value)? = value(in: $0) { value } else { nil } }
    }
  }

  private var type: ComparedType {
    switch self {
    case .text, .texts: .text
    case .id: .id
    case .choice(let allowed, _), .choices(let allowed, _): .choice(allowed)
    case .day: .day
    case .money: .money
    case .integer: .integer
    case .boolean: .boolean
    case .motive: .motive
    }
  }

  // MARK: - Comparing

  /// One comparison, ready to be put to cases.
  func test(
    _ name: String, _ comparison: ComparisonOperator, _ literal: Literal
  ) throws(FilterFault) -> @Sendable (FieldCase) -> Bool {
    func wrongType() -> FilterFault {
      FilterFault(.wrongType(field: name, expected: type, found: literal))
    }
    switch (self, literal) {
    case (.day(let read), .day(let day)):
      return { read($0).map { comparison.holds($0, day) } ?? false }
    case (.integer(let read), .number(let number)) where number % 10_000 == 0:
      return { read($0).map { comparison.holds($0, number / 10_000) } ?? false }
    case (.money(let read), .money(let money)):
      return { fieldCase in
        guard let amount = read(fieldCase), amount.currency == money.currency else { return false }
        return comparison.holds(amount.tenThousandths, money.tenThousandths)
      }
    case (.day, _), (.integer, _), (.money, _): throw wrongType()
    default: break
    }

    guard comparison == .equal || comparison == .notEqual else {
      throw FilterFault(.noOrder(field: name, type))
    }
    let isEqual = comparison == .equal
    switch self {
    case .boolean(let read):
      guard literal == .text("true") || literal == .text("false") else { throw wrongType() }
      let truth = literal == .text("true")
      return { read($0).map { ($0 == truth) == isEqual } ?? false }
    case .id(let read):
      guard let id = DocumentID(literal.name) else { throw wrongType() }
      return { read($0).contains(id) == isEqual }
    case .motive(let known):
      try FilterFault.check(literal.name, of: name, among: known)
      let path = MotivePath(literal.name)
      return { $0.motive.map { ($0 == path) == isEqual } ?? false }
    case .texts(let read):
      return { read($0).contains(literal.name) == isEqual }
    case .choices(let allowed, let read):
      try FilterFault.check(literal.name, of: name, among: allowed)
      return { read($0).contains(literal.name) == isEqual }
    case .choice(let allowed, let read):
      try FilterFault.check(literal.name, of: name, among: allowed)
      return { read($0).map { ($0 == literal.name) == isEqual } ?? false }
    case .text(let read):
      return { read($0).map { ($0 == literal.name) == isEqual } ?? false }
    case .day, .integer, .money: throw wrongType()
    }
  }
}

extension ComparisonOperator {
  fileprivate func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension Literal {
  /// The text that stands for a literal where a name is expected; numbers and days are names that
  /// look like them.
  package var name: String {
    if case .text(let text) = self { text } else { description }
  }
}
