/// A case's file cut into lines of front matter and sections, without reading what they say.
///
/// Files of one base repeat the same lines. Whoever reads many of them may read each different line once
/// (`FieldCase.parse(line:)`), since here a line is a key with its whole value, and nothing in it can reach beyond it.
package struct CaseOutline {
  package struct Line {
    /// The key alone.
    package var key: Range<Int>
    /// The key as a number, of at most eight bytes; 0 for a longer one.
    package var shortKey: UInt64
    /// What stands after the colon, without white space around it.
    package var value: Range<Int>
    /// The line without its end.
    package var whole: Range<Int>
  }

  package private(set) var lines: [Line] = []
  /// The texts of a section, which may stand in several places.
  package private(set) var sections: [(name: CaseSection, text: Range<Int>)] = []

  /// Nil for a file that must be read as a whole: one that is refused, or in which a line of front matter is not a key
  /// at its very beginning, or a text is not what stands in the file.
  package init?(_ source: [UInt8], limits: DocumentLimits = DocumentLimits()) {
    let isHarmless = SourceText.isHarmless(source)
    guard (try? SourceText.check(source, limits: limits, isHarmless: isHarmless)) == 0,
      let opening = FrontMatter.fence(in: source, at: 0),
      let yaml = readLines(source, from: opening),
      let body = FrontMatter.fence(in: source, at: yaml),
      isHarmless || SourceText.firstControl(in: source, range: opening..<yaml) == nil,
      isHarmless
        || SourceText.firstIndex(of: UInt8(ascii: "\r"), in: source.span, 0..<source.count) == nil,
      let sections = CaseBody(source, range: body..<source.count).plainTexts
    else { return nil }
    self.sections = sections
  }

  /// Reads lines up to the closing fence, and returns where that begins.
  private mutating func readLines(_ source: [UInt8], from opening: Int) -> Int? {
    lines.reserveCapacity(24)
    var start = opening
    let bytes = source.span
    while start < source.count, bytes[start] != UInt8(ascii: "-") {
      guard
        let end = SourceText.firstIndex(
          of: UInt8(ascii: "\n"), in: bytes, start..<source.count),
        let line = CaseOutline.line(bytes, start..<end)
      else { return nil }
      lines.append(line)
      start = end + 1
    }
    return start
  }

  private static func line(_ source: borrowing Span<UInt8>, _ whole: Range<Int>) -> Line? {
    var at = whole.lowerBound
    var shortKey: UInt64 = 0
    while at < whole.upperBound, isKeyByte(source[at]) {
      shortKey = shortKey << 8 | UInt64(source[at])
      at += 1
    }
    if at - whole.lowerBound > 8 { shortKey = 0 }
    guard at > whole.lowerBound, at < whole.upperBound, source[at] == UInt8(ascii: ":") else {
      return nil
    }
    var (start, end) = (at + 1, whole.upperBound)
    guard start == end || source[start] == UInt8(ascii: " ") else { return nil }
    while start < end, source[start] == UInt8(ascii: " ") { start += 1 }
    while start < end, source[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return Line(key: whole.lowerBound..<at, shortKey: shortKey, value: start..<end, whole: whole)
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  /// Whether YAML reads a value on one line as just the text that it is.
  package static func isPlain(_ value: borrowing Span<UInt8>) -> Bool {
    guard !value.isEmpty else { return false }
    let first = value[0]
    guard
      first >= 0xC3 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    var before = first
    for place in 1..<value.count {
      let byte = value[place]
      switch byte {
      case UInt8(ascii: "#"): if before == UInt8(ascii: " ") { return false }
      case UInt8(ascii: " "): if before == UInt8(ascii: ":") { return false }
      case 0..<0x20, 0x7F: return false
      default: break
      }
      before = byte
    }
    return before != UInt8(ascii: ":")
  }
}
