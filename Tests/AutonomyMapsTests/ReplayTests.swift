import AutonomyMaps
import Documents
import TestSupport
import Testing

/// Replays of random cases against judging each of them twice.
@Suite struct ReplayAgainstJudgingTests {
  @Test func movesAreThoseOfJudgingEachCaseTwice() throws {
    let vocabulary = try sampleVocabulary()
    var moved = 0
    var undecided = 0
    for seed in 0..<UInt64(fuzzRuns(default: 60)) {
      var drawer = MapDrawer(seed: seed)
      let old = try AutonomyMap(try drawer.document(), vocabulary: vocabulary)
      let new = try AutonomyMap(try drawer.changed(old.document), vocabulary: vocabulary)
      let cases = try (0..<40).map { try drawer.fieldCase(number: $0) }
      let replay = Replay(
        of: cases, role: "conseiller", from: old, to: new, vocabulary: vocabulary)
      let expected = JudgedTwice(cases, from: old, to: new, vocabulary: vocabulary)
      #expect(replay.cases == expected.cases, "seed \(seed)")
      let moves = replay.moves.reduce(into: [:]) { $0[[$1.from, $1.to]] = $1.cases }
      #expect(moves == expected.moves, "seed \(seed)")
      let unjudged = replay.unjudged.reduce(into: [:]) { $0[$1.needs] = $1.cases }
      #expect(unjudged == expected.unjudged, "seed \(seed)")
      let assumed = replay.assumed.reduce(into: [:]) { $0[$1.assumption] = $1.cases }
      #expect(assumed == expected.assumed, "seed \(seed)")
      moved += replay.changed
      undecided += replay.undecided.count
    }
    #expect(moved > 0 && undecided > 0)
  }
}

/// The slow way, through what `check` says of each case.
private struct JudgedTwice {
  var cases = 0
  var moves: [[Zone]: [DocumentID]] = [:]
  var unjudged: [[String]: [DocumentID]] = [:]
  var assumed: [Verdict.Assumption: Int] = [:]

  init(
    _ all: [FieldCase], from old: AutonomyMap, to new: AutonomyMap, vocabulary: Vocabulary
  ) {
    for one in all.sorted(by: { $0.id < $1.id }) where one.role == "conseiller" {
      guard var situation = Situation(of: one, vocabulary: vocabulary) else { continue }
      cases += 1
      if let customer = one.customer {
        situation.pastGrants = all.filter {
          $0.customer == customer && $0.id != one.id && $0.date <= one.date
        }.compactMap(PastGrant.init)
      }
      let verdicts = [old.judge(situation), new.judge(situation)]
      for assumption in Set(verdicts.flatMap(\.assumed)) { assumed[assumption, default: 0] += 1 }
      guard let before = verdicts[0].zone, let after = verdicts[1].zone else {
        var needs: [String] = []
        for need in verdicts.flatMap({ $0.undecided?.needs ?? [] }) where !needs.contains(need) {
          needs.append(need)
        }
        unjudged[needs, default: []].append(one.id)
        continue
      }
      if before != after { moves[[before, after], default: []].append(one.id) }
    }
  }
}

extension MapDrawer {
  /// A case of a few customers, with much left out and some of it nonsense.
  mutating func fieldCase(number: Int) throws -> FieldCase {
    let drawn = try situation()
    let day = chance(50) ? drawn.day : try AutonomyMapsTests.day("2026-12-05")
    var fieldCase = FieldCase(
      id: DocumentID(kind: .fieldCase, day: day, using: &random), title: "\(number)", date: day)
    fieldCase.role = chance(85) ? "conseiller" : chance(50) ? "superviseur" : nil
    fieldCase.action = chance(95) ? drawn.action : nil
    fieldCase.motive = drawn.motive
    fieldCase.level = chance(90) ? drawn.level : "unheard-of"
    fieldCase.team = drawn.team
    fieldCase.requested = drawn.requested
    fieldCase.granted =
      chance(60) ? try money(one(of: ["20 EUR", "45 EUR", "60.01 EUR", "9 CHF"])) : nil
    fieldCase.customer = chance(70) ? one(of: ["k-1", "k-2", "k-3"]) : nil
    fieldCase.facts = drawn.facts.sorted { $0.key < $1.key }.map {
      Fact(name: $0.key, text: $0.value.description)
    }
    if chance(10) { fieldCase.facts.append(Fact(name: "orders", text: "several")) }
    if chance(5) { fieldCase.facts.append(Fact(name: "photo", text: "false")) }
    return fieldCase
  }
}

@Suite struct ReplayTests {
  private let upTo50 = "requested <= 50 EUR"

  private func replay(
    _ cases: [FieldCase], from old: String? = "requested <= 50 EUR",
    to new: String = "requested <= 80 EUR"
  ) throws -> Replay {
    Replay(
      of: cases, role: "conseiller",
      from: try old.map { try map([rule("voucher", alone: $0, consult: "always")]) },
      to: try map([rule("voucher", alone: new, consult: "always")]),
      vocabulary: try sampleVocabulary())
  }

  private func fieldCase(
    _ suffix: String, requested: String? = "60 EUR", granted: String? = nil, zone: Zone? = nil,
    minutes: Int? = nil, outcome: Outcome? = nil
  ) throws -> FieldCase {
    let id = try #require(DocumentID("fc-20261010-\(suffix)"))
    var fieldCase = FieldCase(id: id, title: suffix, date: try day("2026-10-10"))
    fieldCase.role = "conseiller"
    fieldCase.action = "voucher"
    fieldCase.requested = try requested.map(money)
    fieldCase.granted = try granted.map(money)
    fieldCase.zone = zone
    fieldCase.minutes = minutes
    fieldCase.outcome = outcome
    return fieldCase
  }

