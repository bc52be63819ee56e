/// One row of a table, below its header.
package struct CSVRow: Hashable, Sendable {
  /// From 1; the header does not count, nor do empty lines.
  package var number: Int
  /// The line of the file on which the row begins, from 1.
  package var line: Int
  /// As many as the table has columns.
  package var cells: [String]

  package init(number: Int, line: Int, cells: [String]) {
    self.number = number
    self.line = line
    self.cells = cells
  }
}

/// What is wrong with one row; the other rows are not touched by it.
package struct CSVFault: Error, Hashable, Sendable {
  /// As in `CSVRow`; 0 is the header.
  package var row: Int
  /// Where the fault stands: a row with quoted line breaks begins further up.
  package var line: Int
  package var reason: Reason

  /// The kinds of fault; columns count from 1.
  package enum Reason: Hashable, Sendable {
    case tooFewCells(found: Int, expected: Int)
    case tooManyCells(found: Int, expected: Int)
    /// No closing quote up to the end of the file.
    case unterminatedQuote(column: Int)
    /// A quote within a cell that does not begin with one.
    case strayQuote(column: Int)
    /// Something between a closing quote and the next separator.
    case textAfterQuote(column: Int)
    case cellTooLong(column: Int, bytes: Int, limit: Int)
    case invalidUTF8(column: Int)
    case nul(column: Int)
  }

  package init(row: Int, line: Int, reason: Reason) {
    self.row = row
    self.line = line
    self.reason = reason
  }
}

/// Why a file is no table at all.
package enum CSVHeaderError: Error, Hashable, Sendable {
  /// No line that is not empty.
  case empty
  /// The file begins with the mark of UTF-16.
  case utf16
  /// Two columns of the same name; their places count from 1.
  case duplicateColumn(name: String, first: Int, second: Int)
  case fault(CSVFault)
}

/// Reads a table from CSV (RFC 4180): a sequence of rows, each good or with its fault.
///
/// Takes what spreadsheets write: a byte order mark, comma, semicolon or tab as separator (whichever
/// the header has most of outside quotes), any of the three line ends, quoted line breaks. Empty
/// lines are skipped; spaces belong to their cell. After a fault in the quoting, which leaves the
/// row's end in doubt, reading goes on with the line after the one on which that row began.
///
/// Written here because the packages for it need full Foundation, which the program must not load.
package struct CSVReader: Sequence, IteratorProtocol, Sendable {
  /// The header's cells: names differ from each other, unless empty.
  package let columns: [String]
  package let separator: UInt8
  private var scanner: CSVScanner
  private var number = 0

  /// Reads the header; `cellLimit` is the most bytes a cell may have, quotes left out.
  package init(_ bytes: [UInt8], cellLimit: Int = 1 << 20) throws(CSVHeaderError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    scanner = CSVScanner(bytes: bytes, cellLimit: cellLimit)
    scanner.skipEmptyLines()
    guard !scanner.isAtEnd else { throw .empty }
    scanner.detectSeparator()
    separator = scanner.separator
    do {
      columns = try scanner.cells(row: 0, expected: nil)
    } catch {
      throw .fault(error)
    }
    var places: [String: Int] = [:]
    for (index, name) in columns.enumerated() where !name.isEmpty {
      if let first = places.updateValue(index + 1, forKey: name) {
        throw .duplicateColumn(name: name, first: first, second: index + 1)
      }
    }
  }

  package mutating func next() -> Result<CSVRow, CSVFault>? {
    scanner.skipEmptyLines()
    guard !scanner.isAtEnd else { return nil }
    number += 1
    let line = scanner.line
    do {
      let cells = try scanner.cells(row: number, expected: columns.count)
      return .success(CSVRow(number: number, line: line, cells: cells))
    } catch {
      return .failure(error)
    }
  }
}

