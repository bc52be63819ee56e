/// What can stand right of a key: the shapes that documents are written in.
package indirect enum FieldValue: Hashable, Sendable {
  /// Words of people: quoted where another program's YAML would see a number, a date or a null.
  case text(String)
  /// A date, an amount, an id, a number, a fact's value: quoted only where the syntax needs it.
  case token(String)
  /// `[a, b]`
  case list([FieldValue])
  /// `{orders: 4, risk: none}`
  case map([Field])
  /// A mapping over several lines.
  case block([Field])
  /// A list with one value on each line.
  case rows([FieldValue])
  /// A list of mappings over several lines, as the rules of a map.
  case elements([[Field]])

  /// A list of people's words.
  package static func texts(_ texts: [String]) -> FieldValue { .list(texts.map { .text($0) }) }

  /// A list of ids, paths or other tokens.
  package static func tokens(_ tokens: [some CustomStringConvertible]) -> FieldValue {
    .list(tokens.map { .token($0.description) })
  }
}

/// A key and its value, as they are written.
package struct Field: Hashable, Sendable {
  package var key: String
  package var value: FieldValue

  package init(_ key: String, _ value: FieldValue) {
    self.key = key
    self.value = value
  }
}

extension FieldValue {
  /// What the value reads back as.
  var content: YAMLNode.Content {
    switch self {
    case .text(let text), .token(let text): .scalar(text)
    case .list(let values), .rows(let values): .sequence(values.map(FieldValue.node))
    case .map(let fields), .block(let fields): .mapping(fields.map(FieldValue.entry))
    case .elements(let elements): .sequence(elements.map { FieldValue.node(.map($0)) })
    }
  }

  /// The value as a node without a place.
  static func node(_ value: FieldValue) -> YAMLNode {
    let nowhere = SourcePosition(offset: 0, line: 0, column: 0)
    return YAMLNode(content: value.content, style: .plain, start: nowhere, end: nowhere)
  }

  private static func entry(_ field: Field) -> YAMLNode.Entry {
    let value = node(field.value)
    return YAMLNode.Entry(key: field.key, keyStart: value.start, keyEnd: 0, value: value)
  }
}
