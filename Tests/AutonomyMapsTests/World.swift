import AutonomyMaps
import Documents

/// A situation in which everything is known: what the reference judges.
///
/// An amount has a value in every currency, since the map must not guess an exchange rate: any pair
/// may be true.
struct World: Hashable {
  var action = "voucher"
  var day = Day(ordinal: 0)
  var motive = "billing"
  var level = "debutant"
  var team = "lyon"
  var requested: [String: Int64] = [:]
  var price: [String: Int64] = [:]
  var orders: Int64 = 0
  var claims: Int64 = 0
  var photo = false
  var risk = "none"
  var grants: [PastGrant] = []
}

/// The slow and simple judge: reads conditions as they are written, one world at a time.
///
/// It shares no code with the module: no cells, no diagrams, no decision lists.
struct Reference {
  let map: MapDocument

  struct Judgement: Hashable {
    var zone: Zone
    var source: Verdict.Source
    /// What speaks below a limit; nil where a limit escalates.
    var voice: Verdict.Source?
    var with: String?
  }

  func zone(_ world: World) -> Zone { judgement(world).zone }

  func judgement(_ world: World) -> Judgement {
    let escalating = map.limits.first { holds($0.escalate, in: world) }
    if let limit = escalating {
      return Judgement(zone: .escalate, source: .limit(limit.id, why: limit.why))
    }
    var judgement = ruled(world)
    judgement.voice = judgement.source
    if judgement.zone != .escalate,
      let limit = map.limits.first(where: { holds($0.consult, in: world) })
    {
      judgement.zone = .consult
      judgement.source = .limit(limit.id, why: limit.why)
    }
    return judgement
  }

  private func ruled(_ world: World) -> Judgement {
    let speaking = map.rules.filter { rule in
      rule.action == world.action
        && (rule.motives.isEmpty || rule.motives.contains { isUnder($0, world.motive) })
        && (rule.levels.isEmpty || rule.levels.contains(world.level))
    }
    let highest = speaking.map { $0.priority ?? 0 }.max()
    let spoken = speaking.filter { ($0.priority ?? 0) == highest }
      .flatMap { judgements(of: $0, in: world) }
    guard let strictest = spoken.map(\.zone).max() else {
      return Judgement(zone: map.default, source: .byDefault)
    }
    return spoken.first { $0.zone == strictest } ?? spoken[0]
  }

  /// Those of the trials that run, or the rule's own.
  private func judgements(of rule: RuleDocument, in world: World) -> [Judgement] {
    let running = map.trials.filter { trial in
      trial.rule == rule.id && trial.from <= world.day && world.day <= trial.until
        && (trial.teams.isEmpty || trial.teams.contains(world.team))
    }
    if running.isEmpty {
      let zone = zone(rule.alone, rule.consult, rule.cap, of: rule, in: world)
      return [Judgement(zone: zone, source: .rule(rule.id), with: rule.with)]
    }
    return running.map { trial in
      let zone = zone(
        trial.alone ?? rule.alone, trial.consult ?? rule.consult, trial.cap ?? rule.cap, of: rule,
        in: world)
      return Judgement(
        zone: zone, source: .trial(trial.id, rule: rule.id), with: trial.with ?? rule.with)
    }
  }

  private func zone(
    _ alone: Condition?, _ consult: Condition?, _ cap: Cap?, of rule: RuleDocument, in world: World
  ) -> Zone {
    if let cap {
      var sum = world.requested[cap.amount.currency.code] ?? 0
      for grant in world.grants {
        let age = world.day.ordinal - grant.day.ordinal
        let isCounted =
          grant.action == rule.action && grant.granted.currency == cap.amount.currency
          && (0..<cap.days).contains(age)
          && (rule.motives.isEmpty
            || rule.motives.contains { isUnder($0, grant.motive?.description ?? "") })
        if isCounted { sum += grant.granted.tenThousandths }
      }
      if sum > cap.amount.tenThousandths { return .escalate }
    }
    return holds(alone, in: world) ? .alone : holds(consult, in: world) ? .consult : .escalate
  }

  private func holds(_ condition: Condition?, in world: World) -> Bool {
    condition.map { Reference.holds($0, in: world) } ?? false
  }

  static func holds(_ condition: Condition, in world: World) -> Bool {
    switch condition {
    case .always: return true
    case .never: return false
    case .not(let member): return !holds(member, in: world)
    case .and(let members): return members.allSatisfy { holds($0, in: world) }
    case .or(let members): return members.contains { holds($0, in: world) }
    case .under(_, let path): return isUnder(path, world.motive)
    case .membership(let field, let literals):
      return literals.contains { compare(field, .equal, $0, in: world) }
    case .comparison(let field, let comparison, let literal):
      return compare(field, comparison, literal, in: world)
    }
  }

