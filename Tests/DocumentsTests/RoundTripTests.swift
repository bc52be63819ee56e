import Documents
import Foundation
import TestSupport
import Testing

@Suite struct RoundTripTests {
  private let runs = fuzzRuns(default: 2_000)

  @Test func generatedCasesReadBackAsThemselves() {
    for seed in 0..<runs {
      var generator = DocumentGenerator(seed: UInt64(seed))
      let value = generator.fieldCase()
      let source = value.rendered(language: generator.pick(["fr", "en", "de"]))
      let parsed = FieldCase.parse(source)
      let expected = value.situation.isEmpty ? 1 : 0
      guard parsed.value == value,
        parsed.problems.filter({ $0.severity == .error }).count == expected
      else {
        report(seed, source, parsed.value as Any, value, parsed.problems)
        return
      }
    }
  }

  @Test func generatedLearningsReadBackAsThemselves() {
    for seed in 0..<runs {
      var generator = DocumentGenerator(seed: UInt64(seed))
      let value = generator.learning()
      let parsed = Learning.parse(value.rendered())
      guard parsed.value == value, parsed.problems.isEmpty else {
        report(seed, value.rendered(), parsed.value as Any, value, parsed.problems)
        return
      }
    }
  }

  @Test func generatedIdeasReadBackAsThemselves() {
    for seed in 0..<runs {
      var generator = DocumentGenerator(seed: UInt64(seed))
      let value = generator.idea()
      let parsed = Idea.parse(value.rendered())
      guard parsed.value?.unplaced == value, parsed.problems.isEmpty else {
        report(seed, value.rendered(), parsed.value as Any, value, parsed.problems)
        return
      }
    }
  }

  @Test func generatedMapsReadBackAsThemselves() {
    for seed in 0..<runs {
      var generator = DocumentGenerator(seed: UInt64(seed))
      let value = generator.map()
      let parsed = MapDocument.parse(value.rendered())
      guard parsed.value?.unplaced == value, parsed.problems.isEmpty else {
        report(seed, value.rendered(), parsed.value as Any, value, parsed.problems)
        return
      }
    }
  }

  @Test func generatedVocabulariesReadBackAsThemselves() {
    for seed in 0..<runs {
      var generator = DocumentGenerator(seed: UInt64(seed))
      let value = generator.vocabulary()
      let parsed = Vocabulary.parse(value.rendered())
      guard parsed.value == value, parsed.problems.isEmpty else {
        report(seed, value.rendered(), parsed.value as Any, value, parsed.problems)
        return
      }
    }
  }

  private func report(
    _ seed: Int, _ source: [UInt8], _ read: Any, _ value: Any, _ problems: [DocumentProblem]
  ) {
    Issue.record(
      "seed \(seed): \(problems)\n\(String(decoding: source, as: UTF8.self))\n\(read)\n\(value)")
  }
}
