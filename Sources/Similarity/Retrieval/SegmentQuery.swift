/// A query as one segment sees it: the query's terms by the segment's numbers, and the other way round.
///
/// A class, since it is handed on for every document that is read.
final class SegmentQuery {
  /// The segment's place in the index.
  let place: Int
  let segment: Segment
  let tokens: TokenReader
  let lengths: StoredNumbers<UInt32>
  let languages: StoredNumbers<UInt8>
  let words: StoredStrings
  /// The segment's number of each of the query's terms; -1 where it has none.
  let termNumbers: [Int32]
  private let termsOfWords: TermsOfWords
  /// The places of those numbers: every token asks.
  private let places: NumberTable

  init(_ query: AnalysedQuery, _ segment: Segment, place: Int) throws(IndexDamage) {
    self.place = place
    self.segment = segment
    tokens = try TokenReader(segment)
    lengths = try segment.numbers(.lengths, of: UInt32.self)
    languages = try segment.numbers(.languages, of: UInt8.self)
    words = try segment.words()
    termsOfWords = TermsOfWords(segment)
    let terms = try segment.termTable()
    termNumbers = query.terms.map { terms.find($0.bytes.span).map { Int32($0) } ?? -1 }
    var places = NumberTable(expected: 2 * termNumbers.count)
    for (place, number) in termNumbers.enumerated() where number >= 0 {
      places.add(UInt32(place), to: number)
    }
    self.places = places
  }

  /// The place among the query's terms of what a word stands for in a language; nil: it is none of them.
  @inline(__always)
  func place(ofWord word: Int, _ ofWords: StoredNumbers<UInt32>) -> Int? {
    let term = ofWords[word]
    return term == 0 ? nil : places[Int32(bitPattern: term - 1)].map { Int($0) }
  }

  /// The terms of words in the language of a document, as number + 1.
  @inline(__always)
  func termsOfWords(for document: Int) throws(IndexDamage) -> StoredNumbers<UInt32>? {
    try termsOfWords.inLanguage(languages[document])
  }
}

/// The terms of a segment's words, read language by language when a document asks.
private final class TermsOfWords {
  private let segment: Segment
  private var known: [UInt8: StoredNumbers<UInt32>] = [:]

  init(_ segment: Segment) { self.segment = segment }

  func inLanguage(_ number: UInt8) throws(IndexDamage) -> StoredNumbers<UInt32>? {
    if let terms = known[number] { return terms }
    guard Int(number) < Language.all.count else { throw .inconsistent("language") }
    let terms = try segment.termsOfWords(in: Language(number: number))
    known[number] = terms
    return terms
  }
}
