/// Finds what a clause of a full-text query stands for in documents.
struct ClauseMatcher {
  let clause: TextQuery.Clause
  private let index: TextIndex
  private let elements: [Element]

  /// What one word of a clause stands for.
  private struct Element {
    /// Of all languages: a term has documents of its own language only.
    var terms: Set<Int> = []
    /// The words that begin as a prefix does.
    var words: Set<Int> = []
  }

  init(_ clause: TextQuery.Clause, _ index: TextIndex) {
    self.clause = clause
    self.index = index
    elements = clause.words.enumerated().map { place, word in
      let isLast = place == clause.words.count - 1
      return clause.isPrefix && isLast
        ? ClauseMatcher.prefix(word, index) : ClauseMatcher.word(word, index)
    }
  }

  private static func prefix(_ prefix: [UInt8], _ index: TextIndex) -> Element {
    Element(words: Set((0..<index.words.count).filter { index.words[$0].starts(with: prefix) }))
  }

  private static func word(_ word: [UInt8], _ index: TextIndex) -> Element {
    let terms = terms(of: word, index)
    guard terms.isEmpty else { return Element(terms: terms) }
    let guesses = NearestWords.guesses(for: word, in: index)
    return Element(
      terms: guesses.reduce(into: []) {
        $0.formUnion(ClauseMatcher.terms(of: Array(index.words[$1.word]), index))
      })
  }

  private static func terms(of word: [UInt8], _ index: TextIndex) -> Set<Int> {
    Set(
      index.languagesInUse.compactMap {
        index.term(ofStem: Stemmer($0).term(of: word.span, in: $0))
      })
  }

  /// How often each document has the clause, in quarters.
  func counts() -> [Int32] {
    var counts = [Int32](repeating: 0, count: index.documentCount)
    if elements.count == 1, elements[0].words.isEmpty {
      for term in elements[0].terms {
        for posting in index.postings(of: term) {
          counts[Int(index.postingDocuments[posting])] += index.postingCounts[posting]
        }
      }
    } else {
      for document in candidates() { counts[document] = count(in: document) }
    }
    return counts
  }

  /// The documents that have the first word of the clause.
  private func candidates() -> Set<Int> {
    guard let first = elements.first else { return [] }
    var terms = first.terms
    for word in first.words {
      for language in index.languagesInUse {
        if let term = index.term(ofWord: word, in: language) { terms.insert(term) }
      }
    }
    return terms.reduce(into: []) { documents, term in
      for posting in index.postings(of: term) {
        documents.insert(Int(index.postingDocuments[posting]))
      }
    }
  }

  private func count(in document: Int) -> Int32 {
    var count: Int32 = 0
    var unit: Int32 = 0
    let range = index.tokens(of: document)
    for at in range {
      let token = index.tokens[at]
      if token < 0 { unit = -1 - token }
      if isMatch(index.tokens[at..<range.upperBound], index.languages[document]) { count += unit }
    }
    return count
  }

  /// Whether tokens begin with the clause.
  private func isMatch(_ tokens: ArraySlice<Int32>, _ language: Language) -> Bool {
    guard tokens.count >= elements.count else { return false }
    return zip(tokens, elements).allSatisfy { token, element in
      guard token >= 0 else { return false }
      if element.words.contains(Int(token)) { return true }
      guard !element.terms.isEmpty,
        let term = index.term(ofWord: Int(token), in: language)
      else { return false }
      return element.terms.contains(term)
    }
  }

  /// The places where the clause stands among the words of a text of an indexed document.
  func matches(in words: Words, _ language: Language) -> [Range<Int>] {
    let tokens = words.list.map { word -> Int32 in
      index.words.find(words.folded.span.extracting(word.folded)).map { Int32($0) } ?? -1
    }
    return tokens.indices.filter { isMatch(tokens[$0...], language) }
      .map { $0..<$0 + elements.count }
  }
}
