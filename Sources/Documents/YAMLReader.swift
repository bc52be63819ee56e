internal import CYAML

/// Reads one YAML mapping from the events of libyaml.
///
/// Only what a person writes in front matter is let through: no anchors, aliases, merge keys,
/// foreign tags, directives or second documents. Depth and number of keys are bounded, so that time
/// and memory are too.
@safe struct YAMLReader: ~Copyable {
  /// In memory of its own: libyaml keeps pointers into it.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var cursor: Cursor
  private let limits: DocumentLimits

  /// The mapping in `range` of a text that is known to be UTF-8 without control characters.
  ///
  /// The range starts at the beginning of line `line`. An empty text is an empty mapping.
  static func mapping(
    in source: [UInt8], range: Range<Int>, line: Int, limits: DocumentLimits
  ) throws(DocumentProblem) -> YAMLNode {
    let start = SourcePosition(offset: range.lowerBound, line: line, column: 1)
    return try unsafe source.withUnsafeBufferPointer {
      (bytes: UnsafeBufferPointer<UInt8>) throws(DocumentProblem) -> YAMLNode in
      var reader = unsafe YAMLReader(
        bytes: UnsafeBufferPointer(rebasing: bytes[range]),
        cursor: Cursor(source: source, start: start), limits: limits)
      return try reader.document()
    }
  }

