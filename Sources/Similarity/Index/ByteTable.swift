/// Distinct byte strings, numbered from 0 in the order in which they first came.
///
/// Open addressing over one buffer: no object for each string. The numbers depend on nothing but that order.
struct ByteTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = [0]
  /// Number + 1 of a string, 0 where free; a power of two, at most half full.
  private var slots: [Int32] = Array(repeating: 0, count: 1024)

  var count: Int { ends.count - 1 }

  /// The table as it is stored: where each string begins (and the last one ends), the strings, the slots.
  ///
  /// Up to three quarters full, since what is stored does not grow and is read into little memory.
  var parts: (offsets: [Int32], bytes: [UInt8], slots: [Int32]) {
    var size = 64
    while size * 3 < count * 4 { size *= 2 }
    return (ends, bytes, slots(size))
  }

  /// Adds a string unless it is there.
  mutating func id(of string: Span<UInt8>) -> Int {
    let slot = slot(of: string)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    for index in string.indices { bytes.append(string[index]) }
    ends.append(Int32(bytes.count))
    slots[slot] = Int32(count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// The number of a string that was added.
  func find(_ string: Span<UInt8>) -> Int? {
    let found = slots[slot(of: string)]
    return found == 0 ? nil : Int(found) - 1
  }

  subscript(id: Int) -> ArraySlice<UInt8> { bytes[Int(ends[id])..<Int(ends[id + 1])] }

  func length(of id: Int) -> Int { Int(ends[id + 1] - ends[id]) }

  /// The slot of a string, or the free one where it belongs.
  private func slot(of string: Span<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: fingerprint(string)) & mask
    while slots[slot] != 0 {
      if isEqual(Int(slots[slot]) - 1, string) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ id: Int, _ string: Span<UInt8>) -> Bool {
    let start = Int(ends[id])
    guard Int(ends[id + 1]) - start == string.count else { return false }
    let bytes = self.bytes.span
    for index in string.indices where bytes[start + index] != string[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = slots(slots.count * 2)
  }

  /// Slots for the strings so far, a power of two.
  private func slots(_ size: Int) -> [Int32] {
    var slots = [Int32](repeating: 0, count: size)
    let mask = size - 1
    for id in 0..<count {
      var slot = Int(truncatingIfNeeded: fingerprint(self[id].span)) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(id + 1)
    }
    return slots
  }
}

/// A 64-bit hash that is the same in every process: FNV-1a (Fowler, Noll, Vo), finished by a multiplication so that
/// the low bits depend on all.
@inline(__always)
func fingerprint(_ bytes: borrowing Span<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
  return spread(hash)
}

/// Mixes high bits into low ones (the finisher of MurmurHash3, Appleby).
@inline(__always)
func spread(_ value: UInt64) -> UInt64 {
  var value = value
  value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  return value ^ (value >> 33)
}
