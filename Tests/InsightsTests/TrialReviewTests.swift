import Documents
import Testing

@testable import Insights

@Suite struct TrialReviewTests {
  private func review(today: Int) throws -> TrialReview {
    let map = try Sample.map(
      Sample.voucher + """

        trials:
          - id: try
            rule: voucher
            teams: [toulouse]
            from: \(Sample.day(10))
            until: \(Sample.day(20))
            alone: requested <= 80 EUR
        """)
    let trial = try #require(map.trials.first)
    return TrialReview(of: trial, rule: map.rules[0], today: Sample.day(today))
  }

  @Test func casesOfTheTrialStandBesideTheOthersOfItsDays() throws {
    var review = try review(today: 15)
    var maker = CaseMaker()
    func add(
      _ team: String?, _ day: Int, _ zone: Zone, change: (inout FieldCase) -> Void = { _ in }
    ) throws {
      let fieldCase = try maker.make(60, zone) {
        $0.team = team
        $0.date = Sample.day(day)
        change(&$0)
      }
      review.add(fieldCase, role: "conseiller")
    }
    try add("toulouse", 10, .alone)
    try add("toulouse", 15, .consult)
    try add("lyon", 12, .consult)
    // Before it, after today, without a team, another action, another role.
    try add("toulouse", 9, .alone)
    try add("toulouse", 16, .alone)
    try add(nil, 12, .alone)
    try add("toulouse", 12, .alone) { $0.action = "refund" }
    try add("toulouse", 12, .alone) { $0.role = "superviseur" }
    #expect(review.until == Sample.day(15))
    #expect(review.tested.cases == 2)
    #expect(review.tested.zones == [.alone: 1, .consult: 1])
    #expect(review.others.cases == 1)
    #expect(review.others.grantedAmounts?.median == Sample.money(60))
    #expect(review.others.medianMinutes == 10)
  }

  @Test func aTrialThatIsOverIsSeenToItsEnd() throws {
    #expect(try review(today: 300).until == Sample.day(20))
  }
}
