// The elements of a list of mappings, such as the rules and trials of a map, each known by its `id`.
extension DocumentEditor {
  /// Gives a field of an element a value, or removes it with nil.
  ///
  /// - Throws: `DocumentProblem` where there is no such element, or it is written so that the edit cannot be made.
  package mutating func set(
    _ key: String, ofElement id: String, in list: String, to value: FieldValue?
  ) throws(DocumentProblem) {
    guard let node = entry(list)?.value, var items = node.items,
      let place = items.firstIndex(where: { $0.elementID == id })
    else { throw DocumentProblem(.error, at: nil, field: "\(list).\(id)", .cannotEdit) }
    let editor = MappingEditor(
      source: bytes, mapping: items[place], area: matter.yaml,
      keys: DocumentEditor.keys(ofElementsIn: list))
    items[place] = items[place].replacing([key], with: value?.content)
    try apply(editor.edits(setting: key, to: value), expecting: [list], .sequence(items))
  }

  /// Adds an element below the others; the list is written when it is missing.
  package mutating func appendElement(
    _ fields: [Field], to list: String
  ) throws(DocumentProblem) {
    guard let node = entry(list)?.value, let items = node.items, let last = items.last,
      node.style == .block
    else {
      let others = (entry(list)?.value.items ?? []).map { ($0.entries ?? []).map(Field.init) }
      try set(list, to: .elements(others + [fields]))
      return
    }
    let first = SourceText.lineStart(in: bytes, of: last.start.offset)
    let indentation = bytes[first...].prefix { $0 == UInt8(ascii: " ") }
    var writer = YAMLWriter()
    writer.write(Field(list, .elements([fields])), indentation: 0)
    // The writer's own two spaces make way for those that the list has.
    let lines = writer.text.split(separator: "\n").dropFirst().map { line in
      String(decoding: indentation, as: UTF8.self) + line.dropFirst(2) + "\n"
    }
    let end = SourceText.nextLine(in: bytes, from: last.contentEnd(in: bytes))
    try apply(
      [Edit(at: end, lines.joined())], expecting: [list],
      .sequence(items + [FieldValue.node(.map(fields))]))
  }

  /// Takes an element away; the list goes with its last one.
  package mutating func removeElement(
    _ id: String, from list: String
  ) throws(DocumentProblem) {
    guard let node = entry(list)?.value, var items = node.items,
      let place = items.firstIndex(where: { $0.elementID == id })
    else { return }
    let element = items.remove(at: place)
    if items.isEmpty {
      try set(list, to: nil)
    } else if node.style == .block {
      let start = SourceText.lineStart(in: bytes, of: element.start.offset)
      let end = SourceText.nextLine(in: bytes, from: element.contentEnd(in: bytes))
      try apply([Edit(start..<end, "")], expecting: [list], .sequence(items))
    } else {
      try set(list, to: .elements(items.map { ($0.entries ?? []).map(Field.init) }))
    }
  }

  private static func keys(ofElementsIn list: String) -> [String] {
    switch list {
    case "rules": RuleDocument.keys
    case "trials": TrialDocument.keys
    case "limits": LimitDocument.keys
    default: []
    }
  }
}

extension YAMLNode {
  /// The `id` of a mapping; nil where it has none.
  fileprivate var elementID: String? { entries?.first { $0.key == "id" }?.value.text }
}

extension Field {
  fileprivate init(_ entry: YAMLNode.Entry) {
    self.init(entry.key, FieldValue(entry.value))
  }
}
