internal import Documents

/// Makes the text of cases out of their sections, in the language of each.
struct CaseTextBuilder: ~Copyable {
  // In quarters. A title says the most in the fewest words, and since similar situations are looked
  // for, what was decided counts less. The discussion is about the decision, and counts nothing.
  static let titleWeight = 2 * TextIndex.unit
  static let situationWeight = TextIndex.unit
  static let decisionWeight = TextIndex.unit / 2

  private var builder = TextIndexBuilder()
  private let detector: LanguageDetector

  init(expected: [Language]) {
    detector = LanguageDetector(expected: expected)
  }

  mutating func add(_ value: FieldCase) {
    let situation = Array(value.situation.utf8)
    let words = Words(situation)
    let title = Words(of: value.title)
    let language =
      value.lang.map { Language($0) } ?? detector.language(of: situation, words: words)
    var sections: [(words: Words, weight: Int)] = []
    if !title.isBeginning(of: words) { sections.append((title, CaseTextBuilder.titleWeight)) }
    sections.append((words, CaseTextBuilder.situationWeight))
    for text in value.laterSections {
      sections.append((Words(of: text), CaseTextBuilder.decisionWeight))
    }
    builder.add(sections, language: language)
  }

  consuming func build() -> TextIndex { builder.build() }
}

extension FieldCase {
  /// What a case says besides its situation.
  fileprivate var laterSections: [String] {
    [decision, why, outcomeText].compactMap { $0 }
  }
}

extension Words {
  /// Whether another text begins with these words, the last one perhaps cut short: a title that was
  /// made of a text's first words says nothing new.
  fileprivate func isBeginning(of other: Words) -> Bool {
    guard list.count <= other.list.count else { return false }
    for (place, (mine, theirs)) in zip(list, other.list).enumerated() {
      let mine = folded[mine.folded]
      let theirs = other.folded[theirs.folded]
      let isLast = place == list.count - 1
      guard isLast ? theirs.starts(with: mine) : mine == theirs else { return false }
    }
    return true
  }
}
