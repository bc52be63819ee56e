package import Documents

extension FieldCase {
  /// A title for a case that has none: the text's first words, on one line, at most its first
  /// sentence.
  package static func title(from text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    var title = ""
    for word in words {
      if !title.isEmpty, title.count + word.count + 1 > titleLimit { return title + "…" }
      title += title.isEmpty ? String(word.prefix(titleLimit)) : " " + word
      // A sentence is a better title than a part of two.
      if title.count > shortestSentence, let end = title.last, ".!?…".contains(end) {
        break
      }
    }
    return title.hasSuffix(".") ? String(title.dropLast()) : title
  }

  private static let titleLimit = 72
  private static let shortestSentence = 20
}
