package import Documents

extension SegmentBuilder {
  /// Adds the case of a file as the next document.
  ///
  /// Lines of front matter that were seen before are not read again; what is not written one key a line is read as a
  /// whole.
  ///
  /// - Parameters:
  ///   - path: Below the base.
  ///   - version: What the file was read at: 20 bytes.
  /// - Returns: False, and nothing added, where the file holds no case.
  package mutating func addCase(_ source: [UInt8], path: String, version: [UInt8]) -> Bool {
    if let outline = CaseOutline(source),
      addOutlined(source, outline, path: path, version: version)
    {
      return true
    }
    guard let value = FieldCase.parse(source).value else { return false }
    add(value, path: path, version: version)
    return true
  }

  /// Adds a case as the next document.
  package mutating func add(_ value: FieldCase, path: String, version: [UInt8]) {
    let columns = CaseColumn.fixed + value.facts.map { CaseColumn.fact($0.name) }
    for column in columns {
      guard let text = column.value(of: value) else { continue }
      let bytes = Array(text.utf8)
      let number = number(ofColumn: column.name)
      set(ColumnValue(column: Int32(number), code: code(of: bytes.span, inColumn: number)))
    }
    let situation = Array(value.situation.utf8)
    let words = addTitle(Array(value.title.utf8).span, above: situation.span)
    for text in [value.decision, value.why, value.outcomeText] {
      addSection(Array((text ?? "").utf8).span, weight: SectionWeight.decision)
    }
    for text in [value.discussionText ?? ""] + value.discussion.map(\.text) {
      addSection(Array(text.utf8).span, weight: SectionWeight.discussion)
    }
    readSections()
    let language =
      value.lang.map { Language($0) } ?? detectedLanguage(of: situation.span, words: words)
    finish(value.id, value.date, language, path, version)
  }

  /// Adds a text as the next document; ties are broken by its day, then by `place`.
  mutating func add(_ text: TextDocument, place: Int) {
    let body = Array(text.body.utf8)
    addSection(Array(text.title.utf8).span, weight: SectionWeight.title)
    let words = addSection(body.span, weight: SectionWeight.situation)
    readSections()
    let day = text.date ?? Day(ordinal: -30_000)
    finishDocument(
      language: detectedLanguage(of: body.span, words: words),
      order: CaseKeys.order(day) | UInt64(clamping: place), id: UInt64(clamping: place),
      pathKey: UInt64(clamping: place), version: [UInt8](repeating: 0, count: 20))
  }

  private mutating func set(unshared value: borrowing Span<UInt8>, inColumn number: Int) {
    set(ColumnValue(column: Int32(number), code: code(ofUnshared: value, inColumn: number)))
  }

  private mutating func finish(
    _ id: DocumentID, _ date: Day, _ language: Language, _ path: String, _ version: [UInt8]
  ) {
    let bytes = Array(path.utf8)
    set(unshared: bytes.span, inColumn: CaseColumn.pathNumber)
    let key = CaseKeys.id(id)
    finishDocument(
      language: language, order: CaseKeys.order(date) | key, id: key,
      pathKey: fingerprint(bytes.span), version: version)
  }

  // MARK: - From an outline

  /// False, and nothing added, where the file has to be read as a whole.
  private mutating func addOutlined(
    _ source: [UInt8], _ outline: CaseOutline, path: String, version: [UInt8]
  ) -> Bool {
    rowValues.removeAll(keepingCapacity: true)
    var id: DocumentID?
    var date: Day?
    var language: Language?
    var seen: UInt64 = 0
    var title = 0..<0
    var idText = 0..<0
    let span = source.span
    for line in outline.lines {
      var (kind, key) = lines.kind(of: line)
      let value = span.extracting(line.value)
      switch kind {
      case .id:
        id = DocumentID(utf8: source[line.value])
        guard id?.kind == .fieldCase else { return false }
        idText = line.value
      case .title:
        guard CaseOutline.isPlain(value) else { return false }
        title = line.value
      case .unique(let column) where CaseOutline.isPlain(value):
        rowValues.append(
          ColumnValue(column: Int32(column), code: code(ofUnshared: value, inColumn: column)))
      case .unique, .other:
        guard let entry = entry(of: line, in: source) else { return false }
        key = entry.key
        date = entry.day ?? date
        language = entry.language ?? language
        for place in entry.values { rowValues.append(lineValues[place]) }
      }
      guard key < UInt64.bitWidth, seen & (1 << UInt64(key)) == 0 else { return false }
      seen |= 1 << UInt64(key)
    }
    guard let id, let date, !title.isEmpty,
      let situation = outline.sections.first(where: { $0.name == .situation })?.text
    else { return false }
    set(unshared: span.extracting(idText), inColumn: CaseColumn.idNumber)
    set(unshared: span.extracting(title), inColumn: CaseColumn.titleNumber)
    set(rowValues)
    let words = addTitle(span.extracting(title), above: span.extracting(situation))
    for (name, text) in outline.sections where name != .situation {
      let weight = name == .discussion ? SectionWeight.discussion : SectionWeight.decision
      addSection(span.extracting(text), weight: weight)
    }
    readSections()
    finish(
      id, date, language ?? detectedLanguage(of: span.extracting(situation), words: words), path,
      version)
    return true
  }

  /// What a line says in this segment's codes; nil: only the whole file can be read.
  private mutating func entry(of line: CaseOutline.Line, in source: [UInt8]) -> LineEntry? {
    let place = lines.number(of: line, in: source)
    while lineEntries.count <= place { lineEntries.append(nil) }
    if let known = lineEntries[place] { return known }
    guard let said = lines[place] else { return nil }
    let start = lineValues.count
    for (column, text) in said.values {
      let number = number(ofColumn: column.name)
      lineValues.append(
        ColumnValue(column: Int32(number), code: code(of: text.span, inColumn: number)))
    }
    let entry = LineEntry(
      key: said.key, values: start..<lineValues.count, day: said.day, language: said.language)
    lineEntries[place] = entry
    return entry
  }
}

/// Ids and days as numbers.
///
/// A document's day lies between -25,567 and 84,005 (`Day.years`) and takes 17 bits, an id's suffix 30.
package enum CaseKeys {
  /// An id of one kind, as a number of its own: day and suffix.
  package static func id(_ id: DocumentID) -> UInt64 {
    UInt64(clamping: id.day.ordinal + 30_000) << 30 | suffix(id)
  }

  /// What ties are broken by first, ascending: the newest day; below it is room for an id's number.
  package static func order(_ date: Day) -> UInt64 { UInt64(clamping: 90_000 - date.ordinal) << 47 }

  private static func suffix(_ id: DocumentID) -> UInt64 {
    id.suffix.utf8.reduce(0) { number, byte in
      number << 5 | UInt64(DocumentID.value(ofDigit: byte) ?? 0)
    }
  }
}
