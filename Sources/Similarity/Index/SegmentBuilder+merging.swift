extension SegmentBuilder {
  /// Adds documents of another segment, in its order, without reading their files again.
  ///
  /// - Parameters:
  ///   - frequenciesOnly: Leaves out what tells documents apart, where only frequencies are asked for.
  ///   - includes: Which of them.
  package mutating func add(
    _ segment: Segment, frequenciesOnly: Bool = false, where includes: (Int) -> Bool
  ) throws(IndexDamage) {
    var words = try MergedWords(segment)
    var fields: MergedFields?
    if !frequenciesOnly { fields = try MergedFields(segment) }
    let languages = try segment.numbers(.languages, of: UInt8.self)
    for document in 0..<segment.documentCount where includes(document) {
      let language = Language(number: languages[document])
      try addWords(of: document, in: language, &words)
      if fields == nil {
        finishDocument(
          language: language, order: 0, id: 0, pathKey: 0,
          version: Array(repeating: 0, count: 20))
      } else {
        try fields?.copy(document, in: language, to: &self)
      }
    }
  }

  private mutating func addWords(
    of document: Int, in language: Language, _ source: inout MergedWords
  ) throws(IndexDamage) {
    let terms = try source.terms(in: language)
    var weightOfSection: Int32?
    try source.tokens.forEach(in: document) { word, weight, isFirst in
      if isFirst, let weightOfSection { endSection(weight: Int(weightOfSection)) }
      weightOfSection = weight
      append(word: number(ofWord: word, terms, in: language, &source))
    }
    if let weightOfSection { endSection(weight: Int(weightOfSection)) }
  }

  private mutating func number(
    ofWord word: Int, _ terms: StoredNumbers<UInt32>?, in language: Language,
    _ source: inout MergedWords
  ) -> Int32 {
    var number = source.numberOfWord[word]
    if number < 0 {
      number = Int32(id(ofWord: source.words[word].span))
      source.numberOfWord[word] = number
    }
    // What it was stemmed to then need not be worked out again.
    if let term = terms?[word], term > 0, !hasTerm(ofWord: number, in: language) {
      setTerm(source.terms[Int(term) - 1], ofWord: number, in: language)
    }
    return number
  }
}

/// The words of a segment that documents are taken from, and what their numbers are in the builder.
private struct MergedWords {
  let words: StoredStrings
  let terms: StoredStrings
  let tokens: TokenReader
  var numberOfWord: [Int32]
  private let segment: Segment
  private var termsByLanguage: [UInt8: StoredNumbers<UInt32>] = [:]

  init(_ segment: Segment) throws(IndexDamage) {
    self.segment = segment
    words = try segment.words()
    terms = try segment.terms()
    tokens = try TokenReader(segment)
    numberOfWord = Array(repeating: -1, count: segment.wordCount)
  }

  /// The terms of words in a language, as number + 1.
  mutating func terms(in language: Language) throws(IndexDamage) -> StoredNumbers<UInt32>? {
    if let known = termsByLanguage[language.number] { return known }
    let terms = try segment.termsOfWords(in: language)
    termsByLanguage[language.number] = terms
    return terms
  }
}

/// What tells the documents of such a segment apart: keys, versions and fields.
private struct MergedFields {
  private let segment: Segment
  private let orderKeys: StoredNumbers<UInt64>
  /// By document.
  private let idKeys: [UInt64]
  private let pathKeys: [UInt64]
  /// With the codes that values have in the builder, 0 where they are not there yet.
  private var columns: [(name: String, column: Column, codes: [UInt32])] = []

  init(_ segment: Segment) throws(IndexDamage) {
    self.segment = segment
    orderKeys = try segment.numbers(.orderKeys, of: UInt64.self)
    idKeys = try MergedFields.byDocument(segment, .idKeys, .idDocuments)
    pathKeys = try MergedFields.byDocument(segment, .pathKeys, .pathDocuments)
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

  /// Completes the builder's next document with them.
  mutating func copy(
    _ document: Int, in language: Language, to builder: inout SegmentBuilder
  ) throws(IndexDamage) {
    for place in columns.indices {
      let code = columns[place].column.code(document)
      guard code > 0 else { continue }
      let number = builder.number(ofColumn: columns[place].name)
      if columns[place].codes[code] == 0 {
        let value = try columns[place].column.value(code)
        columns[place].codes[code] = builder.code(of: value.span, inColumn: number)
      }
      builder.set(ColumnValue(column: Int32(number), code: columns[place].codes[code]))
    }
    builder.finishDocument(
      language: language, order: orderKeys[document], id: idKeys[document],
      pathKey: pathKeys[document], version: try segment.version(of: document))
  }
}
