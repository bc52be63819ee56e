import AutonomyMaps
import Documents
import TestSupport
import Testing

private func difference(
  _ old: MapDocument?, _ new: MapDocument
) throws -> MapDifference {
  let vocabulary = try sampleVocabulary()
  return AutonomyMap.difference(
    from: try old.map { try AutonomyMap($0, vocabulary: vocabulary) },
    to: try AutonomyMap(new, vocabulary: vocabulary), vocabulary: vocabulary)
}

@Suite struct DifferenceTests {
  @Test func aHigherLimitIsWiderAndItsEdgeTheExample() throws {
    let old = try document([rule("voucher", alone: "requested <= 50 EUR", consult: "always")])
    let new = try document([rule("voucher", alone: "requested <= 80 EUR", consult: "always")])
    let wider = try difference(old, new)
    #expect(wider.change == .wider)
    #expect(wider.isExact)
    #expect(
      wider.parts == [
        .init(
          part: .rule(before: old.rules[0], after: new.rules[0]), change: .wider,
          example: .init(
            situation: try situation(requested: "80 EUR", on: "2026-12-01"), before: .consult,
            after: .alone))
      ])
    #expect(try difference(new, old).change == .narrower)
    #expect(try difference(new, new) == MapDifference(change: .same))
  }

  @Test func otherWordsForTheSameAreTheSame() throws {
    let old = try document([rule("voucher", alone: "orders >= 3 and not (photo = true)")])
    let new = try document([rule("voucher", alone: "not (photo != false or orders < 3)")])
    let same = try difference(old, new)
    #expect(same.change == .same)
    #expect(same.parts.map(\.change) == [.same])
    #expect(same.parts[0].example == nil)
  }

  @Test func placesInTheFileAreNoChange() throws {
    let old = try document([rule("a", alone: "always"), rule("b", action: "refund")])
    var new = old
    new.rules.reverse()
    for place in new.rules.indices { new.rules[place].position.line += 7 }
    #expect(try difference(old, new) == MapDifference(change: .same))
  }

  @Test func theFirstMapIsComparedWithEscalatingEverything() throws {
    let first = try document([rule("voucher", consult: "requested <= 50 EUR")])
    let difference = try difference(nil, first)
    #expect(difference.change == .wider)
    #expect(difference.parts[0].example?.before == .escalate)
    #expect(try AutonomyMapsTests.difference(nil, document([])).change == .same)
  }

  @Test func aRuleIsNotBlamedForALimitAboveIt() throws {
    let old = try document([rule("voucher", alone: "requested <= 50 EUR")])
    let new = try document(
      [rule("voucher", alone: "requested <= 80 EUR")],
      limits: [limit("risk", escalate: "risk = legal")])
    let mixed = try difference(old, new)
    #expect(mixed.change == .mixed)
    #expect(mixed.parts.map(\.change) == [.wider, .narrower])
    #expect(
      mixed.parts[1].example?.situation
        == (try situation(
          requested: "50 EUR", facts: ["risk": .choice("legal")], on: "2026-12-01")))
  }

  @Test func aTrialIsComparedOnItsDays() throws {
    let old = try document([rule("voucher", alone: "requested <= 50 EUR", consult: "always")])
    var new = old
    new.trials = [
      try trial(
        "t", of: "voucher", teams: ["lille"], from: "2027-01-10", until: "2027-01-20",
        alone: "requested <= 80 EUR")
    ]
    let wider = try difference(old, new)
    #expect(wider.change == .wider)
    #expect(
      wider.parts.map(\.example?.situation) == [
        try situation(requested: "80 EUR", team: "lille", on: "2027-01-10")
      ])
  }

  @Test func capsCountAsWhatHistoriesCanBe() throws {
    func capped(_ cap: String?) throws -> MapDocument {
      try document([rule("voucher", alone: "requested <= 50 EUR", consult: "always", cap: cap)])
    }
    let free = try capped(nil)
    let strict = try capped("60 EUR per customer in 90 days")
    let looser = try capped("60 EUR per customer in 30 days")
    let other = try capped("100 EUR per customer in 365 days")
    #expect(try difference(free, strict).change == .narrower)
    #expect(try difference(strict, looser).change == .wider)
    #expect(try difference(strict, other).change == .mixed)
    // The cap says nothing that the rule does not say already, as long as nothing was granted
    // before.
    let example = try #require(try difference(strict, looser).parts[0].example)
    #expect(example.situation.pastGrants?.count == 1)
    #expect(example.before == .escalate)
  }

  @Test func theDefaultSpeaksForActionsWithoutRules() throws {
    let old = try document([rule("voucher", alone: "always")])
    var new = old
    new.default = .consult
    let wider = try difference(old, new)
    #expect(wider.change == .wider)
    #expect(wider.parts.map(\.part) == [.byDefault(before: .escalate, after: .consult)])
    #expect(wider.parts[0].example?.situation.action == "refund")
  }
}

