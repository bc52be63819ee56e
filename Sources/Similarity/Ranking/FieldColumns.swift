internal import Documents

/// The typed fields of all cases, one column for each, so that comparing reads numbers only.
struct FieldColumns: Sendable {
  /// A value of a field of names: equal numbers mean equal names; -1 where there is none.
  typealias Name = Int32

  private(set) var names = NameTable()
  private var roles: [Name] = []
  private var levels: [Name] = []
  private var teams: [Name] = []
  private var channels: [Name] = []
  private var actions: [Name] = []
  private var motives: [[Name]] = []
  private var requested: [Amount?] = []
  private var facts: [[FactColumn]] = []

  /// Names by number; one that no case has gets a number of its own at the end.
  struct NameTable: Sendable {
    private var numbers: [String: Name] = [:]

    mutating func add(_ name: String?) -> Name {
      guard let name else { return -1 }
      if let known = numbers[name] { return known }
      let number = Name(numbers.count)
      numbers[name] = number
      return number
    }
  }

  /// A fact of a case: its name and what its value is compared by.
  struct FactColumn: Sendable {
    var name: Name
    var value: ComparableValue
  }

  init(_ cases: [FieldCase]) {
    for value in cases { append(value) }
  }

  private mutating func append(_ value: FieldCase) {
    roles.append(names.add(value.role))
    levels.append(names.add(value.level))
    teams.append(names.add(value.team))
    channels.append(names.add(value.channel))
    actions.append(names.add(value.action))
    motives.append(value.motive?.names.map { names.add($0) } ?? [])
    requested.append(value.requested.map { Amount($0) })
    facts.append(value.facts.map { names.factColumn($0) })
  }

  /// A query's fields, in the numbers of the columns.
  struct Query {
    fileprivate var role: Name
    fileprivate var level: Name
    fileprivate var team: Name
    fileprivate var channel: Name
    fileprivate var action: Name
    fileprivate var motive: [Name]
    fileprivate var requested: Amount?
    fileprivate var facts: [FactColumn]
    /// The features that the query has, text aside, in the order of `Feature`.
    let features: [Feature]
  }

  func query(_ query: SimilarityQuery) -> Query {
    var names = names
    return Query(
      role: names.add(query.role), level: names.add(query.level), team: names.add(query.team),
      channel: names.add(query.channel), action: names.add(query.action),
      motive: query.motive?.names.map { names.add($0) } ?? [],
      requested: query.requested.map { Amount($0) },
      facts: query.facts.map { names.factColumn($0) },
      features: Feature.allCases.filter { query.hasField($0) })
  }

  /// How alike a query and a case are in one feature, in [0, 1]; nil where they cannot be compared.
  func similarity(_ feature: Feature, _ query: Query, _ position: Int) -> Double? {
    switch feature {
    case .text: nil
    case .motive: FieldSimilarity.paths(query.motive, motives[position])
    case .action: FieldSimilarity.names(query.action, actions[position])
    case .requested: FieldSimilarity.amounts(query.requested, requested[position])
    case .role: FieldSimilarity.names(query.role, roles[position])
    case .level: FieldSimilarity.names(query.level, levels[position])
    case .channel: FieldSimilarity.names(query.channel, channels[position])
    case .team: FieldSimilarity.names(query.team, teams[position])
    case .facts: FieldSimilarity.facts(query.facts, facts[position])
    }
  }
}

extension FieldColumns.NameTable {
  fileprivate mutating func factColumn(_ fact: Fact) -> FieldColumns.FactColumn {
    FieldColumns.FactColumn(name: add(fact.name), value: ComparableValue(fact.text))
  }
}
