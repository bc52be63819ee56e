/// A full-text query: `words`, `"a phrase"`, `prefix*`, `-excluded` (also `-"a phrase"`, `-prefix*`).
///
/// Every text is a query: what is not closed, or has no letters, is read as far as it makes sense.
/// All words, phrases and prefixes have to be in a document, none of the excluded may be. Small words
/// outside phrases need not be, unless there is nothing else.
package struct TextQuery: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// One thing that a document has or has not.
  struct Clause: Hashable {
    enum Kind: Hashable {
      case required, excluded
      /// Counts for the order only.
      case optional
    }

    /// Folded words: one, or several that follow each other.
    var words: [[UInt8]]
    /// Whether the last word may go on.
    var isPrefix: Bool
    var kind: Kind
  }

  /// The clauses in order; `small` tells small words, which are optional beside others.
  func clauses(small: ([UInt8]) -> Bool) -> [Clause] {
    var reader = Reader(text: Array(text.utf8))
    var clauses: [Clause] = []
    while let clause = reader.next(small: small) { clauses.append(clause) }
    if !clauses.contains(where: { $0.kind == .required }) {
      for at in clauses.indices where clauses[at].kind == .optional { clauses[at].kind = .required }
    }
    return clauses
  }

  private struct Reader {
    let text: [UInt8]
    var at = 0

    /// The next clause that has a word.
    mutating func next(small: ([UInt8]) -> Bool) -> Clause? {
      while true {
        while at < text.count, isSpace(text[at]) { at += 1 }
        guard at < text.count else { return nil }
        let isExcluded = text[at] == UInt8(ascii: "-")
        if isExcluded { at += 1 }
        let isQuoted = at < text.count && text[at] == UInt8(ascii: "\"")
        let part = isQuoted ? quoted() : unquoted()
        let words = Words(Array(part))
        guard !words.list.isEmpty else { continue }
        var clause = Clause(
          words: words.list.map { Array(words.folded[$0.folded]) },
          isPrefix: part.last == UInt8(ascii: "*"), kind: isExcluded ? .excluded : .required)
        if !isQuoted, !clause.isPrefix {
          let large = clause.words.filter { !small($0) }
          // The article of "l'avoir" is no part of what is looked for.
          if !large.isEmpty { clause.words = large } else if !isExcluded { clause.kind = .optional }
        }
        return clause
      }
    }

    private mutating func quoted() -> ArraySlice<UInt8> {
      let start = at + 1
      let end = text[start...].firstIndex(of: UInt8(ascii: "\"")) ?? text.count
      at = min(end + 1, text.count)
      return text[start..<end]
    }

    private mutating func unquoted() -> ArraySlice<UInt8> {
      let start = at
      while at < text.count, !isSpace(text[at]), text[at] != UInt8(ascii: "\"") { at += 1 }
      return text[start..<at]
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
  }
}
