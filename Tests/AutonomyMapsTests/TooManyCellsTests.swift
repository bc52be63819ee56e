import AutonomyMaps
import Documents
import Testing

/// Where exactness would take too long, the answer says so and stays true.
@Suite struct TooManyCellsTests {
  /// A condition whose diagram doubles with every pair: the first facts of all pairs come before
  /// the second ones.
  private let pairs = 20

  private func vocabulary() throws -> Vocabulary {
    var vocabulary = try sampleVocabulary()
    vocabulary.facts = ["a", "b"].flatMap { letter in
      (0..<pairs).map { .init(name: "\(letter)\($0)", type: .boolean, label: letter) }
    }
    vocabulary.facts.append(
      .init(name: "usual", type: .boolean, label: "usual", default: .boolean(true)))
    return vocabulary
  }

  private func wideDocument() throws -> MapDocument {
    let condition = (0..<pairs).map { "(a\($0) = true and b\($0) = true)" }
      .joined(separator: " or ")
    return try document([
      rule("voucher", alone: "usual = true and (\(condition))"),
      rule("refund", action: "refund", alone: "always"),
    ])
  }

  @Test func theVerdictIsUndecidedAndSaysThatItIsNotComplete() throws {
    let map = try AutonomyMap(wideDocument(), vocabulary: vocabulary())
    let verdict = map.judge(try situation())
    #expect(verdict.zone == nil)
    #expect(verdict.decidedBy == .depends)
    #expect(verdict.undecided?.isComplete == false)
    #expect(verdict.undecided?.outcomes == [])
    #expect(verdict.undecided?.needs.count == 2 * pairs)
    #expect(verdict.assumed == [.fact(name: "usual", value: .boolean(true))])
  }

  @Test func knowingEnoughIsExactAgain() throws {
    let map = try AutonomyMap(wideDocument(), vocabulary: vocabulary())
    var known = try situation()
    for place in 0..<pairs { known.facts["a\(place)"] = .boolean(place < 2) }
    let verdict = map.judge(known)
    #expect(verdict.undecided?.needs == ["b0", "b1"])
    #expect(verdict.undecided?.isComplete == true)
    known.facts["b1"] = .boolean(true)
    #expect(map.judge(known).zone == .alone)
    #expect(map.judge(try situation("refund")).zone == .alone)
  }

  @Test func theDifferenceCountsAsMixedAndTheProblemIsNamed() throws {
    let old = try wideDocument()
    var new = old
    new.rules[0].consult = .always
    let vocabulary = try vocabulary()
    let difference = AutonomyMap.difference(
      from: try AutonomyMap(old, vocabulary: vocabulary),
      to: try AutonomyMap(new, vocabulary: vocabulary), vocabulary: vocabulary)
    #expect(!difference.isExact)
    #expect(difference.change == .mixed)
    #expect(difference.parts.map(\.change) == [.mixed])
    let problems = AutonomyMap.problems(in: new, vocabulary: vocabulary)
    #expect(problems.map(\.reason) == [.tooComplexToCheck])
  }

  @Test func manyPossibilitiesAreNotListed() throws {
    var vocabulary = try sampleVocabulary()
    vocabulary.facts = (0..<12).map { .init(name: "f\($0)", type: .boolean, label: "") }
    // An odd number of facts: no two neighbours agree, so that nothing merges.
    func fact(_ place: Int, is truth: String) -> Condition {
      .comparison(field: "f\(place)", .equal, .text(truth))
    }
    let odd = (1..<9).reduce(fact(0, is: "true")) { odd, place in
      .or([
        .and([odd, fact(place, is: "false")]), .and([.not(odd), fact(place, is: "true")]),
      ])
    }
    var voucher = try rule("voucher")
    voucher.alone = odd
    let map = try AutonomyMap(document([voucher]), vocabulary: vocabulary)
    let verdict = map.judge(try situation())
    #expect(verdict.undecided?.needs == (0..<9).map { "f\($0)" })
    #expect(verdict.undecided?.outcomes == [])
    #expect(verdict.undecided?.isComplete == false)
  }
}
