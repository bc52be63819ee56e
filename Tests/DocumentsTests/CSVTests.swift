import Documents
import TestSupport
import Testing

private func reader(_ text: String, cellLimit: Int = 1 << 20) throws -> CSVReader {
  try CSVReader(Array(text.utf8), cellLimit: cellLimit)
}

private func rows(_ text: String) throws -> [CSVRow] {
  try reader(text).map { try $0.get() }
}

private func cells(_ text: String) throws -> [[String]] {
  try rows(text).map(\.cells)
}

/// The faults of a table, and the cells of the rows without one.
private func split(_ reader: CSVReader) -> (faults: [CSVFault], good: [[String]]) {
  var faults: [CSVFault] = []
  var good: [[String]] = []
  for result in reader {
    switch result {
    case .success(let row): good.append(row.cells)
    case .failure(let fault): faults.append(fault)
    }
  }
  return (faults, good)
}

@Suite struct CSVReaderTests {
  @Test func rowsAndCellsAsTheyStand() throws {
    #expect(try reader("ref,title\n1,a\n").columns == ["ref", "title"])
    #expect(try cells("ref,title\n1, a \n2,\n") == [["1", " a "], ["2", ""]])
    #expect(try cells("a\nx") == [["x"]])
    #expect(try cells("a\n") == [])
    #expect(try cells("a,b\n=1+1,-2\n") == [["=1+1", "-2"]])
  }

  @Test func quotesHoldSeparatorsLineBreaksAndDoubledQuotes() throws {
    #expect(try cells("a,b\n\"x,y\",\"\"\n") == [["x,y", ""]])
    #expect(try cells("a,b\n\"l'un\nl'autre\r\n\",z\n") == [["l'un\nl'autre\r\n", "z"]])
    #expect(try cells("a\n\"\"\"oui\"\", dit-elle\"\n") == [["\"oui\", dit-elle"]])
    #expect(try cells("a\n\"\"\"\"\"\"\n") == [["\"\""]])
    #expect(try reader("\"a\nb\",c\n").columns == ["a\nb", "c"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func everyLineEnd(end: String) throws {
    let table = ["a;b", "1;\"x\(end)y\"", "", "2;z"].joined(separator: end)
    for text in [table, table + end, end + table + end + end] {
      let found = try rows(text)
      #expect(found.map(\.cells) == [["1", "x\(end)y"], ["2", "z"]])
      #expect(found.map(\.number) == [1, 2])
      let first = text == table || text == table + end ? 2 : 3
      #expect(found.map(\.line) == [first, first + 3])
    }
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstName() throws {
    #expect(try reader("\u{FEFF}ref,title\n").columns == ["ref", "title"])
    #expect(try reader("\u{FEFF}\"ref\"\n").columns == ["ref"])
  }

  @Test(arguments: [
    ("a,b;c,d", UInt8(ascii: ",")), ("a;b,c;d", UInt8(ascii: ";")), ("a\tb", UInt8(ascii: "\t")),
    ("a", UInt8(ascii: ",")), ("\"a,b,c\";d", UInt8(ascii: ";")),
    ("\"a\"\",,\";b", UInt8(ascii: ";")), ("a;b\n1,2,3,4", UInt8(ascii: ";")),
    ("a,b;c", UInt8(ascii: ",")),
  ])
  func theHeaderNamesTheSeparator(text: String, separator: UInt8) throws {
    #expect(try reader(text).separator == separator)
  }

  @Test(arguments: [
    ("1", 3, CSVFault.Reason.tooFewCells(found: 1, expected: 2)),
    (" ", 3, .tooFewCells(found: 1, expected: 2)),
    ("1,2,3", 3, .tooManyCells(found: 3, expected: 2)),
    ("1,2,", 3, .tooManyCells(found: 3, expected: 2)),
    ("1,5\" de long", 3, .strayQuote(column: 2)),
    ("\"un\" deux,3", 3, .textAfterQuote(column: 1)),
    ("1,\"deux\"\"\" ", 3, .textAfterQuote(column: 2)),
    ("\u{0},2", 3, .nul(column: 1)),
    ("1,\"\u{0}\"", 3, .nul(column: 2)),
    ("12345678901,2", 3, .cellTooLong(column: 1, bytes: 11, limit: 10)),
    ("1,\"\n34567890\n12\"", 3, .cellTooLong(column: 2, bytes: 12, limit: 10)),
    ("\"\n\",\"\n\",x", 3, .tooManyCells(found: 3, expected: 2)),
  ])
  func aFaultNamesItsRowAndLeavesTheOthersAlone(
    row: String, line: Int, reason: CSVFault.Reason
  ) throws {
    let found = split(try reader("a,b\nx,y\n\(row)\nz,\"t\"\n", cellLimit: 10))
    #expect(found.faults == [CSVFault(row: 2, line: line, reason: reason)])
    #expect(found.good == [["x", "y"], ["z", "t"]])
  }

  @Test func anUnterminatedQuoteTakesItsOwnLineOnly() throws {
    let found = split(try reader("a,b\n1,\"open\n2,x\n3,y\n"))
    #expect(found.faults == [CSVFault(row: 1, line: 2, reason: .unterminatedQuote(column: 2))])
    #expect(found.good == [["2", "x"], ["3", "y"]])
  }

  @Test func aQuoteOpenedTooEarlyIsNamedWhereItStops() throws {
    let found = split(try reader("a,b\r\n1,\"open\r\n2,\"x\"\r\n3,y\r\n"))
    #expect(found.faults == [CSVFault(row: 1, line: 3, reason: .textAfterQuote(column: 2))])
    #expect(found.good == [["2", "x"], ["3", "y"]])
  }

  @Test func textInAnotherEncodingIsRefusedRowByRow() throws {
    let bytes = Array("a;b\n1;".utf8) + [0xE9] + Array("t\u{E9}\n2;été\n".utf8)
    let found = split(try CSVReader(bytes))
    #expect(found.faults == [CSVFault(row: 1, line: 2, reason: .invalidUTF8(column: 2))])
    #expect(found.good == [["2", "été"]])
  }

  @Test func aFileThatIsNoTable() {
    #expect(throws: CSVHeaderError.empty) { try reader("") }
    #expect(throws: CSVHeaderError.empty) { try reader("\u{FEFF}\r\n\n") }
    #expect(throws: CSVHeaderError.utf16) { try CSVReader([0xFF, 0xFE, 0x61, 0]) }
    #expect(throws: CSVHeaderError.utf16) { try CSVReader([0xFE, 0xFF, 0, 0x61]) }
    #expect(throws: CSVHeaderError.duplicateColumn(name: "b", first: 2, second: 4)) {
      try reader("a,b,,b,\n")
    }
    let open = CSVFault(row: 0, line: 2, reason: .unterminatedQuote(column: 2))
    #expect(throws: CSVHeaderError.fault(open)) { try reader("\na,\"b\n1,2\n") }
    let foreign = CSVFault(row: 0, line: 1, reason: .invalidUTF8(column: 1))
    #expect(throws: CSVHeaderError.fault(foreign)) { try CSVReader([0xE9, 0x0A]) }
  }

