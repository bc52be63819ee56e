/// Finds the lines of a Markdown body that mean something to a case: headings outside code fences.
///
/// A fence counts only when it is closed, so that one forgotten end cannot swallow the sections
/// below it. A backslash before a line that would mean something makes it plain text; it is taken
/// off when the text is read and put on when it is written.
struct BodyScanner {
  enum Mark {
    case section(CaseSection)
    /// A level-3 heading inside the discussion; nil where it is not one of an entry.
    case entry(EntryHeading?)
    /// A line that starts a code fence which nothing ends.
    case openFence
    /// A line that only its first backslash, at this offset, keeps from meaning something.
    case protected(backslash: Int)
  }

  struct Line {
    var mark: Mark
    var start: Int
    /// The start of the next line.
    var next: Int
  }

  let source: [UInt8]
  private let body: Range<Int>
  private(set) var lines: [Line] = []

  /// Scans the body of a case.
  init(_ source: [UInt8], body: Range<Int>) {
    self.source = source
    self.body = body
    scan(inDiscussion: false, isFragment: false, ignoringFences: false)
  }

  /// Scans a text that is to stand inside one section, whatever its own headings.
  ///
  /// `ignoringFences` takes every fence for one that nothing ends.
  init(fragment: [UInt8], inDiscussion: Bool, ignoringFences: Bool) {
    source = fragment
    body = 0..<fragment.count
    scan(inDiscussion: inDiscussion, isFragment: true, ignoringFences: ignoringFences)
  }

  // MARK: - Lines

  private mutating func scan(inDiscussion: Bool, isFragment: Bool, ignoringFences: Bool) {
    var inDiscussion = inDiscussion
    var open: Fence?
    // Collected once, at the first fence: most bodies have none.
    var closings: [UInt8: [Closing]]?
    var start = body.lowerBound
    lines.reserveCapacity(8)
    while start < body.upperBound {
      let next = lineEnd(from: start)
      defer { start = next }
      guard BodyScanner.canMatter(source[start]) else { continue }
      let fence = Fence(source, start..<next)
      if let opening = open {
        if let fence, fence.closes(opening) { open = nil }
      } else if let fence {
        let known = closings ?? (ignoringFences ? [:] : self.closings(from: start))
        closings = known
        if isClosed(fence, at: start, by: known) {
          open = fence
        } else {
          lines.append(Line(mark: .openFence, start: start, next: next))
        }
      } else if let mark = mark(start..<next, inDiscussion: inDiscussion) {
        if case .section(let section) = mark, !isFragment { inDiscussion = section == .discussion }
        lines.append(Line(mark: mark, start: start, next: next))
      }
    }
  }

  private static func canMatter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "`")
      || byte == UInt8(ascii: "~") || byte == UInt8(ascii: " ")
  }

  private func lineEnd(from start: Int) -> Int {
    SourceText.firstIndex(of: UInt8(ascii: "\n"), in: source.span, start..<body.upperBound)
      .map { $0 + 1 } ?? body.upperBound
  }

  private func mark(_ line: Range<Int>, inDiscussion: Bool) -> Mark? {
    let indent = source[line].prefix { $0 == UInt8(ascii: " ") }.count
    let first = line.lowerBound + indent
    if first < line.upperBound, source[first] == UInt8(ascii: "\\") {
      let bare = source[first..<line.upperBound].drop { $0 == UInt8(ascii: "\\") }.startIndex
      let isHeading =
        indent == 0 && isHeading(bare..<line.upperBound, inDiscussion: inDiscussion)
      guard isHeading || Fence(source, bare..<line.upperBound, indentation: indent) != nil else {
        return nil
      }
      return .protected(backslash: first)
    }
    guard indent == 0 else { return nil }
    let level = source[line].prefix { $0 == UInt8(ascii: "#") }.count
    let after = line.lowerBound + level
    guard after < line.upperBound, source[after] == UInt8(ascii: " ") else { return nil }
    if level == 2 {
      return CaseSection(heading: source[after..<line.upperBound]).map { .section($0) }
    }
    return level == 3 && inDiscussion ? .entry(EntryHeading(source[line])) : nil
  }

  /// Whether a line of text would be read as a heading that means something.
  private func isHeading(_ line: Range<Int>, inDiscussion: Bool) -> Bool {
    guard source[line].first == UInt8(ascii: "#") else { return false }
    switch mark(line, inDiscussion: inDiscussion) {
    case .section, .entry(.some): return true
    case .entry(nil), .protected, .openFence, nil: return false
    }
  }

  // MARK: - Code fences

  /// A line of three or more backticks or tildes, indented by at most three spaces.
  private struct Fence {
    var character: UInt8
    var length: Int
    /// Nothing but white space after it.
    var isBare: Bool

    /// Nil for every other line, an info string with a backtick (inline code) included.
    init?(_ source: [UInt8], _ line: Range<Int>, indentation: Int = 0) {
      let indented = source[line].drop { $0 == UInt8(ascii: " ") }
      guard indentation + indented.startIndex - line.lowerBound <= 3, let first = indented.first,
        first == UInt8(ascii: "`") || first == UInt8(ascii: "~")
      else { return nil }
      let info = indented.drop { $0 == first }
      length = info.startIndex - indented.startIndex
      guard length >= 3, first == UInt8(ascii: "~") || !info.contains(first) else { return nil }
      character = first
      isBare = info.allSatisfy { $0 <= UInt8(ascii: " ") }
    }

    func closes(_ opening: Fence) -> Bool {
      isBare && character == opening.character && length >= opening.length
    }
  }

  /// A line that can close a fence.
  private struct Closing {
    var start: Int
    /// The greatest length of this line and of those below with the same character.
    var longest: Int
  }

  private func closings(from start: Int) -> [UInt8: [Closing]] {
    var closings: [UInt8: [Closing]] = [:]
    var place = start
    while place < body.upperBound {
      let next = lineEnd(from: place)
      if let fence = Fence(source, place..<next), fence.isBare {
        closings[fence.character, default: []].append(Closing(start: place, longest: fence.length))
      }
      place = next
    }
    return closings.mapValues { lines in
      var lines = lines
      var longest = 0
      for index in lines.indices.reversed() {
        longest = max(longest, lines[index].longest)
        lines[index].longest = longest
      }
      return lines
    }
  }

  private func isClosed(_ opening: Fence, at start: Int, by closings: [UInt8: [Closing]]) -> Bool {
    let lines = closings[opening.character] ?? []
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].start <= start { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low].longest >= opening.length
  }
}
