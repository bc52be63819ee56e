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
    author = EntryHeading.name(parts.joined(separator: " · "))
    guard !author.isEmpty else { return nil }
  }

  /// A name as a heading can hold it: one line, single spaces, something between its dots.
  static func name(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }
      .map { String(String.UnicodeScalarView($0)) }
    return words.split(separator: "·").map { $0.joined(separator: " ") }.joined(separator: " · ")
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

  /// The heading's line; a minute outside the day is left out, nobody is a question mark.
  static func line(for entry: DiscussionEntry) -> String {
    let minute = entry.minute.flatMap { (0..<1_440).contains($0) ? $0 : nil }
    let time = minute.map { " \(padded($0 / 60, to: 2)):\(padded($0 % 60, to: 2))" } ?? ""
    let name = name(entry.author)
    return "### \(entry.day)\(time) · \(name.isEmpty ? "?" : name) · \(entry.kind.rawValue)"
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