/// Random pairs of maps against all worlds.
@Suite struct DifferenceAgainstReferenceTests {
  @Test func differencesAreExact() throws {
    var changes: [MapDifference.Change: Int] = [:]
    let wanted = fuzzRuns(default: 100)
    var compared = 0
    var seed: UInt64 = 0
    while compared < wanted {
      seed += 1
      var drawer = MapDrawer(seed: seed, fields: 1)
      let old = try drawer.document()
      let new = try drawer.changed(old)
      guard let pairs = ReferencePairs(old, new) else { continue }
      compared += 1
      let difference = try AutonomyMapsTests.difference(old, new)
      #expect(difference.isExact)
      #expect(difference.change == pairs.change { _ in true }, "seed \(seed)\n\(old)\n\(new)")
      for part in difference.parts {
        let parts = difference.parts.map(\.part)
        let expected = pairs.change { part.part.isCause(of: $0, among: parts) }
        #expect(part.change == expected, "seed \(seed): \(part)\n\(old)\n\(new)")
        try check(part, from: old, to: new, seed: seed)
      }
      changes[difference.change, default: 0] += 1
    }
    #expect(changes.count == 4, "\(changes)")
  }

  /// An example must be judged as it says, by the maps and by the reference.
  private func check(
    _ part: MapDifference.PartChange, from old: MapDocument, to new: MapDocument, seed: UInt64
  ) throws {
    let isSwiss = "\(old)\(new)".contains("CHF")
    guard let example = part.example else {
      #expect(
        part.change == .same || isSwiss, "seed \(seed): no example of \(part)\n\(old)\n\(new)")
      return
    }
    #expect(example.before != example.after)
    let vocabulary = try sampleVocabulary()
    let maps = try [old, new].map { try AutonomyMap($0, vocabulary: vocabulary) }
    #expect(maps.map { $0.judge(example.situation).zone } == [example.before, example.after])
    let world = World(example.situation)
    #expect(Reference(map: old).zone(world) == example.before, "seed \(seed): \(example)")
    #expect(Reference(map: new).zone(world) == example.after, "seed \(seed): \(example)")
    let sources = maps.map { $0.judge(example.situation).decidedBy }
    for shorter in example.situation.withOneFieldLess(usualDay: new.effective) {
      let verdicts = maps.map { $0.judge(shorter) }
      let isAsTelling =
        verdicts.map(\.zone) == [example.before, example.after]
        && verdicts.map(\.decidedBy) == sources
      #expect(!isAsTelling, "seed \(seed): \(example) could be \(shorter)")
    }
  }
}

