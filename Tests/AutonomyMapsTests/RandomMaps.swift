import AutonomyMaps
import Documents
import TestSupport

/// Draws small maps and situations over the sample vocabulary; every map uses a few fields only.
struct MapDrawer {
  var random: SeededGenerator
  private var tests: [String] = []

  /// - Parameter fields: How many fields conditions use, besides the amount.
  init(seed: UInt64, fields: Int = 3) {
    random = SeededGenerator(seed: seed)
    let all = MapDrawer.testsByField.keys.sorted()
    let chosen = (0..<fields).map { _ in all[Int.random(in: 0..<all.count, using: &random)] }
    tests = (chosen + ["requested"]).flatMap { MapDrawer.testsByField[$0] ?? [] }
  }

  private static let testsByField: [String: [String]] = [
    "requested": [
      "requested <= 20 EUR", "requested < 50 EUR", "requested >= 50 EUR", "requested > 20 EUR",
      "requested = 50 EUR", "requested != 20 EUR", "requested in [20 EUR, 50 EUR]",
    ],
    "swiss": ["requested <= 30 CHF", "requested < 30 CHF or requested <= 20 EUR"],
    "orders": ["orders >= 2", "orders < 2", "orders = 2", "orders != 2", "orders in [1, 3]"],
    "claims": ["claims >= 1", "claims > 1", "claims = 1"],
    "price": ["price <= 10 EUR", "price < 10 EUR", "price = 10 EUR"],
    "photo": ["photo = true", "photo = false", "photo != true"],
    "risk": ["risk = legal", "risk in [legal, safety]", "risk not in [none]"],
    "motive": [
      "motive under delivery", "motive = delivery", "motive != billing",
      "motive in [billing, delivery/late]", "motive not under delivery/damaged",
    ],
  ]

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  mutating func conditionText(depth: Int = 2) -> String {
    if chance(8) { return one(of: ["always", "never"]) }
    if depth == 0 || chance(35) { return one(of: tests) }
    let (left, right) = (conditionText(depth: depth - 1), conditionText(depth: depth - 1))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return "not (\(left))"
    case 1, 2: return "(\(left)) or (\(right))"
    default: return "(\(left)) and (\(right))"
    }
  }

  private mutating func maybe(_ percent: Int) -> String? { chance(percent) ? conditionText() : nil }

  private mutating func capText() -> String? {
    guard chance(30) else { return nil }
    return one(of: ["60 EUR per customer in 30 days", "60 EUR per customer in 90 days"])
  }

  mutating func document() throws -> MapDocument {
    var rules: [RuleDocument] = []
    for place in 0..<Int.random(in: 1...3, using: &random) {
      rules.append(
        try rule(
          "r\(place)", action: chance(85) ? "voucher" : "refund",
          motives: chance(30) ? [one(of: WorldField.motives)] : [],
          levels: chance(30) ? [one(of: WorldField.levels)] : [], alone: maybe(80),
          consult: maybe(70), with: chance(50) ? one(of: ["superviseur", "conseiller"]) : nil,
          cap: capText(), priority: chance(50) ? Int.random(in: -1...2, using: &random) : nil))
    }
    var limits: [LimitDocument] = []
    for place in 0..<Int.random(in: 0...2, using: &random) {
      limits.append(try limit("l\(place)", escalate: maybe(50), consult: maybe(50)))
    }
    var trials: [TrialDocument] = []
    for place in 0..<Int.random(in: 0...2, using: &random) {
      trials.append(
        try trial(
          "t\(place)", of: "r\(Int.random(in: 0...2, using: &random))",
          teams: chance(20) ? [] : [one(of: WorldField.teams)], from: "2026-12-01",
          until: one(of: ["2026-12-10", "2026-12-31"]), alone: maybe(60), consult: maybe(40),
          with: chance(30) ? "superviseur" : nil, cap: capText()))
    }
    return try AutonomyMapsTests.document(
      rules, limits: limits, trials: trials, default: one(of: Zone.allCases))
  }

  /// The map with some of its parts changed, added or taken away.
  mutating func changed(_ old: MapDocument) throws -> MapDocument {
    let other = try document()
    var new = old
    switch Int.random(in: 0..<7, using: &random) {
    case 0: new.rules = other.rules
    case 1: new.limits = other.limits
    case 2: new.trials = other.trials
    case 3: new.default = other.default
    case 4:
      if let place = new.rules.indices.randomElement(using: &random) {
        new.rules[place].alone = other.rules[0].alone
        new.rules[place].cap = other.rules[0].cap
      }
    case 5: new.rules.remove(at: 0)
    default:
      new = other
    }
    return new
  }

  static let days = ["2026-11-30", "2026-12-01", "2026-12-10", "2026-12-11", "2027-01-01"]

  mutating func situation() throws -> Situation {
    var situation = try AutonomyMapsTests.situation(
      chance(90) ? "voucher" : "refund", on: one(of: MapDrawer.days))
    if chance(60) {
      let units = one(of: WorldField.amounts)
      let currency = try money(chance(85) ? "0 EUR" : "0 CHF").currency
      situation.requested = Money(
        tenThousandths: currency.code == "CHF" ? one(of: [299_999, 300_000, 300_001]) : units,
        currency: currency)
    }
    if chance(60) { situation.motive = MotivePath(one(of: WorldField.motives)) }
    if chance(60) { situation.level = one(of: WorldField.levels) }
    if chance(60) { situation.team = one(of: WorldField.teams) }
    if chance(50) { situation.facts["orders"] = .integer(one(of: [0, 1, 2, 3, 4])) }
    if chance(40) { situation.facts["claims"] = .integer(one(of: [0, 1, 2])) }
    if chance(50) { situation.facts["photo"] = .boolean(chance(50)) }
    if chance(40) { situation.facts["risk"] = .choice(one(of: WorldField.risks)) }
    if chance(50) {
      let currency = try money(chance(85) ? "0 EUR" : "0 CHF").currency
      situation.facts["price"] = .money(
        Money(tenThousandths: one(of: [99_999, 100_000, 100_001]), currency: currency))
    }
    if chance(50) {
      let age = one(of: [0, 29, 30, 89, 90])
      situation.pastGrants = [
        PastGrant(
          day: situation.day.advanced(by: -age), action: "voucher",
          motive: MotivePath(one(of: WorldField.motives)),
          granted: Money(tenThousandths: 450_000, currency: try money("0 EUR").currency))
      ]
    }
    return situation
  }
}
