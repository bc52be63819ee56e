/// What a clause of a full-text query stands for, whatever the segment.
struct ClauseMeaning {
  let clause: TextQuery.Clause
  /// Of each word of the clause: the terms (with their language) that it may stand for.
  let terms: [[[UInt8]]]
  /// How the last word's known words begin; nil: it stands for terms as the others do.
  let prefix: [UInt8]?

  /// - Parameter indexes: Whose words are known.
  init(_ clause: TextQuery.Clause, _ indexes: [CaseIndex]) throws(IndexDamage) {
    self.clause = clause
    var terms: [[[UInt8]]] = []
    for word in clause.words {
      terms.append(try ClauseMeaning.terms(of: word, indexes))
    }
    prefix = clause.isPrefix ? clause.words.last : nil
    self.terms = terms
  }

  /// The stems of a word in the languages in use, or of the words it may be a misspelling of.
  private static func terms(
    of word: [UInt8], _ indexes: [CaseIndex]
  ) throws(IndexDamage) -> [[UInt8]] {
    let own = stems(of: word, indexes)
    for index in indexes {
      for live in index.segments {
        let table = try live.segment.termTable()
        if own.contains(where: { table.find($0.span) != nil }) { return own }
      }
    }
    var guesses: [[UInt8]] = []
    for index in indexes {
      guesses += try NearestWords(index).guesses(for: word).flatMap { stems(of: $0.word, indexes) }
    }
    return guesses
  }

  private static func stems(of word: [UInt8], _ indexes: [CaseIndex]) -> [[UInt8]] {
    Set(indexes.flatMap(\.languagesInUse)).map { Stemmer($0).term(of: word.span, in: $0) }
  }
}

/// Finds what a clause stands for in the documents of one segment.
struct ClauseMatcher {
  private let segment: Segment
  private let postings: PostingReader
  private let tokens: TokenReader
  private let words: StoredTable
  private let languages: StoredNumbers<UInt8>
  private let termsOfWords: [StoredNumbers<UInt32>?]
  private let elements: [Element]

  /// What one word of a clause stands for: terms of all languages, and the words that begin as a prefix does.
  private struct Element {
    var terms: Set<Int> = []
    var words: Set<Int> = []
  }

  /// What a word counts in a section that does not count for similarity, in quarters.
  private static let leastCount: Int32 = 2

  init(_ meaning: ClauseMeaning, _ segment: Segment) throws(IndexDamage) {
    self.segment = segment
    postings = try PostingReader(segment)
    tokens = try TokenReader(segment)
    words = try segment.wordTable()
    languages = try segment.numbers(.languages, of: UInt8.self)
    var termsOfWords: [StoredNumbers<UInt32>?] = []
    for language in Language.all.indices {
      termsOfWords.append(try segment.termsOfWords(in: Language(number: UInt8(language))))
    }
    self.termsOfWords = termsOfWords
    let table = try segment.termTable()
    elements = meaning.terms.enumerated().map { [words] place, terms in
      if let prefix = meaning.prefix, place == meaning.terms.count - 1 {
        return Element(words: Set(words.strings.indices(beginningWith: prefix)))
      }
      return Element(terms: Set(terms.compactMap { table.find($0.span) }))
    }
  }

  /// How often each document has the clause, in quarters.
  func counts() throws(IndexDamage) -> [Int32] {
    var counts = [Int32](repeating: 0, count: segment.documentCount)
    if elements.count == 1, elements[0].words.isEmpty {
      for term in elements[0].terms {
        try postings.forEach(of: term) { document, count in
          counts[document] += max(Self.leastCount, Int32(count))
        }
      }
    } else {
      for document in try candidates() { counts[document] = try count(in: document) }
    }
    return counts
  }

  /// The documents that have the rarest word of the clause.
  private func candidates() throws(IndexDamage) -> Set<Int> {
    let termsOfElements = elements.map { element in
      element.words.reduce(into: element.terms) { terms, word in
        for ofWords in termsOfWords {
          if let ofWords, ofWords[word] > 0 { terms.insert(Int(ofWords[word]) - 1) }
        }
      }
    }
    let rarest = termsOfElements.min { left, right in
      left.reduce(0) { $0 + postings.count(of: $1) }
        < right.reduce(0) { $0 + postings.count(of: $1) }
    }
    var documents: Set<Int> = []
    for term in rarest ?? [] {
      try postings.forEach(of: term) { document, _ in documents.insert(document) }
    }
    return documents
  }

  private func count(in document: Int) throws(IndexDamage) -> Int32 {
    var words: [(word: Int, weight: Int32, isFirst: Bool)] = []
    try tokens.forEach(in: document) { words.append(($0, $1, $2)) }
    var count: Int32 = 0
    for place in words.indices where place + elements.count <= words.count {
      let isWithin = words[(place + 1)..<(place + elements.count)].allSatisfy { !$0.isFirst }
      guard isWithin else { continue }
      let isMatch = elements.indices.allSatisfy {
        stands(for: elements[$0], words[place + $0].word, document)
      }
      if isMatch { count += max(Self.leastCount, words[place].weight) }
    }
    return count
  }

  private func stands(for element: Element, _ word: Int, _ document: Int) -> Bool {
    if element.words.contains(word) { return true }
    guard !element.terms.isEmpty, let ofWords = termsOfWords[Int(languages[document])],
      ofWords[word] > 0
    else { return false }
    return element.terms.contains(Int(ofWords[word]) - 1)
  }

  /// The places where the clause stands among the words of a text of one of the documents.
  func matches(in text: Words, of document: Int) -> [Range<Int>] {
    let numbers = text.list.map { words.find(text.folded.span.extracting($0.folded)) }
    return numbers.indices.filter { place in
      place + elements.count <= numbers.count
        && elements.indices.allSatisfy { element in
          numbers[place + element].map { stands(for: elements[element], $0, document) } ?? false
        }
    }.map { $0..<$0 + elements.count }
  }
}

extension StoredStrings {
  /// The numbers of the strings that begin with these bytes.
  fileprivate func indices(beginningWith prefix: [UInt8]) -> [Int] {
    (0..<count).filter { id in
      length(of: id) >= prefix.count
        && withBytes(of: id) { bytes in prefix.indices.allSatisfy { bytes[$0] == prefix[$0] } }
    }
  }
}
