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
      set(bytes.span, inColumn: number(ofColumn: column.name))
    }
    let situation = Array(value.situation.utf8)
    titleWords.read(Array(value.title.utf8).span)
    situationWords.read(situation.span)
    addTitleAndSituation()
    var language = value.lang.map { Language($0) } ?? .none
    if value.lang == nil { language = detectedLanguage(of: situation.span) }
    for text in [value.decision, value.why, value.outcomeText] {
      addSection(Array((text ?? "").utf8).span, weight: SectionWeight.decision)
    }
    for text in [value.discussionText ?? ""] + value.discussion.map(\.text) {
      addSection(Array(text.utf8).span, weight: SectionWeight.discussion)
    }
    finish(value.id, value.date, language, path, version)
  }

  /// Adds a text as the next document; ties are broken by its day, then by `place`.
  mutating func add(_ text: TextDocument, place: Int) {
    let body = Array(text.body.utf8)
    titleWords.read(Array(text.title.utf8).span)
    situationWords.read(body.span)
    addSection(titleWords, weight: SectionWeight.title)
    addSection(situationWords, weight: SectionWeight.situation, isDetected: true)
    let day = text.date ?? Day(ordinal: -30_000)
    finishDocument(
      language: detectedLanguage(of: body.span),
      order: CaseKeys.order(day) | UInt64(clamping: place), id: UInt64(clamping: place),
      pathKey: UInt64(clamping: place), version: [UInt8](repeating: 0, count: 20))
  }

  private mutating func addTitleAndSituation() {
    if !titleWords.isBeginning(of: situationWords) {
      addSection(titleWords, weight: SectionWeight.title)
    }
    addSection(situationWords, weight: SectionWeight.situation, isDetected: true)
  }

  private mutating func addSection(_ text: borrowing Span<UInt8>, weight: Int) {
    otherWords.read(text)
    addSection(otherWords, weight: weight)
  }

  private mutating func set(_ value: borrowing Span<UInt8>, inColumn number: Int) {
    set(code(of: value, inColumn: number), inColumn: number)
  }

  private mutating func finish(
    _ id: DocumentID, _ date: Day, _ language: Language, _ path: String, _ version: [UInt8]
  ) {
    let bytes = Array(path.utf8)
    set(bytes.span, inColumn: CaseColumn.pathNumber)
    finishDocument(
      language: language, order: CaseKeys.order(date, id), id: CaseKeys.id(id),
      pathKey: fingerprint(bytes.span), version: version)
  }

  // MARK: - From an outline

  /// False, and nothing added, where the file has to be read as a whole.
  private mutating func addOutlined(
    _ source: [UInt8], _ outline: CaseOutline, path: String, version: [UInt8]
  ) -> Bool {
    var values: [LineMemory.Value] = []
    var row = CaseRow()
    var seen: UInt64 = 0
    var title = 0..<0
    var idText = 0..<0
    let span = source.span
    for line in outline.lines {
      guard let bit = lineMemory.bit(ofKey: span.extracting(line.key)), seen & bit == 0 else {
        return false
      }
      seen |= bit
      switch LineKind(source[line.key]) {
      case .id:
        guard
          let id = DocumentID(String(decoding: source[line.value], as: UTF8.self)),
          id.kind == .fieldCase
        else { return false }
        row.id = id
        idText = line.value
      case .title:
        guard CaseOutline.isPlain(source[line.value]) else { return false }
        title = line.value
      case .unique(let column) where CaseOutline.isPlain(source[line.value]):
        let code = code(of: span.extracting(line.value), inColumn: column)
        values.append(LineMemory.Value(column: column, code: code))
      case .unique, .other:
        guard let entry = entry(ofLine: source[line.whole]) else { return false }
        row.date = entry.day ?? row.date
        values += entry.values
      }
    }
    guard let id = row.id, let date = row.date, !title.isEmpty,
      let situation = outline.sections.first(where: { $0.name == .situation })?.text
    else { return false }
    set(span.extracting(idText), inColumn: CaseColumn.idNumber)
    set(span.extracting(title), inColumn: CaseColumn.titleNumber)
    for value in values { set(value.code, inColumn: value.column) }
    titleWords.read(span.extracting(title))
    situationWords.read(span.extracting(situation))
    addTitleAndSituation()
    let language = lang(in: values) ?? detectedLanguage(of: span.extracting(situation))
    for (name, text) in outline.sections where name != .situation {
      let weight = name == .discussion ? SectionWeight.discussion : SectionWeight.decision
      addSection(span.extracting(text), weight: weight)
    }
    finish(id, date, language, path, version)
    return true
  }

  private mutating func lang(in values: [LineMemory.Value]) -> Language? {
    values.first { $0.column == CaseColumn.langNumber }.map {
      Language(String(decoding: value($0.code, inColumn: $0.column), as: UTF8.self))
    }
  }

  private mutating func entry(ofLine line: ArraySlice<UInt8>) -> LineMemory.Entry? {
    let (number, isNew) = lineMemory.number(of: line.span)
    if isNew { lineMemory.add(readEntry(line)) }
    return lineMemory[number]
  }

  private mutating func readEntry(_ line: ArraySlice<UInt8>) -> LineMemory.Entry? {
    guard let value = FieldCase.parse(line: line) else { return nil }
    let isDate = line.starts(with: "date:".utf8)
    let columns =
      CaseColumn.fixed.filter { ![.id, .title, .path].contains($0) && (isDate || $0 != .date) }
      + value.facts.map { CaseColumn.fact($0.name) }
    var values: [LineMemory.Value] = []
    for column in columns {
      guard let text = column.value(of: value) else { continue }
      let number = number(ofColumn: column.name)
      values.append(
        LineMemory.Value(column: number, code: code(of: Array(text.utf8).span, inColumn: number)))
    }
    return LineMemory.Entry(values: values, day: isDate ? value.date : nil)
  }
}

/// How a line of front matter is read.
private enum LineKind {
  case id, title
  /// Mostly different in each case, and a text: the column's number.
  case unique(Int)
  case other

  init(_ key: ArraySlice<UInt8>) {
    switch key.count {
    case 2 where key.elementsEqual("id".utf8): self = .id
    case 5 where key.elementsEqual("title".utf8): self = .title
    case 3 where key.elementsEqual("ref".utf8): self = .unique(CaseColumn.refNumber)
    case 8 where key.elementsEqual("customer".utf8): self = .unique(CaseColumn.customerNumber)
    default: self = .other
    }
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

  /// What ties are broken by, ascending: the newest day first, then the order of ids.
  package static func order(_ date: Day, _ id: DocumentID) -> UInt64 {
    order(date) | CaseKeys.id(id)
  }

  /// The day's part of it.
  static func order(_ date: Day) -> UInt64 { UInt64(clamping: 90_000 - date.ordinal) << 47 }

  private static func suffix(_ id: DocumentID) -> UInt64 {
    id.suffix.utf8.reduce(0) { number, byte in
      number << 5 | UInt64(DocumentID.value(ofDigit: byte) ?? 0)
    }
  }
}
