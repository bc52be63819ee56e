import AutonomyMaps
import Documents
import TestSupport
import Testing

/// Every verdict on random maps and situations against all worlds that the situation leaves open.
@Suite struct JudgingAgainstReferenceTests {
  @Test func verdictsAreExact() throws {
    var decided = 0
    var undecided = 0
    for seed in 0..<UInt64(fuzzRuns(default: 150)) {
      var drawer = MapDrawer(seed: seed)
      let document = try drawer.document()
      let map = try AutonomyMap(document, vocabulary: sampleVocabulary())
      for _ in 0..<3 {
        let situation = try drawer.situation()
        guard let check = VerdictCheck(document, map, situation) else { continue }
        let faults = check.faults()
        #expect(faults.isEmpty, "seed \(seed): \(situation)\n\(check.verdict)\n\(document)")
        if check.verdict.zone == nil { undecided += 1 } else { decided += 1 }
      }
    }
    // The properties would hold of nothing if the draws were all of one kind.
    #expect(decided > undecided / 4 && undecided > decided / 4)
  }
}

/// One verdict and the worlds behind it.
private struct VerdictCheck {
  let reference: Reference
  let situation: Situation
  let verdict: Verdict
  /// Fields that conditions mention and the situation leaves open, defaults being assumed.
  let missing: [WorldField]
  /// The facts that took their default.
  let defaulted: [WorldField]
  let base: World

  /// Nil where there are too many worlds for a test that should be quick.
  init?(_ document: MapDocument, _ map: AutonomyMap, _ situation: Situation) {
    reference = Reference(map: document)
    self.situation = situation
    verdict = map.judge(situation)
    let mentioned = "\(document)"
    var missing: [WorldField] = []
    var defaulted: [WorldField] = []
    for field in WorldField.allCases where field.isMentioned(in: mentioned) {
      switch field {
      case .requestedEUR:
        if situation.requested?.currency.code != "EUR" { missing.append(field) }
      case .requestedCHF:
        if situation.requested?.currency.code != "CHF" { missing.append(field) }
      case .priceEUR:
        if case .money(let price)? = situation.facts["price"], price.currency.code == "EUR" {
          break
        }
        missing.append(field)
      case .claims, .risk:
        if situation.facts[field.rawValue] == nil { defaulted.append(field) }
      case .orders, .photo:
        if situation.facts[field.rawValue] == nil { missing.append(field) }
      case .motive: if situation.motive == nil { missing.append(field) }
      case .level: if situation.level == nil { missing.append(field) }
      case .team: if situation.team == nil { missing.append(field) }
      }
    }
    self.missing = missing
    self.defaulted = defaulted
    base = World(situation)
    let worlds = (missing + defaulted).reduce(12) { $0 * $1.worlds(from: base).count }
    if worlds > 12 * 1_000 { return nil }
  }

  func faults() -> [String] {
    zoneFaults() + needFaults() + outcomeFaults() + sourceFaults() + assumptionFaults()
      + (verdict.zone.map { limitFaults($0) + freerFaults($0) } ?? [])
  }

  private func worlds(_ fields: [WorldField], from world: World) -> [World] {
    fields.reduce([world]) { worlds, field in worlds.flatMap { field.worlds(from: $0) } }
  }

  private func expect(_ holds: Bool, _ fault: String) -> [String] {
    holds ? [] : [fault]
  }

  private func zoneFaults() -> [String] {
    let zones = Set(worlds(missing, from: base).map(reference.zone))
    return expect(
      zones.count == 1 ? verdict.zone == zones.first : verdict.zone == nil,
      "zone \(String(describing: verdict.zone)) of \(zones)")
      + expect((verdict.undecided == nil) == (verdict.zone != nil), "undecided and zone")
  }

  /// The fields that change the zone in some world: for each all the rest is tried.
  private func essential(_ fields: [WorldField]) -> [WorldField] {
    fields.filter { field in
      worlds(fields.filter { $0 != field }, from: base).contains { world in
        Set(field.worlds(from: world).map(reference.zone)).count > 1
      }
    }
  }

  private func needFaults() -> [String] {
    let needed = essential(missing)
    let names = needed.map { field -> String in
      switch field {
      case .requestedEUR, .requestedCHF:
        let currency = field == .requestedEUR ? "EUR" : "CHF"
        let isBoth = needed.contains(.requestedEUR) && needed.contains(.requestedCHF)
        return isBoth || situation.requested != nil ? "requested in \(currency)" : "requested"
      case .priceEUR: return situation.facts["price"] != nil ? "price in EUR" : "price"
      default: return field.name
      }
    }
    return expect(
      Set(names) == Set(verdict.undecided?.needs ?? []), "needs \(names)")
  }

