import Documents
import Latitude

/// Another system's rows in the form of front matter: names mapped, amounts, dates and lists as
/// documents write them.
struct ImportRows {
  let vocabulary: Vocabulary
  /// Their names to ours; nil leaves the column out.
  let renames: [String: String?]

  /// The rows that could be read, and why others could not.
  struct Result {
    var rows: [ImportRow] = []
    var refused: [ImportReport.Refusal] = []
    /// Their names, in the order in which they came.
    fileprivate var names: [String] = []
    fileprivate var knownNames: Set<String> = []

    fileprivate mutating func note(_ name: String) {
      if knownNames.insert(name).inserted { names.append(name) }
    }
  }

  /// The keys that mean something here: those of a case, and of the texts below its front matter.
  static let keys = FieldCase.keys + ImportRow.textKeys

  /// What `--field` may map to: one of the keys, or a fact.
  static func isOurs(_ name: String, in vocabulary: Vocabulary) -> Bool {
    keys.contains(name)
      || (name.hasPrefix("facts.")
        && vocabulary.fact(named: String(name.dropFirst("facts.".count))) != nil)
  }

  // MARK: Formats

  /// JSON Lines, or one array of objects.
  ///
  /// - Throws: `CommandError.invalidJSON`, and `.invalidValue` for a name of `renames` that no row has.
  func read(json bytes: [UInt8]) throws -> Result {
    var result = Result()
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if bytes.first(where: { !BatchQuestion.isBlank($0) }) == UInt8(ascii: "[") {
      guard case .array(let items)? = JSONValue(bytes) else {
        throw CommandError.invalidJSON
      }
      for (index, item) in items.enumerated() { add(item, number: index + 1, to: &result) }
      try refuseUnknownRenames(among: result.names)
      return result
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated()
    where line.contains(where: { !BatchQuestion.isBlank($0) }) {
      add(JSONValue(line), number: index + 1, to: &result)
    }
    try refuseUnknownRenames(among: result.names)
    return result
  }

  private func add(_ value: JSONValue?, number: Int, to result: inout Result) {
    guard case .object(let object)? = value else {
      result.refused.append(.init(row: number, reason: CommandError.invalidJSON))
      return
    }
    for member in object.members { result.note(member.name) }
    add(object.members.map { ($0.name, $0.value) }, number: number, isTable: false, to: &result)
  }

  /// A slip in one of their names would lose what the column says, or keep what it was to leave out.
  private func refuseUnknownRenames(among names: [String]) throws {
    // Nothing came in, and nothing can be lost.
    if names.isEmpty { return }
    for name in renames.keys.sorted() where !names.contains(name) {
      throw CommandError.invalidValue(
        option: "--field", value: name,
        expected: .column(names, nearest: nearestName(to: name, among: names)))
    }
  }

  /// CSV with a header.
  ///
  /// - Throws: `CSVFault`, and `CommandError.invalidValue` for a name of `renames` that is no column.
  func read(csv bytes: [UInt8]) throws -> Result {
    var result = Result()
    let reader = try CSVReader(bytes)
    let columns = reader.columns.enumerated().map { index, name in
      name.isEmpty ? "column-\(index + 1)" : name
    }
    try refuseUnknownRenames(among: columns)
    for row in reader {
      switch row {
      case .success(let row):
        let pairs = zip(columns, row.cells).filter { !$0.1.isEmpty }
          .map { ($0.0, JSONValue.text($0.1)) }
        add(pairs, number: row.line, isTable: true, to: &result)
      case .failure(let fault):
        result.refused.append(.init(row: fault.line, reason: fault))
      }
    }
    return result
  }

  // MARK: Fields

  private func add(
    _ pairs: [(name: String, value: JSONValue)], number: Int, isTable: Bool, to result: inout Result
  ) {
    do { result.rows.append(try row(number: number, pairs, isTable: isTable)) } catch {
      result.refused.append(.init(row: number, reason: error))
    }
  }

  /// - Throws: `CommandError.ambiguousAmount`.
  private func row(
    number: Int, _ pairs: [(name: String, value: JSONValue)], isTable: Bool
  ) throws -> ImportRow {
    var row = ImportRow(number: number, fields: [])
    var facts: [Field] = []
    let said = pairs.filter { $0.value != .null && $0.value.scalar != "" }
    let texts = ImportRow.textKeys(in: said.compactMap { renames[$0.name] ?? $0.name })
    for (theirs, value) in pairs {
      guard let ours = renames[theirs] ?? theirs else { continue }
      if ours.hasPrefix("facts."), let text = value.amountText {
        facts.append(try fact(String(ours.dropFirst("facts.".count)), text))
      } else if ours == "facts", case .object(let object) = value {
        facts += try object.members.compactMap { member in
          try any(member.value).map {
            try fact(member.name, member.value.amountText ?? $0.yaml)
          }
        }
      } else if ours == "facts", let fields = mapping(value) {
        facts += try fields.map { try fact($0.key, $0.value.scalar ?? $0.value.yaml) }
      } else if let field = try fieldValue(of: ours, value, texts: texts, isTable: isTable) {
        row.fields.append(Field(ours, field))
      }
    }
    if !facts.isEmpty { row.fields.append(Field("facts", .map(facts))) }
    return row
  }

  private func fact(_ name: String, _ text: String) throws -> Field {
    let declaration = vocabulary.fact(named: name)
    let value = try factText(text, of: declaration, option: "facts.\(name)", in: vocabulary)
    return Field(name, .token(value))
  }

  /// Nil where nothing is said.
  private func fieldValue(
    of key: String, _ value: JSONValue, texts: [String], isTable: Bool
  ) throws -> FieldValue? {
    switch key {
    case "consulted", "tags", "precedents", "learnings":
      return list(value)
    case "in_force": return mapping(value).map { .map($0) } ?? any(value)
    default: break
    }
    guard let text = value.scalar, FieldCase.keys.contains(key) || texts.contains(key) else {
      return isTable ? cell(value.scalar ?? "") : any(value)
    }
    switch key {
    case "requested", "granted":
      return .token(try amountText(value.amountText ?? text, option: key, in: vocabulary))
    // Timestamps begin with their day.
    case "date", "outcome_date":
      return .token(
        text.utf8.count > 10 && Day(text.prefix(10)) != nil ? String(text.prefix(10)) : text)
    case "zone": return .token(Zone(typed: text)?.rawValue ?? text)
    case "outcome": return .token(Outcome(typed: text)?.rawValue ?? text)
    case "status": return .token(Status(typed: text)?.rawValue ?? text)
    case "minutes": return .token(text)
    case "role": return .text(vocabulary.name(ofRole: text))
    case "action": return .text(vocabulary.name(ofAction: text))
    case "motive": return .text(vocabulary.name(ofMotive: text))
    default: return .text(text)
    }
  }

  /// `[a, b]` or `a, b`.
  private func list(_ value: JSONValue) -> FieldValue? {
    if case .array(let items) = value { return .list(items.compactMap { any($0) }) }
    guard let text = value.scalar else { return any(value) }
    if text.hasPrefix("["), let list = FieldValue(yaml: text), list.scalar == nil { return list }
    let items = text.split(separator: ",").map { withoutSpaceAround($0) }.filter { !$0.isEmpty }
    return .list(items.map { .text($0) })
  }

  /// An object, `{k: v}`, or `k=v, k=v`; nil for what is none.
  private func mapping(_ value: JSONValue) -> [Field]? {
    if case .map(let fields)? = any(value) { return fields }
    guard let text = value.scalar else { return nil }
    if text.hasPrefix("{"), case .map(let fields)? = FieldValue(yaml: text) { return fields }
    var fields: [Field] = []
    for part in text.split(separator: ",") {
      guard let equals = part.firstIndex(of: "=") else { return nil }
      let name = withoutSpaceAround(part[..<equals])
      fields.append(Field(name, .token(withoutSpaceAround(part[part.index(after: equals)...]))))
    }
    return fields
  }

  /// A value of JSON as it is.
  private func any(_ value: JSONValue) -> FieldValue? {
    switch value {
    case .null: nil
    case .boolean(let flag): .token(flag ? "true" : "false")
    case .number(let digits): .token(digits)
    case .text(let text): .text(text)
    case .array(let items): .list(items.compactMap { any($0) })
    case .object(let object):
      .map(object.members.compactMap { member in any(member.value).map { Field(member.name, $0) } })
    }
  }

  /// A cell of a foreign column: what `export` wrote in brackets or quotes is read as that.
  private func cell(_ text: String) -> FieldValue {
    let isYAML = "[{\"'".contains(text.first ?? " ")
    return isYAML ? FieldValue(yaml: text) ?? .text(text) : .token(text)
  }
}
