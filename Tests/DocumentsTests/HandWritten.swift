import Documents
import TestSupport

extension DocumentGenerator {
  /// A case as people leave it: comments, keys of their own, odd spacing, their editor's line ends.
  mutating func handWrittenCase(_ value: FieldCase) -> String {
    let rendered = String(decoding: value.rendered(language: pick(["fr", "en"])), as: UTF8.self)
    // Views of scalars: a line feed must be one whatever stands beside it.
    var lines = rendered.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }
    let closing = lines.dropFirst().firstIndex(of: "---") ?? 0
    var matter: [String] = []
    for (index, line) in lines[1..<closing].enumerated() {
      if chance(20) { matter.append(pick(["# une remarque", "", "  # plus loin"])) }
      if chance(20) {
        matter.append("x-\(index): " + pick(["[a, b]", "'c: d'", "e   # f", "{g: h}"]))
      }
      matter.append(handWritten(line))
    }
    if chance(20) { matter.append("# fin") }
    lines.replaceSubrange(
      0...closing, with: [pick(["---", "---  "])] + matter + [pick(["---", "--- "])])
    if chance(20) { lines.removeLast() }
    return (chance(10) ? "\u{FEFF}" : "") + lines.joined(separator: chance(30) ? "\r\n" : "\n")
  }

  private mutating func handWritten(_ line: String) -> String {
    var line = line
    let key = String(String.UnicodeScalarView(line.unicodeScalars.prefix { $0 != ":" }))
    let rest = String(
      String.UnicodeScalarView(line.unicodeScalars.dropFirst(key.unicodeScalars.count + 1)))
    if chance(10) { line = "\"\(key)\":\(rest)" }
    if chance(10) { line = "\(key) :  \(rest)" }
    if chance(20) { line += pick(["  # pourquoi: \"ceci\"", " ", "\t# note"]) }
    return line
  }
}

/// How one text became another: the run of lines that differs.
struct LineChange {
  var removed: [String]
  var added: [String]

  init(from old: [UInt8], to new: [UInt8]) {
    var before = LineChange.lines(old)[...]
    var after = LineChange.lines(new)[...]
    while let first = before.first, first == after.first {
      before.removeFirst()
      after.removeFirst()
    }
    while let last = before.last, last == after.last {
      before.removeLast()
      after.removeLast()
    }
    removed = before.map { String(decoding: $0, as: UTF8.self) }
    added = after.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }
}
