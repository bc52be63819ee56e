/// Finds the bytes to replace so that one key of a mapping gets another value.
struct MappingEditor {
  typealias Edit = DocumentEditor.Edit

  let source: [UInt8]
  let mapping: YAMLNode
  /// The lines of the front matter.
  let area: Range<Int>
  /// The usual order of keys; new ones that are not here go to the end.
  let keys: [String]

  func edits(setting key: String, to value: FieldValue?) -> [Edit] {
    let entries = mapping.entries ?? []
    let index = entries.firstIndex { $0.key == key }
    switch (value, index) {
    case (let value?, let index?): return replace(entries[index], by: value)
    case (let value?, nil): return insert(Field(key, value), into: entries)
    case (nil, let index?): return remove(index, of: entries)
    case (nil, nil): return []
    }
  }

  private var isFlow: Bool { mapping.style == .flow }

  // MARK: - Replacing

  private func replace(_ entry: YAMLNode.Entry, by value: FieldValue) -> [Edit] {
    if !isFlow, value.takesLines {
      let text = written(Field(entry.key, value), indentation: entry.keyStart.column - 1)
      return [Edit(lines(of: entry), text)]
    }
    let text = YAMLWriter.inline(value, inFlow: isFlow)
    let old = entry.value
    if old.isEmpty {
      guard let colon = colon(after: entry.keyEnd) else {
        return [Edit(at: entry.keyEnd, ": " + text)]
      }
      // "a:," becomes "a: 1,", and "a: # note" keeps its note.
      return [Edit(at: colon + 1, " " + text)]
    }
    guard old.style == .block, let colon = colon(after: entry.keyEnd) else {
      return [Edit(old.start.offset..<old.contentEnd(in: source), text)]
    }
    let first = SourceText.lineStart(in: source, of: old.start.offset)
    let last = SourceText.nextLine(in: source, from: old.contentEnd(in: source))
    guard first > colon else {
      return [Edit(old.start.offset..<old.contentEnd(in: source), text)]
    }
    return [Edit(at: colon + 1, " " + text), Edit(first..<last, "")]
  }

  /// The colon between a key and its value; nil for a key alone inside braces.
  private func colon(after keyEnd: Int) -> Int? {
    var place = keyEnd
    while place < area.upperBound, SourceText.isBlank(source[place]) { place += 1 }
    return place < area.upperBound && source[place] == UInt8(ascii: ":") ? place : nil
  }

  // MARK: - Inserting

  private func insert(_ field: Field, into entries: [YAMLNode.Entry]) -> [Edit] {
    if isFlow { return [insertInFlow(field, into: entries)] }
    let indentation = (entries.first?.keyStart.column ?? 1) - 1
    let text = written(field, indentation: indentation)
    return [Edit(at: place(for: field.key, among: entries), text)]
  }

  /// Below the key that usually stands before it, else above the first that stands after it.
  private func place(for key: String, among entries: [YAMLNode.Entry]) -> Int {
    guard let last = entries.last else { return area.upperBound }
    guard let rank = keys.firstIndex(of: key) else { return end(of: last) }
    let known = entries.compactMap { entry in
      keys.firstIndex(of: entry.key).map { (rank: $0, entry: entry) }
    }
    if let before = known.filter({ $0.rank < rank }).max(by: { $0.rank < $1.rank }) {
      return end(of: before.entry)
    }
    guard let after = known.first else { return end(of: last) }
    return SourceText.lineStart(in: source, of: after.entry.keyStart.offset)
  }

  private func insertInFlow(_ field: Field, into entries: [YAMLNode.Entry]) -> Edit {
    let text =
      YAMLWriter.scalar(field.key, isText: true, inFlow: true) + ": "
      + YAMLWriter.inline(field.value, inFlow: true)
    guard let last = entries.last else { return Edit(at: mapping.start.offset + 1, text) }
    return Edit(at: max(last.keyEnd, last.value.end.offset), ", " + text)
  }

  private func written(_ field: Field, indentation: Int) -> String {
    var writer = YAMLWriter()
    writer.write(field, indentation: indentation)
    return writer.text
  }

  // MARK: - Removing

  private func remove(_ index: Int, of entries: [YAMLNode.Entry]) -> [Edit] {
    guard isFlow else { return [Edit(lines(of: entries[index]), "")] }
    let start = entries[index].keyStart.offset
    if index > 0 {
      return [Edit(flowEnd(of: entries[index - 1])..<flowEnd(of: entries[index]), "")]
    }
    if entries.count > 1 { return [Edit(start..<entries[1].keyStart.offset, "")] }
    return [Edit(start..<flowEnd(of: entries[0]), "")]
  }

  private func flowEnd(of entry: YAMLNode.Entry) -> Int {
    max(entry.keyEnd, entry.value.end.offset)
  }

  // MARK: - Lines

  /// The lines of an entry of a block mapping.
  private func lines(of entry: YAMLNode.Entry) -> Range<Int> {
    let start = SourceText.lineStart(in: source, of: entry.keyStart.offset)
    return start..<SourceText.nextLine(in: source, from: valueEnd(of: entry))
  }

  private func valueEnd(of entry: YAMLNode.Entry) -> Int {
    entry.value.isEmpty
      ? max(entry.keyEnd, entry.value.start.offset) : entry.value.contentEnd(in: source)
  }

  /// Where the next key can stand: below the entry and the comments that are indented like its
  /// value.
  private func end(of entry: YAMLNode.Entry) -> Int {
    var end = SourceText.nextLine(in: source, from: valueEnd(of: entry))
    guard entry.value.style == .block else { return end }
    while end < area.upperBound {
      let spaces = source[end...].prefix { $0 == UInt8(ascii: " ") }.count
      guard spaces >= entry.keyStart.column, source[end + spaces] == UInt8(ascii: "#") else {
        break
      }
      end = SourceText.nextLine(in: source, from: end)
    }
    return end
  }
}

extension FieldValue {
  /// Whether the value is written over several lines.
  fileprivate var takesLines: Bool {
    switch self {
    case .block(let fields): !fields.isEmpty
    case .rows(let values): !values.isEmpty
    case .elements(let elements): elements.contains { !$0.isEmpty }
    case .text, .token, .list, .map: false
    }
  }
}