  /// Exactly one possibility holds in every world, with the right zone.
  private func outcomeFaults() -> [String] {
    guard let undecided = verdict.undecided else { return [] }
    let outcomes = undecided.outcomes.compactMap { outcome in
      (try? Condition.parse(outcome.condition)).map { ($0, outcome.zone) }
    }
    let isRight = worlds(missing, from: base).allSatisfy { world in
      let holding = outcomes.filter { Reference.holds($0.0, in: world) }
      return holding.count == 1 && holding[0].1 == reference.zone(world)
    }
    return expect(undecided.isComplete, "incomplete")
      + expect(outcomes.count == undecided.outcomes.count, "unreadable outcome")
      + expect(isRight, "outcomes")
      + expect(outcomes.map(\.1) == outcomes.map(\.1).sorted(), "most free first")
  }

  private func sourceFaults() -> [String] {
    let judgements = worlds(missing, from: base).map(reference.judgement)
    let sources = Set(judgements.map(\.source))
    let expected = sources.count == 1 ? sources.first : .depends
    let withs = Set(judgements.filter { $0.zone == .consult }.map(\.with))
    let with = withs.count == 1 ? withs.first ?? nil : nil
    return expect(verdict.decidedBy == expected, "source \(sources)")
      + expect(verdict.with == with, "with \(withs)")
  }

  private func assumptionFaults() -> [String] {
    let needed = essential(missing + defaulted).filter(defaulted.contains).map(\.name)
    var assumed: [String] = []
    for case .fact(let name, _) in verdict.assumed { assumed.append(name) }
    return expect(assumed.sorted() == needed.sorted(), "assumed \(needed)")
  }

  /// The zones that an amount can have, for every amount that tells something.
  private func zonesByAmount() -> [(amount: Int64, zones: Set<Zone>)] {
    guard let requested = situation.requested else { return [] }
    let field: WorldField = requested.currency.code == "EUR" ? .requestedEUR : .requestedCHF
    return field.worlds(from: base).map { world in
      let amount = field == .requestedEUR ? world.requested.eur : world.requested.chf
      return (amount, Set(worlds(missing, from: world).map(reference.zone)))
    }
  }

  private func limitFaults(_ zone: Zone) -> [String] {
    guard let requested = situation.requested else {
      return expect(verdict.limit == nil, "limit without amount")
    }
    let amounts = zonesByAmount()
    guard let place = amounts.firstIndex(where: { $0.amount == requested.tenThousandths }) else {
      return ["drawn amount"]
    }
    var expected: Int64?
    if zone == .escalate {
      expected = amounts[..<place].last { !$0.zones.contains(.escalate) }?.amount
    } else {
      let end = amounts[place...].firstIndex { $0.zones != [zone] }
      expected = end.map { amounts[$0 - 1].amount }
    }
    let limit = expected.map {
      Money(tenThousandths: $0 - $0 % 100, currency: requested.currency)
    }
    return expect(verdict.limit == limit, "limit \(String(describing: limit))")
  }

  private func freerFaults(_ zone: Zone) -> [String] {
    let byAmount = zonesByAmount().reduce(into: Set<Zone>()) { $0.formUnion($1.zones) }
      .filter { $0 < zone }
    if let next = byAmount.max() {
      let field: WorldField =
        situation.requested?.currency.code == "CHF" ? .requestedCHF : .requestedEUR
      return freerFaults(next, varied: field)
    }
    let sources = Set(worlds(missing, from: base).map { reference.judgement($0).source })
    let isLimited = sources.contains { if case .limit = $0 { true } else { false } }
    // In the vocabulary's order.
    for field in [WorldField.orders, .claims, .priceEUR, .photo, .risk] where !isLimited {
      guard !missing.contains(field), field.isMentioned(in: "\(reference.map)") else { continue }
      let zones = Set(
        field.worlds(from: base).flatMap { worlds(missing, from: $0).map(reference.zone) })
      if let next = zones.filter({ $0 < zone }).max() { return freerFaults(next, varied: field) }
    }
    return expect(verdict.freer == nil, "freer from nothing")
  }

  /// The condition holds exactly where the zone is as free as promised.
  private func freerFaults(_ next: Zone, varied field: WorldField) -> [String] {
    guard let freer = verdict.freer, let condition = try? Condition.parse(freer.condition) else {
      return expect(false, "no freer, but \(next) by \(field)")
    }
    let isRight = field.worlds(from: base).flatMap { worlds(missing, from: $0) }.allSatisfy {
      Reference.holds(condition, in: $0) == (reference.zone($0) <= next)
    }
    return expect(freer.zone == next, "freer zone \(next)") + expect(isRight, "freer condition")
  }
}

extension World {
  /// What the situation says, and defaults; what is missing has any value.
  init(_ situation: Situation) {
    action = situation.action
    day = situation.day
    if let path = situation.motive { motive = path.description }
    if let name = situation.level { level = name }
    if let name = situation.team { team = name }
    if let money = situation.requested { requested[money.currency.code] = money.tenThousandths }
    if case .money(let money)? = situation.facts["price"] {
      price[money.currency.code] = money.tenThousandths
    }
    if case .integer(let number)? = situation.facts["orders"] { orders = number }
    if case .integer(let number)? = situation.facts["claims"] { claims = number }
    if case .boolean(let truth)? = situation.facts["photo"] { photo = truth }
    if case .choice(let name)? = situation.facts["risk"] { risk = name }
    grants = situation.pastGrants ?? []
  }
}
