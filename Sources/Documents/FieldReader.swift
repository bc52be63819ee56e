extension DocumentProblem.Reason {
  /// An unknown value with the nearest of the known ones.
  static func unknownValue(_ text: String, among allowed: [String]) -> DocumentProblem.Reason {
    .unknownValue(text, allowed: allowed, nearest: nearestName(to: text, among: allowed))
  }
}

/// Reads typed fields from one mapping and collects what is wrong with them.
///
/// A field that is absent or has nothing after its colon is nil without a problem; a field that
/// cannot be read is nil with one. Nothing stops at the first fault.
struct FieldReader {
  let source: [UInt8]
  let entries: [YAMLNode.Entry]
  let start: SourcePosition
  /// The path of the mapping, with its dot, or empty.
  private let path: String
  private(set) var problems: [DocumentProblem] = []

  init(_ node: YAMLNode, source: [UInt8], path: String = "") {
    self.source = source
    self.path = path
    entries = node.entries ?? []
    start = node.start
  }

  func node(_ key: String) -> YAMLNode? {
    guard let value = entries.first(where: { $0.key == key })?.value, !value.isEmpty else {
      return nil
    }
    return value
  }

  // MARK: - Problems

  mutating func report(
    _ reason: DocumentProblem.Reason, key: String?, at position: SourcePosition?,
    _ severity: DocumentProblem.Severity = .error
  ) {
    let field = key.map { path + $0 } ?? (path.isEmpty ? nil : String(path.dropLast()))
    problems.append(DocumentProblem(severity, at: position, field: field, reason))
  }

  /// Reports a required field that is not there, at the mapping's start.
  mutating func reportMissing(_ key: String) {
    report(.missing, key: key, at: node(key)?.start ?? start)
  }

  /// Takes over what another reader of a part of this mapping found.
  mutating func absorb(_ part: FieldReader) {
    problems += part.problems
  }

  /// Warns about the keys that nobody knows.
  mutating func reportUnknownKeys(besides known: [String]) {
    for entry in entries where !known.contains(entry.key) {
      let nearest = nearestName(to: entry.key, among: known)
      report(.unknownKey(entry.key, nearest: nearest), key: entry.key, at: entry.keyStart, .warning)
    }
  }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  // MARK: - Scalars

  mutating func text(_ key: String) -> String? {
    scalar(key, { $0 }, orElse: { _ in .missing })
  }

  /// A text that must be there and not be blank.
  mutating func requiredText(_ key: String) -> String? {
    let text = text(key)
    if text == nil, node(key) != nil { return nil }
    guard let text, text.contains(where: { !$0.isWhitespace }) else {
      reportMissing(key)
      return nil
    }
    return text
  }

  /// A scalar turned into a value, or the reason why it is none.
  mutating func scalar<Value>(
    _ key: String, _ read: (String) -> Value?, orElse reason: (String) -> DocumentProblem.Reason
  ) -> Value? {
    guard let node = node(key) else { return nil }
    return scalar(node, key: key, read, orElse: reason)
  }

  private mutating func scalar<Value>(
    _ node: YAMLNode, key: String, _ read: (String) -> Value?,
    orElse reason: (String) -> DocumentProblem.Reason
  ) -> Value? {
    guard let text = node.text else {
      report(.wrongType(expected: .text, found: node.shape), key: key, at: node.start)
      return nil
    }
    guard let value = read(text) else {
      report(reason(text), key: key, at: node.start)
      return nil
    }
    return value
  }

  mutating func day(_ key: String) -> Day? {
    scalar(key, { Day($0) }, orElse: DocumentProblem.Reason.invalidDate)
  }

  mutating func money(_ key: String) -> Money? {
    scalar(key, { Money($0) }, orElse: DocumentProblem.Reason.invalidMoney)
  }

  /// A whole number of digits alone, at most nine of them.
  mutating func count(_ key: String) -> Int? {
    scalar(key, { FieldReader.count($0) }, orElse: DocumentProblem.Reason.invalidInteger)
  }

  static func count(_ text: String) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  mutating func motive(_ key: String) -> MotivePath? {
    scalar(key, { MotivePath($0) }, orElse: DocumentProblem.Reason.invalidMotive)
  }

  mutating func language(_ key: String) -> String? {
    scalar(key, FieldReader.language, orElse: DocumentProblem.Reason.invalidLanguage)
  }

  static func language(_ text: String) -> String? {
    text.utf8.count == 2 && text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) ? text : nil
  }

  mutating func choice<Value>(_ key: String, of type: Value.Type) -> Value?
  where Value: RawRepresentable<String> & CaseIterable {
    scalar(
      key, { Value(rawValue: $0) },
      orElse: { .unknownValue($0, among: Value.allCases.map(\.rawValue)) })
  }

  mutating func id(_ key: String, kind: DocumentKind) -> DocumentID? {
    scalar(
      key, { FieldReader.id($0, kinds: [kind]) }, orElse: { .invalidID($0, expected: [kind]) })
  }

  private static func id(_ text: String, kinds: [DocumentKind]) -> DocumentID? {
    guard let id = DocumentID(text), kinds.contains(id.kind) else { return nil }
    return id
  }

  /// A condition of the map language; faults stand at their own place inside the value.
  mutating func condition(_ key: String) -> Condition? {
    guard let node = node(key) else { return nil }
    guard let text = node.text else {
      report(.wrongType(expected: .text, found: node.shape), key: key, at: node.start)
      return nil
    }
    do {
      return try Condition.parse(text)
    } catch {
      let offset = node.offset(ofTextOffset: error.utf8Offset, in: source)
      let position = SourceText.position(of: offset, in: source, from: node.start)
      report(.condition(error), key: key, at: position)
      return nil
    }
  }

  // MARK: - Lists and mappings

  /// The values of a list of scalars, without those that cannot be read.
  mutating func list<Value>(
    _ key: String, _ read: (String) -> Value?, orElse reason: (String) -> DocumentProblem.Reason
  ) -> [Value] {
    var values: [Value] = []
    for (index, item) in items(key).enumerated() {
      if let value = scalar(item, key: "\(key)[\(index)]", read, orElse: reason) {
        values.append(value)
      }
    }
    return values
  }

  mutating func texts(_ key: String) -> [String] {
    list(key, { $0 }, orElse: { _ in .missing })
  }

  mutating func ids(_ key: String, kinds: [DocumentKind]) -> [DocumentID] {
    list(key, { FieldReader.id($0, kinds: kinds) }, orElse: { .invalidID($0, expected: kinds) })
  }

  mutating func motives(_ key: String) -> [MotivePath] {
    list(key, { MotivePath($0) }, orElse: DocumentProblem.Reason.invalidMotive)
  }

  /// The items of a list; none for a field that is no list, with a problem.
  mutating func items(_ key: String) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    guard let items = node.items else {
      report(.wrongType(expected: .list, found: node.shape), key: key, at: node.start)
      return []
    }
    return items
  }

  /// A reader of the mapping under a key; nil when there is none, with a problem for another type.
  mutating func mapping(_ key: String) -> FieldReader? {
    guard let node = node(key) else { return nil }
    return mapping(node, key: key)
  }

  /// A reader of a mapping that was found below this one.
  mutating func mapping(_ node: YAMLNode, key: String) -> FieldReader? {
    guard node.entries != nil else {
      report(.wrongType(expected: .mapping, found: node.shape), key: key, at: node.start)
      return nil
    }
    return FieldReader(node, source: source, path: path + key + ".")
  }
}
