package import Documents
public import Git

/// Cases as rows for another system, or for `import`: every key of the front matter, those that the
/// tool does not know included, and `body`.
public struct Export: Sendable {
  package var rows: [Row] = []
  public var faults: [Fault] = []

  public var count: Int { rows.count }

  /// One case: its fields in their order, and the Markdown below them.
  package struct Row: Sendable {
    package var fields: [Field]
    package var body: String
  }
}

extension KnowledgeBase {
  /// The cases of a selection as rows, in the order of their paths.
  ///
  /// - Parameter limit: So many at most, the newest; nil: all.
  /// - Throws: `KnowledgeBaseError` for names and filters that do not fit the vocabulary.
  public func export(_ selection: CaseSelection, limit: Int? = nil) throws -> Export {
    let fits = try selection.test(in: vocabulary)
    let shelf = try cases()
    var export = Export(faults: shelf.faults)
    var chosen = shelf.documents.filter { fits($0.value) }
    if let limit, limit < chosen.count {
      let newest = chosen.sorted { left, right in
        (left.value.date, left.value.id.description) > (
          right.value.date, right.value.id.description
        )
      }
      let kept = Set(newest.prefix(limit).map(\.path))
      chosen.removeAll { !kept.contains($0.path) }
    }
    for stored in chosen {
      let (fields, body) = try documentParts(of: try repository.blob(stored.blob))
      export.rows.append(Export.Row(fields: fields.map(\.unmistakable), body: body))
    }
    return export
  }
}

extension Field {
  /// Amounts in the one form that an import takes for nothing else.
  fileprivate var unmistakable: Field {
    func amount(_ field: Field) -> Field {
      guard let money = field.value.scalar.flatMap({ Money($0) }),
        money.unmistakable != money.description
      else { return field }
      return Field(field.key, .token(money.unmistakable))
    }
    switch (key, value) {
    case ("requested", _), ("granted", _): return amount(self)
    case ("facts", .map(let facts)): return Field("facts", .map(facts.map(amount)))
    case ("facts", .block(let facts)): return Field("facts", .block(facts.map(amount)))
    default: return self
    }
  }
}

extension Export {
  /// One object a line, with the keys of the front matter as they are.
  ///
  /// Numbers and booleans that YAML writes without quotes are those of JSON, where it writes them
  /// alike.
  public func jsonLines() -> [UInt8] {
    rows.flatMap { row in
      JSONWriter.document(.compact) { $0.write(row) }
    }
  }

  /// The same as one object, `latitude.export/1`: Schemas/export.json.
  public func json(at commit: CommitID) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.export/1")
      json.field("commit", commit.description)
      json.array("cases", rows) { json, row in json.object { $0.write(row) } }
      json.field("unreadable", faults.map(\.path))
    }
  }

  /// A table with a column for each key that any row has; lists and mappings as YAML writes them.
  public func csv() -> [UInt8] {
    var columns = FieldCase.keys.filter { key in
      rows.contains { row in row.fields.contains { $0.key == key } }
    }
    for field in rows.lazy.flatMap(\.fields) where !columns.contains(field.key) {
      columns.append(field.key)
    }
    var writer = CSVWriter(columns: columns + ["body"])
    for row in rows {
      let cells = columns.map { column in
        row.fields.first { $0.key == column }.map { Export.cell($0) } ?? ""
      }
      writer.append(cells + [row.body])
    }
    return writer.bytes
  }

  /// A field's text; in quotes where an import would take it for something else.
  private static func cell(_ field: Field) -> String {
    guard let text = field.value.scalar else { return field.value.yaml }
    let isKnown = FieldCase.keys.contains(field.key)
    let needsQuotes: Bool
    if case .text = field.value, field.value.yaml != text {
      needsQuotes = !text.utf8.contains { $0 < 0x20 }
    } else {
      needsQuotes = "[{\"'".contains(text.first ?? " ")
    }
    return !isKnown && needsQuotes ? FieldValue.text(text).yaml : text
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ value: FieldValue) {
    switch value {
    case .text(let text): self.value(text)
    case .token(let text):
      if text == "true" || text == "false" {
        self.value(text == "true")
      } else if JSONWriter.isNumber(text) {
        number(text)
      } else {
        self.value(text)
      }
    case .list(let values), .rows(let values): array(values) { $0.value($1) }
    case .map(let fields), .block(let fields): object { $0.write(fields) }
    case .elements(let elements):
      array(elements) { json, fields in json.object { $0.write(fields) } }
    }
  }

  fileprivate mutating func write(_ row: Export.Row) {
    write(row.fields)
    field("body", row.body)
  }

  private mutating func write(_ fields: [Field]) {
    for field in fields {
      key(field.key)
      value(field.value)
    }
  }

  /// Whether a plain scalar is a whole number that every reader of JSON gives back digit by digit.
  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    return (1...15).contains(digits.count) && text.utf8.count - digits.count <= 1
      && digits.allSatisfy { (0x30...0x39).contains($0) }
      && (digits.first != 0x30 || text == "0")
  }
}
