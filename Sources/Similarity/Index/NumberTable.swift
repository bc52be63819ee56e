/// Numbers by number, few out of many: open addressing, so that what is touched stays small.
///
/// Keys are not negative, and no value exceeds 32 bits, sums included.
struct NumberTable: Sendable {
  /// A key + 1 in the upper half, its value in the lower; 0 where free.
  ///
  /// A power of two, at most half full.
  private var slots: [UInt64]
  /// Where the keys stand, in the order in which they came.
  private var taken: [Int32] = []

  /// - Parameter expected: How many keys will come, about.
  init(expected: Int = 0) {
    var size = 64
    while size < expected * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// The value of a key; nil: it has none.
  @inline(__always)
  subscript(key: Int32) -> UInt32? {
    let slot = slot(of: key)
    return slots[slot] == 0 ? nil : UInt32(truncatingIfNeeded: slots[slot])
  }

  /// Adds to the value of a key, at first 0.
  @inline(__always)
  mutating func add(_ amount: UInt32, to key: Int32) {
    let slot = slot(of: key)
    if slots[slot] == 0 {
      insert(key, amount, at: slot)
    } else {
      slots[slot] &+= UInt64(amount)
    }
  }

  private mutating func insert(_ key: Int32, _ value: UInt32, at slot: Int) {
    slots[slot] = UInt64(UInt32(bitPattern: key) + 1) << 32 | UInt64(value)
    taken.append(Int32(slot))
    if taken.count * 2 > slots.count { grow() }
  }

  /// Takes all keys out, in the order in which they came.
  @inline(__always)
  mutating func removeAll(_ body: (_ key: Int32, _ value: UInt32) -> Void) {
    for slot in taken {
      let entry = slots[Int(slot)]
      slots[Int(slot)] = 0
      body(NumberTable.key(entry), UInt32(truncatingIfNeeded: entry))
    }
    taken.removeAll(keepingCapacity: true)
  }

  private mutating func grow() {
    let entries = taken.map { slots[Int($0)] }
    slots = Array(repeating: 0, count: slots.count * 2)
    taken.removeAll(keepingCapacity: true)
    for entry in entries {
      let slot = slot(of: NumberTable.key(entry))
      slots[slot] = entry
      taken.append(Int32(slot))
    }
  }

  @inline(__always)
  private static func key(_ entry: UInt64) -> Int32 {
    Int32(bitPattern: UInt32(truncatingIfNeeded: entry >> 32) - 1)
  }

  /// Where a key stands, or the free slot where it belongs.
  @inline(__always)
  private func slot(of key: Int32) -> Int {
    let number = UInt32(bitPattern: key)
    let mask = slots.count - 1
    var slot = Int(number &* 0x9E37_79B1 >> 12) & mask
    while slots[slot] != 0, UInt32(truncatingIfNeeded: slots[slot] >> 32) != number + 1 {
      slot = (slot + 1) & mask
    }
    return slot
  }
}
