/// One column of a segment.
@safe struct Column: Sendable {
  /// One of the two holds the codes; neither where no document has a value.
  private let narrow: StoredNumbers<UInt8>?
  private let wide: StoredNumbers<UInt16>?
  private let offsets: StoredNumbers<UInt32>
  private let file: StoredSections
  private let bytes: Range<Int>
  /// All values, once they are checked together; before, each is checked where it is read: the titles and paths of all
  /// cases are much, and few are asked for.
  private var values: StoredNumbers<UInt8>?

  init(_ file: StoredSections, from section: Int, documents: Int) throws(IndexDamage) {
    self.file = file
    offsets = try file.numbers(section + 1, of: UInt32.self)
    bytes = file.range(of: section + 2)
    switch file.range(of: section).count {
    case 0: (narrow, wide) = (nil, nil)
    case documents: (narrow, wide) = (try file.numbers(section, of: UInt8.self), nil)
    case 2 * documents: (narrow, wide) = (nil, try file.numbers(section, of: UInt16.self))
    default: throw .inconsistent("column")
    }
    guard offsets.count > 0, Int(offsets[offsets.count - 1]) == bytes.count else {
      throw .inconsistent("column")
    }
  }

  /// The column with all its values at hand: for readers of most of them.
  func withAllValues() throws(IndexDamage) -> Column {
    var column = self
    try file.check(bytes)
    column.values = file.bytes.numbers(UInt8.self, at: bytes.lowerBound, count: bytes.count)
    return column
  }

  /// How many values there are, some perhaps alike; their codes are 1 to this.
  var valueCount: Int { offsets.count - 1 }

  /// The code of a document's value; 0: it has none.
  @inline(__always)
  func code(_ document: Int) -> Int {
    if let narrow { return Int(narrow[document]) }
    if let wide { return Int(wide[document]) }
    return 0
  }

  /// The value of a code from 1.
  func value(_ code: Int) throws(IndexDamage) -> [UInt8] {
    guard code > 0, code < offsets.count else { throw .inconsistent("column") }
    let (start, end) = (Int(offsets[code - 1]), Int(offsets[code]))
    guard start <= end, end <= bytes.count else { throw .inconsistent("column") }
    if let values { return (start..<end).map { values[$0] } }
    return try file.bytes(bytes.lowerBound + start..<bytes.lowerBound + end)
  }

  func text(_ code: Int) throws(IndexDamage) -> String {
    String(decoding: try value(code), as: UTF8.self)
  }

  /// The value of a document.
  func text(of document: Int) throws(IndexDamage) -> String? {
    let code = code(document)
    return code == 0 ? nil : try text(code)
  }
}
