internal import Documents

/// Documents arranged for searching; immutable, mostly lying in a file.
///
/// Parts are checked against their checksums when they are first used, which is why everything here may throw.
package final class Segment: Sendable {
  let file: StoredSections
  package let documentCount: Int
  let wordCount: Int
  let termCount: Int
  /// The sum of the documents' lengths, in quarters.
  let totalLength: Int
  /// How many documents are in each language, by its number.
  let languageCounts: [Int]
  /// The names of the columns, in order.
  package let columnNames: [String]

  /// Opens a segment from its file's bytes.
  package init(_ bytes: StoredBytes) throws(IndexDamage) {
    file = try StoredSections(bytes)
    guard file.sectionCount >= SegmentSection.columns else { throw .inconsistent("sections") }
    let counts = try file.numbers(SegmentSection.counts.rawValue, of: UInt64.self)
    guard counts.count == 4 + Language.all.count else { throw .foreign }
    documentCount = Int(clamping: counts[0])
    wordCount = Int(clamping: counts[1])
    termCount = Int(clamping: counts[2])
    totalLength = Int(clamping: counts[3])
    languageCounts = (4..<counts.count).map { Int(clamping: counts[$0]) }
    let names = try file.numbers(SegmentSection.columnNames.rawValue, of: UInt8.self)
    columnNames = (0..<names.count).map { names[$0] }.split(separator: 0)
      .map { String(decoding: $0, as: UTF8.self) }
    guard file.sectionCount == SegmentSection.columns + 3 * columnNames.count,
      (1...SegmentBuilder.capacity).contains(documentCount)
    else { throw .inconsistent("counts") }
    try checkLengths()
  }

  /// Sections are as long as the counts say.
  private func checkLengths() throws(IndexDamage) {
    let inUse = languageCounts.count { $0 > 0 }
    let expected: [(SegmentSection, Int)] = [
      (.wordOffsets, 4 * (wordCount + 1)), (.wordFrequencies, 4 * wordCount),
      (.termOffsets, 4 * (termCount + 1)), (.postingStarts, 4 * (termCount + 1)),
      (.termFrequencies, 4 * termCount), (.termLargestCounts, termCount),
      (.termLeastLengths, 4 * termCount), (.termsOfWords, 4 * wordCount * inUse),
      (.tokenStarts, 4 * (documentCount + 1)), (.languages, documentCount),
      (.lengths, 4 * documentCount), (.wordsByLength, 4 * wordCount),
      (.letterSets, 8 * wordCount), (.lengthStarts, 4 * (longestWordBytes + 2)),
      (.orderKeys, 8 * documentCount), (.idKeys, 8 * documentCount),
      (.idDocuments, 2 * documentCount), (.pathKeys, 8 * documentCount),
      (.pathDocuments, 2 * documentCount), (.versions, 20 * documentCount),
    ]
    for (section, length) in expected where file.range(of: section.rawValue).count != length {
      throw .inconsistent("\(section)")
    }
    guard file.range(of: SegmentSection.postings.rawValue).count % 3 == 0 else {
      throw .inconsistent("postings")
    }
  }

  package var byteCount: Int { file.bytes.count }

  /// Makes sure that every byte is what was written.
  package func checkAll() throws(IndexDamage) { try file.checkAll() }

  func numbers<Number>(
    _ section: SegmentSection, of type: Number.Type
  ) throws(IndexDamage) -> StoredNumbers<Number> {
    try file.numbers(section.rawValue, of: type)
  }

  // MARK: - Words and terms

  func words() throws(IndexDamage) -> StoredStrings {
    try StoredStrings(file, from: SegmentSection.wordOffsets.rawValue)
  }

  func wordTable() throws(IndexDamage) -> StoredTable {
    try StoredTable(file, from: SegmentSection.wordOffsets.rawValue)
  }

  func terms() throws(IndexDamage) -> StoredStrings {
    try StoredStrings(file, from: SegmentSection.termOffsets.rawValue)
  }

  func termTable() throws(IndexDamage) -> StoredTable {
    try StoredTable(file, from: SegmentSection.termOffsets.rawValue)
  }

  /// The terms of words in one language, as number + 1; nil where no document is in it.
  func termsOfWords(in language: Language) throws(IndexDamage) -> StoredNumbers<UInt32>? {
    let number = Int(language.number)
    guard languageCounts[number] > 0 else { return nil }
    let place = languageCounts[..<number].count { $0 > 0 }
    let start = file.range(of: SegmentSection.termsOfWords.rawValue).lowerBound
    let offset = start + 4 * wordCount * place
    try file.check(offset..<offset + 4 * wordCount)
    return file.bytes.numbers(UInt32.self, at: offset, count: wordCount)
  }

  // MARK: - Columns

  /// A column by its name; nil: no document has a value.
  func column(named name: String) throws(IndexDamage) -> Column? {
    guard let place = columnNames.firstIndex(of: name) else { return nil }
    return try Column(
      file, from: SegmentSection.columns + 3 * place, documents: documentCount)
  }

  // MARK: - Documents by what they are known by

  /// The documents whose key is `key`, in two parallel sections.
  private func documents(
    with key: UInt64, _ keys: SegmentSection, _ documents: SegmentSection
  ) throws(IndexDamage) -> [Int] {
    let keys = try numbers(keys, of: UInt64.self)
    var place = keys.lowerBound(of: key)
    guard place < keys.count, keys[place] == key else { return [] }
    let documents = try numbers(documents, of: UInt16.self)
    var found: [Int] = []
    while place < keys.count, keys[place] == key {
      found.append(Int(documents[place]))
      place += 1
    }
    return found
  }

  /// The documents with an id, in the order in which they were added.
  package func documents(withID key: UInt64) throws(IndexDamage) -> [Int] {
    try documents(with: key, .idKeys, .idDocuments)
  }

  /// The ids of all documents as numbers, ascending.
  package func idKeys() throws(IndexDamage) -> [UInt64] {
    let keys = try numbers(.idKeys, of: UInt64.self)
    return (0..<keys.count).map { keys[$0] }
  }

  /// The id of a document as a number.
  package func idKey(of document: Int) throws(IndexDamage) -> UInt64 {
    try text(.id, of: document).flatMap { DocumentID($0) }.map { CaseKeys.id($0) } ?? 0
  }

  /// The path that a document was read from.
  package func path(of document: Int) throws(IndexDamage) -> String {
    try text(.path, of: document) ?? ""
  }

  /// A document's value in a column, read alone: for the few documents that are shown.
  package func text(_ column: CaseColumn, of document: Int) throws(IndexDamage) -> String? {
    guard let place = columnNames.firstIndex(of: column.name) else { return nil }
    let first = SegmentSection.columns + 3 * place
    let width = file.range(of: first).count / documentCount
    let code = try number(first, at: document, width: width)
    guard code > 0 else { return nil }
    let start = try number(first + 1, at: code - 1, width: 4)
    let end = try number(first + 1, at: code, width: 4)
    let values = file.range(of: first + 2)
    guard start <= end, end <= values.count else { throw .inconsistent("column") }
    let bytes = try file.bytes(values.lowerBound + start..<values.lowerBound + end)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One number of a section, of so many bytes.
  private func number(
    _ section: Int, at place: Int, width: Int
  ) throws(IndexDamage) -> Int {
    let range = file.range(of: section)
    let start = range.lowerBound + place * width
    guard start + width <= range.upperBound else { throw .inconsistent("column") }
    return try file.bytes(start..<start + width).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// The documents read from a path.
  package func documents(at path: String) throws(IndexDamage) -> [Int] {
    let candidates = try documents(
      with: fingerprint(Array(path.utf8).span), .pathKeys, .pathDocuments)
    guard let column = try column(named: CaseColumn.path.name) else { return [] }
    var found: [Int] = []
    for document in candidates where try column.text(of: document) == path {
      found.append(document)
    }
    return found
  }

  /// What ties are broken by.
  func orderKey(of document: Int) throws(IndexDamage) -> UInt64 {
    let start = file.range(of: SegmentSection.orderKeys.rawValue).lowerBound + 8 * document
    return try file.bytes(start..<start + 8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The version that a document was read from: 20 bytes.
  package func version(of document: Int) throws(IndexDamage) -> [UInt8] {
    let start = file.range(of: SegmentSection.versions.rawValue).lowerBound + 20 * document
    return try file.bytes(start..<start + 20)
  }
}
