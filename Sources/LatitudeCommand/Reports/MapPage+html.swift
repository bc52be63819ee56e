extension MapPage {
  /// The page as one HTML file for print: no script, nothing from elsewhere, everything escaped.
  var html: String {
    func cells(_ cells: [String], _ tag: String) -> String {
      cells.map { "<\(tag)>\(Self.escaped($0))</\(tag)>" }.joined()
    }
    let zones = ["", " class=\"alone\"", " class=\"consult\"", " class=\"escalate\""]
    let head = zip(columns, zones).map { "<th scope=\"col\"\($1)>\(Self.escaped($0))</th>" }
      .joined()
    let body = rows.map { row in
      let scope = row.scope.isEmpty ? "" : "<small>\(Self.escaped(row.scope))</small>"
      return "<tr><th scope=\"row\">\(Self.escaped(row.action))\(scope)</th>"
        + cells([row.alone, row.consult, row.escalate], "td") + "</tr>\n"
    }.joined()
    let limits = limits.map { limit in
      let why = limit.why.map { "<small>\(Self.escaped($0))</small>" } ?? ""
      return "<li>\(Self.escaped(limit.words))\(why)</li>\n"
    }.joined()
    let trials = trials.map { "<li>\(Self.escaped($0))</li>\n" }.joined()
    return """
      <!DOCTYPE html>
      <html lang="\(Self.escaped(language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escaped(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <h1>\(Self.escaped(title))</h1>
      <p class="subtitle">\(Self.escaped(subtitle))</p>
      <table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody>
      </table>
      <p>\(Self.escaped(otherwise))</p>
      \(Self.section(limitsTitle, list: limits))\(Self.section(trialsTitle, list: trials))\
      <div class="prose">
      \(Self.prose(self.body))</div>
      </body>
      </html>

      """
  }

  private static func section(_ title: String, list: String) -> String {
    list.isEmpty ? "" : "<section><h2>\(escaped(title))</h2><ul>\n\(list)</ul></section>\n"
  }

  /// Headings, lists and paragraphs of the prose; other Markdown stays as it is written.
  private static func prose(_ markdown: String) -> String {
    var html = ""
    var paragraph: [Substring] = []
    var items: [String] = []
    func end() {
      if !paragraph.isEmpty { html += "<p>\(escaped(paragraph.joined(separator: " ")))</p>\n" }
      if !items.isEmpty {
        html += "<ul>\n" + items.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n"
      }
      (paragraph, items) = ([], [])
    }
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      let depth = text.prefix { $0 == "#" }.count
      if text.isEmpty {
        end()
      } else if (1...6).contains(depth), text.dropFirst(depth).first == " " {
        end()
        html += "<h2>\(escaped(String(text.dropFirst(depth + 1))))</h2>\n"
      } else if text.hasPrefix("- ") || text.hasPrefix("* ") {
        if !paragraph.isEmpty { end() }
        items.append(String(text.dropFirst(2)))
      } else if let last = items.indices.last {
        items[last] += " " + text
      } else {
        paragraph.append(text)
      }
    }
    end()
    return html
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in printable(text) {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// For a sheet of A4, also without colour: the zones stand in columns with their names.
  private static let style = """
    @page { size: A4 landscape; margin: 12mm; }
    body { font: 11pt/1.4 system-ui, sans-serif; color: #111; margin: 0 auto; max-width: 70rem; }
    h1 { font-size: 20pt; margin: 0; }
    h2 { font-size: 13pt; margin: 1.2em 0 .3em; break-after: avoid; }
    .subtitle { color: #444; margin: .2em 0 1em; }
    table { border-collapse: collapse; width: 100%; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th, td { border: 1px solid #999; padding: .35em .6em; text-align: left; vertical-align: top; }
    tbody th { font-weight: 600; width: 26%; }
    th.alone { border-top: 5px solid #2e7d32; }
    th.consult { border-top: 5px solid #b26a00; }
    th.escalate { border-top: 5px solid #b3261e; }
    small { display: block; font-weight: 400; color: #444; }
    li { margin: .2em 0; break-inside: avoid; }
    .prose { columns: 2; column-gap: 2em; }
    """
}
