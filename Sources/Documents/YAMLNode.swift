/// A value of a document's front matter, with its place.
///
/// Scalars stay text: `no`, `null`, `12:30` are what they look like, and the field decides what
/// they may be.
package struct YAMLNode: Hashable, Sendable {
  package indirect enum Content: Hashable, Sendable {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// How the value is written.
  package enum Style: Hashable, Sendable {
    // Scalars.
    case plain, singleQuoted, doubleQuoted, literal, folded
    // Lists and mappings.
    case block, flow
  }

  /// One key of a mapping.
  package struct Entry: Hashable, Sendable {
    package var key: String
    package var keyStart: SourcePosition
    /// Byte offset after the key's last byte, quotes included.
    package var keyEnd: Int
    package var value: YAMLNode
  }

  package var content: Content
  package var style: Style
  package var start: SourcePosition
  /// After the value's last byte.
  ///
  /// For block lists and mappings the end of the last value inside.
  package var end: SourcePosition

  /// The text of a scalar.
  package var text: String? {
    if case .scalar(let text) = content { text } else { nil }
  }

  /// The values of a list.
  package var items: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The entries of a mapping, in their order.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// Nothing after the colon.
  package var isEmpty: Bool { style == .plain && content == .scalar("") }

  var shape: DocumentProblem.Shape {
    switch content {
    case .scalar: .text
    case .sequence: .list
    case .mapping: .mapping
    }
  }
}

extension YAMLNode {
  /// The offset in the file of a place in a scalar's text, as near as its style allows.
  ///
  /// Exact for plain and quoted scalars on one line; the scalar's start for block scalars.
  func offset(ofTextOffset textOffset: Int, in source: [UInt8]) -> Int {
    guard let text, style != .literal, style != .folded else { return start.offset }
    var place = start.offset + (style == .plain ? 0 : 1)
    var read = 0
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      read += width
      guard read <= textOffset, place < end.offset else { break }
      let byte = source[place]
      if style == .doubleQuoted, byte == UInt8(ascii: "\\") {
        place += YAMLNode.escapeLength(source[place + 1])
      } else if style == .singleQuoted, byte == UInt8(ascii: "'") {
        place += 2
      } else if scalar == " " || scalar == "\n" {
        // A line break in the source reads as a space, and indentation as nothing.
        repeat { place += 1 } while byte != UInt8(ascii: " ") && SourceText.isBlank(source[place])
      } else {
        place += width
      }
    }
    return min(place, end.offset)
  }

  /// The bytes of an escape by its letter, the backslash included.
  private static func escapeLength(_ letter: UInt8) -> Int {
    switch letter {
    case UInt8(ascii: "x"): 4
    case UInt8(ascii: "u"): 6
    case UInt8(ascii: "U"): 10
    default: 2
    }
  }
}

/// Where the fields of a document stand.
package struct FieldPositions: Hashable, Sendable {
  let root: YAMLNode?

  init(root: YAMLNode? = nil) { self.root = root }

  /// One step down: a key of a mapping or a place in a list.
  package enum Step: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case key(String)
    case index(Int)

    package init(stringLiteral key: String) { self = .key(key) }
    package init(integerLiteral index: Int) { self = .index(index) }
  }

  /// The start of the value at a path, or of the nearest one above it.
  package func position(of path: Step...) -> SourcePosition? {
    position(of: path)
  }

  /// The start of the value at a path, or of the nearest one above it.
  package func position(of path: [Step]) -> SourcePosition? {
    guard var node = root, let first = path.first else { return nil }
    guard let field = node.child(first) else { return nil }
    node = field
    for step in path.dropFirst() {
      guard let child = node.child(step) else { break }
      node = child
    }
    return node.start
  }

  /// The paths of the elements of a list by their ids; the first of two with the same id.
  package func elements(_ list: String) -> [String: [Step]] {
    let items = root?.child(.key(list))?.items ?? []
    let paths = items.enumerated().compactMap { index, item in
      item.child(.key("id"))?.text.map { ($0, [Step.key(list), .index(index)]) }
    }
    return Dictionary(paths) { first, _ in first }
  }

  /// A path as people read it: `rules.voucher.levels[1]`, by ids where elements have one.
  func name(of path: [Step]) -> String {
    var name = ""
    var node = root
    for step in path {
      node = node?.child(step)
      switch step {
      case .key(let key): name += name.isEmpty ? key : "." + key
      case .index(let index):
        if let id = node?.child(.key("id"))?.text, DocumentPath.isSafeName(id) {
          name += "." + id
        } else {
          name += "[\(index)]"
        }
      }
    }
    return name
  }
}

extension YAMLNode {
  fileprivate func child(_ step: FieldPositions.Step) -> YAMLNode? {
    switch (step, content) {
    case (.key(let key), .mapping(let entries)): entries.first { $0.key == key }?.value
    case (.index(let index), .sequence(let items)):
      items.indices.contains(index) ? items[index] : nil
    default: nil
    }
  }
}