/// Writes a table as CSV: commas, line feeds, and quotes only where reading it back needs them.
///
/// Nothing is added to cells that begin with `=`, `+`, `-` or `@`, though a spreadsheet may take
/// them for formulas: what is written must read back as the same text.
package struct CSVWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private let columnCount: Int

  /// Begins with the header; there is at least one column.
  package init(columns: [String]) {
    columnCount = columns.count
    append(columns)
  }

  /// Adds one row, with as many cells as there are columns; no cell holds a NUL.
  package mutating func append(_ cells: [String]) {
    precondition(cells.count == columnCount, "a row has a cell for each column")
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(CSVByte.comma) }
      // An empty line would be skipped.
      if CSVWriter.needsQuotes(cell) || (columnCount == 1 && cell.isEmpty) {
        append(quoting: cell)
      } else {
        bytes.append(contentsOf: cell.utf8)
      }
    }
    bytes.append(CSVByte.lineFeed)
  }

  private mutating func append(quoting cell: String) {
    bytes.append(CSVByte.quote)
    for byte in cell.utf8 {
      if byte == CSVByte.quote { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(CSVByte.quote)
  }

  /// The other separators count as well: they would mislead a reader that guesses, as would a
  /// byte order mark.
  private static func needsQuotes(_ cell: String) -> Bool {
    cell.utf8.starts(with: CSVByte.orderMark)
      || cell.utf8.contains {
        $0 == CSVByte.quote || CSVByte.separators.contains($0) || CSVByte.isLineEnd($0)
      }
  }
}

private enum CSVByte {
  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  /// The first is taken where the header has none.
  static let separators = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")]
  /// U+FEFF.
  static let orderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}

/// A place in the bytes that moves over cells and rows.
private struct CSVScanner: Sendable {
  private let bytes: [UInt8]
  private let cellLimit: Int
  private var offset: Int
  private(set) var line = 1
  private(set) var separator = CSVByte.comma

  /// Where a cell's text lies, quotes left out.
  private struct Cell {
    var text: Range<Int>
    var line: Int
    var hasDoubledQuotes = false
  }

  init(bytes: [UInt8], cellLimit: Int) {
    self.bytes = bytes
    self.cellLimit = cellLimit
    offset = bytes.starts(with: CSVByte.orderMark) ? CSVByte.orderMark.count : 0
  }

  var isAtEnd: Bool { offset == bytes.count }

  private var isAtEndOfCell: Bool {
    isAtEnd || bytes[offset] == separator || CSVByte.isLineEnd(bytes[offset])
  }

  mutating func skipEmptyLines() {
    while !isAtEnd, CSVByte.isLineEnd(bytes[offset]) { advance() }
  }

  /// Takes the separator that the row ahead has most of.
  mutating func detectSeparator() {
    var counts = [Int](repeating: 0, count: CSVByte.separators.count)
    var isQuoted = false
    for byte in bytes[offset...] {
      if byte == CSVByte.quote { isQuoted.toggle() }
      if isQuoted { continue }
      if CSVByte.isLineEnd(byte) { break }
      if let index = CSVByte.separators.firstIndex(of: byte) { counts[index] += 1 }
    }
    if let most = counts.max(), let index = counts.firstIndex(of: most) {
      separator = CSVByte.separators[index]
    }
  }

  /// The texts of the row ahead, which is passed over whatever comes of it.
  mutating func cells(row: Int, expected: Int?) throws(CSVFault) -> [String] {
    let start = (offset: offset, line: line)
    var cells: [Cell] = []
    // Counted, not kept: a row may have any number of cells too many.
    var count = 0
    do {
      repeat {
        if count > 0 { offset += 1 }
        count += 1
        let cell = try scanCell(row: row, column: count)
        if count <= expected ?? count { cells.append(cell) }
      } while !isAtEnd && bytes[offset] == separator
    } catch {
      (offset, line) = start
      while !isAtEnd, !CSVByte.isLineEnd(bytes[offset]) { offset += 1 }
      throw error
    }
    if let expected, count != expected {
      throw CSVFault(
        row: row, line: start.line,
        reason: count < expected
          ? .tooFewCells(found: count, expected: expected)
          : .tooManyCells(found: count, expected: expected))
    }
    var texts: [String] = []
    texts.reserveCapacity(count)
    for (index, cell) in cells.enumerated() {
      texts.append(try text(of: cell, row: row, column: index + 1))
    }
    return texts
  }

  /// Passes over one cell, and stops at its separator or line end.
  private mutating func scanCell(row: Int, column: Int) throws(CSVFault) -> Cell {
    let start = offset
    guard !isAtEnd, bytes[offset] == CSVByte.quote else {
      while !isAtEndOfCell {
        if bytes[offset] == CSVByte.quote {
          throw CSVFault(row: row, line: line, reason: .strayQuote(column: column))
        }
        offset += 1
      }
      return Cell(text: start..<offset, line: line)
    }
    var cell = Cell(text: start..<start, line: line)
    offset += 1
    while !isAtEnd {
      guard bytes[offset] == CSVByte.quote else {
        advance()
        continue
      }
      offset += 1
      if !isAtEnd, bytes[offset] == CSVByte.quote {
        cell.hasDoubledQuotes = true
        offset += 1
        continue
      }
      guard isAtEndOfCell else {
        throw CSVFault(row: row, line: line, reason: .textAfterQuote(column: column))
      }
      cell.text = start + 1..<offset - 1
      return cell
    }
    throw CSVFault(row: row, line: cell.line, reason: .unterminatedQuote(column: column))
  }

  private func text(of cell: Cell, row: Int, column: Int) throws(CSVFault) -> String {
    func fault(_ reason: CSVFault.Reason) -> CSVFault {
      CSVFault(row: row, line: cell.line, reason: reason)
    }
    guard cell.text.count <= cellLimit else {
      throw fault(.cellTooLong(column: column, bytes: cell.text.count, limit: cellLimit))
    }
    var content = bytes[cell.text]
    if content.contains(0) { throw fault(.nul(column: column)) }
    if cell.hasDoubledQuotes {
      var followsKeptQuote = false
      content.removeAll { byte in
        let isQuote = byte == CSVByte.quote
        defer { followsKeptQuote = isQuote && !followsKeptQuote }
        return isQuote && followsKeptQuote
      }
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw fault(.invalidUTF8(column: column))
    }
    return text
  }

  /// Moves over one byte, or over a line end whole.
  private mutating func advance() {
    let byte = bytes[offset]
    offset += 1
    guard CSVByte.isLineEnd(byte) else { return }
    if byte == CSVByte.carriageReturn, !isAtEnd, bytes[offset] == CSVByte.lineFeed { offset += 1 }
    line += 1
  }
}
