import TestSupport
import Testing

@testable import Similarity

@Suite struct NumberTableTests {
  /// What a dictionary says, and in the order in which keys came; emptied, it begins anew.
  @Test func itCountsAsADictionaryDoes() {
    var random = SeededGenerator(seed: 61)
    var table = NumberTable()
    for _ in 0..<fuzzRuns(default: 200) {
      var expected: [Int32: UInt32] = [:]
      var order: [Int32] = []
      let most: Int32 = [.max, 300, 1 << 18].randomElement(using: &random) ?? 1
      // Neighbours and multiples meet in the same slots.
      let step: Int32 = [1, 64, 4_096].randomElement(using: &random) ?? 1
      for _ in 0..<Int.random(in: 0...2_000, using: &random) {
        let key = Int32.random(in: 0...most, using: &random) / step * step
        let amount = UInt32.random(in: 0...9, using: &random)
        if expected[key] == nil { order.append(key) }
        expected[key, default: 0] += amount
        table.add(amount, to: key)
      }
      for key in order.prefix(100) {
        #expect(table[key] == expected[key])
        let other = Int32.random(in: 0...most, using: &random)
        #expect(table[other] == expected[other])
      }
      var found: [(key: Int32, value: UInt32)] = []
      table.removeAll { found.append(($0, $1)) }
      #expect(found.map(\.key) == order)
      #expect(found.allSatisfy { expected[$0.key] == $0.value })
      #expect(order.allSatisfy { table[$0] == nil })
    }
  }

  /// Counts of grams are the same in memory and where they are stored, and change as well from there.
  @Test func countsOfGramsAreReadWhereTheyAreStored() throws {
    let numbers = (0..<64).map { UInt32($0 * $0) }
    let file = try StoredSections(StoredBytes(StoredSections.write([storedBytes(of: numbers)])))
    var counts = try GramCounts(file, section: 0)
    #expect(counts.array == numbers)
    let statistics = GramStatistics(counts: counts, documents: 10)
    #expect((0..<64).map { statistics.count($0) } == numbers)
    let others = counts
    counts.add(others)
    #expect(counts.array == numbers.map { 2 * $0 })
    #expect(others.array == numbers)

    for count in [0, 3, 65] {
      let odd = [storedBytes(of: [UInt32](repeating: 1, count: count)), [1]]
      let file = try StoredSections(StoredBytes(StoredSections.write(odd)))
      #expect(throws: IndexDamage.inconsistent("grams")) { try GramCounts(file, section: 0) }
    }
  }
}