  private static func compare(
    _ field: String, _ comparison: ComparisonOperator, _ literal: Literal, in world: World
  ) -> Bool {
    switch (field, literal) {
    case ("requested", .money(let money)):
      return ordered(
        world.requested[money.currency.code] ?? -1, comparison, money.tenThousandths)
    case ("price", .money(let money)):
      return ordered(world.price[money.currency.code] ?? -1, comparison, money.tenThousandths)
    case ("orders", .number(let number)): return ordered(world.orders * 10_000, comparison, number)
    case ("claims", .number(let number)): return ordered(world.claims * 10_000, comparison, number)
    case ("date", .day(let day)): return ordered(world.day, comparison, day)
    case ("photo", .text(let text)): return ordered(String(world.photo), comparison, text)
    case ("risk", .text(let text)): return ordered(world.risk, comparison, text)
    case ("motive", .text(let text)): return ordered(world.motive, comparison, text)
    case ("level", .text(let text)): return ordered(world.level, comparison, text)
    case ("team", .text(let text)): return ordered(world.team, comparison, text)
    default: fatalError("the reference does not know \(field) \(literal)")
    }
  }

  private static func ordered<Value: Comparable>(
    _ left: Value, _ comparison: ComparisonOperator, _ right: Value
  ) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }

  private static func isUnder(_ path: MotivePath, _ motive: String) -> Bool {
    motive == path.description || motive.hasPrefix(path.description + "/")
  }

  private func isUnder(_ path: MotivePath, _ motive: String) -> Bool {
    Reference.isUnder(path, motive)
  }
}

/// The fields of a world, and for each the few values between which no random map can tell any
/// other.
enum WorldField: String, CaseIterable {
  case requestedEUR, requestedCHF, priceEUR, orders, claims, photo, risk, motive, level, team

  /// The fact or field that conditions name.
  var name: String {
    switch self {
    case .requestedEUR, .requestedCHF: "requested"
    case .priceEUR: "price"
    default: rawValue
    }
  }

  static let motives = ["delivery", "delivery/damaged", "delivery/late", "billing"]
  static let levels = ["debutant", "confirme"]
  static let teams = ["lyon", "toulouse", "lille"]
  static let risks = ["none", "legal", "safety"]
  /// 20, 50 and 60 EUR stand in conditions and caps; 15 EUR is what is left of 60 after 45.
  static let amounts: [Int64] = [
    149_999, 150_000, 150_001, 199_999, 200_000, 200_001, 499_999, 500_000, 500_001, 599_999,
    600_000, 600_001,
  ]

  /// The world with each value of this field.
  func worlds(from world: World) -> [World] {
    func with<Value>(_ values: [Value], _ path: WritableKeyPath<World, Value>) -> [World] {
      values.map { value in
        var other = world
        other[keyPath: path] = value
        return other
      }
    }
    switch self {
    case .requestedEUR: return with(WorldField.amounts, \.requested.eur)
    case .requestedCHF: return with([299_999, 300_000, 300_001], \.requested.chf)
    case .priceEUR: return with([99_999, 100_000, 100_001], \.price.eur)
    case .orders: return with([0, 1, 2, 3, 4], \.orders)
    case .claims: return with([0, 1, 2], \.claims)
    case .photo: return with([false, true], \.photo)
    case .risk: return with(WorldField.risks, \.risk)
    case .motive: return with(WorldField.motives, \.motive)
    case .level: return with(WorldField.levels, \.level)
    case .team: return with(WorldField.teams, \.team)
    }
  }
}

extension [String: Int64] {
  /// The amount in EUR; 0 where nobody looks.
  var eur: Int64 {
    get { self["EUR"] ?? 0 }
    set { self["EUR"] = newValue }
  }

  /// The amount in CHF; 0 where nobody looks.
  var chf: Int64 {
    get { self["CHF"] ?? 0 }
    set { self["CHF"] = newValue }
  }
}

extension WorldField {
  /// Whether the text of a map's document says anything about the field.
  func isMentioned(in document: String) -> Bool {
    switch self {
    case .requestedEUR: document.contains("requested ") || document.contains("per customer")
    case .requestedCHF: document.contains(" CHF")
    case .priceEUR: document.contains("price ")
    case .motive:
      ["motive ", "motives: [delivery", "motives: [billing"].contains { document.contains($0) }
    case .level: document.contains("levels: [\"")
    case .team: document.contains("teams: [\"")
    default: document.contains("\(rawValue) ")
    }
  }
}
