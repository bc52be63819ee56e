import Documents
import TestSupport
import Testing

/// Valid documents with bytes flipped, cut, doubled and spliced.
///
/// Nothing may trap, and what is read must hold.
@Suite struct DocumentFuzzTests {
  @Test func mutatedDocumentsAreReadOrRefused() {
    for seed in 0..<fuzzRuns(default: 1_000) {
      var generator = DocumentGenerator(seed: UInt64(seed))
      var source = document(&generator)
      for _ in 0..<Int.random(in: 1...4, using: &generator.random) {
        mutate(&source, &generator)
      }
      check(source, seed: seed, &generator)
    }
  }

  private func document(_ generator: inout DocumentGenerator) -> [UInt8] {
    switch Int.random(in: 0..<10, using: &generator.random) {
    case 0: Array(wholeCase.utf8)
    case 1: Array(sampleMap.utf8)
    case 2: Array(sampleVocabulary.utf8)
    case 3: generator.map().rendered()
    case 4: generator.vocabulary().rendered()
    case 5: generator.idea().rendered()
    case 6: generator.learning().rendered()
    default: Array(generator.handWrittenCase(generator.fieldCase()).utf8)
    }
  }

  private static let tokens: [[UInt8]] =
    [
      "---\n", "\n", "\r\n", "\r", ": ", " #", "[", "]", "{", "}", "\"", "'", "- ", "|\n", ">-\n",
      "&a ", "*a", "!!str ", "<<: ", "? ", "\t", "\\", "```\n", "~~~\n", "## Why\n", "\\## Why\n",
      "### 2026-11-19 · A · flag\n", "\u{FEFF}", "\u{2028}", "\u{202E}", "é", "🎁", "%YAML 1.1\n",
      "...\n", "id: fc-20261118-7k3fqz\n", "a: &b [*b, *b]\n", "  ", "\u{0}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC2], [0xE2, 0x80], [0xF0, 0x9F], [0xEF, 0xBB, 0xBF]]

  private func mutate(_ source: inout [UInt8], _ generator: inout DocumentGenerator) {
    guard !source.isEmpty else { return }
    let place = Int.random(in: 0..<source.count, using: &generator.random)
    let end = min(source.count, place + Int.random(in: 0..<40, using: &generator.random))
    switch Int.random(in: 0..<6, using: &generator.random) {
    case 0: source[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator.random)
    case 1: source.removeSubrange(place..<end)
    case 2:
      source.insert(
        contentsOf: source[place..<end],
        at: Int.random(in: 0...source.count, using: &generator.random))
    case 3: source.removeLast(source.count - place)
    default: source.insert(contentsOf: generator.pick(DocumentFuzzTests.tokens), at: place)
    }
  }

  private func check(_ source: [UInt8], seed: Int, _ generator: inout DocumentGenerator) {
    let fieldCase = FieldCase.parse(source)
    let problems =
      fieldCase.problems + Learning.parse(source).problems + Idea.parse(source).problems
      + MapDocument.parse(source).problems + Vocabulary.parse(source).problems
    for problem in problems {
      guard let position = problem.position else { continue }
      guard (0...source.count).contains(position.offset), position.line >= 1, position.column >= 1
      else {
        Issue.record("seed \(seed): \(problem)")
        return
      }
    }
    if let value = fieldCase.value {
      let again = FieldCase.parse(value.rendered(language: "fr"))
      if again.value != value { Issue.record("seed \(seed): does not read back as itself") }
      edit(source, value, seed: seed, &generator)
    } else if fieldCase.problems.isEmpty {
      Issue.record("seed \(seed): refused without a reason")
    }
  }

  /// An edit of a readable case says what it should or throws, and never anything else.
  private func edit(
    _ source: [UInt8], _ value: FieldCase, seed: Int, _ generator: inout DocumentGenerator
  ) {
    guard var editor = try? DocumentEditor(source: source) else {
      Issue.record("seed \(seed): no editor for a readable document")
      return
    }
    var expected = value
    let text = generator.text()
    do {
      switch Int.random(in: 0..<5, using: &generator.random) {
      case 0:
        try editor.set("team", to: .text(text))
        expected.team = text
      case 1:
        try editor.set("granted", to: nil)
        expected.granted = nil
      case 2:
        try editor.append(.text(text), to: "tags")
        expected.tags.append(text)
      case 3:
        let entry = generator.entry()
        try editor.append(entry, language: "fr")
        expected.discussion.append(entry)
      default:
        let text = generator.prose()
        try editor.setSection(.decision, to: text, language: "fr")
        expected.decision = text.isEmpty ? nil : text
      }
    } catch {
      return
    }
    let read = FieldCase.parse(editor.bytes).value
    if read != expected {
      Issue.record("seed \(seed): \(String(decoding: editor.bytes, as: UTF8.self))")
    }
  }
}
