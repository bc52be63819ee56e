/// Collects documents and arranges their words into a `TextIndex`.
struct TextIndexBuilder: ~Copyable {
  private var words = ByteTable()
  private var wordFrequency: [Int32] = []
  /// The last document that had a word: a word is counted once a document.
  private var lastDocument: [Int32] = []
  private var terms = ByteTable()
  private var termOfWord: [[Int32]] = Array(repeating: [], count: Language.all.count)
  private var stemmers: [LoadedStemmer?] = Array(repeating: nil, count: Language.all.count)

  private var tokenStarts: [Int32] = [0]
  private var tokens: [Int32] = []
  private var languages: [Language] = []
  private var lengths: [Int32] = []

  /// The terms of all documents, one document after the other, with their counts.
  private var entryStarts: [Int32] = [0]
  private var entryTerms: [Int32] = []
  private var entryCounts: [Int32] = []
  /// Of the document being added; zero for all terms between two documents.
  private var countOfTerm: [Int32] = []

  // A box, since an array cannot hold what cannot be copied.
  private final class LoadedStemmer {
    let stemmer: Stemmer

    init(_ language: Language) { stemmer = Stemmer(language) }
  }

  init() {}

  /// Adds a document as the next number: its sections in order, each with what a word in it counts.
  mutating func add(_ sections: [(words: Words, weight: Int)], language: Language) {
    let document = Int32(lengths.count)
    var length = 0
    for (section, weight) in sections where !section.list.isEmpty {
      tokens.append(Int32(-1 - weight))
      let folded = section.folded.span
      for word in section.list {
        let bytes = folded.extracting(word.folded)
        let id = add(bytes, to: document)
        tokens.append(Int32(id))
        let term = term(of: id, bytes, language)
        if countOfTerm[term] == 0 { entryTerms.append(Int32(term)) }
        countOfTerm[term] += Int32(weight)
      }
      length += section.list.count * weight
    }
    for entry in Int(entryStarts[Int(document)])..<entryTerms.count {
      entryCounts.append(countOfTerm[Int(entryTerms[entry])])
      countOfTerm[Int(entryTerms[entry])] = 0
    }
    entryStarts.append(Int32(entryTerms.count))
    tokenStarts.append(Int32(tokens.count))
    languages.append(language)
    lengths.append(Int32(length))
  }

  private mutating func add(_ bytes: Span<UInt8>, to document: Int32) -> Int {
    let id = words.id(of: bytes)
    if id == wordFrequency.count {
      wordFrequency.append(0)
      lastDocument.append(-1)
    }
    if lastDocument[id] != document {
      lastDocument[id] = document
      wordFrequency[id] += 1
    }
    return id
  }

  /// Stems a word once for each language.
  private mutating func term(of word: Int, _ bytes: Span<UInt8>, _ language: Language) -> Int {
    let number = Int(language.number)
    if termOfWord[number].count <= word {
      let size = max(words.count, termOfWord[number].count * 2)
      termOfWord[number] += Array(repeating: -1, count: size - termOfWord[number].count)
    }
    if termOfWord[number][word] >= 0 { return Int(termOfWord[number][word]) }
    let loaded = stemmers[number] ?? LoadedStemmer(language)
    stemmers[number] = loaded
    let term = terms.id(of: loaded.stemmer.term(of: bytes, in: language).span)
    if term == countOfTerm.count { countOfTerm.append(0) }
    termOfWord[number][word] = Int32(term)
    return term
  }

  consuming func build() -> TextIndex {
    TextIndex(
      words: words, wordFrequency: wordFrequency, terms: terms, termOfWord: termOfWord,
      postings: invertedEntries(), tokens: (tokenStarts, tokens), languages: languages,
      lengths: lengths)
  }

  /// Sorts entries by term, and within a term by document, by counting.
  private func invertedEntries() -> (starts: [Int32], documents: [Int32], counts: [Int32]) {
    var starts = [Int32](repeating: 0, count: terms.count + 1)
    for term in entryTerms { starts[Int(term) + 1] += 1 }
    for term in 0..<terms.count { starts[term + 1] += starts[term] }
    var next = starts
    var documents = [Int32](repeating: 0, count: entryTerms.count)
    var counts = documents
    for document in 0..<lengths.count {
      for entry in Int(entryStarts[document])..<Int(entryStarts[document + 1]) {
        let term = Int(entryTerms[entry])
        documents[Int(next[term])] = Int32(document)
        counts[Int(next[term])] = entryCounts[entry]
        next[term] += 1
      }
    }
    return (starts, documents, counts)
  }
}