  @Test func manyFaultyRowsTakeNoLongerThanGoodOnes() throws {
    let count = 10_000
    let bodies = ["\"a\n", "a\"\n", "\"\" \"\"\n", ",,,,,\n", "\"\"\"\n"]
    for body in bodies {
      let found = split(try reader("a,b\n" + String(repeating: body, count: count)))
      #expect(found.good.isEmpty)
      #expect(found.faults.count >= count / 2)
    }
  }
}

@Suite struct CSVWriterTests {
  @Test func quotesOnlyWhereNeeded() {
    var writer = CSVWriter(columns: ["ref", "texte, brut"])
    writer.append(["=1+1", " dit \"oui\" "])
    writer.append(["a;b", "l'un\rl'autre"])
    writer.append(["", "@été\tet après"])
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == """
        ref,"texte, brut"
        =1+1," dit ""oui"" "
        "a;b","l'un\rl'autre"
        ,"@été\tet après"

        """)
  }

  @Test func whatIsWrittenReadsBackTheSame() throws {
    for seed in 0..<UInt64(fuzzRuns(default: 2_000)) {
      var random = SeededGenerator(seed: seed)
      let table = Table(using: &random)
      var writer = CSVWriter(columns: table.columns)
      for row in table.rows { writer.append(row) }
      let reader = try CSVReader(writer.bytes)
      #expect(reader.columns == table.columns, "seed \(seed)")
      #expect(reader.separator == UInt8(ascii: ","), "seed \(seed)")
      #expect(try reader.map { try $0.get().cells } == table.rows, "seed \(seed)")
    }
  }

  @Test func whatOtherProgramsWriteReadsTheSame() throws {
    for seed in 0..<UInt64(fuzzRuns(default: 2_000)) {
      var random = SeededGenerator(seed: seed)
      let table = Table(using: &random)
      let reader = try CSVReader(table.rendered(using: &random))
      #expect(reader.columns == table.columns, "seed \(seed)")
      #expect(try reader.map { try $0.get().cells } == table.rows, "seed \(seed)")
    }
  }

  /// Whatever the bytes: rows come numbered and complete, lines only go up, and good rows survive
  /// being written again.
  @Test func anyBytesGiveRowsOrFaults() {
    for seed in 0..<UInt64(fuzzRuns(default: 10_000)) {
      var random = SeededGenerator(seed: seed)
      let bytes = hostileBytes(using: &random)
      guard let reader = try? CSVReader(bytes, cellLimit: 20) else { continue }
      let lineCount = bytes.count { $0 == 10 || $0 == 13 } + 1
      var writer = CSVWriter(columns: reader.columns)
      var good: [[String]] = []
      var lastLine = 0
      for (index, result) in reader.enumerated() {
        switch result {
        case .success(let row):
          #expect(row.number == index + 1 && row.line > lastLine, "seed \(seed)")
          #expect(row.cells.count == reader.columns.count, "seed \(seed)")
          #expect(row.cells.allSatisfy { $0.utf8.count <= 20 }, "seed \(seed)")
          lastLine = row.line
          good.append(row.cells)
          writer.append(row.cells)
        case .failure(let fault):
          #expect(fault.row == index + 1, "seed \(seed)")
          #expect(fault.line > lastLine && fault.line <= lineCount, "seed \(seed)")
        }
      }
      let again = try? CSVReader(writer.bytes).map { try $0.get().cells }
      #expect(again == good, "seed \(seed)")
    }
  }
}

