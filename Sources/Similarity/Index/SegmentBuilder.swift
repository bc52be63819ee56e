/// Collects documents and arranges them into a segment.
package struct SegmentBuilder: ~Copyable {
  /// More documents do not fit into one segment: their numbers, and those of values from 1, take two bytes.
  package static let capacity = 65_535

  var words = ByteTable()
  private var knownWords: [KnownWord] = []
  var terms = ByteTable()
  /// By language, then word: the term's number, or -1.
  private var termOfWord: [[Int32]] = Array(repeating: [], count: Language.all.count)
  private var stemmers: [LoadedStemmer?] = Array(repeating: nil, count: Language.all.count)
  let detector: LanguageDetector

  private var tokenStarts: [UInt32] = [0]
  private var tokens: [UInt8] = []
  private var languages: [UInt8] = []
  private var lengths: [UInt32] = []
  /// The terms of all documents, one document after the other, with their counts.
  private var entryStarts: [Int] = [0]
  private var entryTerms: [UInt32] = []
  private var entryCounts: [UInt8] = []
  /// Of the document being added: counts by term, -1 where the term is not in it.
  private var countOfTerm: [Int32] = []
  /// Of the document being added: its words, and where each of its sections ends among them.
  private var documentWords: [Int32] = []
  private var sections: [(end: Int, weight: Int)] = []

  // Read again and again, in the same storage.
  var titleWords = Words()
  var situationWords = Words()
  var otherWords = Words()
  var lineMemory = LineMemory()
  /// The section by which the language is told, among the document's words.
  private var detected = 0..<0

  private var orderKeys: [UInt64] = []
  private var idKeys: [UInt64] = []
  private var pathKeys: [UInt64] = []
  private var versions: [UInt8] = []
  private var columnNumbers: [String: Int] = [:]
  private var columnNames: [String] = []
  private var columns: [ByteTable] = []
  /// The values of all documents, one document after the other, and where each one's end.
  private var columnValues: [ColumnValue] = []
  private var columnValueEnds: [Int] = []
  /// Of the document being read: values, before it is known whether they can be used.
  var rowValues: [ColumnValue] = []

  /// What is kept together of a word, since it is asked for together.
  private struct KnownWord {
    /// In how many documents it stands in a section that counts, and the last of them.
    var frequency: UInt32 = 0
    var lastDocument: Int32 = -1
    /// The languages that it is a small word of.
    var smallIn: UInt32
  }

  // A box, since an array cannot hold what cannot be copied.
  private final class LoadedStemmer {
    let stemmer: Stemmer

    init(_ language: Language) { stemmer = Stemmer(language) }
  }

  /// `languages` are the base's (ISO 639-1, the main one first): what a text is taken for when its own words do not
  /// tell.
  package init(languages: [String]) {
    detector = LanguageDetector(expected: languages.map { Language($0) })
    for column in CaseColumn.fixed { _ = number(ofColumn: column.name) }
  }

  package var documentCount: Int { lengths.count }

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

  /// The value of a code in a column.
  func value(_ code: UInt32, inColumn column: Int) -> ArraySlice<UInt8> {
    columns[column][Int(code) - 1]
  }

  /// Gives the next document a value.
  mutating func set(_ value: ColumnValue) { columnValues.append(value) }

  // MARK: - Text

  /// Adds a section to the next document: what was read of its text.
  ///
  /// - Parameter isDetected: Whether the document's language is told by this section.
  mutating func addSection(_ section: borrowing Words, weight: Int, isDetected: Bool = false) {
    let start = documentWords.count
    words.read(section, appendingTo: &documentWords)
    while knownWords.count < words.count { know(words[knownWords.count].span) }
    if isDetected { detected = start..<documentWords.count }
    endSection(weight: weight)
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

  /// The language that the words of the section to tell it by, and its text, tell.
  func detectedLanguage(of text: borrowing Span<UInt8>) -> Language {
    detector.language(of: text, wordCount: detected.count) {
      knownWords[Int(documentWords[detected.lowerBound + $0])].smallIn
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
    resolveTerms(in: language)
    appendTokens()
    let length = countTerms(in: language)
    documentWords.removeAll(keepingCapacity: true)
    sections.removeAll(keepingCapacity: true)
    detected = 0..<0
    for entry in (entryStarts.last ?? 0)..<entryTerms.count {
      let term = Int(entryTerms[entry])
      entryCounts.append(UInt8(min(largestCount, countOfTerm[term])))
      countOfTerm[term] = -1
    }
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
    termOfWord[Int(language.number)][Int(word)] = number(ofTerm: term)
  }

  private mutating func makeRoomForTerms(in language: Language) {
    let number = Int(language.number)
    let missing = words.count - termOfWord[number].count
    if missing > 0 {
      termOfWord[number] += repeatElement(-1, count: max(missing, termOfWord[number].count))
    }
  }

  /// Makes sure that the term of each of the document's words is known.
  private mutating func resolveTerms(in language: Language) {
    makeRoomForTerms(in: language)
    let number = Int(language.number)
    for word in documentWords where termOfWord[number][Int(word)] < 0 {
      termOfWord[number][Int(word)] = term(of: Int(word), language)
    }
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
  private mutating func countTerms(in language: Language) -> Int {
    let document = Int32(documentCount)
    let termOfWord = termOfWord[Int(language.number)]
    // Taken out for the loop, which looks into them for every word.
    var (counts, known) = (countOfTerm, knownWords)
    (countOfTerm, knownWords) = ([], [])
    defer { (countOfTerm, knownWords) = (counts, known) }
    var length = 0
    var place = 0
    for (end, weight) in sections {
      length += (end - place) * weight
      while place < end {
        let word = Int(documentWords[place])
        place += 1
        let term = Int(termOfWord[word])
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
    return length
  }

  /// The number of the term that a word stands for in a language, added unless it is there.
  private mutating func term(of word: Int, _ language: Language) -> Int32 {
    let number = Int(language.number)
    let loaded = stemmers[number] ?? LoadedStemmer(language)
    stemmers[number] = loaded
    let bytes = words[word]
    return self.number(ofTerm: loaded.stemmer.term(of: bytes.span, in: language))
  }

  private mutating func number(ofTerm bytes: [UInt8]) -> Int32 {
    let term = terms.id(of: bytes.span)
    if term == countOfTerm.count { countOfTerm.append(-1) }
    return Int32(term)
  }

  // MARK: - Arranging

  /// The bytes of the segment's file.
  package consuming func build() -> [UInt8] {
    var sections = [[UInt8]](repeating: [], count: SegmentSection.columns)
    func put(_ section: SegmentSection, _ bytes: [UInt8]) { sections[section.rawValue] = bytes }
    func put(_ section: SegmentSection, _ table: ByteTable) {
      let (offsets, bytes, slots) = table.parts
      sections[section.rawValue] = storedBytes(of: offsets)
      sections[section.rawValue + 1] = bytes
      sections[section.rawValue + 2] = storedBytes(of: slots)
    }
    var ofLanguage = [UInt64](repeating: 0, count: Language.all.count)
    for language in languages { ofLanguage[Int(language)] += 1 }
    let counts = [
      UInt64(documentCount), UInt64(words.count), UInt64(terms.count),
      lengths.reduce(0) { $0 + UInt64($1) },
    ]
    put(.counts, storedBytes(of: counts + ofLanguage))
    put(.wordOffsets, words)
    put(.wordFrequencies, storedBytes(of: knownWords.map(\.frequency)))
    put(.termOffsets, terms)
    let postings = invertedEntries()
    put(.postingStarts, storedBytes(of: postings.starts))
    put(.termFrequencies, storedBytes(of: postings.frequencies))
    put(.termLargestCounts, postings.largestCounts)
    put(.termLeastLengths, storedBytes(of: postings.leastLengths))
    put(.postings, postings.bytes)
    put(.termsOfWords, storedTermsOfWords(ofLanguage))
    put(.tokenStarts, storedBytes(of: tokenStarts))
    put(.tokens, tokens)
    put(.languages, languages)
    put(.lengths, storedBytes(of: lengths))
    let byLength = wordsByLength()
    put(.wordsByLength, storedBytes(of: byLength.words))
    put(.letterSets, storedBytes(of: byLength.sets))
    put(.lengthStarts, storedBytes(of: byLength.starts))
    put(.orderKeys, storedBytes(of: orderKeys))
    let ids = SegmentBuilder.sorted(idKeys)
    put(.idKeys, storedBytes(of: ids.keys))
    put(.idDocuments, storedBytes(of: ids.documents))
    let paths = SegmentBuilder.sorted(pathKeys)
    put(.pathKeys, storedBytes(of: paths.keys))
    put(.pathDocuments, storedBytes(of: paths.documents))
    put(.versions, versions)
    put(.columnNames, columnNames.flatMap { Array($0.utf8) + [0] })
    sections += columnSections()
    return StoredSections.write(sections)
  }

  /// Three sections for each column.
  private func columnSections() -> [[UInt8]] {
    let codes = codesByColumn()
    return columns.indices.flatMap { storedColumn(columns[$0], codes: codes[$0]) }
  }

  /// By column, then document: the code of its value, 0 for none.
  private func codesByColumn() -> [[UInt32]] {
    var codes = [[UInt32]](
      repeating: Array(repeating: 0, count: documentCount), count: columns.count)
    var start = 0
    for document in 0..<documentCount {
      for value in columnValues[start..<columnValueEnds[document]] {
        codes[Int(value.column)][document] = value.code
      }
      start = columnValueEnds[document]
    }
    return codes
  }

  private static func sorted(_ keys: [UInt64]) -> (keys: [UInt64], documents: [UInt16]) {
    let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    return (order.map { keys[$0] }, order.map { UInt16($0) })
  }

  private func storedTermsOfWords(_ ofLanguage: [UInt64]) -> [UInt8] {
    ofLanguage.indices.filter { ofLanguage[$0] > 0 }.flatMap { language in
      let known = termOfWord[language].prefix(words.count).map { UInt32($0 + 1) }
      return storedBytes(of: known + repeatElement(0, count: words.count - known.count))
    }
  }

  private func wordsByLength() -> (words: [UInt32], sets: [UInt64], starts: [UInt32]) {
    var starts = [UInt32](repeating: 0, count: longestWordBytes + 2)
    for word in 0..<words.count { starts[words.length(of: word) + 1] += 1 }
    for length in 1..<starts.count { starts[length] += starts[length - 1] }
    var next = starts
    var order = [UInt32](repeating: 0, count: words.count)
    var sets = [UInt64](repeating: 0, count: words.count)
    for word in 0..<words.count {
      let length = words.length(of: word)
      let place = Int(next[length])
      next[length] += 1
      order[place] = UInt32(word)
      sets[place] = letterSet(words[word].span)
    }
    return (order, sets, starts)
  }

  private struct Postings {
    var starts: [UInt32]
    /// Of each term its documents, two bytes each, then its counts.
    var bytes: [UInt8]
    var frequencies: [UInt32]
    var largestCounts: [UInt8]
    var leastLengths: [UInt32]
  }

  /// Sorts entries by term, and within a term by document, by counting.
  private func invertedEntries() -> Postings {
    var starts = [UInt32](repeating: 0, count: terms.count + 1)
    for term in entryTerms { starts[Int(term) + 1] += 1 }
    for term in 0..<terms.count { starts[term + 1] += starts[term] }
    var postings = Postings(
      starts: starts, bytes: Array(repeating: 0, count: 3 * entryTerms.count),
      frequencies: Array(repeating: 0, count: terms.count),
      largestCounts: Array(repeating: 0, count: terms.count),
      leastLengths: Array(repeating: .max, count: terms.count))
    for document in 0..<documentCount {
      for entry in entryStarts[document]..<entryStarts[document + 1] {
        let term = Int(entryTerms[entry])
        let (first, next) = (Int(postings.starts[term]), Int(postings.starts[term + 1]))
        let place = Int(starts[term]) - first
        starts[term] += 1
        postings.bytes[3 * first + 2 * place] = UInt8(truncatingIfNeeded: document)
        postings.bytes[3 * first + 2 * place + 1] = UInt8(truncatingIfNeeded: document >> 8)
        postings.bytes[2 * next + first + place] = entryCounts[entry]
        guard entryCounts[entry] > 0 else { continue }
        postings.frequencies[term] += 1
        postings.largestCounts[term] = max(postings.largestCounts[term], entryCounts[entry])
        postings.leastLengths[term] = min(postings.leastLengths[term], lengths[document])
      }
    }
    return postings
  }
}
