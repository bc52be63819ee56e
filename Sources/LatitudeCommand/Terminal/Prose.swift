/// Markdown of a document as lines for a terminal: paragraphs wrapped anew, lists and quotations
/// hanging, tables and code as they are.
func prose(_ text: String, indent: Int, width: Int) -> [StyledText] {
  let margin = StyledText(String(repeating: " ", count: indent))
  var lines: [StyledText] = []
  var paragraph: [Substring] = []
  var isCode = false
  func endParagraph() {
    guard let first = paragraph.first else { return }
    let marker = hangingMarker(of: first)
    let rest = ([first.dropFirst(marker.count)] + paragraph.dropFirst()).map { trimmed($0) }
    lines += LatitudeCommand.paragraph(
      StyledText(rest.joined(separator: " ")), margin: margin + StyledText(String(marker)),
      width: width)
    paragraph = []
  }
  let source = printable(text, keepingLines: true)
  for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
    let content = trimmed(line)
    let isFence = content.hasPrefix("```") || content.hasPrefix("~~~")
    if isFence || isCode || content.hasPrefix("|") {
      endParagraph()
      lines.append(margin + StyledText(String(line)))
      if isFence { isCode.toggle() }
    } else if content.isEmpty {
      endParagraph()
      lines.append(StyledText())
    } else if content.hasPrefix("#") {
      endParagraph()
      let heading = content.drop { $0 == "#" || $0 == " " }
      lines += LatitudeCommand.paragraph(
        StyledText(String(heading), .bold), margin: margin, width: width)
    } else {
      if !hangingMarker(of: line).allSatisfy({ $0 == " " }) { endParagraph() }
      paragraph.append(line)
    }
  }
  endParagraph()
  return lines
}

/// What a list item or a quotation begins with, with the spaces around it.
private func hangingMarker(of line: Substring) -> Substring {
  let spaces = line.prefix { $0 == " " }
  let rest = line[spaces.endIndex...]
  let digits = rest.prefix { $0.isASCII && $0.isNumber }
  var end = rest.startIndex
  if !digits.isEmpty, digits.count <= 3, let mark = rest[digits.endIndex...].first,
    mark == "." || mark == ")"
  {
    end = rest.index(after: digits.endIndex)
  } else if let mark = rest.first, "-*+>".contains(mark) {
    end = rest.index(after: rest.startIndex)
  }
  guard end > rest.startIndex, end < rest.endIndex, rest[end] == " " else { return spaces }
  return line[..<rest.index(after: end)]
}

private func trimmed(_ line: Substring) -> String {
  var text = line.drop { $0 == " " }
  while text.last == " " { text.removeLast() }
  return String(text)
}
