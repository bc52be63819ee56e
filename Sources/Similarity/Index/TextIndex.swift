/// The words of a set of documents, arranged for searching; immutable.
///
/// A term is a stem in a language. Documents are stemmed in their own language, so each term has
/// documents of one language only, and a query's word stands for one term in each language. Counts
/// of words are in quarters, since some sections of a document count less than others.
///
/// A class, since it is handed around as one thing and never changes.
final class TextIndex: Sendable {
  /// The count of a word that occurs once in a section of full weight.
  static let unit = 4

  /// Distinct folded words.
  let words: ByteTable
  /// How many documents have a word.
  let wordFrequency: [Int32]
  /// Distinct terms: the language's number as one byte, then the stem.
  let terms: ByteTable
  /// The term of each word in each language, by the language's number; -1 where no document has it.
  let termOfWord: [[Int32]]

  /// The postings of a term are at `postingStarts[term]..<postingStarts[term + 1]`.
  let postingStarts: [Int32]
  /// Documents, in order within a term.
  let postingDocuments: [Int32]
  /// How often the term occurs in the document, in quarters.
  let postingCounts: [Int32]

  /// The tokens of a document are at `tokenStarts[document]..<tokenStarts[document + 1]`.
  let tokenStarts: [Int32]
  /// Words in the order of the text; -1 - w begins a section whose words count w quarters.
  let tokens: [Int32]

  /// Of each document.
  let languages: [Language]
  /// The sum of the counts of a document's words, in quarters.
  let lengths: [Int32]
  /// At least 1, so that it can divide.
  let averageLength: Double
  /// The languages that documents are in, by number.
  let languagesInUse: [Language]

  init(
    words: ByteTable, wordFrequency: [Int32], terms: ByteTable, termOfWord: [[Int32]],
    postings: (starts: [Int32], documents: [Int32], counts: [Int32]),
    tokens: (starts: [Int32], tokens: [Int32]), languages: [Language], lengths: [Int32]
  ) {
    self.words = words
    self.wordFrequency = wordFrequency
    self.terms = terms
    self.termOfWord = termOfWord
    (postingStarts, postingDocuments, postingCounts) = postings
    (tokenStarts, self.tokens) = tokens
    self.languages = languages
    self.lengths = lengths
    let total = lengths.reduce(0) { $0 + Int($1) }
    averageLength = max(1, Double(total) / Double(max(1, lengths.count)))
    languagesInUse = Set(languages.map(\.number)).sorted().map { Language(number: $0) }
  }

  var documentCount: Int { lengths.count }

  func postings(of term: Int) -> Range<Int> {
    Int(postingStarts[term])..<Int(postingStarts[term + 1])
  }

  func tokens(of document: Int) -> Range<Int> {
    Int(tokenStarts[document])..<Int(tokenStarts[document + 1])
  }

  /// The term that a folded word stands for in documents of a language.
  func term(ofStem stem: [UInt8]) -> Int? { terms.find(stem.span) }

  /// The term of a word in a document's language; nil where no document of that language has it.
  func term(ofWord word: Int, in language: Language) -> Int? {
    let ofWord = termOfWord[Int(language.number)]
    guard word < ofWord.count, ofWord[word] >= 0 else { return nil }
    return Int(ofWord[word])
  }
}
