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

  /// Hand-written documents in the styles that people mix.
  @Test(arguments: [
    wholeCase,
    "---\r\nid: fc-20261118-7k3fqz\r\ntitle: a\r\ndate: 2026-11-18\r\n---\r\n\r\na\r\n\r\n## Why\r\nb\r\n",
    "\u{FEFF}---\n{id: fc-20261118-7k3fqz, title: 'l''a', date: 2026-11-18, tags: [a, [ ] ]}\n---\n",
    "---\n? id\n: fc-20261118-7k3fqz\n? title\n: |\n  deux\n  lignes\ndate: \"2026-11-18\"\n---\nb",
    "---\nid: fc-20261118-7k3fqz\ntitle: >-\n  plié\n  ici\ndate: 2026-11-18\nfacts:\n  a: 1\n  b: |\n    c\n---\n",
    "---\n  id: fc-20261118-7k3fqz\n  title: \"\\u00e9\\t\\\n    a\"\n  date: 2026-11-18\n---\n```\n## Why\n```\n",
    "---\nid: fc-20261118-7k3fqz\ntitle: a\ndate: 2026-11-18\nconsulted:\n- a\n- 'b'\n-\n---\n## Issue\na\n## Issue\nb",
  ])
  func handWrittenCasesReadBackAsThemselves(source: String) throws {
    let value = try #require(FieldCase.parse(Array(source.utf8)).value)
    for language in ["fr", "en"] {
      let again = FieldCase.parse(value.rendered(language: language)).value
      #expect(again == value)
    }
  }

  private func report(
    _ seed: Int, _ source: [UInt8], _ read: Any, _ value: Any, _ problems: [DocumentProblem]
  ) {
    Issue.record(
      "seed \(seed): \(problems)\n\(String(decoding: source, as: UTF8.self))\n\(read)\n\(value)")
  }
}
