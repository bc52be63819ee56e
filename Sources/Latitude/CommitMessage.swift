import Documents

/// A commit's message: a subject of at most 72 characters, prose, and single-line trailers.
struct CommitMessage {
  var subject: String
  var body: String?
  var trailers: [(name: String, value: String)] = []

  /// The longest subject that git's tools show whole.
  static let subjectLimit = 72

  /// The text for git.
  ///
  /// - Throws: `KnowledgeBaseError.lineBreak` for a trailer of more than one line.
  func text() throws -> String {
    var text = CommitMessage.shortened(subject, suffix: "") + "\n"
    if let body, !body.isEmpty { text += "\n" + body + "\n" }
    for (index, trailer) in trailers.enumerated() {
      guard !CommitMessage.breaksLine(trailer.value) else {
        throw KnowledgeBaseError.lineBreak(field: trailer.name)
      }
      text += (index == 0 ? "\n" : "") + "\(trailer.name): \(trailer.value)\n"
    }
    return text
  }

  /// `text` on one line, cut at a word so that it and `suffix` fit the subject's limit.
  ///
  /// Titles come from people and other systems: a line break in one must neither forge a trailer nor stand in the way
  /// of every later word about the document.
  static func shortened(_ text: String, suffix: String) -> String {
    let text = onOneLine(text)
    let room = subjectLimit - suffix.count
    guard text.count > room else { return text + suffix }
    var cut = text.prefix(room - 1)
    if let space = cut.lastIndex(of: " "), cut.distance(from: space, to: cut.endIndex) < 24 {
      cut = cut[..<space]
    }
    while let last = cut.last, last == " " || last == "," || last == ":" { cut.removeLast() }
    return cut + "…" + suffix
  }

  /// The text with a space for each run of line breaks and control characters, and of spaces beside them.
  private static func onOneLine(_ text: String) -> String {
    guard breaksLine(text) else { return text }
    return text.unicodeScalars.split { $0 == " " || isBreak($0) }.map { String($0) }
      .joined(separator: " ")
  }

  private static func breaksLine(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: isBreak)
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
      || scalar.value == 0x2029
  }
}
