import AutonomyMaps
import Documents
import TestSupport
import Testing

/// Answers by class against judging each case.
@Suite struct ClassJudgeTests {
  @Test func aClassGetsTheAnswerOfEachOfItsCases() throws {
    let vocabulary = try sampleVocabulary()
    var decided = 0
    var capped = 0
    for seed in 0..<UInt64(fuzzRuns(default: 60)) {
      var drawer = MapDrawer(seed: seed)
      let map = try AutonomyMap(try drawer.document(), vocabulary: vocabulary)
      let cases = try (0..<60).map { try drawer.fieldCase(number: $0) }
      var judge = ClassJudge(to: map, vocabulary: vocabulary)
      for one in cases {
        guard var situation = Situation(of: one, vocabulary: vocabulary) else {
          let given = judge.answer(to: one)
          #expect(given == nil)
          continue
        }
        if let customer = one.customer {
          situation.pastGrants = cases.filter {
            $0.customer == customer && $0.id != one.id && $0.date <= one.date
          }.compactMap(PastGrant.init)
        }
        let verdict = map.judge(situation)
        let given = judge.answer(to: one, pastGrants: situation.pastGrants)
        let answer = try #require(given)
        #expect(answer.after == verdict.zone, "seed \(seed), \(one.id)")
        #expect(answer.before == verdict.zone, "seed \(seed), \(one.id)")
        #expect(answer.source == verdict.decidedBy, "seed \(seed), \(one.id)")
        #expect(answer.isCapReached == verdict.cap?.reached, "seed \(seed), \(one.id)")
        if verdict.zone != nil { decided += 1 }
        if answer.isCapReached == true { capped += 1 }
      }
    }
    #expect(decided > 100 && capped > 10)
  }
}
