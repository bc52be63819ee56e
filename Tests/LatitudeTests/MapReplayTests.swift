import AutonomyMaps
import Documents
import Latitude
import TestSupport
import Testing

/// What `map replay` says against asking `check` about every case, once under each map.
@Suite struct MapReplayTests {
  @Test(arguments: 0..<UInt64(fuzzRuns(default: 4)))
  func itIsCheckTwice(seed: UInt64) throws {
    let fixture = try BaseFixture()
    var drawer = CaseDrawer(random: SeededGenerator(seed: seed))
    let cases = try drawer.write(40, into: fixture)
    try fixture.commitMapByHand(drawer.map())
    // Two maps that move nothing would show nothing.
    var newest = 1
    var expected: (moves: [[Zone]: [DocumentID]], undecided: [DocumentID]) = ([:], [])
    while expected.moves.isEmpty, newest < 20 {
      try fixture.commitMapByHand(drawer.map())
      newest += 1
      expected = try checkedTwice(cases, in: fixture)
    }
    #expect(!expected.moves.isEmpty)
    let base = try fixture.open()
    let replay = try base.mapReplay(
      from: base.mapVersion(.revision(newest - 1), ofRole: "conseiller"),
      to: base.mapVersion(.revision(newest), ofRole: "conseiller")
    ).replay
    #expect(replay.undecided == expected.undecided.sorted())
    #expect(
      replay.moves.reduce(into: [:]) { $0[[$1.from, $1.to]] = $1.cases }
        == expected.moves.mapValues { $0.sorted() })
  }

  /// What `check` says of each case under the last two maps.
  private func checkedTwice(
    _ cases: [FieldCase], in fixture: BaseFixture
  ) throws -> (moves: [[Zone]: [DocumentID]], undecided: [DocumentID]) {
    let path = fixture.environment.path(fixture.name)
    let zones: [[Zone?]] = try ["HEAD~1", "HEAD"].map { revision in
      let old = try KnowledgeBase(at: path, revision: revision)
      return try cases.map { one in
        guard one.role == "conseiller", let request = CheckRequest(one) else { return nil }
        return try old.check(request).verdict.zone
      }
    }
    var moves: [[Zone]: [DocumentID]] = [:]
    var undecided: [DocumentID] = []
    for (place, one) in cases.enumerated() where one.role == "conseiller" {
      guard let before = zones[0][place], let after = zones[1][place] else {
        undecided.append(one.id)
        continue
      }
      if before != after { moves[[before, after], default: []].append(one.id) }
    }
    return (moves, undecided)
  }

  @Test func aSelectionJudgesFewerCasesAndCapsStillCountAll() throws {
    let fixture = try BaseFixture()
    var drawer = CaseDrawer(random: SeededGenerator(seed: 1))
    _ = try drawer.write(30, into: fixture)
    for _ in 1...2 { try fixture.commitMapByHand(drawer.map()) }
    let base = try fixture.open()
    let versions = try [1, 2].map { try base.mapVersion(.revision($0), ofRole: "conseiller") }
    let all = try base.mapReplay(from: versions[0], to: versions[1]).replay
    var parts = (cases: 0, changed: 0, undecided: 0)
    for team in ["lyon", "toulouse"] {
      var selection = CaseSelection()
      selection.team = team
      let part = try base.mapReplay(from: versions[0], to: versions[1], of: selection).replay
      parts.cases += part.cases
      parts.changed += part.changed
      parts.undecided += part.undecided.count
    }
    #expect(parts == (all.cases, all.changed, all.undecided.count))
  }
}

/// Random cases and maps over the fixture's vocabulary.
private struct CaseDrawer {
  var random: SeededGenerator

  private mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func maybe<Value>(_ values: [Value]) -> Value? {
    Int.random(in: 0..<4, using: &random) == 0 ? nil : one(of: values)
  }

  /// A map that was always in force, so that the newest revision judges every case.
  mutating func map() -> String {
    let amounts = [20, 40, 60, 80]
    let facts = ["orders >= 2", "risk = none", "motive under delivery", "requested > 30 EUR"]
    return """
      ---
      role: conseiller
      title: Carte \(Int.random(in: 0..<1_000_000, using: &random))
      effective: 2020-01-01
      default: escalate
      rules:
        - id: voucher
          action: voucher
          alone: requested <= \(one(of: amounts)) EUR and \(one(of: facts))
          consult: requested <= 120 EUR or \(one(of: facts))
          cap: \(one(of: amounts)) EUR per customer in \(one(of: [7, 30])) days
        - id: voucher-confirme
          action: voucher
          levels: [confirme]
          priority: 1
          alone: \(one(of: facts)) and not (\(one(of: facts)))
          consult: always
        - id: reship
          action: reship
          alone: \(one(of: facts))
          consult: \(one(of: facts))
      limits:
        - id: risk
          escalate: risk = legal and \(one(of: facts))
      trials:
        - id: essai
          rule: voucher
          teams: [lyon]
          from: 2026-11-05
          until: 2026-11-10
          alone: requested <= \(one(of: amounts)) EUR
      ---

      """
  }

  /// Cases in one commit of plain git.
  mutating func write(_ count: Int, into fixture: BaseFixture) throws -> [FieldCase] {
    var cases: [FieldCase] = []
    for number in 0..<count {
      let day = try #require(Day("2026-11-01")).advanced(
        by: Int.random(in: 0..<15, using: &random))
      var one = FieldCase(
        id: DocumentID(kind: .fieldCase, day: day, using: &random), title: "Cas \(number)",
        date: day)
      one.role = self.one(of: ["conseiller", "conseiller", "conseiller", "superviseur"])
      one.team = self.one(of: ["lyon", "toulouse"])
      one.level = maybe(["debutant", "confirme"])
      one.motive = maybe([MotivePath("delivery"), MotivePath("delivery/late")]) ?? nil
      one.action = self.one(of: ["voucher", "voucher", "reship"])
      one.requested = (maybe(["20 EUR", "40 EUR", "45.50 EUR", "90 EUR", "9 CHF"])).flatMap {
        Money($0)
      }
      one.granted = maybe(["10 EUR", "35 EUR"]).flatMap { Money($0) }
      one.customer = maybe(["k-1", "k-2", "k-3"])
      if let orders = maybe([0, 2, 5]) {
        one.facts.append(Fact(name: "orders", text: "\(orders)"))
      }
      if let risk = maybe(["none", "legal"]) { one.facts.append(Fact(name: "risk", text: risk)) }
      one.situation = "Rien."
      let path = DocumentPath.path(of: one.id, title: one.title)
      try fixture.environment.write(
        "\(fixture.name)/\(path)", String(decoding: one.rendered(language: "fr"), as: UTF8.self))
      cases.append(one)
    }
    _ = try fixture.git("add", "field")
    _ = try fixture.git("commit", "-qm", "cases")
    return cases
  }
}
