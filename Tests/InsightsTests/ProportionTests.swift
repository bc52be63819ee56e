import Testing

@testable import Insights

@Suite struct ProportionTests {
  /// From the formula with exact arithmetic, to four places.
  @Test(arguments: [
    (0, 10, 0.0, 0.2775), (4, 4, 0.5101, 1.0), (3, 3, 0.4385, 1.0), (8, 10, 0.4902, 0.9433),
    (7, 9, 0.4526, 0.9368), (43, 43, 0.9180, 1.0), (1, 100, 0.0018, 0.0545),
  ])
  func wilsonsInterval(hits: Int, total: Int, low: Double, high: Double) {
    let interval = Proportion(hits, of: total).interval
    #expect(abs(interval.lowerBound - low) < 0.0001)
    #expect(abs(interval.upperBound - high) < 0.0001)
  }

  @Test func nothingSaysNothing() {
    #expect(Proportion(0, of: 0).interval == 0...1)
  }
}
