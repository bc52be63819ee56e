import AutonomyMaps
import Documents
import TestSupport
import Testing

@testable import Insights

/// Suggestions against trying every round amount with a map of its own.
@Suite struct SuggestionOracleTests {
  @Test func theLargestLimitThatTheCasesSupportIsSuggested() throws {
    let today = try AutonomyMap(try Sample.map(Sample.voucher), vocabulary: Sample.vocabulary)
    var suggested = 0
    for seed in 0..<UInt64(fuzzRuns(default: 150)) {
      var random = SeededGenerator(seed: seed)
      let cases = try randomCases(using: &random)
      var search = try SuggestionSearch(
        today.document, vocabulary: Sample.vocabulary, least: 4)
      for fieldCase in cases { search.add(fieldCase) }
      let found = search.finish().suggestions.first { $0.direction == .wider && $0.zone == .alone }
      let expected = try (1...150).reversed().first { amount in
        try isSupported(amount, by: cases, today: today)
      }
      #expect(found?.to == expected.map(Sample.money), "seed \(seed)")
      if found != nil { suggested += 1 }
    }
    #expect(suggested > 20)
  }

  /// The conditions of docs/ideas.md, one by one, on the cases that a map with this limit frees.
  private func isSupported(
    _ amount: Int, by cases: [FieldCase], today: AutonomyMap
  ) throws -> Bool {
    let digits = String(amount)
    let isRound =
      digits.dropFirst().allSatisfy { $0 == "0" }
      || digits.dropFirst().first == "5"
        && digits.dropFirst(2).allSatisfy { $0 == "0" }
    guard isRound, amount > 20 else { return false }
    var document = today.document
    document.rules[0].alone = .comparison(
      field: "requested", .lessOrEqual, .money(Sample.money(amount)))
    let wider = try AutonomyMap(document, vocabulary: Sample.vocabulary)
    let freed = cases.filter { one in
      Situation(of: one, vocabulary: Sample.vocabulary).map {
        today.judge($0).zone == .consult && wider.judge($0).zone == .alone
      } ?? false
    }
    func euros(_ fieldCase: FieldCase) -> Int64 {
      (fieldCase.requested?.tenThousandths ?? 0) / 10_000
    }
    let asked = freed.filter { $0.zone != .alone }
    let good = asked.filter { $0.granted == $0.requested && $0.outcome == .satisfied }
    let alone = freed.filter { $0.zone == .alone && $0.outcome == .satisfied }
    let bad = freed.filter { one in
      [.dissatisfied, .lost].contains(one.outcome)
        || (one.zone != .alone && one.granted != one.requested)
    }
    let share = Proportion(good.count + alone.count, of: good.count + alone.count + bad.count)
    let reached = cases.contains { one in
      one.zone != .alone && one.granted == one.requested && one.outcome == .satisfied
        && euros(one) >= Int64(amount)
    }
    return reached && good.count >= 4 && good.count { euros($0) * 2 >= Int64(amount) } >= 4
      && share.interval.lowerBound > 0.5
  }

  /// Cases of one motive and level, so that evidence cannot be concentrated anywhere.
  private func randomCases(using random: inout SeededGenerator) throws -> [FieldCase] {
    var maker = CaseMaker()
    let goodness = Int.random(in: 30...100, using: &random)
    return try (0..<Int.random(in: 3...40, using: &random)).map { _ in
      let requested = Int.random(in: 5...99, using: &random)
      let isGood = Int.random(in: 0..<100, using: &random) < goodness
      let zone: Zone = Int.random(in: 0..<4, using: &random) == 0 ? .alone : .consult
      let outcomes: [Outcome?] = isGood ? [.satisfied] : [.mixed, .lost, .pending, nil, .satisfied]
      return try maker.make(
        requested, granted: isGood ? requested : requested / 2, zone,
        outcomes.randomElement(using: &random) ?? nil)
    }
  }
}
