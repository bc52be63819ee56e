/// The heading of a discussion entry: `### 2026-11-19 10:15 · Claire · thanks`.
struct EntryHeading: Hashable {
  var day: Day
  var minute: Int?
  var author: String
  var kind: EntryKind
  /// A last part that is no known kind; it counts as part of the author, and the entry as a
  /// comment.
  var unknownKind: String?

  /// Reads a heading's line; nil when it has no day or nobody's name.
  ///
  /// A heading without a kind is a comment's.
  init?(_ line: ArraySlice<UInt8>) {
    var parts = EntryHeading.parts(of: line.drop { $0 == UInt8(ascii: "#") })
    guard parts.count >= 2, let (day, minute) = EntryHeading.time(parts.removeFirst()) else {
      return nil
    }
    self.day = day
    self.minute = minute
    kind = .comment
    if parts.count > 1, let last = parts.last {
      let word = EntryHeading.text(last)
      if let known = EntryKind(word: word) {
        kind = known
        parts.removeLast()
      } else {
        unknownKind = word
      }
    }
    author = parts.map(EntryHeading.text).joined(separator: " · ")
  }

  /// The heading's line; a minute outside the day is left out, nobody is a question mark.
  static func line(for entry: DiscussionEntry) -> String {
    let minute = entry.minute.flatMap { (0..<1_440).contains($0) ? $0 : nil }
    let time = minute.map { " \(padded($0 / 60, to: 2)):\(padded($0 % 60, to: 2))" } ?? ""
    let name = name(entry.author)
    return "### \(entry.day)\(time) · \(name) · \(entry.kind.rawValue)"
  }

  /// A name as a heading can hold it: one line, single spaces, something between its dots; `?` for
  /// nobody.
  static func name(_ text: String) -> String {
    let name = parts(of: Array(text.utf8)[...]).map(EntryHeading.text).joined(separator: " · ")
    return name.isEmpty ? "?" : name
  }

  /// The words between the dots that stand alone; parts without words do not count.
  private static func parts(of bytes: ArraySlice<UInt8>) -> [[ArraySlice<UInt8>]] {
    var parts: [[ArraySlice<UInt8>]] = []
    var part: [ArraySlice<UInt8>] = []
    for word in bytes.split(whereSeparator: SourceText.isBlank) {
      if word.elementsEqual("·".utf8) {
        if !part.isEmpty { parts.append(part) }
        part = []
      } else {
        part.append(word)
      }
    }
    return part.isEmpty ? parts : parts + [part]
  }

  private static func text(_ words: [ArraySlice<UInt8>]) -> String {
    words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }

  private static func time(_ words: [ArraySlice<UInt8>]) -> (Day, Int?)? {
    guard words.count <= 2, let day = Day(String(decoding: words[0], as: UTF8.self)) else {
      return nil
    }
    guard words.count == 2 else { return (day, nil) }
    let digits = Array(words[1])
    guard digits.count == 5, digits[2] == UInt8(ascii: ":"),
      let hour = number(digits[0..<2]), hour < 24, let minute = number(digits[3..<5]), minute < 60
    else { return nil }
    return (day, hour * 60 + minute)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    FieldReader.count(String(decoding: digits, as: UTF8.self))
  }
}