/// A random table, and the many ways to write it down.
private struct Table {
  var columns: [String]
  var rows: [[String]]

  private static let pieces = [
    "a", "b", "é", "😀", "\u{FEFF}", ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", " ", "=", "",
  ]

  init(using random: inout SeededGenerator) {
    func cell(_ random: inout SeededGenerator) -> String {
      (0..<Int.random(in: 0..<6, using: &random))
        .map { _ in Table.pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let width = Int.random(in: 1...4, using: &random)
    // A leading number keeps the names apart.
    columns = (0..<width).map { "\($0)\(cell(&random))" }
    if Bool.random(using: &random) { columns[0] = cell(&random) }
    if columns.dropFirst().contains(columns[0]) { columns[0] = "" }
    rows = (0..<Int.random(in: 0..<5, using: &random)).map { _ in
      (0..<width).map { _ in cell(&random) }
    }
  }

  /// With any separator, line ends and superfluous quotes that still tell the separator.
  func rendered(using random: inout SeededGenerator) -> [UInt8] {
    let separator =
      columns.count == 1 ? "," : [",", ";", "\t"].randomElement(using: &random) ?? ","
    let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    var text = Bool.random(using: &random) ? "\u{FEFF}" : ""
    for (index, row) in ([columns] + rows).enumerated() {
      let cells = row.map { cell in
        let special: [Unicode.Scalar] = ["\"", "\n", "\r", ",", ";", "\t", "\u{FEFF}"]
        let needsQuotes =
          cell.unicodeScalars.contains { special.contains($0) } || (row.count == 1 && cell.isEmpty)
        guard needsQuotes || Bool.random(using: &random) else { return cell }
        let doubled = String(
          cell.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }.map(Character.init))
        return "\"\(doubled)\""
      }
      let isLast = index == rows.count
      text += cells.joined(separator: separator)
      if !isLast || Bool.random(using: &random) { text += end }
    }
    return Array(text.utf8)
  }
}

/// Bytes that a CSV reader has opinions about, and a few that it must not choke on.
private func hostileBytes(using random: inout SeededGenerator) -> [UInt8] {
  let bytes: [UInt8] = Array("aab,;\t\"\"\n\r".utf8) + [0, 0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0xFF]
  let usual = 10
  return (0..<Int.random(in: 0..<120, using: &random)).map { _ in
    let rare = Int.random(in: 0..<20, using: &random) == 0
    return bytes[Int.random(in: 0..<(rare ? bytes.count : usual), using: &random)]
  }
}
