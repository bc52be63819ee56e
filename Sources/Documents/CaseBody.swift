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
    var sections: [Section] = []
    sections.reserveCapacity(8)
    sections.append(
      Section(name: nil, heading: range.lowerBound..<range.lowerBound, content: range))
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

  /// Whether a backslash keeps some line from meaning something.
  var hasProtectedLines: Bool {
    lines.contains { if case .protected = $0.mark { true } else { false } }
  }

  /// The headings of level 3 inside a discussion, those that are no entry's included.
  func headings(in section: Section) -> [(entry: EntryHeading?, line: Range<Int>)] {
    lines(in: section.content).compactMap { line in
      guard case .entry(let entry) = line.mark else { return nil }
      return (entry, line.start..<line.next)
    }
  }

  /// The meaningful lines that begin in a stretch, found by halving.
  private func lines(in range: Range<Int>) -> ArraySlice<BodyScanner.Line> {
    func first(from offset: Int) -> Int {
      var low = 0
      var high = lines.count
      while low < high {
        let middle = (low + high) / 2
        if lines[middle].start < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return lines[first(from: range.lowerBound)..<first(from: range.upperBound)]
  }

  /// The text of a stretch: line feeds alone, no blank lines before it and no white space after it,
  /// protecting backslashes taken off.
  func text(_ range: Range<Int>) -> String {
    let trimmed = CaseBody.trimmed(source, range)
    let backslashes = lines(in: trimmed).compactMap { line -> Int? in
      if case .protected(let backslash) = line.mark { backslash } else { nil }
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
      // A lone carriage return ends a line in a text, though it should not be there.
      if source[place - 1] == UInt8(ascii: "\n") || source[place - 1] == UInt8(ascii: "\r") {
        start = place
      }
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
      fragment: source, inDiscussion: inDiscussion, ignoringFences: protectingFences)
    var insertions: [Int] = []
    for line in scanner.lines {
      switch line.mark {
      case .section: insertions.append(line.start)
      case .entry(let entry): if entry != nil { insertions.append(line.start) }
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
