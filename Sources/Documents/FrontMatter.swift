/// A document split into front matter and body, once its bytes are known to be safe text.
struct FrontMatter: Sendable {
  let source: [UInt8]
  /// The YAML between the two `---` lines.
  let yaml: Range<Int>
  /// Everything after the closing line.
  let body: Range<Int>
  /// The mapping of the front matter.
  let root: YAMLNode
  /// Warnings about the bytes.
  let warnings: [DocumentProblem]

  init(_ source: [UInt8], limits: DocumentLimits) throws(DocumentProblem) {
    let start = try SourceText.check(source, limits: limits)
    guard let opening = FrontMatter.fence(in: source, at: start) else {
      throw DocumentProblem(
        .error, at: SourcePosition(offset: start, line: 1, column: 1), .noFrontMatter)
    }
    var line = opening
    var closing: Int?
    while line < source.count {
      if let next = FrontMatter.fence(in: source, at: line) {
        closing = next
        break
      }
      line = SourceText.nextLine(in: source, from: line)
    }
    guard let closing else {
      throw DocumentProblem(
        .error, at: SourcePosition(offset: start, line: 1, column: 1), .unterminatedFrontMatter)
    }
    self.source = source
    yaml = opening..<line
    body = closing..<source.count
    if let (offset, scalar) = SourceText.firstControl(in: source, range: yaml) {
      throw DocumentProblem(
        .error, at: SourceText.position(of: offset, in: source), .controlCharacter(scalar))
    }
    warnings =
      SourceText.firstControl(in: source, range: body, allowingSeparators: true).map {
        (offset, scalar) in
        [
          DocumentProblem(
            .warning, at: SourceText.position(of: offset, in: source), .controlCharacter(scalar))
        ]
      } ?? []
    root = try YAMLReader.mapping(in: source, range: yaml, line: 2, limits: limits)
  }

  /// The start of the next line when a `---` line stands at `start`; trailing spaces do not count.
  static func fence(in source: [UInt8], at start: Int) -> Int? {
    guard start + 3 <= source.count, source[start] == UInt8(ascii: "-"),
      source[start + 1] == UInt8(ascii: "-"), source[start + 2] == UInt8(ascii: "-")
    else { return nil }
    var place = start + 3
    while place < source.count {
      switch source[place] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): place += 1
      case UInt8(ascii: "\n"): return place + 1
      default: return nil
      }
    }
    return place
  }
}

