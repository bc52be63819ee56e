import Documents

/// What cases say about one field, in classes that no test of two maps can tell apart.
///
/// Two cases of one class get the same answer from every comparison, so that one judgement stands
/// for both: thresholds cut amounts into intervals, names fall together unless a rule names them.
struct FieldClasses {
  private let field: MapField
  private let tests: [FieldTest]
  /// Bounds of ordered fields, increasing; a value's class is the number of bounds on or below it.
  private let bounds: [Int64]
  /// What the field is declared as, where it is a fact.
  private let declaration: FactDeclaration?
  private var namesSeen: [String: Int64] = [:]
  private var motivesSeen: [MotivePath: Int64] = [:]
  private var patterns: [[Bool]: Int64] = [:]

  /// The field is not named, and nothing is assumed.
  static let missing: Int64 = -1
  /// An amount in another currency: as missing as none, but asked for in other words.
  static let otherCurrency: Int64 = -2
  /// The fact is not named and takes its default.
  static let assumed: Int64 = -3

  /// - Parameter tests: Those of both maps.
  init(of field: MapField, telling tests: [FieldTest], in domains: Domains) {
    self.field = field
    self.tests = tests
    bounds = Set(tests.compactMap { if case .isAtLeast(let bound) = $0 { bound } else { nil } })
      .sorted()
    switch field {
    case .fact(let name), .amount(let name, _): declaration = domains.facts[name]
    default: declaration = nil
    }
  }

  /// The class of what a case says.
  mutating func index(in fieldCase: FieldCase) -> Int64 {
    switch field {
    case .requested(let currency): index(of: fieldCase.requested, in: currency)
    case .motive: fieldCase.motive.map { index(of: $0) } ?? FieldClasses.missing
    case .level: fieldCase.level.map { index(of: $0) } ?? FieldClasses.missing
    case .team: fieldCase.team.map { index(of: $0) } ?? FieldClasses.missing
    case .day: index(of: Int64(fieldCase.date.ordinal))
    case .fact, .amount: index(of: declaration, in: fieldCase.facts)
    case .exceeded: FieldClasses.missing
    }
  }

  private mutating func index(of declaration: FactDeclaration?, in facts: [Fact]) -> Int64 {
    guard let declaration else { return FieldClasses.missing }
    // Of a fact that is stated twice, the last counts; what does not fit its type is not said.
    for fact in facts.reversed() where fact.name == declaration.name {
      if let value = declaration.parse(fact.text) { return index(of: value) }
    }
    return declaration.default == nil ? FieldClasses.missing : FieldClasses.assumed
  }

  private mutating func index(of value: FactValue) -> Int64 {
    switch (value, field) {
    case (.money(let money), .amount(_, let currency)): index(of: money, in: currency)
    case (.integer(let number), _): index(of: number)
    case (.boolean(let truth), _): truth ? 1 : 0
    case (.choice(let name), _): index(of: name)
    case (.money, _): FieldClasses.missing
    }
  }

  private func index(of money: Money?, in currency: Currency) -> Int64 {
    guard let money else { return FieldClasses.missing }
    return money.currency == currency
      ? index(of: money.tenThousandths) : FieldClasses.otherCurrency
  }

  private func index(of number: Int64) -> Int64 {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return Int64(low)
  }

  private mutating func index(of name: String) -> Int64 {
    if let seen = namesSeen[name] { return seen }
    let index = index(of: CellValue.name(name))
    namesSeen[name] = index
    return index
  }

  private mutating func index(of motive: MotivePath) -> Int64 {
    if let seen = motivesSeen[motive] { return seen }
    let index = index(of: CellValue.motive(motive))
    motivesSeen[motive] = index
    return index
  }

  private mutating func index(of value: CellValue) -> Int64 {
    let answers = tests.map { $0.holds(for: value) }
    if let index = patterns[answers] { return index }
    let index = Int64(patterns.count)
    patterns[answers] = index
    return index
  }
}
