/// The body of a case, cut into sections where it lies in the file.
struct CaseBody {
  /// A stretch of the body under one heading.
  struct Section {
    /// Nil for the text before the first known heading.
    var name: CaseSection?
    /// The heading's line; empty for the text before the first one.
    var heading: Range<Int>
    /// What follows, up to the next known heading.
    var content: Range<Int>
  }

  let source: [UInt8]
  let range: Range<Int>
  private let lines: [BodyScanner.Line]
  /// In the file's order; the first has no name.
  let sections: [Section]

  init(_ source: [UInt8], range: Range<Int>) {
    self.source = source
    self.range = range
    lines = BodyScanner(source, body: range).lines
    var sections = [
      Section(name: nil, heading: range.lowerBound..<range.lowerBound, content: range)
    ]
    for line in lines {
      guard case .section(let name) = line.mark else { continue }
      let last = sections.count - 1
      sections[last].content = sections[last].content.lowerBound..<line.start
      sections.append(
        Section(
          name: name, heading: line.start..<line.next, content: line.next..<range.upperBound))
    }
    self.sections = sections
  }

  /// The entry headings inside a section.
  func entryLines(in section: Section) -> [BodyScanner.Line] {
    lines.filter { line in
      guard case .entry = line.mark else { return false }
      return section.content.contains(line.start)
    }
  }

  /// The text of a stretch: line feeds alone, no blank lines before it and no white space after it,
  /// protecting backslashes taken off.
  func text(_ range: Range<Int>) -> String {
    let trimmed = CaseBody.trimmed(source, range)
    let backslashes = lines.compactMap { line -> Int? in
      guard case .protected(let backslash) = line.mark, trimmed.contains(backslash) else {
        return nil
      }
      return backslash
    }
    return SourceText.string(source, trimmed, without: backslashes)
  }

  /// The range without blank lines at its start and white space at its end.
  static func trimmed(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, SourceText.isBlank(source[end - 1]) { end -= 1 }
    var start = range.lowerBound
    var place = start
    while place < end, SourceText.isBlank(source[place]) {
      place += 1
      if source[place - 1] == UInt8(ascii: "\n") { start = place }
    }
    return min(start, end)..<end
  }

  /// A text as it must be written under a heading so that it reads back as the same text.
  ///
  /// Fences that are closed stay fences unless `protectingFences`.
  static func protected(
    _ text: String, inDiscussion: Bool, protectingFences: Bool = false
  ) -> String {
    let source = Array(text.utf8)
    let scanner = BodyScanner(
      source, body: 0..<source.count, inDiscussion: inDiscussion, ignoringFences: protectingFences)
    var insertions: [Int] = []
    for line in scanner.lines {
      switch line.mark {
      case .section: insertions.append(line.start)
      case .entry:
        if EntryHeading(source[line.start..<line.next]) != nil { insertions.append(line.start) }
      case .openFence:
        insertions.append(
          source[line.start...].firstIndex { $0 != UInt8(ascii: " ") } ?? line.start)
      case .protected(let backslash): insertions.append(backslash)
      }
    }
    guard !insertions.isEmpty else { return text }
    var bytes: [UInt8] = []
    var copied = 0
    for insertion in insertions {
      bytes += source[copied..<insertion]
      bytes.append(UInt8(ascii: "\\"))
      copied = insertion
    }
    bytes += source[copied...]
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The heading of a discussion entry: `### 2026-11-19 10:15 · Claire · thanks`.
struct EntryHeading {
  var day: Day
  var minute: Int?
  var author: String
  var kind: EntryKind
  /// A last part that is no known kind; it counts as part of the author, and the entry as a comment.
  var unknownKind: String?

  /// Reads a heading's line; nil when it has no day or nobody's name.
  init?(_ line: ArraySlice<UInt8>) {
    let text = String(decoding: line, as: UTF8.self).drop { $0 == "#" }
    var parts = EntryHeading.parts(of: text)
    guard parts.count >= 2, let (day, minute) = EntryHeading.time(parts.removeFirst()) else {
      return nil
    }
    self.day = day
    self.minute = minute
    kind = .comment
    if parts.count > 1, let last = parts.last {
      if let known = EntryKind(word: last) {
        kind = known
        parts.removeLast()
      } else {
        unknownKind = last
      }
    }
    author = parts.joined(separator: " · ")
    guard parts.contains(where: { !$0.isEmpty }) else { return nil }
  }

  /// The parts between ` · `, without spaces around them.
  private static func parts(of text: Substring) -> [String] {
    var parts: [String] = []
    var current = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isSeparator =
        scalar == "·" && index > 0 && scalars[index - 1] == " "
        && (index + 1 == scalars.count || scalars[index + 1].properties.isWhitespace)
      if isSeparator {
        parts.append(trimmedLine(String(current)))
        current = String.UnicodeScalarView()
      } else {
        current.append(scalar)
      }
    }
    return parts + [trimmedLine(String(current))]
  }

  private static func time(_ text: String) -> (Day, Int?)? {
    let words = text.split(separator: " ")
    guard (1...2).contains(words.count), let day = Day(words[0]) else { return nil }
    guard words.count == 2 else { return (day, nil) }
    let parts = words[1].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
      let hour = FieldReader.count(String(parts[0])), hour < 24,
      let minute = FieldReader.count(String(parts[1])), minute < 60
    else { return nil }
    return (day, hour * 60 + minute)
  }
}

/// A text without spaces, tabs and line breaks at its ends.
func trimmedLine(_ text: some StringProtocol) -> String {
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
    let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
  else { return "" }
  return String(String.UnicodeScalarView(scalars[first...last]))
}

extension SourceText {
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// A stretch as text, with line feeds alone, leaving out single bytes.
  static func string(_ source: [UInt8], _ range: Range<Int>, without omitted: [Int] = []) -> String
  {
    let slice = source[range]
    guard !omitted.isEmpty || slice.contains(UInt8(ascii: "\r")) else {
      return String(decoding: slice, as: UTF8.self)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(slice.count)
    var omissions = omitted[...]
    for (offset, byte) in zip(range, slice) {
      if omissions.first == offset {
        omissions.removeFirst()
      } else if byte != UInt8(ascii: "\r") {
        bytes.append(byte)
      } else if offset + 1 >= source.count || source[offset + 1] != UInt8(ascii: "\n") {
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
