/// Collects one column: the distinct values, numbered from 1, and each document's number.
struct ColumnBuilder {
  private(set) var values = ByteTable()
  /// 0 where a document has no value; documents after the last one have none.
  private var codes: [UInt32] = []

  /// The number of a value, added unless it is there.
  mutating func code(of value: borrowing Span<UInt8>) -> UInt32 { UInt32(values.id(of: value) + 1) }

  mutating func set(_ code: UInt32, for document: Int) {
    if codes.count < document { codes += repeatElement(0, count: document - codes.count) }
    if codes.count == document { codes.append(code) } else { codes[document] = code }
  }

  /// The three sections of a column, with the values that documents have.
  ///
  /// A value may have been read from a file that turned out to hold no case.
  func sections(documents: Int) -> [[UInt8]] {
    var used = [UInt32](repeating: 0, count: values.count + 1)
    for code in codes where code > 0 { used[Int(code)] = 1 }
    var offsets: [UInt32] = [0]
    var bytes: [UInt8] = []
    for code in used.indices.dropFirst() where used[code] > 0 {
      bytes += values[code - 1]
      offsets.append(UInt32(bytes.count))
      used[code] = UInt32(offsets.count - 1)
    }
    guard offsets.count > 1 else { return [[], storedBytes(of: offsets), []] }
    let all = codes.map { used[Int($0)] } + repeatElement(0, count: documents - codes.count)
    return [
      offsets.count <= 256 ? all.map { UInt8($0) } : storedBytes(of: all.map { UInt16($0) }),
      storedBytes(of: offsets), bytes,
    ]
  }
}

/// Numbers as they are stored.
package func storedBytes<Number: FixedWidthInteger & BitwiseCopyable>(of numbers: [Number])
  -> [UInt8]
{
  unsafe numbers.withUnsafeBytes { unsafe [UInt8]($0) }
}
