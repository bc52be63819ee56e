/// Text for a terminal with a few styled passages: laid out by its columns first, coloured last.
///
/// What is interpolated comes from documents and callers, and is made safe as it goes in
/// (`printable`); literals are the program's own words and stay as they are. So a report made of
/// these cannot send a control character.
struct StyledText: ExpressibleByStringInterpolation, Equatable {
  /// Passages, none of them empty.
  private(set) var runs: [Run] = []

  struct Run: Equatable {
    var text: String
    var style: Console.Style?
  }

  init() {}

  init(stringLiteral text: String) { append(literal: text, nil) }

  init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }

  /// One passage of the program's own words, or of text that is safe already.
  init(_ text: String, _ style: Console.Style? = nil) { append(literal: printable(text), style) }

  struct StringInterpolation: StringInterpolationProtocol {
    var text = StyledText()

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { text.append(literal: literal, nil) }

    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text.append(literal: printable(value.description), nil)
    }

    mutating func appendInterpolation(_ value: String, _ style: Console.Style?) {
      text.append(literal: printable(value), style)
    }

    mutating func appendInterpolation(_ styled: StyledText) { text += styled }
  }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var result = left
    result += right
    return result
  }

  static func += (left: inout StyledText, right: StyledText) {
    for run in right.runs { left.append(literal: run.text, run.style) }
  }

  /// The passages without their styles.
  var plain: String { runs.map(\.text).joined() }

  var isEmpty: Bool { runs.isEmpty }

  /// Columns on a terminal.
  var columns: Int { runs.reduce(0) { $0 + LatitudeCommand.columns(of: $1.text) } }

  /// Spaces up to a width; a longer text stays as it is.
  func padded(to width: Int) -> StyledText {
    var result = self
    result.append(literal: String(repeating: " ", count: max(0, width - columns)), nil)
    return result
  }

  /// The same with spaces before it, for numbers.
  func aligned(right width: Int) -> StyledText {
    StyledText(String(repeating: " ", count: max(0, width - columns))) + self
  }

  /// Cut so that it fits, with an ellipsis where something is missing.
  func fitted(to width: Int) -> StyledText {
    guard columns > width else { return self }
    var result = StyledText()
    var room = width - 1
    for run in runs {
      var kept = ""
      for character in run.text {
        let width = LatitudeCommand.columns(of: character)
        guard room >= width else {
          result.append(literal: kept + "…", run.style)
          return result
        }
        room -= width
        kept.append(character)
      }
      result.append(literal: kept, run.style)
    }
    return result
  }

  /// Lines of at most `width` columns, broken at spaces; only a word longer than a line is broken
  /// itself.
  ///
  /// - Parameter firstWidth: Columns of the first line; nil: as many as the others have.
  func wrapped(to width: Int, first firstWidth: Int? = nil) -> [StyledText] {
    var room = firstWidth ?? width
    var lines: [StyledText] = []
    var line = StyledText()
    var pendingSpace: Run?
    func end() {
      lines.append(line)
      line = StyledText()
      pendingSpace = nil
      room = width
    }
    for word in gluedWords() {
      if word.isSpace {
        pendingSpace = word.runs.first
        continue
      }
      let space = pendingSpace == nil || line.isEmpty ? 0 : 1
      if !line.isEmpty, line.columns + space + word.columns > room { end() }
      if let space = pendingSpace, !line.isEmpty { line.append(literal: space.text, space.style) }
      pendingSpace = nil
      var rest = word
      while line.isEmpty, rest.columns > room {
        let (head, tail) = rest.split(at: room)
        line = head
        end()
        rest = tail
      }
      line += rest
    }
    if !line.isEmpty || lines.isEmpty { end() }
    return lines
  }

  /// The same as `words`, with French punctuation kept at the word that it belongs to.
  private func gluedWords() -> [StyledText] {
    var glued: [StyledText] = []
    for word in words() {
      let isSpaced = glued.count >= 2 && glued[glued.count - 1].isSpace
      if isSpaced, !word.isSpace, word.isClosing || glued[glued.count - 2].isOpening {
        let space = glued.removeLast()
        glued[glued.count - 1] += space + word
      } else {
        glued.append(word)
      }
    }
    return glued
  }

  private var isSpace: Bool { runs.count == 1 && runs[0].text == " " }

  /// Whether a space before it is not to be broken at.
  private var isClosing: Bool {
    switch runs.first?.text.first {
    case ":", ";", "?", "!", "»": true
    default: false
    }
  }

  private var isOpening: Bool { runs.last?.text.last == "«" }

  /// Words and single spaces, in order; a word may have passages of several styles.
  private func words() -> [StyledText] {
    var words: [StyledText] = []
    var word = StyledText()
    for run in runs {
      for part in run.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if part.offset > 0 {
          if !word.isEmpty { words.append(word) }
          word = StyledText()
          if words.last?.isSpace != true { words.append(StyledText(" ", run.style)) }
        }
        word.append(literal: String(part.element), run.style)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private func split(at width: Int) -> (StyledText, StyledText) {
    var head = StyledText()
    var tail = StyledText()
    var room = max(1, width)
    for run in runs {
      for character in run.text {
        let needed = LatitudeCommand.columns(of: character)
        if tail.isEmpty, room >= needed || head.isEmpty {
          room -= needed
          head.append(literal: String(character), run.style)
        } else {
          tail.append(literal: String(character), run.style)
        }
      }
    }
    return (head, tail)
  }

  private mutating func append(literal text: String, _ style: Console.Style?) {
    guard !text.isEmpty else { return }
    if let last = runs.indices.last, runs[last].style == style {
      runs[last].text += text
    } else {
      runs.append(Run(text: text, style: style))
    }
  }
}

extension StyledText {
  /// A passage with the words that count marked.
  ///
  /// - Parameter highlights: Ranges of UTF-8 offsets in `text`, in order, not overlapping.
  init(_ text: String, highlights: [Range<Int>], _ style: Console.Style?) {
    let bytes = Array(text.utf8)
    func passage(_ range: Range<Int>) -> String {
      String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
    var position = 0
    self.init()
    for range in highlights where range.lowerBound >= position {
      self += StyledText(passage(position..<range.lowerBound), style)
      self += StyledText(passage(range), .highlight)
      position = range.upperBound
    }
    self += StyledText(passage(position..<max(position, bytes.count)), style)
  }

  /// Pieces with a separator between them; empty ones are left out.
  static func joined(_ pieces: [StyledText], by separator: StyledText = " · ") -> StyledText {
    var result = StyledText()
    for piece in pieces where !piece.isEmpty {
      if !result.isEmpty { result += separator }
      result += piece
    }
    return result
  }
}

/// Columns that a text takes on a terminal.
func columns(of text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.reduce(0) { $0 + columns(of: $1) }
}

/// One column; two for East Asian wide characters and emoji; none for marks that stand alone.
func columns(of character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  switch scalar.value {
  case 0..<0x300: return 1
  case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: return 0
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    return 2
  default: return 1
  }
}
