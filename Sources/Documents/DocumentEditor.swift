/// Changes a document where it lies: only the lines that have to change, everything else byte for
/// byte.
///
/// Comments, unknown keys, the order of keys, line endings, a byte order mark, trailing spaces and
/// a missing last line break survive. Every edit is read back before it counts: the field or
/// section must say what was asked, and all others what they said before. Otherwise the edit throws
/// and the document stays as it was.
package struct DocumentEditor: Sendable {
  /// The document as edited so far.
  package var bytes: [UInt8] { matter.source }

  private(set) var matter: FrontMatter
  /// The usual order of the keys of this kind of document.
  private let keys: [String]
  private let lineBreak: [UInt8]
  private let limits: DocumentLimits

  /// Starts from a document whose front matter can be read; its fields need not be valid.
  ///
  /// - Parameter keys: The usual order of the keys, where no id tells the kind yet.
  package init(
    source: [UInt8], keys: [String]? = nil, limits: DocumentLimits = DocumentLimits()
  ) throws(DocumentProblem) {
    self.limits = limits
    matter = try FrontMatter(source, limits: limits)
    self.keys = keys ?? DocumentEditor.keys(of: matter.root)
    let openingEnd = matter.yaml.lowerBound
    let isCRLF = openingEnd >= 2 && source[openingEnd - 2] == UInt8(ascii: "\r")
    lineBreak = isCRLF ? Array("\r\n".utf8) : Array("\n".utf8)
  }

  private static func keys(of root: YAMLNode) -> [String] {
    let id = root.entries?.first { $0.key == "id" }?.value.text ?? ""
    if id.hasPrefix("fc-") { return FieldCase.keys }
    if id.hasPrefix("ln-") { return Learning.keys }
    if id.hasPrefix("id-") { return Idea.keys }
    return MapDocument.keys
  }

  // MARK: - Fields

  /// A field's text as it stands; nil where it is missing or no scalar.
  package func text(of key: String) -> String? { entry(key)?.value.text }

  /// Gives a field a value, or removes it with nil.
  ///
  /// A new field goes to its place in the usual order, an unknown one to the end.
  package mutating func set(_ key: String, to value: FieldValue?) throws(DocumentProblem) {
    try change([], key, to: value)
  }

  /// Gives one entry of a mapping such as `facts` a value, or removes it with nil.
  ///
  /// The mapping is written when it is missing, and goes with its last entry.
  package mutating func set(
    _ name: String, in key: String, to value: FieldValue?
  ) throws(DocumentProblem) {
    let current = entry(key)?.value
    guard let current, let entries = current.entries, !entries.isEmpty else {
      if let value { try set(key, to: .map([Field(name, value)])) }
      return
    }
    if value == nil, entries.allSatisfy({ $0.key == name }) {
      try set(key, to: nil)
    } else {
      try change([key], name, to: value)
    }
  }

  /// Adds a value to the end of a list, which is written when it is missing.
  package mutating func append(_ item: FieldValue, to key: String) throws(DocumentProblem) {
    guard let list = entry(key)?.value, let items = list.items, let last = items.last else {
      try set(key, to: .list([item]))
      return
    }
    let edits: [Edit]
    if list.style == .flow {
      let text = ", " + YAMLWriter.inline(item, inFlow: true)
      edits = [Edit(at: last.end.offset, text)]
    } else {
      let lastLine = SourceText.lineStart(in: bytes, of: last.start.offset)
      let indentation = bytes[lastLine...].prefix { $0 == UInt8(ascii: " ") }
      let text = String(decoding: indentation, as: UTF8.self) + "- " + YAMLWriter.inline(item)
      let end = SourceText.nextLine(in: bytes, from: last.contentEnd(in: bytes))
      edits = [Edit(at: end, text + "\n")]
    }
    let appended = YAMLNode.Content.sequence(items + [FieldValue.node(item)])
    try apply(edits, expecting: [key], appended)
  }

  func entry(_ key: String) -> YAMLNode.Entry? {
    matter.root.entries?.first { $0.key == key }
  }

  private mutating func change(
    _ path: [String], _ key: String, to value: FieldValue?
  ) throws(DocumentProblem) {
    var mapping = matter.root
    for step in path { mapping = mapping.entries?.first { $0.key == step }?.value ?? mapping }
    let editor = MappingEditor(
      source: bytes, mapping: mapping, area: matter.yaml, keys: path.isEmpty ? keys : [])
    try apply(editor.edits(setting: key, to: value), expecting: path + [key], value?.content)
  }

  // MARK: - Applying

  /// One replacement of bytes.
  struct Edit {
    var range: Range<Int>
    /// With line feeds; the document's own line breaks are put in when it is applied.
    var text: String

    init(_ range: Range<Int>, _ text: String) {
      self.range = range
      self.text = text
    }

    init(at offset: Int, _ text: String) { self.init(offset..<offset, text) }
  }

  /// The document after some edits, which must not overlap.
  func edited(_ edits: [Edit]) throws(DocumentProblem) -> FrontMatter {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.text.utf8.count })
    var copied = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[copied..<edit.range.lowerBound]
      for byte in edit.text.utf8 {
        if byte == UInt8(ascii: "\n") { result += lineBreak } else { result.append(byte) }
      }
      copied = edit.range.upperBound
    }
    result += bytes[copied...]
    return try FrontMatter(result, limits: limits)
  }

  mutating func commit(_ matter: FrontMatter) { self.matter = matter }

  /// Makes edits of one field when the document then says what is expected, and nothing else.
  mutating func apply(
    _ edits: [Edit], expecting path: [String], _ content: YAMLNode.Content?
  ) throws(DocumentProblem) {
    let after = try edited(edits)
    let expected = matter.root.replacing(path[...], with: content)
    guard after.root.isSame(as: expected), after.bodyBytes == matter.bodyBytes else {
      throw DocumentProblem(
        .error, at: entry(path.first ?? "")?.keyStart, field: path.joined(separator: "."),
        .cannotEdit)
    }
    matter = after
  }
}

