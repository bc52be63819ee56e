/// One column of a segment.
@safe struct Column: Sendable {
  /// One of the two holds the codes; neither where no document has a value.
  private let narrow: StoredNumbers<UInt8>?
  private let wide: StoredNumbers<UInt16>?
  private let offsets: StoredNumbers<UInt32>
  private let bytes: StoredNumbers<UInt8>

  init(_ file: StoredSections, from section: Int, documents: Int) throws(IndexDamage) {
    offsets = try file.numbers(section + 1, of: UInt32.self)
    bytes = try file.numbers(section + 2, of: UInt8.self)
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

  /// How many different values there are; their codes are 1 to this.
  var valueCount: Int { offsets.count - 1 }

  /// The code of a document's value; 0: it has none.
  @inline(__always)
  func code(_ document: Int) -> Int {
    if let narrow { return Int(narrow[document]) }
    if let wide { return Int(wide[document]) }
    return 0
  }

  /// The value of a code from 1.
  func value(_ code: Int) -> [UInt8] {
    (Int(offsets[code - 1])..<Int(offsets[code])).map { bytes[$0] }
  }

  func text(_ code: Int) -> String { String(decoding: value(code), as: UTF8.self) }

  /// The value of a document.
  func text(of document: Int) -> String? {
    let code = code(document)
    return code == 0 ? nil : text(code)
  }
}
