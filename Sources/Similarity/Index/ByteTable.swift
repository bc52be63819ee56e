/// Distinct byte strings, numbered from 0 in the order in which they first came.
///
/// Open addressing over one buffer: no object for each string. The numbers depend on nothing but that order.
struct ByteTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = [0]
  /// A string's tag in the upper half, its number + 1 in the lower; 0 where free.
  ///
  /// A power of two, at most half full. A tag is half of a fingerprint: its low bits say where a string belongs, the
  /// others tell most strings apart.
  private var slots: [UInt64]
  /// Of the strings that are looked up together.
  private var lookups: [Lookup] = []

  private struct Lookup {
    var print: UInt64
    var slot: UInt64 = 0
    var start: Int32 = 0
    var end: Int32 = 0
  }

  /// - Parameter expected: How many strings will come, about.
  init(expected: Int = 0) {
    var size = 1_024
    while size < expected * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  var count: Int { ends.count - 1 }

  /// The table as it is stored: where each string begins (and the last one ends), the strings, numbers + 1 by slot.
  ///
  /// Up to three quarters full, since what is stored does not grow and is read into little memory.
  var parts: (offsets: [Int32], bytes: [UInt8], slots: [Int32]) {
    var size = 64
    while size * 3 < count * 4 { size *= 2 }
    return (ends, bytes, slots(size).map { Int32(truncatingIfNeeded: $0) })
  }

  /// The number of a string, which is added unless it is there.
  mutating func id(of string: borrowing Span<UInt8>) -> Int {
    id(of: string, fingerprint(string))
  }

  /// Adds a string that nobody will look for, whether it is there or not.
  mutating func append(_ string: borrowing Span<UInt8>) {
    unsafe string.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    ends.append(Int32(bytes.count))
  }

  private mutating func id(of string: borrowing Span<UInt8>, _ print: UInt64) -> Int {
    let slot = slot(of: string, print)
    if slots[slot] != 0 { return ByteTable.id(slots[slot]) }
    append(string)
    slots[slot] = (print >> 32) << 32 | UInt64(count)
    if count * 2 > slots.count { slots = slots(slots.count * 2) }
    return count - 1
  }

  /// Appends the numbers of a text's words in their order; those that are not there are added.
  ///
  /// The memory that a word needs lies far from that of the next. In steps that do not wait for each other, it comes
  /// for many words at once.
  mutating func read(_ words: borrowing Words, appendingTo ids: inout [Int32]) {
    read(words.folded.span, words.list, at: \.folded, appendingTo: &ids)
  }

  /// The same for strings of any kind, given where they stand in `bytes`; none is empty.
  mutating func read<Place>(
    _ bytes: borrowing Span<UInt8>, _ places: [Place], at range: (Place) -> Range<Int>,
    appendingTo ids: inout [Int32]
  ) {
    lookups.removeAll(keepingCapacity: true)
    lookups.append(addingCapacity: places.count) { output in
      for place in places {
        output.append(Lookup(print: fingerprint(bytes.extracting(range(place)))))
      }
    }
    var together = lookups
    lookups = []
    look(for: &together)
    let start = ids.count
    ids += repeatElement(0, count: places.count)
    var found = ids.mutableSpan
    for place in places.indices {
      let string = bytes.extracting(range(places[place]))
      let lookup = together[place]
      // Zeros stand for a slot that was free, and no string is empty.
      let isIt =
        (lookup.slot ^ lookup.print) >> 32 == 0
        && isEqual(Int(lookup.start)..<Int(lookup.end), string)
      let id = isIt ? ByteTable.id(lookup.slot) : id(of: string, lookup.print)
      found[start + place] = Int32(truncatingIfNeeded: id)
    }
    lookups = together
  }

  /// Finds what stands where strings belong.
  private func look(for strings: inout [Lookup]) {
    let mask = slots.count - 1
    var lookups = strings.mutableSpan
    for place in lookups.indices {
      lookups[place].slot = slots[ByteTable.slot(lookups[place].print, mask)]
    }
    for place in lookups.indices where lookups[place].slot != 0 {
      let id = ByteTable.id(lookups[place].slot)
      (lookups[place].start, lookups[place].end) = (ends[id], ends[id + 1])
    }
  }

  /// The number of a string that was added.
  func find(_ string: borrowing Span<UInt8>) -> Int? {
    let found = slots[slot(of: string, fingerprint(string))]
    return found == 0 ? nil : ByteTable.id(found)
  }

  subscript(id: Int) -> ArraySlice<UInt8> { bytes[Int(ends[id])..<Int(ends[id + 1])] }

  func length(of id: Int) -> Int { Int(ends[id + 1] - ends[id]) }

  private static func id(_ slot: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: slot)) - 1 }

  /// Where a string belongs.
  @inline(__always)
  static func slot(_ print: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: print >> 32) & mask
  }

  /// The slot of a string, or the free one where it belongs.
  @inline(__always)
  private func slot(of string: borrowing Span<UInt8>, _ print: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = ByteTable.slot(print, mask)
    while slots[slot] != 0 {
      if (slots[slot] ^ print) >> 32 == 0 {
        let id = ByteTable.id(slots[slot])
        if isEqual(Int(ends[id])..<Int(ends[id + 1]), string) { return slot }
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  @inline(__always)
  private func isEqual(_ range: Range<Int>, _ string: borrowing Span<UInt8>) -> Bool {
    range.count == string.count && areEqual(bytes.span.extracting(range), string)
  }

  /// Slots for the strings so far, a power of two.
  private func slots(_ size: Int) -> [UInt64] {
    var byID = [UInt64](repeating: 0, count: count)
    for slot in slots where slot != 0 { byID[ByteTable.id(slot)] = slot }
    var slots = [UInt64](repeating: 0, count: size)
    let mask = size - 1
    for value in byID {
      var slot = ByteTable.slot(value, mask)
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = value
    }
    return slots
  }
}

/// Whether two strings of one length are the same.
@inline(__always)
private func areEqual(_ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>) -> Bool {
  unsafe left.withUnsafeBytes { left in
    unsafe right.withUnsafeBytes { right in
      let count = left.count
      guard count >= 8 else { return unsafe shortWord(left) == shortWord(right) }
      var at = 0
      while at + 8 < count {
        guard unsafe eightBytes(left, at) == eightBytes(right, at) else { return false }
        at += 8
      }
      return unsafe eightBytes(left, count - 8) == eightBytes(right, count - 8)
    }
  }
}

/// A 64-bit hash that is the same in every process.
///
/// As FNV-1a (Fowler, Noll, Vo), eight bytes at a time, the last eight perhaps overlapping those before; the length
/// counts, and high bits are mixed into low ones at the end and after each step.
@inline(__always)
func fingerprint(_ bytes: borrowing Span<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
  unsafe bytes.withUnsafeBytes { bytes in
    let count = bytes.count
    guard count >= 8 else {
      hash = unsafe spread(hash ^ shortWord(bytes))
      return
    }
    var at = 0
    while at + 8 < count {
      hash = unsafe spread(hash ^ eightBytes(bytes, at))
      at += 8
    }
    hash = unsafe spread(hash ^ eightBytes(bytes, count - 8))
  }
  return spread(hash)
}

@inline(__always)
private func eightBytes(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
  unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
}

/// Up to seven bytes as a number, different for different ones of the same length: two halves that overlap, or the
/// first, the middle and the last.
@inline(__always)
private func shortWord(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  let count = bytes.count
  if count >= 4 {
    let first = unsafe bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
    let last = unsafe bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    return UInt64(first) | UInt64(last) << 32
  }
  guard count > 0 else { return 0 }
  return unsafe UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1]) << 16
}

/// Mixes high bits into low ones (the finisher of MurmurHash3, Appleby).
@inline(__always)
func spread(_ value: UInt64) -> UInt64 {
  var value = value
  value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  return value ^ (value >> 33)
}
