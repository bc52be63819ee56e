/// The strings of a `ByteTable` as they are stored, by number.
@safe struct StoredStrings: Sendable {
  fileprivate let offsets: StoredNumbers<UInt32>
  fileprivate let bytes: StoredNumbers<UInt8>

  /// Two sections in a row: offsets, strings.
  init(_ file: StoredSections, from section: Int) throws(IndexDamage) {
    offsets = try file.numbers(section, of: UInt32.self)
    bytes = try file.numbers(section + 1, of: UInt8.self)
    guard offsets.count > 0, Int(offsets[offsets.count - 1]) == bytes.count else {
      throw .inconsistent("strings")
    }
  }

  var count: Int { offsets.count - 1 }

  func length(of id: Int) -> Int { Int(offsets[id + 1]) - Int(offsets[id]) }

  /// The bytes of a string, copied.
  subscript(id: Int) -> [UInt8] {
    let range = Int(offsets[id])..<Int(offsets[id + 1])
    return range.map { bytes[$0] }
  }

  /// Lends the bytes of a string.
  @inline(__always)
  func withBytes<Result>(of id: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    let range = Int(offsets[id])..<Int(offsets[id + 1])
    precondition(range.upperBound <= bytes.count)
    return unsafe bytes.withPointer { start in
      let buffer = unsafe UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
      return unsafe body(buffer.span)
    }
  }
}

/// The same with what finds the number of a string.
///
/// Apart, since most queries look for terms and never for words, whose slots are then not read.
@safe struct StoredTable: Sendable {
  let strings: StoredStrings
  /// Number + 1 of a string, 0 where free.
  private let slots: StoredNumbers<UInt32>

  /// Three sections in a row: offsets, strings, slots.
  init(_ file: StoredSections, from section: Int) throws(IndexDamage) {
    strings = try StoredStrings(file, from: section)
    slots = try file.numbers(section + 2, of: UInt32.self)
    guard slots.count > 0, slots.count & (slots.count - 1) == 0 else {
      throw .inconsistent("table")
    }
  }

  /// The number of a string that is there.
  func find(_ string: borrowing Span<UInt8>) -> Int? {
    find(string, fingerprint: fingerprint(string))
  }

  /// The same for a string whose fingerprint is known.
  func find(_ string: borrowing Span<UInt8>, fingerprint: UInt64) -> Int? {
    let mask = slots.count - 1
    var slot = ByteTable.slot(fingerprint, mask)
    while slots[slot] != 0 {
      let id = Int(slots[slot]) - 1
      if isEqual(id, string) { return id }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isEqual(_ id: Int, _ string: borrowing Span<UInt8>) -> Bool {
    let start = Int(strings.offsets[id])
    guard strings.length(of: id) == string.count else { return false }
    for index in string.indices where strings.bytes[start + index] != string[index] { return false }
    return true
  }
}
