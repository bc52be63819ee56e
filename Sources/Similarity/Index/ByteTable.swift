/// Distinct byte strings, numbered from 0 in the order in which they first came.
///
/// Open addressing over one buffer: no object for each string. The numbers depend on nothing but that order.
struct ByteTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = [0]
  /// The upper half of a string's fingerprint, which tells most strings apart, then its number + 1; 0 where free.
  ///
  /// A power of two, at most half full.
  private var slots: [UInt64] = Array(repeating: 0, count: 1024)

  private static let upperHalf: UInt64 = 0xFFFF_FFFF_0000_0000

  var count: Int { ends.count - 1 }

  /// The table as it is stored: where each string begins (and the last one ends), the strings, numbers + 1 by slot.
  ///
  /// Up to three quarters full, since what is stored does not grow and is read into little memory.
  var parts: (offsets: [Int32], bytes: [UInt8], slots: [Int32]) {
    var size = 64
    while size * 3 < count * 4 { size *= 2 }
    return (ends, bytes, slots(size).map { Int32(truncatingIfNeeded: $0) })
  }

  /// Adds a string unless it is there.
  mutating func id(of string: borrowing Span<UInt8>) -> Int {
    let print = fingerprint(string)
    let slot = slot(of: string, print)
    if slots[slot] != 0 { return ByteTable.id(slots[slot]) }
    unsafe string.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    ends.append(Int32(bytes.count))
    slots[slot] = print & ByteTable.upperHalf | UInt64(count)
    if count * 2 > slots.count { slots = slots(slots.count * 2) }
    return count - 1
  }

  /// The number of a string that was added.
  func find(_ string: borrowing Span<UInt8>) -> Int? {
    let found = slots[slot(of: string, fingerprint(string))]
    return found == 0 ? nil : ByteTable.id(found)
  }

  subscript(id: Int) -> ArraySlice<UInt8> { bytes[Int(ends[id])..<Int(ends[id + 1])] }

  func length(of id: Int) -> Int { Int(ends[id + 1] - ends[id]) }

  private static func id(_ slot: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: slot)) - 1 }

  /// The slot of a string, or the free one where it belongs.
  @inline(__always)
  private func slot(of string: borrowing Span<UInt8>, _ print: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: print) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ print) & ByteTable.upperHalf == 0,
        isEqual(ByteTable.id(slots[slot]), string)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ id: Int, _ string: borrowing Span<UInt8>) -> Bool {
    let start = Int(ends[id])
    guard Int(ends[id + 1]) - start == string.count else { return false }
    for index in string.indices where bytes[start + index] != string[index] { return false }
    return true
  }

  /// Slots for the strings so far, a power of two.
  private func slots(_ size: Int) -> [UInt64] {
    var slots = [UInt64](repeating: 0, count: size)
    let mask = size - 1
    for id in 0..<count {
      let print = fingerprint(self[id].span)
      var slot = Int(truncatingIfNeeded: print) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = print & ByteTable.upperHalf | UInt64(id + 1)
    }
    return slots
  }
}

/// A 64-bit hash that is the same in every process.
///
/// As FNV-1a (Fowler, Noll, Vo), eight bytes at a time, the last ones filled up with zeros; the length counts, and high
/// bits are mixed into low ones at the end and after each step.
@inline(__always)
func fingerprint(_ bytes: borrowing Span<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
  unsafe bytes.withUnsafeBytes { bytes in
    var at = 0
    while at + 8 <= bytes.count {
      hash = spread(hash ^ (unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
      at += 8
    }
    guard at < bytes.count else { return }
    var last: UInt64 = 0
    while at < bytes.count {
      last = last << 8 | UInt64(unsafe bytes[at])
      at += 1
    }
    hash = spread(hash ^ last)
  }
  return spread(hash)
}

/// Mixes high bits into low ones (the finisher of MurmurHash3, Appleby).
@inline(__always)
func spread(_ value: UInt64) -> UInt64 {
  var value = value
  value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  return value ^ (value >> 33)
}