  @Test func aMoveSaysWhatWasAtStakeAndHowItEnded() throws {
    let move = try #require(
      replay([
        fieldCase("aaaaa2", requested: "70 EUR", granted: "40 EUR", outcome: .satisfied),
        fieldCase("aaaaa1", granted: "60 EUR", outcome: .satisfied),
        fieldCase("aaaaa3", requested: "60.50 EUR", outcome: .lost),
        fieldCase("aaaaa4", requested: "90 EUR"), fieldCase("aaaaa5", requested: "20 EUR"),
      ]).moves.first)
    #expect(move.from == .consult && move.to == .alone)
    #expect(move.cases.map(\.suffix) == ["aaaaa1", "aaaaa2", "aaaaa3"])
    let requested = try #require(move.requested.first)
    #expect(requested.cases == 3 && move.requested.count == 1)
    #expect(
      [requested.total, requested.least, requested.median, requested.most].map(\.description)
        == ["190.50 EUR", "60 EUR", "60.50 EUR", "70 EUR"])
    #expect(move.granted.map(\.total) == [try money("100 EUR")])
    #expect(move.outcomes == [.satisfied: 2, .lost: 1])
    #expect(move.saved == nil)
  }

  @Test func whatWasGrantedIsNotWhatWasAskedFor() throws {
    let replay = try replay([
      fieldCase("aaaaa1", requested: nil, granted: "60 EUR"),
      fieldCase("aaaaa2", requested: nil),
    ])
    #expect(replay.moves.isEmpty)
    let unjudged = try #require(replay.unjudged.first)
    #expect(unjudged.needs == ["requested"])
    #expect(unjudged.cases.count == 2 && unjudged.grantedOnly == 1 && unjudged.couldMove == 2)
  }

  @Test func aCaseThatTheChangeCannotTouchIsSaidSo() throws {
    var untouched = try fieldCase("aaaaa1", requested: nil)
    untouched.action = "refund"
    let rules = try [rule("refund", action: "refund", alone: upTo50)]
    let old = try map(rules + [rule("voucher", alone: upTo50)])
    let new = try map(rules + [rule("voucher", alone: "always")])
    let replay = Replay(
      of: [untouched], role: "conseiller", from: old, to: new, vocabulary: try sampleVocabulary())
    #expect(replay.undecided.count == 1)
    #expect(replay.unjudged.map(\.couldMove) == [0])
  }

  @Test func timeIsSavedOnlyByCasesThatWereReallyInTheZone() throws {
    let alone = try (0..<10).map {
      try fieldCase("bbbbb\($0)", requested: "20 EUR", zone: .alone, minutes: 5 + $0 % 2)
    }
    let consulted = try (0..<10).map {
      try fieldCase("ccccc\($0)", zone: .consult, minutes: 20 + $0 % 3)
    }
    let anyway = try fieldCase("ddddd1", zone: .alone)
    let all = try replay(alone + consulted + [anyway])
    let move = try #require(all.moves.first)
    #expect(move.cases.count == 11)
    let saved = try #require(move.saved)
    #expect(saved.cases == 10)
    #expect(saved.minutes == 155)
    #expect(saved.low < saved.minutes && saved.minutes < saved.high)
    #expect(all.minutes.map(\.zone) == [.alone, .consult])
    #expect(all.minutes.map(\.cases) == [10, 10])
    // One case fewer in a zone, and nothing is said.
    let fewer = try replay(alone.dropLast() + consulted)
    #expect(fewer.moves.first?.saved == nil)
    #expect(fewer.minutes.map(\.zone) == [.consult])
  }

  @Test func aFirstRevisionMovesNothing() throws {
    let replay = try replay([fieldCase("aaaaa1"), fieldCase("aaaaa2", requested: nil)], from: nil)
    #expect(replay.moves.isEmpty)
    #expect(replay.cases == 2 && replay.undecided.count == 1)
  }

  @Test func casesOfOtherRolesCountAgainstCaps() throws {
    let cap = "100 EUR per customer in 30 days"
    let old = try map([rule("voucher", alone: "always")])
    let new = try map([rule("voucher", alone: "always", cap: cap)])
    var earlier = try fieldCase("aaaaa1", requested: "90 EUR", granted: "90 EUR")
    earlier.role = "superviseur"
    var later = try fieldCase("aaaaa2", requested: "20 EUR", granted: "20 EUR")
    (earlier.customer, later.customer) = ("k-1", "k-1")
    let replay = Replay(
      of: [later, earlier], role: "conseiller", from: old, to: new,
      vocabulary: try sampleVocabulary())
    #expect(replay.cases == 1)
    #expect(replay.moves.map(\.to) == [.escalate])
  }
}

extension Replay {
  /// Judges every case of `role` twice, with what was recorded about it.
  ///
  /// - Parameter old: nil for a first revision: nothing can move then.
  fileprivate init(
    of past: some Sequence<FieldCase>, role: String, from old: AutonomyMap?, to new: AutonomyMap,
    vocabulary: Vocabulary
  ) {
    var run = ReplayRun(role: role, from: old, to: new, vocabulary: vocabulary)
    for fieldCase in past { run.add(fieldCase) }
    self = run.finish()
  }
}
