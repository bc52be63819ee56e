/// Collects documents and arranges them into a segment.
package struct SegmentBuilder: ~Copyable {
  /// More documents do not fit into one segment: their numbers, and those of values from 1, take two bytes.
  package static let capacity = 65_535

  var words = ByteTable()
  /// In how many documents a word stands in a section that counts, and the last of them.
  private var wordFrequencies: [UInt32] = []
  private var lastDocument: [Int32] = []
  /// The languages that a word is a small word of.
  private var smallIn: [UInt32] = []
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
  /// Of the document being added: its words by section.
  private var sections: [(words: [Int32], weight: Int)] = []

  // Read again and again, in the same storage.
  var titleWords = Words()
  var situationWords = Words()
  var otherWords = Words()
  var lineMemory = LineMemory()
  /// The words of the section by which the language is told.
  private var detected: [Int32] = []

  private var orderKeys: [UInt64] = []
  private var idKeys: [UInt64] = []
  private var pathKeys: [UInt64] = []
  private var versions: [UInt8] = []
  private var columnNumbers: [String: Int] = [:]
  private var columnNames: [String] = []
  private var columns: [ColumnBuilder] = []

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
    columns.append(ColumnBuilder())
    return columns.count - 1
  }

  /// The code of a value in a column.
  mutating func code(of value: borrowing Span<UInt8>, inColumn column: Int) -> UInt32 {
    columns[column].code(of: value)
  }

  /// The value of a code in a column.
  func value(_ code: UInt32, inColumn column: Int) -> ArraySlice<UInt8> {
    columns[column].values[Int(code) - 1]
  }

  /// Gives the next document a value.
  mutating func set(_ code: UInt32, inColumn column: Int) {
    columns[column].set(code, for: documentCount)
  }

  // MARK: - Text

  /// Adds a section to the next document: what was read of its text.
  ///
  /// - Parameter isDetected: Whether the document's language is told by this section.
  mutating func addSection(_ section: borrowing Words, weight: Int, isDetected: Bool = false) {
    if isDetected { detected = [] }
    guard !section.list.isEmpty else { return }
    let folded = section.folded.span
    var ids: [Int32] = []
    ids.reserveCapacity(section.list.count)
    for word in section.list { ids.append(Int32(id(ofWord: folded.extracting(word.folded)))) }
    if isDetected { detected = ids }
    sections.append((ids, weight))
  }

  /// The same for words of another segment, by their numbers here.
  mutating func addSection(ofWords ids: [Int32], weight: Int) {
    sections.append((ids, weight))
  }

  /// The number of a folded word, added unless it is there.
  mutating func id(ofWord word: Span<UInt8>) -> Int {
    let id = words.id(of: word)
    if id == wordFrequencies.count {
      wordFrequencies.append(0)
      lastDocument.append(-1)
      smallIn.append(SmallWords.languages(of: word))
    }
    return id
  }

  /// The language that the words of the section to tell it by, and its text, tell.
  func detectedLanguage(of text: borrowing Span<UInt8>) -> Language {
    detector.language(of: text, wordCount: detected.count) { smallIn[Int(detected[$0])] }
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
    let document = Int32(documentCount)
    var length = 0
    // Taken out for the loop, which looks into it for every word.
    var termOfWord: [Int32] = []
    swap(&termOfWord, &self.termOfWord[Int(language.number)])
    defer { swap(&termOfWord, &self.termOfWord[Int(language.number)]) }
    if termOfWord.count < words.count {
      let size = max(words.count, termOfWord.count * 2)
      termOfWord += repeatElement(-1, count: size - termOfWord.count)
    }
    for (section, weight) in sections {
      tokens.append(0)
      appendNumber(weight)
      for word in section {
        appendNumber(Int(word) + 1)
        if termOfWord[Int(word)] < 0 {
          termOfWord[Int(word)] = Int32(self.term(of: Int(word), language))
        }
        let term = Int(termOfWord[Int(word)])
        if countOfTerm[term] < 0 {
          countOfTerm[term] = 0
          entryTerms.append(UInt32(term))
        }
        countOfTerm[term] += Int32(weight)
        if weight > 0, lastDocument[Int(word)] != document {
          lastDocument[Int(word)] = document
          wordFrequencies[Int(word)] += 1
        }
      }
      length += section.count * weight
    }
    sections.removeAll(keepingCapacity: true)
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
    lengths.append(UInt32(length))
  }

  private mutating func appendNumber(_ number: Int) {
    var rest = number
    while rest >= 0x80 {
      tokens.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    tokens.append(UInt8(rest))
  }

  /// The number of the term that a word stands for in a language, added unless it is there.
  private mutating func term(of word: Int, _ language: Language) -> Int {
    let number = Int(language.number)
    let loaded = stemmers[number] ?? LoadedStemmer(language)
    stemmers[number] = loaded
    let bytes = words[word]
    let term = terms.id(of: loaded.stemmer.term(of: bytes.span, in: language).span)
    if term == countOfTerm.count { countOfTerm.append(-1) }
    return term
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
    put(.wordFrequencies, storedBytes(of: wordFrequencies))
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
    for column in columns { sections += column.sections(documents: documentCount) }
    return StoredSections.write(sections)
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
