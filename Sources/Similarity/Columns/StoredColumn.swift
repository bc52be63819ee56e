/// The three sections of a column, with the values that documents have.
///
/// A value may have been read from a file that turned out to hold no case.
///
/// - Parameters:
///   - values: By code - 1; those that are nearly all different may stand in it twice.
///   - codes: Of each document the code of its value, 0 for none.
func storedColumn(_ values: ByteTable, codes: [UInt32]) -> [[UInt8]] {
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
  return [
    offsets.count <= 256
      ? codes.map { UInt8(used[Int($0)]) }
      : storedBytes(of: codes.map { UInt16(used[Int($0)]) }),
    storedBytes(of: offsets), bytes,
  ]
}

/// Numbers as they are stored.
package func storedBytes<Number: FixedWidthInteger & BitwiseCopyable>(of numbers: [Number])
  -> [UInt8]
{
  unsafe numbers.withUnsafeBytes { unsafe [UInt8]($0) }
}