/// What every document must be before anything reads it: UTF-8 text that shows as it reads.
enum SourceText {
  /// Checks size, encoding, NUL and bidirectional controls; the offset after a byte order mark.
  ///
  /// - Parameter isHarmless: What is known of the text by `isHarmless(_:)`.
  static func check(
    _ source: [UInt8], limits: DocumentLimits, isHarmless: Bool = false
  ) throws(DocumentProblem) -> Int {
    guard source.count <= limits.bytes else {
      throw DocumentProblem(
        .error, at: nil, .tooLarge(size: source.count, limit: limits.bytes))
    }
    do {
      _ = try UTF8Span(validating: source.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      throw DocumentProblem(.error, at: position(of: offset, in: source), .notUTF8(offset: offset))
    }
    if !isHarmless, let (offset, reason) = firstRefused(in: source) {
      throw DocumentProblem(.error, at: position(of: offset, in: source), reason)
    }
    return source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether no byte of a text can belong to anything that is looked for below: line feeds and tabs are its only
  /// control characters, and no character begins with C2, E2 or EF.
  ///
  /// One pass over the bytes instead of several. Nearly all cases are harmless.
  static func isHarmless(_ source: [UInt8]) -> Bool {
    firstIndex(
      in: source.span, 0..<source.count,
      maybe: {
        $0.withoutLineFeeds.hasLess(than: 0x20) || $0.has(0x7F)
          || $0.hasHigh && ($0.has(0xC2) || $0.has(0xE2) || $0.has(0xEF))
      },
      where: {
        switch $0 {
        case 0x09, 0x0A, 0x20..<0x7F: false
        case 0..<0x20, 0x7F, 0xC2, 0xE2, 0xEF: true
        default: false
        }
      }) == nil
  }

  private static func firstRefused(in source: [UInt8]) -> (Int, DocumentProblem.Reason)? {
    let bytes = source.span
    var from = 0
    while let offset = firstIndex(
      in: bytes, from..<bytes.count, maybe: { $0.hasZero || $0.has(0xE2) },
      where: { $0 == 0 || $0 == 0xE2 })
    {
      if bytes[offset] == 0 { return (offset, .nulByte) }
      from = offset + 1
      guard offset + 2 < bytes.count else { continue }
      // U+202A to U+202E are E2 80 AA to AE, U+2066 to U+2069 are E2 81 A6 to A9.
      let last = UInt32(bytes[offset + 2])
      switch (bytes[offset + 1], last) {
      case (0x80, 0xAA...0xAE): return (offset, .bidirectionalControl(0x2000 + last - 0x80))
      case (0x81, 0xA6...0xA9): return (offset, .bidirectionalControl(0x2040 + last - 0x80))
      default: continue
      }
    }
    return nil
  }

  /// The first control character other than tab and line break; a lone carriage return is one.
  ///
  /// Unicode's own line separators and non-characters count too unless allowed: YAML breaks lines
  /// at the former, where editors do not, and refuses the latter.
  static func firstControl(
    in source: [UInt8], range: Range<Int>, allowingSeparators: Bool = false
  ) -> (offset: Int, scalar: UInt32)? {
    let bytes = source.span
    var from = range.lowerBound
    while let offset = firstIndex(
      in: bytes, from..<range.upperBound,
      maybe: {
        $0.hasLess(than: 0x20) || $0.has(0x7F) || $0.has(0xC2) || $0.has(0xE2) || $0.has(0xEF)
      },
      where: {
        switch $0 {
        case 0x09, 0x0A, 0x20..<0x7F: false
        case 0..<0x20, 0x7F, 0xC2, 0xE2, 0xEF: true
        default: false
        }
      })
    {
      from = offset + 1
      let byte = bytes[offset]
      switch byte {
      case 0x0D where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A: continue
      case 0..<0x20, 0x7F: return (offset, UInt32(byte))
      case 0xC2 where bytes[offset + 1] < 0xA0:
        return (offset, UInt32(bytes[offset + 1]))
      case 0xE2 where !allowingSeparators && bytes[offset + 1] == 0x80:
        let last = bytes[offset + 2]
        if last == 0xA8 || last == 0xA9 { return (offset, 0x2000 + UInt32(last) - 0x80) }
      case 0xEF where !allowingSeparators && bytes[offset + 1] == 0xBF:
        let last = bytes[offset + 2]
        if last >= 0xBE { return (offset, 0xFFC0 + UInt32(last) - 0x80) }
      default: continue
      }
    }
    return nil
  }

  /// The line and column of a byte; a byte order mark takes no column.
  static func position(of offset: Int, in source: [UInt8]) -> SourcePosition {
    let start = offset >= 3 && source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = SourcePosition(offset: start, line: 1, column: 1)
    return position(of: offset, in: source, from: first)
  }

  /// The line and column of a byte, counted from an earlier place.
  static func position(
    of offset: Int, in source: [UInt8], from earlier: SourcePosition
  ) -> SourcePosition {
    var position = earlier
    for byte in source[earlier.offset..<min(offset, source.count)] {
      if byte == UInt8(ascii: "\n") {
        position.line += 1
        position.column = 1
      } else if byte & 0xC0 != 0x80 {
        position.column += 1
      }
    }
    position.offset = offset
    return position
  }

  /// The start of the line after the one that holds `offset`, or the end of the source.
  static func nextLine(in source: [UInt8], from offset: Int) -> Int {
    firstIndex(of: UInt8(ascii: "\n"), in: source.span, offset..<source.count).map { $0 + 1 }
      ?? source.count
  }

  /// The start of the line that holds `offset`.
  static func lineStart(in source: [UInt8], of offset: Int) -> Int {
    var place = offset
    while place > 0, source[place - 1] != UInt8(ascii: "\n") { place -= 1 }
    return place
  }
}
