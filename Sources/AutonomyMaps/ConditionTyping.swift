import Documents

/// Gives the fields and values of one condition their types, and collects what does not fit the
/// vocabulary.
struct ConditionTyping {
  private let domains: Domains
  private let place: MapProblem.Place
  private let whole: Condition
  private var testsSeen = 0
  private var currencies: [String: Set<Currency>] = [:]
  private(set) var problems: [MapProblem] = []

  /// The proposition, in which a test with a problem counts as never true.
  static func type(
    _ condition: Condition, at place: MapProblem.Place, in domains: Domains
  ) -> (proposition: Proposition, problems: [MapProblem]) {
    var typing = ConditionTyping(domains: domains, place: place, whole: condition)
    let proposition = typing.type(condition)
    typing.reportMixedCurrencies()
    return (proposition, typing.problems)
  }

  private init(domains: Domains, place: MapProblem.Place, whole: Condition) {
    self.domains = domains
    self.place = place
    self.whole = whole
  }

  private mutating func type(_ condition: Condition) -> Proposition {
    switch condition {
    case .always: return .constant(true)
    case .never: return .constant(false)
    case .not(let member): return .not(type(member))
    case .and(let members): return .and(members.map { type($0) })
    case .or(let members): return .or(members.map { type($0) })
    case .comparison(let name, let comparison, let literal):
      defer { testsSeen += 1 }
      return type(name, [literal], comparison, of: condition)
    case .membership(let name, let literals):
      defer { testsSeen += 1 }
      return type(name, literals, .equal, of: condition)
    case .under(let name, let path):
      defer { testsSeen += 1 }
      guard name == "motive" else {
        let isKnown = fieldType(of: name, in: condition) != nil
        if isKnown { report(.underNeedsMotive(field: name), condition) }
        return .constant(false)
      }
      check(path, in: condition)
      return .test(.motive, .isUnder([path]))
    }
  }

  /// A comparison with one of several values, which only `=` has several of.
  private mutating func type(
    _ name: String, _ literals: [Literal], _ comparison: ComparisonOperator, of condition: Condition
  ) -> Proposition {
    guard let type = fieldType(of: name, in: condition) else { return .constant(false) }
    let isOrdered = comparison != .equal && comparison != .notEqual
    switch type {
    case .money:
      return .or(literals.map { money(name, comparison, $0, in: condition) })
    case .integer:
      return .or(literals.map { integer(name, comparison, $0, in: condition) })
    case .boolean, .choice, .motive, .text, .id, .day:
      guard !isOrdered else {
        report(.noOrder(field: name, type), condition)
        return .constant(false)
      }
      let isOne = oneOf(literals, name, type, in: condition)
      return comparison == .notEqual ? .not(isOne) : isOne
    }
  }

  private mutating func money(
    _ name: String, _ comparison: ComparisonOperator, _ literal: Literal, in condition: Condition
  ) -> Proposition {
    guard case .money(let money) = literal else {
      report(.wrongType(field: name, expected: .money, found: literal), condition)
      return .constant(false)
    }
    currencies[name, default: []].insert(money.currency)
    let field: MapField =
      name == "requested" ? .requested(money.currency) : .amount(name, money.currency)
    return .comparison(field, comparison, money.tenThousandths)
  }

  private mutating func integer(
    _ name: String, _ comparison: ComparisonOperator, _ literal: Literal, in condition: Condition
  ) -> Proposition {
    guard case .number(let number) = literal, number % 10_000 == 0 else {
      report(.wrongType(field: name, expected: .integer, found: literal), condition)
      return .constant(false)
    }
    return .comparison(.fact(name), comparison, number / 10_000)
  }

  private mutating func oneOf(
    _ literals: [Literal], _ name: String, _ type: ComparedType, in condition: Condition
  ) -> Proposition {
    switch type {
    case .boolean:
      let truths = literals.compactMap { truth($0, of: name, in: condition) }
      return .or(
        truths.map { $0 ? .test(.fact(name), .isTrue) : .not(.test(.fact(name), .isTrue)) })
    case .choice(let allowed):
      let names = literals.compactMap { choice($0, of: name, among: allowed, in: condition) }
      return .test(.fact(name), .isOneOf(names))
    default:
      let paths = literals.compactMap { path($0, in: condition) }
      return .test(.motive, .isMotive(paths))
    }
  }

  private mutating func truth(
    _ literal: Literal, of name: String, in condition: Condition
  ) -> Bool? {
    switch literal {
    case .text("true"): return true
    case .text("false"): return false
    default:
      report(.wrongType(field: name, expected: .boolean, found: literal), condition)
      return nil
    }
  }

  private mutating func choice(
    _ literal: Literal, of name: String, among allowed: [String], in condition: Condition
  ) -> String? {
    let value = literal.name
    guard allowed.contains(value) else {
      let nearest = nearestName(to: value, among: allowed)
      report(
        .unknownChoice(field: name, value: value, allowed: allowed, nearest: nearest), condition)
      return nil
    }
    return value
  }

  private mutating func path(_ literal: Literal, in condition: Condition) -> MotivePath? {
    guard let path = MotivePath(literal.name) else {
      report(.wrongType(field: "motive", expected: .motive, found: literal), condition)
      return nil
    }
    check(path, in: condition)
    return path
  }

  private mutating func check(_ path: MotivePath, in condition: Condition) {
    if !domains.motives.contains(path) {
      report(.unknownMotive(path.description, nearest: domains.nearestMotive(to: path)), condition)
    }
  }

  private mutating func fieldType(
    of name: String, in condition: Condition
  ) -> ComparedType? {
    switch name {
    case "requested": return .money
    case "motive": return .motive
    default:
      guard let declaration = domains.facts[name] else {
        let known = ["requested", "motive"] + domains.facts.keys.sorted()
        report(.unknownField(name, nearest: nearestName(to: name, among: known)), condition)
        return nil
      }
      switch declaration.type {
      case .integer: return .integer
      case .boolean: return .boolean
      case .money: return .money
      case .choice(let values): return .choice(values)
      }
    }
  }

  private mutating func reportMixedCurrencies() {
    for (name, mixed) in currencies.sorted(by: { $0.key < $1.key }) where mixed.count > 1 {
      let sorted = mixed.sorted { $0.code < $1.code }
      problems.append(MapProblem(place: place, reason: .mixedCurrencies(field: name, sorted)))
    }
  }

  private mutating func report(_ reason: MapProblem.Reason, _ condition: Condition) {
    var place = place
    let offsets = whole.testOffsets
    let offset = testsSeen < offsets.count ? offsets[testsSeen] : 0
    place.test = MapProblem.Test(text: condition.description, utf8Offset: offset)
    problems.append(MapProblem(place: place, reason: reason))
  }
}

extension Domains {
  func nearestMotive(to path: MotivePath) -> String? {
    nearestName(to: path.description, among: motives.map(\.description))
  }
}