  /// `bytes` must outlive the reader.
  private init(bytes: UnsafeBufferPointer<UInt8>, cursor: Cursor, limits: DocumentLimits) {
    unsafe parser = .allocate(capacity: 1)
    self.cursor = cursor
    self.limits = limits
    // It fails only where memory is out, as every allocation of Swift's own would.
    precondition(unsafe yaml_parser_initialize(parser) == 1)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  // MARK: - Events

  /// What the reader needs of one event; the scalar's text is copied out before libyaml frees it.
  private struct Event {
    enum Kind {
      case scalar(String), sequenceStart, mappingStart, end, documentStart, streamEnd
    }

    var kind: Kind
    var style = YAMLNode.Style.plain
    var start: SourcePosition
    var end: SourcePosition
  }

  private mutating func next() throws(DocumentProblem) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxProblem() }
    defer { unsafe yaml_event_delete(&event) }
    let start = cursor.move(to: unsafe event.start_mark.index)
    let end = cursor.move(to: unsafe event.end_mark.index)
    var read = Event(kind: .end, start: start, end: end)
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      try unsafe refuse(anchor: scalar.anchor, tag: scalar.tag, at: start)
      let text = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      read.kind = .scalar(unsafe String(decoding: text, as: UTF8.self))
      read.style = unsafe YAMLReader.style(scalar.style)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = unsafe event.data.sequence_start
      try unsafe refuse(anchor: sequence.anchor, tag: sequence.tag, at: start)
      read.kind = .sequenceStart
      read.style = unsafe sequence.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block
    case YAML_MAPPING_START_EVENT:
      let mapping = unsafe event.data.mapping_start
      try unsafe refuse(anchor: mapping.anchor, tag: mapping.tag, at: start)
      read.kind = .mappingStart
      read.style = unsafe mapping.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block
    case YAML_ALIAS_EVENT:
      throw problem(.aliasRefused(unsafe YAMLReader.string(event.data.alias.anchor)), at: start)
    case YAML_DOCUMENT_START_EVENT:
      let document = unsafe event.data.document_start
      guard unsafe document.version_directive == nil,
        unsafe document.tag_directives.start == document.tag_directives.end
      else { throw problem(.directiveRefused, at: start) }
      read.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT:
      guard unsafe event.data.document_end.implicit == 1 else {
        throw problem(.multipleDocumentsRefused, at: start)
      }
    case YAML_STREAM_END_EVENT:
      read.kind = .streamEnd
    default:
      break
    }
    return read
  }

  private func refuse(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?,
    at start: SourcePosition
  ) throws(DocumentProblem) {
    if let anchor = unsafe anchor {
      throw problem(.aliasRefused(unsafe YAMLReader.string(anchor)), at: start)
    }
    if let tag = unsafe tag {
      let name = unsafe YAMLReader.string(tag)
      guard YAMLReader.standardTags.contains(name) else {
        throw problem(.tagRefused(name), at: start)
      }
    }
  }

  /// The tags of YAML's core types; they change nothing, since every scalar is text.
  private static let standardTags: Set<String> = [
    "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float",
    "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp",
    "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
  ]

  private static func style(_ style: yaml_scalar_style_t) -> YAMLNode.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private static func string(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String {
    guard let characters = unsafe characters else { return "" }
    return unsafe String(cString: characters)
  }

  // MARK: - Nodes

  private mutating func document() throws(DocumentProblem) -> YAMLNode {
    _ = try next()
    let first = try next()
    if case .streamEnd = first.kind {
      return YAMLNode(content: .mapping([]), style: .block, start: first.start, end: first.start)
    }
    let root = try node(try next(), depth: 1)
    _ = try next()
    let last = try next()
    guard case .streamEnd = last.kind else {
      throw problem(.multipleDocumentsRefused, at: last.start)
    }
    if root.isEmpty {
      return YAMLNode(content: .mapping([]), style: .block, start: root.start, end: root.end)
    }
    guard root.entries != nil else {
      throw problem(.wrongType(expected: .mapping, found: root.shape), at: root.start)
    }
    return root
  }

  private mutating func node(_ event: Event, depth: Int) throws(DocumentProblem) -> YAMLNode {
    switch event.kind {
    case .scalar(let text):
      if event.style == .doubleQuoted { try refuseControls(in: text, at: event.start) }
      return YAMLNode(
        content: .scalar(text), style: event.style, start: event.start, end: event.end)
    case .sequenceStart:
      guard depth <= limits.depth else {
        throw problem(.tooDeep(limit: limits.depth), at: event.start)
      }
      return try sequence(event, depth: depth)
    case .mappingStart:
      guard depth <= limits.depth else {
        throw problem(.tooDeep(limit: limits.depth), at: event.start)
      }
      return try mapping(event, depth: depth)
    case .end, .documentStart, .streamEnd:
      throw problem(.syntax(.misplacedText), at: event.start)
    }
  }

  private mutating func sequence(_ start: Event, depth: Int) throws(DocumentProblem) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if case .end = event.kind {
        let end = start.style == .flow ? event.end : items.last?.end ?? start.end
        return YAMLNode(
          content: .sequence(items), style: start.style, start: start.start, end: end)
      }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func mapping(_ start: Event, depth: Int) throws(DocumentProblem) -> YAMLNode {
    var entries: [YAMLNode.Entry] = []
    var keys: Set<String> = []
    while true {
      let event = try next()
      guard case .scalar(let key) = event.kind else {
        guard case .end = event.kind else { throw problem(.complexKeyRefused, at: event.start) }
        let end = start.style == .flow ? event.end : entries.last?.value.end ?? start.end
        return YAMLNode(
          content: .mapping(entries), style: start.style, start: start.start, end: end)
      }
      if key == "<<", event.style == .plain { throw problem(.mergeKeyRefused, at: event.start) }
      if event.style == .doubleQuoted { try refuseControls(in: key, at: event.start) }
      // A set pays only for mappings that nobody writes by hand.
      let isDuplicate =
        entries.count < 32 ? entries.contains { $0.key == key } : keys.contains(key)
      guard !isDuplicate else { throw problem(.duplicateKey(key), at: event.start) }
      guard entries.count < limits.keys else {
        throw problem(.tooManyKeys(limit: limits.keys), at: event.start)
      }
      if entries.count == 31 { keys = Set(entries.map(\.key)) }
      if entries.count >= 31 { keys.insert(key) }
      let value = try node(try next(), depth: depth + 1)
      entries.append(
        YAMLNode.Entry(
          key: key, keyStart: event.start, keyEnd: event.end.offset, value: value))
    }
  }

  // MARK: - Problems

  /// An escape must not bring in what the source itself may not hold.
  private func refuseControls(
    in text: String, at position: SourcePosition
  ) throws(DocumentProblem) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0: throw problem(.nulByte, at: position)
      case 0x202A...0x202E, 0x2066...0x2069:
        throw problem(.bidirectionalControl(scalar.value), at: position)
      case 0x09, 0x0A, 0x0D, 0x85: continue
      case 0x01..<0x20, 0x7F..<0xA0: throw problem(.controlCharacter(scalar.value), at: position)
      default: continue
      }
    }
  }

  private func problem(
    _ reason: DocumentProblem.Reason, at position: SourcePosition
  ) -> DocumentProblem {
    DocumentProblem(.error, at: position, reason)
  }

  private mutating func syntaxProblem() -> DocumentProblem {
    let message = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? ""
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) } ?? ""
    let position = cursor.move(to: unsafe parser.pointee.problem_mark.index)
    return problem(.syntax(YAMLReader.fault(message, context: context)), at: position)
  }

  private static func fault(_ message: String, context: String) -> DocumentProblem.SyntaxFault {
    switch message {
    case "mapping values are not allowed in this context": .colonInText
    case "found character that cannot start any token",
      "did not find expected alphabetic or numeric character",
      "did not find expected comment or line break", "did not find expected node content":
      .forbiddenStart
    case "did not find expected key", "did not find expected '-' indicator",
      "did not find expected <document start>",
      "block sequence entries are not allowed in this context":
      .misplacedText
    case "could not find expected ':'": .missingColon
    case "found unexpected end of stream", "found unexpected document indicator":
      context.contains("quoted") ? .unclosedQuote : .other(message)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'": .unclosedBracket
    case "found unknown escape character", "did not find expected hexdecimal number":
      .unknownEscape
    default: .other(message)
    }
  }
}

/// Turns libyaml's marks, which count characters, into places of the file.
private struct Cursor {
  let source: [UInt8]
  private var index = 0
  private var place: SourcePosition

  init(source: [UInt8], start: SourcePosition) {
    self.source = source
    place = start
  }

  /// Marks come nearly always in rising order, so that all of them together cost one pass.
  mutating func move(to target: Int) -> SourcePosition {
    while target < index { stepBack() }
    while index < target, place.offset < source.count {
      let byte = source[place.offset]
      place.offset += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      if byte == UInt8(ascii: "\n") {
        place.line += 1
        place.column = 1
      } else {
        place.column += 1
      }
      index += 1
    }
    return place
  }

  private mutating func stepBack() {
    index -= 1
    repeat { place.offset -= 1 } while source[place.offset] & 0xC0 == 0x80
    if source[place.offset] == UInt8(ascii: "\n") {
      place = SourceText.position(of: place.offset, in: source)
    } else {
      place.column -= 1
    }
  }
}
