extension MapPage {
  /// The page as Markdown.
  var markdown: String {
    var text = "# \(Self.inline(title))\n\n\(Self.inline(subtitle))\n\n"
    text += Self.line(columns) + Self.line(columns.map { _ in "---" })
    for row in rows {
      let scope = row.scope.isEmpty ? "" : " (\(Self.inline(row.scope)))"
      text += Self.line(
        ["**\(Self.inline(row.action))**\(scope)"]
          + [row.alone, row.consult, row.escalate].map(Self.inline))
    }
    text += "\n\(Self.inline(otherwise))\n"
    if !limits.isEmpty {
      text += "\n## \(Self.inline(limitsTitle))\n\n"
      for limit in limits {
        let why = limit.why.map { "  \n  \(Self.inline($0))" } ?? ""
        text += "- \(Self.inline(limit.words))\(why)\n"
      }
    }
    if !trials.isEmpty {
      text += "\n## \(Self.inline(trialsTitle))\n\n"
      for trial in trials { text += "- \(Self.inline(trial))\n" }
    }
    // The prose is Markdown of the base already.
    let prose = printable(body, keepingLines: true)
    if !prose.isEmpty { text += "\n\(prose)\n" }
    return text
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  /// Text that cannot become markup: on one line, with every sign of Markdown escaped.
  private static func inline(_ text: String) -> String {
    var escaped = ""
    for character in printable(text) {
      if "\\`*_{}[]<>#|".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