extension FrontMatter {
  fileprivate var bodyBytes: ArraySlice<UInt8> { source[body] }
}

extension YAMLNode {
  /// Whether two values say the same, wherever and however they are written; keys in any order.
  func isSame(as other: YAMLNode) -> Bool {
    switch (content, other.content) {
    case (.scalar(let left), .scalar(let right)):
      return left == right
    case (.sequence(let left), .sequence(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.mapping(let left), .mapping(let right)):
      guard left.count == right.count else { return false }
      return left.indices.allSatisfy { index in
        let entry = left[index]
        // Nearly always in the same place: only edits change the order.
        let other =
          right[index].key == entry.key ? right[index] : right.first { $0.key == entry.key }
        return other?.value.isSame(as: entry.value) ?? false
      }
    default:
      return false
    }
  }

  /// The mapping with the value at a path replaced, added or removed.
  func replacing(_ path: ArraySlice<String>, with content: Content?) -> YAMLNode {
    guard let key = path.first, var entries else { return self }
    let index = entries.firstIndex { $0.key == key }
    if path.count > 1, let index {
      entries[index].value = entries[index].value.replacing(path.dropFirst(), with: content)
    } else if let content {
      let value = YAMLNode(content: content, style: .plain, start: start, end: start)
      if let index {
        entries[index].value = value
      } else {
        entries.append(Entry(key: key, keyStart: start, keyEnd: start.offset, value: value))
      }
    } else if let index {
      entries.remove(at: index)
    }
    var copy = self
    copy.content = .mapping(entries)
    return copy
  }

  /// After the last byte that is not white space: where an edit of the value's last line stands.
  func contentEnd(in source: [UInt8]) -> Int {
    switch (style, content) {
    case (.literal, _), (.folded, _):
      var place = end.offset
      while place > start.offset + 1, SourceText.isBlank(source[place - 1]) { place -= 1 }
      return place
    case (.block, .sequence(let items)):
      return items.last?.contentEnd(in: source) ?? end.offset
    case (.block, .mapping(let entries)):
      guard let last = entries.last else { return end.offset }
      return last.value.isEmpty
        ? max(last.keyEnd, last.value.start.offset) : last.value.contentEnd(in: source)
    default:
      return end.offset
    }
  }
}
