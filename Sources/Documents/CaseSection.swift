/// The sections of a case's body, in their usual order.
public enum CaseSection: String, Hashable, Sendable, CaseIterable {
  case situation, decision, why, outcome, discussion

  /// The heading in a language; English where the language has none of its own.
  package func heading(language: String) -> String {
    switch (self, language) {
    case (.situation, _): "Situation"
    case (.decision, "fr"): "Décision"
    case (.decision, _): "Decision"
    case (.why, "fr"): "Pourquoi"
    case (.why, _): "Why"
    case (.outcome, "fr"): "Issue"
    case (.outcome, _): "Outcome"
    case (.discussion, _): "Discussion"
    }
  }

  /// Headings as they are written here, with the space before and the line's end.
  private static let written = allCases.flatMap { section in
    ["fr", "en"].map { (line: Array(" \(section.heading(language: $0))\n".utf8), section: section) }
  }

  /// The section that a heading names in any language, given what stands in its line after the number signs; case,
  /// accents and final punctuation do not count.
  init?(heading: ArraySlice<UInt8>) {
    // Nearly all stand as they are written here, and need not be read letter by letter.
    for (line, section) in CaseSection.written where heading.elementsEqual(line) {
      self = section
      return
    }
    var letters = ""
    for scalar in String(decoding: heading, as: UTF8.self).unicodeScalars {
      guard let folded = Folding.ascii(scalar) else {
        guard scalar.properties.isWhitespace || scalar == ":" || scalar == "#" else { return nil }
        continue
      }
      letters += folded
    }
    switch letters {
    case "situation": self = .situation
    case "decision": self = .decision
    case "why", "pourquoi": self = .why
    case "outcome", "issue": self = .outcome
    case "discussion": self = .discussion
    default: return nil
    }
  }
}

extension EntryKind {
  /// Reads a kind by its own name or in French; case does not count.
  init?(word: String) {
    switch word.lowercased() {
    case "comment", "commentaire": self = .comment
    case "thanks", "merci": self = .thanks
    case "question": self = .question
    case "flag", "alerte": self = .flag
    case "outcome", "issue": self = .outcome
    default: return nil
    }
  }
}
