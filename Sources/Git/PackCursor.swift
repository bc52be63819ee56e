/// Reads the numbers of packs and deltas (gitformat-pack(5)), most of them seven bits a byte.
///
/// Nil at the end of the bytes, and for a number that nothing in a pack can have.
@safe struct PackCursor {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

  var isAtEnd: Bool { unsafe position == bytes.count }

  mutating func byte() -> UInt8? {
    guard !isAtEnd else { return nil }
    defer { position += 1 }
    return unsafe bytes[position]
  }

  mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard unsafe count <= bytes.count - position else { return nil }
    defer { position += count }
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  /// What an entry begins with: three bits, and a size whose lowest four bits stand in the same byte.
  mutating func kindAndSize() -> (kind: UInt8, size: Int)? {
    guard let first = byte() else { return nil }
    var size = Int(first & 0x0F)
    if first & 0x80 != 0 {
      guard let rest = self.size() else { return nil }
      size |= rest << 4
    }
    return (first >> 4 & 7, size)
  }

  /// A number with its lowest bits first.
  mutating func size() -> Int? {
    var (value, shift) = (0, 0)
    while shift < 49, let byte = byte() {
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    return nil
  }

  /// How far before a delta its base lies: the highest bits first, and no number can be written in two ways.
  mutating func distance() -> Int? {
    guard var byte = byte() else { return nil }
    var value = Int(byte & 0x7F)
    while byte & 0x80 != 0 {
      guard let next = self.byte(), value < 1 << 48 else { return nil }
      byte = next
      value = (value + 1) << 7 | Int(byte & 0x7F)
    }
    return value
  }

  /// What a delta's next step appends: bytes of the base, or of the delta itself.
  mutating func step(_ base: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let command = byte(), command != 0 else { return nil }
    guard command & 0x80 != 0 else { return unsafe take(Int(command)) }
    var (start, count) = (0, 0)
    for place in 0..<4 where command & 1 << place != 0 {
      guard let byte = byte() else { return nil }
      start |= Int(byte) << (8 * place)
    }
    for place in 0..<3 where command & 0x10 << place != 0 {
      guard let byte = byte() else { return nil }
      count |= Int(byte) << (8 * place)
    }
    if count == 0 { count = 0x10000 }
    guard start + count <= base.count else { return nil }
    return unsafe UnsafeRawBufferPointer(rebasing: base[start..<start + count])
  }
}

extension [UInt8] {
  /// What a delta makes of these bytes; nil where it does not fit them, or makes more than `largestSize`.
  func applying(delta: [UInt8], largestSize: Int) -> [UInt8]? {
    unsafe delta.withUnsafeBytes { delta in
      var cursor = unsafe PackCursor(delta)
      guard cursor.size() == count, let size = cursor.size(), size <= largestSize else {
        return nil
      }
      let made = unsafe withUnsafeBytes { base in
        unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, done in
          let target = UnsafeMutableRawBufferPointer(buffer)
          while done < size, let bytes = unsafe cursor.step(base), bytes.count <= size - done {
            unsafe UnsafeMutableRawBufferPointer(rebasing: target[done...]).copyMemory(from: bytes)
            done += bytes.count
          }
        }
      }
      return made.count == size && cursor.isAtEnd ? made : nil
    }
  }
}
