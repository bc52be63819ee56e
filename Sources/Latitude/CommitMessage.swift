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
  /// - Throws: `KnowledgeBaseError.lineBreak` for a subject or trailer of more than one line.
  func text() throws -> String {
    guard !CommitMessage.breaksLine(subject) else {
      throw KnowledgeBaseError.lineBreak(field: "subject")
    }
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

  /// `text` cut at a word so that it and `suffix` fit the subject's limit.
  static func shortened(_ text: String, suffix: String) -> String {
    let room = subjectLimit - suffix.count
    guard text.count > room else { return text + suffix }
    var cut = text.prefix(room - 1)
    if let space = cut.lastIndex(of: " "), cut.distance(from: space, to: cut.endIndex) < 24 {
      cut = cut[..<space]
    }
    while let last = cut.last, last == " " || last == "," || last == ":" { cut.removeLast() }
    return cut + "…" + suffix
  }

  private static func breaksLine(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85
        || scalar.value == 0x2028 || scalar.value == 0x2029
    }
  }
}
