extension Console {
  /// Adds a line of data.
  func show(_ text: StyledText) { print(rendered(text, isColoured: isColoured)) }

  /// Adds lines of data.
  func show(_ lines: [StyledText]) { for line in lines { show(line) } }

  /// Writes lines to standard error.
  func note(_ lines: [StyledText]) {
    for line in lines { note(rendered(line, isColoured: notesAreColoured)) }
  }

  /// Writes a question to standard error, without a line's end.
  func ask(_ question: StyledText) { ask(rendered(question, isColoured: notesAreColoured)) }

  private func rendered(_ text: StyledText, isColoured: Bool) -> String {
    guard isColoured else { return text.plain }
    return text.runs.map { run in
      run.style.map { "\u{1B}[\($0.rawValue)m\(run.text)\u{1B}[0m" } ?? run.text
    }.joined()
  }
}

/// Lines of text with an indentation, wrapped to a width; the lines after the first may stand
/// deeper.
///
/// - Parameters:
///   - margin: What stands before the first line.
///   - hanging: Columns before the others; nil: as many as `margin` takes.
func paragraph(
  _ text: StyledText, margin: StyledText = "", hanging: Int? = nil, width: Int
) -> [StyledText] {
  let deep = hanging ?? margin.columns
  let room = max(20, width - deep)
  let firstRoom = max(20, width - margin.columns)
  let blank = StyledText(String(repeating: " ", count: deep))
  return text.wrapped(to: room, first: firstRoom).enumerated().map { index, line in
    (index == 0 ? margin : blank) + line
  }
}

/// Rows whose columns line up; the last column takes what is left of the width, wrapped or cut.
struct Table {
  var rows: [[StyledText]] = []
  /// Columns whose content stands at the right edge.
  var rightAligned: Set<Int> = []
  /// Columns between two columns.
  var gap = 2

  /// - Parameters:
  ///   - width: Nil: the last column is as wide as it needs to be.
  ///   - wraps: Whether a last column that does not fit goes on below; otherwise it is cut.
  func lines(indent: Int = 0, width: Int?, wraps: Bool = false) -> [StyledText] {
    let count = rows.map(\.count).max() ?? 0
    let widths = fitted(
      (0..<count).map { column in
        rows.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
      }, indent: indent, width: width)
    let blank = StyledText(String(repeating: " ", count: gap))
    return rows.flatMap { row -> [StyledText] in
      var line = StyledText(String(repeating: " ", count: indent))
      var isFirst = true
      for (column, cell) in row.enumerated().dropLast() where widths[column] > 0 {
        if !isFirst { line += blank }
        isFirst = false
        let cut = cell.fitted(to: widths[column])
        line +=
          rightAligned.contains(column)
          ? cut.aligned(right: widths[column]) : cut.padded(to: widths[column])
      }
      guard let last = row.last, !last.isEmpty else { return [line.withoutTrailingSpaces] }
      if !isFirst { line += blank }
      guard let width else { return [line + last] }
      if wraps { return paragraph(last, margin: line, width: width) }
      return [line + last.fitted(to: max(10, width - line.columns))]
    }
  }

  /// The columns' widths, the widest made narrower until the last one has room.
  private func fitted(_ widths: [Int], indent: Int, width: Int?) -> [Int] {
    guard let width, let last = widths.last else { return widths }
    var widths = widths
    let needed = min(last, Table.roomOfTheLast)
    while true {
      let taken = widths.dropLast().filter { $0 > 0 }.reduce(indent) { $0 + $1 + gap }
      guard width - taken < needed,
        let widest = widths.dropLast().indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > Table.narrowest
      else { return widths }
      widths[widest] -= 1
    }
  }

  /// Columns that the last column gets at least, if it can use them.
  private static let roomOfTheLast = 24
  /// Columns below which no column is cut.
  private static let narrowest = 12
}

extension StyledText {
  /// A row whose last cells are empty ends where its last word does.
  var withoutTrailingSpaces: StyledText {
    var kept = StyledText()
    for (index, run) in runs.enumerated() {
      let isLast = runs[(index + 1)...].allSatisfy { $0.text.allSatisfy { $0 == " " } }
      guard isLast else {
        kept += StyledText(run.text, run.style)
        continue
      }
      var text = Substring(run.text)
      while text.last == " " { text.removeLast() }
      return kept + StyledText(String(text), run.style)
    }
    return kept
  }
}
