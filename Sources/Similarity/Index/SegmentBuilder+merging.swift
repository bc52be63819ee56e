extension SegmentBuilder {
  /// Adds documents of another segment, in its order, without reading their files again.
  ///
  /// - Parameter includes: Which of them.
  package mutating func add(
    _ segment: Segment, where includes: (Int) -> Bool
  ) throws(IndexDamage) {
    var source = try MergeSource(segment)
    for document in 0..<segment.documentCount where includes(document) {
      try add(document, of: &source)
    }
  }

  private mutating func add(_ document: Int, of source: inout MergeSource) throws(IndexDamage) {
    var section: [Int32] = []
    var sectionWeight: Int32 = 0
    var sections: [(words: [Int32], weight: Int)] = []
    try source.tokens.forEach(in: document) { word, weight, isFirst in
      if isFirst, !section.isEmpty {
        sections.append((section, Int(sectionWeight)))
        section = []
      }
      sectionWeight = weight
      section.append(number(ofWord: word, in: &source))
    }
    if !section.isEmpty { sections.append((section, Int(sectionWeight))) }
    for (words, weight) in sections { addSection(ofWords: words, weight: weight) }
    for place in source.columns.indices { try copyValue(of: document, place, in: &source) }
    finishDocument(
      language: Language(number: source.languages[document]), order: source.orderKeys[document],
      id: source.idKeys[document], pathKey: source.pathKeys[document],
      version: try source.segment.version(of: document))
  }

  private mutating func number(ofWord word: Int, in source: inout MergeSource) -> Int32 {
    if source.numberOfWord[word] >= 0 { return source.numberOfWord[word] }
    let bytes = source.words[word]
    let number = Int32(id(ofWord: bytes.span))
    source.numberOfWord[word] = number
    return number
  }

  private mutating func copyValue(
    of document: Int, _ place: Int, in source: inout MergeSource
  ) throws(IndexDamage) {
    let code = source.columns[place].column.code(document)
    guard code > 0 else { return }
    let column = number(ofColumn: source.columns[place].name)
    if source.columns[place].codes[code] == 0 {
      let value = try source.columns[place].column.value(code)
      source.columns[place].codes[code] = self.code(of: value.span, inColumn: column)
    }
    set(source.columns[place].codes[code], inColumn: column)
  }
}

/// A segment that documents are taken from, and what its numbers are in the builder.
private struct MergeSource {
  let segment: Segment
  let words: StoredTable
  let tokens: TokenReader
  let languages: StoredNumbers<UInt8>
  let orderKeys: StoredNumbers<UInt64>
  /// By document.
  var idKeys: [UInt64]
  var pathKeys: [UInt64]
  var numberOfWord: [Int32]
  var columns: [(name: String, column: Column, codes: [UInt32])] = []

  init(_ segment: Segment) throws(IndexDamage) {
    self.segment = segment
    words = try segment.words()
    tokens = try TokenReader(segment)
    languages = try segment.numbers(.languages, of: UInt8.self)
    orderKeys = try segment.numbers(.orderKeys, of: UInt64.self)
    idKeys = try MergeSource.byDocument(segment, .idKeys, .idDocuments)
    pathKeys = try MergeSource.byDocument(segment, .pathKeys, .pathDocuments)
    numberOfWord = Array(repeating: -1, count: segment.wordCount)
    for name in segment.columnNames {
      guard let column = try segment.column(named: name)?.withAllValues(), column.valueCount > 0
      else { continue }
      columns.append((name, column, Array(repeating: 0, count: column.valueCount + 1)))
    }
  }

  private static func byDocument(
    _ segment: Segment, _ keys: SegmentSection, _ documents: SegmentSection
  ) throws(IndexDamage) -> [UInt64] {
    let keys = try segment.numbers(keys, of: UInt64.self)
    let documents = try segment.numbers(documents, of: UInt16.self)
    var byDocument = [UInt64](repeating: 0, count: segment.documentCount)
    for place in 0..<keys.count { byDocument[Int(documents[place])] = keys[place] }
    return byDocument
  }
}
