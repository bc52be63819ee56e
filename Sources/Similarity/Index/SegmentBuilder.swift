internal import Documents

/// Collects documents and arranges them into a segment.
package struct SegmentBuilder: ~Copyable {
  /// More documents do not fit into one segment: their numbers, and those of values from 1, take two bytes.
  package static let capacity = 65_535

  var words = ByteTable()
  private(set) var knownWords: [KnownWord] = []
  var terms = ByteTable()
  /// By language, then word: the term's number, or -1.
  private(set) var termOfWord: [[Int32]] = Array(repeating: [], count: Language.all.count)
  private var stemmers: [LoadedStemmer?] = Array(repeating: nil, count: Language.all.count)
  let detector: LanguageDetector

  private(set) var tokenStarts: [UInt32] = [0]
  private(set) var tokens: [UInt8] = []
  private(set) var languages: [UInt8] = []
  private(set) var lengths: [UInt32] = []
  /// The terms of all documents, one document after the other, with their counts.
  private(set) var entryStarts: [Int] = [0]
  private(set) var entryTerms: [UInt32] = []
  private(set) var entryCounts: [UInt8] = []
  /// Of the document being added: counts by term, -1 where the term is not in it.
  private var countOfTerm: [Int32] = []
  /// Of the document being added: its words, and where each of its sections ends among them.
  private var documentWords: [Int32] = []
  private var sections: [(end: Int, weight: Int)] = []

  /// Of the document being added: words whose term is not known yet, and where its key stands among the keys.
  private var unresolved: [(word: Int32, stem: Range<Int>)] = []
  private var stems: [UInt8] = []

  /// Of the document being added: the words of its texts, before they are looked up together.
  private var textWords = Words()

  /// Lines of front matter that were read, here and by builders before.
  var lines: LineMemory
  /// By line: what it says in this segment's codes, and nil where that was not asked for yet.
  var lineEntries: [LineEntry?] = []
  var lineValues: [ColumnValue] = []

  private(set) var orderKeys: [UInt64] = []
  private(set) var idKeys: [UInt64] = []
  private(set) var pathKeys: [UInt64] = []
  private(set) var versions: [UInt8] = []
  private var columnNumbers: [String: Int] = [:]
  private(set) var columnNames: [String] = []
  private(set) var columns: [ByteTable] = []
  /// The values of all documents, one document after the other, and where each one's end.
  private(set) var columnValues: [ColumnValue] = []
  private(set) var columnValueEnds: [Int] = []
  /// Of the document being read: values, before it is known whether they can be used.
  var rowValues: [ColumnValue] = []

  /// What is kept together of a word, since it is asked for together.
  struct KnownWord {
    /// In how many documents it stands in a section that counts, and the last of them.
    var frequency: UInt16 = 0
    var lastDocument = UInt16.max
    /// The languages that it is a small word of.
    var smallIn: UInt32
    /// What it stood for last, and in which language.
    var term: Int32 = -1
    var language = UInt8.max
  }

  /// What a line of front matter says: as `LineMemory.Entry`, with a stretch of `lineValues`.
  struct LineEntry {
    var key: Int
    var values: Range<Int>
    var day: Day?
    var language: Language?
  }

  // A box, since an array cannot hold what cannot be copied.
  private final class LoadedStemmer {
    let stemmer: Stemmer

    init(_ language: Language) { stemmer = Stemmer(language) }
  }

  /// `languages` are the base's (ISO 639-1, the main one first): what a text is taken for when its own words do not
  /// tell.
  ///
  /// - Parameters:
  ///   - expected: How many documents will come, about: room is made for them at once, since moving what is there again
  ///     and again costs more than reading it.
  ///   - lines: What another builder knew.
  package init(languages: [String], expected: Int = 0, lines: LineMemory = LineMemory()) {
    self.lines = lines
    // About what cases of 800 bytes have.
    entryTerms.reserveCapacity(expected * 64)
    entryCounts.reserveCapacity(expected * 64)
    tokens.reserveCapacity(expected * 144)
    columnValues.reserveCapacity(expected * 18)
    versions.reserveCapacity(expected * 20)
    words = ByteTable(expected: expected * 3)
    terms = ByteTable(expected: expected * 2)
    detector = LanguageDetector(expected: languages.map { Language($0) })
    for column in CaseColumn.fixed { _ = number(ofColumn: column.name) }
  }

  package var documentCount: Int { lengths.count }

  /// Hands over the lines that it knows, for the next builder; none where they have become too many.
  package mutating func takeLines() -> LineMemory {
    let known = lines
    lines = LineMemory()
    return known.count <= SegmentBuilder.mostLines ? known : LineMemory()
  }

  private static let mostLines = 50_000

  // MARK: - Columns

  /// The number of a column, made where it is missing.
  mutating func number(ofColumn name: String) -> Int {
    if let known = columnNumbers[name] { return known }
    columnNumbers[name] = columns.count
    columnNames.append(name)
    columns.append(ByteTable())
    return columns.count - 1
  }

  /// The code of a value in a column.
  mutating func code(of value: borrowing Span<UInt8>, inColumn column: Int) -> UInt32 {
    UInt32(columns[column].id(of: value) + 1)
  }

  /// The code of a value that hardly any other document has: it is added without looking for it.
  mutating func code(ofUnshared value: borrowing Span<UInt8>, inColumn column: Int) -> UInt32 {
    columns[column].append(value)
    return UInt32(columns[column].count)
  }

  /// Gives the next document a value.
  mutating func set(_ value: ColumnValue) { columnValues.append(value) }

  /// Gives the next document several values.
  mutating func set(_ values: [ColumnValue]) { columnValues += values }

  // MARK: - Text

  /// Adds a title to the next document, which has no section yet, and the text it stands above.
  ///
  /// - Returns: The text's words among those of all its sections.
  mutating func addTitle(
    _ title: borrowing Span<UInt8>, above text: borrowing Span<UInt8>
  ) -> Range<Int> {
    textWords.append(title)
    let count = textWords.list.count
    textWords.append(text)
    if textWords.startAgain(after: count) {
      textWords.removeFirst(count)
    } else {
      sections.append((count, SectionWeight.title))
    }
    return endText(weight: SectionWeight.situation)
  }

  /// Adds a section's text to the next document.
  ///
  /// - Returns: Its words among those of all sections.
  @discardableResult mutating func addSection(
    _ text: borrowing Span<UInt8>, weight: Int
  ) -> Range<Int> {
    textWords.append(text)
    return endText(weight: weight)
  }

  private mutating func endText(weight: Int) -> Range<Int> {
    let start = sections.last?.end ?? 0
    sections.append((textWords.list.count, weight))
    return start..<textWords.list.count
  }

  /// Looks up the words of the next document's sections, when all are added.
  mutating func readSections() {
    words.read(textWords, appendingTo: &documentWords)
    while knownWords.count < words.count { know(words[knownWords.count].span) }
    textWords.removeAll()
  }

  /// Adds a word to the section that comes next, by its number here.
  mutating func append(word: Int32) { documentWords.append(word) }

  /// Ends the section of the words that were added since the last one.
  mutating func endSection(weight: Int) { sections.append((documentWords.count, weight)) }

  /// The number of a folded word, added unless it is there.
  mutating func id(ofWord word: Span<UInt8>) -> Int {
    let id = words.id(of: word)
    if id == knownWords.count { know(word) }
    return id
  }

  private mutating func know(_ word: Span<UInt8>) {
    knownWords.append(KnownWord(smallIn: SmallWords.languages(of: word)))
  }

  /// The language that a text and its words tell, by their places among the next document's words.
  func detectedLanguage(of text: borrowing Span<UInt8>, words: Range<Int>) -> Language {
    detector.language(of: text, wordCount: words.count) {
      knownWords[Int(documentWords[words.lowerBound + $0])].smallIn
    }
  }

  /// Completes the next document with what was added since the last one.
  ///
  /// - Parameters:
  ///   - order: What ties are broken by, ascending.
  ///   - pathKey: The fingerprint of the path below the base.
  ///   - version: 20 bytes.
  mutating func finishDocument(
    language: Language, order: UInt64, id: UInt64, pathKey: UInt64, version: [UInt8]
  ) {
    // Taken out for the loops, which look into it for every word.
    var known = knownWords
    knownWords = []
    resolveTerms(of: &known, in: language)
    let length = countTerms(of: &known)
    knownWords = known
    appendTokens()
    documentWords.removeAll(keepingCapacity: true)
    sections.removeAll(keepingCapacity: true)
    entryStarts.append(entryTerms.count)
    tokenStarts.append(UInt32(tokens.count))
    languages.append(language.number)
    orderKeys.append(order)
    idKeys.append(id)
    pathKeys.append(pathKey)
    versions += version
    columnValueEnds.append(columnValues.count)
    lengths.append(UInt32(length))
  }

  /// Whether it is known what a word stands for in a language.
  func hasTerm(ofWord word: Int32, in language: Language) -> Bool {
    let terms = termOfWord[Int(language.number)]
    return Int(word) < terms.count && terms[Int(word)] >= 0
  }

  /// Says what term a word stands for in a language.
  mutating func setTerm(_ term: [UInt8], ofWord word: Int32, in language: Language) {
    makeRoomForTerms(in: language)
    termOfWord[Int(language.number)][Int(word)] = Int32(terms.id(of: term.span))
    makeRoomForCounts()
  }

  private mutating func makeRoomForTerms(in language: Language) {
    let number = Int(language.number)
    let missing = words.count - termOfWord[number].count
    if missing > 0 {
      termOfWord[number] += repeatElement(-1, count: max(missing, termOfWord[number].count))
    }
  }

  /// Makes sure that the term of each of the document's words is known.
  private mutating func resolveTerms(of known: inout [KnownWord], in language: Language) {
    makeRoomForTerms(in: language)
    let number = Int(language.number)
    stems.removeAll(keepingCapacity: true)
    unresolved.removeAll(keepingCapacity: true)
    var known = known.mutableSpan
    for word in documentWords where known[Int(word)].language != language.number {
      known[Int(word)].language = language.number
      known[Int(word)].term = termOfWord[number][Int(word)]
      if known[Int(word)].term < 0 { stem(word, language) }
    }
    guard !unresolved.isEmpty else { return }
    let (keys, words) = (stems, unresolved)
    var found: [Int32] = []
    terms.read(keys.span, words, at: \.stem, appendingTo: &found)
    makeRoomForCounts()
    for (place, term) in found.enumerated() {
      let word = Int(words[place].word)
      termOfWord[number][word] = term
      known[word].term = term
    }
  }

  /// Notes the stem of a word that is met for the first time in a language.
  private mutating func stem(_ word: Int32, _ language: Language) {
    let number = Int(language.number)
    let loaded = stemmers[number] ?? LoadedStemmer(language)
    stemmers[number] = loaded
    let start = stems.count
    loaded.stemmer.appendTerm(of: words[Int(word)].span, in: language, to: &stems)
    unresolved.append((word, start..<stems.count))
  }

  private mutating func makeRoomForCounts() {
    countOfTerm += repeatElement(-1, count: terms.count - countOfTerm.count)
  }

  private mutating func appendTokens() {
    var start = 0
    for (end, weight) in sections where end > start {
      let section = documentWords[start..<end]
      tokens.append(addingCapacity: 8 + 5 * section.count) { output in
        output.append(0)
        SegmentBuilder.append(weight, to: &output)
        for word in section { SegmentBuilder.append(Int(word) + 1, to: &output) }
      }
      start = end
    }
  }

  @inline(__always)
  private static func append(_ number: Int, to output: inout OutputSpan<UInt8>) {
    var rest = number
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(rest))
  }

  /// Adds up the counts of the document's terms, and counts it for each of its words; the document's length.
  private mutating func countTerms(of known: inout [KnownWord]) -> Int {
    let document = UInt16(documentCount)
    let firstEntry = entryTerms.count
    var allCounts = countOfTerm
    countOfTerm = []
    defer { countOfTerm = allCounts }
    var counts = allCounts.mutableSpan
    var known = known.mutableSpan
    var length = 0
    var place = 0
    for (end, weight) in sections {
      length += (end - place) * weight
      while place < end {
        let word = Int(documentWords[place])
        place += 1
        let term = Int(known[word].term)
        if counts[term] < 0 {
          counts[term] = 0
          entryTerms.append(UInt32(term))
        }
        counts[term] += Int32(weight)
        if weight > 0, known[word].lastDocument != document {
          known[word].lastDocument = document
          known[word].frequency += 1
        }
      }
    }
    entryCounts.append(addingCapacity: entryTerms.count - firstEntry) { output in
      for term in entryTerms[firstEntry...] {
        output.append(UInt8(min(largestCount, counts[Int(term)])))
        counts[Int(term)] = -1
      }
    }
    return length
  }
}