extension Situation {
  /// Every situation that says one thing less; what a customer was granted stays.
  fileprivate func withOneFieldLess(usualDay: Day) -> [Situation] {
    var shorter: [Situation] = []
    func add(_ change: (inout Situation) -> Void) {
      var other = self
      change(&other)
      if other != self { shorter.append(other) }
    }
    add { $0.motive = nil }
    add { $0.level = nil }
    add { $0.team = nil }
    add { $0.requested = nil }
    add { $0.day = usualDay }
    for name in facts.keys { add { $0.facts[name] = nil } }
    return shorter
  }
}

/// What the reference says of two maps in every world.
private struct ReferencePairs {
  struct Pair: Hashable {
    var old: Reference.Judgement
    var new: Reference.Judgement
  }

  private let pairs: Set<Pair>

  /// Nil where there are too many worlds for a test that should be quick.
  init?(_ old: MapDocument, _ new: MapDocument) {
    let text = "\(old) \(new)"
    var worlds = ["voucher", "refund", "modify-order"].map { action in
      var world = World()
      world.action = action
      world.day = new.effective
      return world
    }
    if text.contains("TrialDocument") {
      let days = MapDrawer.days.compactMap { Day($0) }
      worlds = worlds.flatMap { world in
        days.map { day in
          var other = world
          other.day = day
          return other
        }
      }
    }
    for field in WorldField.allCases where field.isMentioned(in: text) {
      if worlds.count > 6_000 { return nil }
      worlds = worlds.flatMap { field.worlds(from: $0) }
    }
    if text.contains("per customer") {
      if worlds.count > 500 { return nil }
      worlds = worlds.flatMap { ReferencePairs.histories(of: $0) }
    }
    let (oldReference, newReference) = (Reference(map: old), Reference(map: new))
    pairs = Set(
      worlds.map { Pair(old: oldReference.judgement($0), new: newReference.judgement($0)) })
  }

  /// Nothing, one or two earlier grants, each more than any cap leaves.
  private static func histories(of world: World) -> [World] {
    guard let amount = Money("60.01 EUR") else { return [] }
    let grants = WorldField.motives.flatMap { motive in
      [0, 40].map { age in
        PastGrant(
          day: world.day.advanced(by: -age), action: world.action, motive: MotivePath(motive),
          granted: amount)
      }
    }
    let histories =
      [[]]
      + grants.indices.flatMap { first in
        grants.indices.filter { $0 >= first }.map { [grants[first], grants[$0]] }
      }
    return histories.map { history in
      var other = world
      other.grants = history
      return other
    }
  }

  func change(where counts: (Pair) -> Bool) -> MapDifference.Change {
    let isWider = pairs.contains { $0.new.zone < $0.old.zone && counts($0) }
    let isNarrower = pairs.contains { $0.old.zone < $0.new.zone && counts($0) }
    return isWider ? isNarrower ? .mixed : .wider : isNarrower ? .narrower : .same
  }
}

extension MapDifference.Part {
  /// Limits before trials before rules before the default, whichever decides in either map.
  fileprivate func isCause(
    of pair: ReferencePairs.Pair, among parts: [MapDifference.Part]
  ) -> Bool {
    func decides(_ part: MapDifference.Part) -> Bool {
      [pair.old, pair.new].contains { part.decides($0) }
    }
    return decides(self) && !parts.contains { $0.rank < rank && decides($0) }
  }

  private var rank: Int {
    switch self {
    case .limit: 0
    case .trial: 1
    case .rule: 2
    case .byDefault: 3
    }
  }

  private func decides(_ judgement: Reference.Judgement) -> Bool {
    switch (self, judgement.source, judgement.voice) {
    case (.limit(let before, let after), .limit(let id, why: _), _): (after ?? before)?.id == id
    case (.trial(let before, let after), _, .trial(let id, rule: _)): (after ?? before)?.id == id
    case (.rule(let before, let after), _, .rule(let id)): (after ?? before)?.id == id
    case (.rule(let before, let after), _, .trial(_, rule: let id)): (after ?? before)?.id == id
    case (.byDefault, _, .byDefault): true
    default: false
    }
  }
}
