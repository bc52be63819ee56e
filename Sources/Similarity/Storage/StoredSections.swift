internal import Synchronization

/// What is wrong with stored bytes: they must not be used, and can be made anew.
package enum IndexDamage: Error, Hashable, Sendable {
  /// Not a file of this kind, or of another format version.
  case foreign
  /// Cut off, or longer than it says.
  case wrongLength(stated: Int, found: Int)
  /// The header, or a block of the content by its number, is not what was written.
  case header
  case block(Int)
  /// Whole, and still not what its own numbers say.
  case inconsistent(String)
}

/// A file of numbered sections behind a header with checksums.
///
/// The header has the magic bytes, the format version, the length, each section's place, and a checksum of each block
/// of the content and of itself. A block is checked when something in it is first read, so that opening costs the same
/// for every size: nothing unchecked is ever used.
///
///     0   magic, 8 bytes      8   format version, 4    12  number of sections, 4
///     16  length of all, 8    24  checksum of the rest of the header, 8
///     32  for each section: offset from the file's start, 8; length in bytes, 8
///         for each block of the content: checksum, 8
///     then the content: sections in order, each at a multiple of 16
@safe package final class StoredSections: Sendable {
  let bytes: StoredBytes
  private let sections: [Range<Int>]
  private let contentStart: Int
  private let blockCount: Int
  /// How many stretches were copied.
  private let copies = Atomic(0)
  private static let copiesOfOneAnswer = 20_000
  /// One bit a block: it was read and found whole.
  private let checked: Mutex<[UInt64]>

  /// Goes up with every change of what stored bytes mean, hashes included: an index of another version is made anew.
  static let formatVersion: UInt32 = 5
  static let blockLength = 1 << 12
  private static let magic: [UInt8] = [0x4C, 0x41, 0x54, 0x49, 0x54, 0x44, 0x58, 0x0A]
  private static let fixedLength = 32

  /// Reads and checks the header; O(its length).
  package init(_ bytes: StoredBytes) throws(IndexDamage) {
    let fixed = StoredSections.fixedLength
    guard bytes.count >= fixed else { throw .wrongLength(stated: fixed, found: bytes.count) }
    let start = bytes.numbers(UInt8.self, at: 0, count: 8)
    guard (0..<8).allSatisfy({ start[$0] == StoredSections.magic[$0] }) else { throw .foreign }
    let small = bytes.numbers(UInt32.self, at: 8, count: 2)
    guard small[0] == StoredSections.formatVersion else { throw .foreign }
    let large = bytes.numbers(UInt64.self, at: 16, count: 2)
    guard large[0] == UInt64(bytes.count) else {
      throw .wrongLength(stated: Int(clamping: large[0]), found: bytes.count)
    }
    let count = Int(small[1])
    let headerAtLeast = fixed + count * 16
    guard count <= 4_096, bytes.count >= headerAtLeast else { throw .header }
    let table = bytes.numbers(UInt64.self, at: fixed, count: count * 2)
    var sections: [Range<Int>] = []
    for section in 0..<count {
      let (offset, length) = (table[section * 2], table[section * 2 + 1])
      guard offset <= large[0], length <= large[0] - offset else { throw .header }
      sections.append(Int(offset)..<Int(offset + length))
    }
    contentStart = sections.first?.lowerBound ?? bytes.count
    guard contentStart >= headerAtLeast else { throw .header }
    blockCount = StoredSections.blocks(in: bytes.count - contentStart)
    guard contentStart == StoredSections.aligned(headerAtLeast + blockCount * 8) else {
      throw .header
    }
    // Everything but the checksum itself: the fixed part before it stands in as a start value.
    let seed = UInt64(small[1]) << 32 ^ large[0]
    let sum = unsafe checksum(bytes.pointer(fixed..<contentStart), seed: seed)
    guard sum == large[1] else { throw .header }
    self.bytes = bytes
    self.sections = sections
    checked = Mutex(Array(repeating: 0, count: (blockCount + 63) / 64))
  }

  package var sectionCount: Int { sections.count }

  /// Where a section stands.
  func range(of section: Int) -> Range<Int> { sections[section] }

  /// Makes sure that a stretch of the file is what was written; O(bytes not checked before).
  func check(_ range: Range<Int>) throws(IndexDamage) {
    guard !range.isEmpty else { return }
    let first = (range.lowerBound - contentStart) / StoredSections.blockLength
    let last = (range.upperBound - 1 - contentStart) / StoredSections.blockLength
    let wanted = checked.withLock { bits in
      (first...last).filter { bits[$0 >> 6] & 1 << UInt64($0 & 63) == 0 }
    }
    guard !wanted.isEmpty else { return }
    let sums = blockSums
    for block in wanted {
      let start = contentStart + block * StoredSections.blockLength
      let end = min(start + StoredSections.blockLength, bytes.count)
      guard unsafe checksum(bytes.pointer(start..<end), seed: UInt64(block)) == sums[block] else {
        throw .block(block)
      }
    }
    checked.withLock { bits in
      for block in wanted { bits[block >> 6] |= 1 << UInt64(block & 63) }
    }
  }

  /// Lends a stretch of the file, checked; at first as a copy in `buffer`, which keeps it out of memory.
  ///
  /// A process that answers once touches little, here and there, and what it maps stays small. One that answers on and
  /// on comes back to the same blocks, and then reads them where they are mapped.
  @inline(__always)
  func withBytes<Result>(
    _ range: Range<Int>, buffer: inout [UInt8],
    _ body: (UnsafeRawBufferPointer) throws(IndexDamage) -> Result
  ) throws(IndexDamage) -> Result {
    let isChecked = isChecked(range)
    if isChecked, copies.load(ordering: .relaxed) >= Self.copiesOfOneAnswer {
      return try unsafe body(bytes.pointer(range))
    }
    copies.add(1, ordering: .relaxed)
    let place = try isChecked ? copyChecked(range, into: &buffer) : copy(range, into: &buffer)
    // A local keeps the copy alive and lets no other access in.
    let copied = StoredBytes.Copy(buffer)
    return try unsafe copied.withBytes(place, body)
  }

  /// A stretch of the file, checked and copied.
  func bytes(_ range: Range<Int>) throws(IndexDamage) -> [UInt8] {
    var buffer: [UInt8] = []
    return try unsafe withBytes(range, buffer: &buffer) { unsafe Array($0) }
  }

  private func isChecked(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    let (first, last) = blocks(of: range)
    return checked.withLock { bits in
      for block in first...last where bits[block >> 6] & 1 << UInt64(block & 63) == 0 {
        return false
      }
      return true
    }
  }

  private func blocks(of range: Range<Int>) -> (first: Int, last: Int) {
    (
      (range.lowerBound - contentStart) / StoredSections.blockLength,
      (range.upperBound - 1 - contentStart) / StoredSections.blockLength
    )
  }

  private func copyChecked(
    _ range: Range<Int>, into buffer: inout [UInt8]
  ) throws(IndexDamage) -> Range<Int> {
    guard bytes.copy(range, into: &buffer) else { throw .block(0) }
    return 0..<range.count
  }

  /// Copies the blocks of a stretch into `buffer` and checks them; where in `buffer` the stretch stands.
  private func copy(
    _ range: Range<Int>, into buffer: inout [UInt8]
  ) throws(IndexDamage) -> Range<Int> {
    let (first, last) = blocks(of: range)
    let start = contentStart + first * StoredSections.blockLength
    let end = min(contentStart + (last + 1) * StoredSections.blockLength, bytes.count)
    guard bytes.copy(start..<end, into: &buffer) else { throw .block(first) }
    let sums = blockSums
    for block in first...last {
      let offset = (block - first) * StoredSections.blockLength
      let length = min(StoredSections.blockLength, buffer.count - offset)
      let sum = unsafe buffer.withUnsafeBytes { all in
        unsafe checksum(
          UnsafeRawBufferPointer(rebasing: all[offset..<offset + length]), seed: UInt64(block))
      }
      guard sum == sums[block] else { throw .block(block) }
    }
    checked.withLock { bits in
      for block in first...last { bits[block >> 6] |= 1 << UInt64(block & 63) }
    }
    return range.lowerBound - start..<range.upperBound - start
  }

  private var blockSums: StoredNumbers<UInt64> {
    bytes.numbers(
      UInt64.self, at: StoredSections.fixedLength + sections.count * 16, count: blockCount)
  }

  /// Makes sure that the whole file is what was written.
  package func checkAll() throws(IndexDamage) { try check(contentStart..<bytes.count) }

  /// A section as numbers, checked.
  func numbers<Number>(
    _ section: Int, of type: Number.Type
  ) throws(IndexDamage) -> StoredNumbers<Number> {
    try check(sections[section])
    return uncheckedNumbers(section, of: type)
  }

  /// A section as an array of numbers, checked.
  package func array<Number: FixedWidthInteger & Sendable & BitwiseCopyable>(
    _ section: Int, of type: Number.Type
  ) throws(IndexDamage) -> [Number] {
    let numbers = try numbers(section, of: type)
    return unsafe numbers.withPointer { start in
      unsafe Array(UnsafeBufferPointer(start: start, count: numbers.count))
    }
  }

  /// A section as numbers whose readers check what they read.
  func uncheckedNumbers<Number>(_ section: Int, of type: Number.Type) -> StoredNumbers<Number> {
    let range = sections[section]
    return bytes.numbers(
      type, at: range.lowerBound, count: range.count / MemoryLayout<Number>.stride)
  }

  /// A name for written sections that tells them from all others, 16 digits: the checksum of the checksums.
  package static func name(of bytes: [UInt8]) -> String {
    guard bytes.count >= fixedLength else { return "" }
    let sum = bytes[24..<32].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  fileprivate static func aligned(_ length: Int) -> Int { (length + 15) & ~15 }

  fileprivate static func blocks(in length: Int) -> Int {
    (length + blockLength - 1) / blockLength
  }

  /// The bytes of a file with these sections.
  package static func write(_ sections: [[UInt8]]) -> [UInt8] {
    let pieces = pieces(of: sections)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    for piece in pieces { bytes += piece }
    return bytes
  }

  /// The same in pieces, the header first: nothing is copied, which takes as long as much else for large sections.
  package static func pieces(of sections: [[UInt8]]) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    var sums = BlockSums()
    for section in sections {
      let padding = [UInt8](repeating: 0, count: aligned(section.count) - section.count)
      for piece in [section, padding] where !piece.isEmpty {
        sums.add(piece)
        pieces.append(piece)
      }
    }
    pieces[0] = header(of: sections, sums.finished())
    return pieces
  }

  private static func header(of sections: [[UInt8]], _ sums: [UInt64]) -> [UInt8] {
    let contentStart = aligned(fixedLength + sections.count * 16 + sums.count * 8)
    var bytes = [UInt8](repeating: 0, count: contentStart)
    var table: [UInt64] = []
    var length = contentStart
    for section in sections {
      table += [UInt64(length), UInt64(section.count)]
      length += aligned(section.count)
    }
    table += sums
    for (place, number) in table.enumerated() { store(number, at: fixedLength + place * 8) }
    bytes.replaceSubrange(0..<8, with: magic)
    store(UInt64(formatVersion) | UInt64(sections.count) << 32, at: 8)
    store(UInt64(length), at: 16)
    let seed = UInt64(sections.count) << 32 ^ UInt64(length)
    store(
      unsafe bytes.withUnsafeBytes { all in
        unsafe checksum(UnsafeRawBufferPointer(rebasing: all[fixedLength...]), seed: seed)
      }, at: 24)
    return bytes

    func store(_ number: UInt64, at offset: Int) {
      for byte in 0..<8 { bytes[offset + byte] = UInt8(truncatingIfNeeded: number >> (byte * 8)) }
    }
  }
}

/// The checksum of each block of a content that comes in pieces.
private struct BlockSums {
  private var sums: [UInt64] = []
  /// The beginning of the next block, where a piece ended inside it.
  private var begun: [UInt8] = []

  mutating func add(_ piece: [UInt8]) {
    unsafe piece.withUnsafeBytes { bytes in
      var at = 0
      while at < bytes.count {
        let end = min(bytes.count, at + StoredSections.blockLength - begun.count)
        let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[at..<end])
        at = end
        if part.count == StoredSections.blockLength {
          sums.append(unsafe checksum(part, seed: UInt64(sums.count)))
        } else {
          unsafe begun.append(contentsOf: part)
          if begun.count == StoredSections.blockLength { finishBlock() }
        }
      }
    }
  }

  private mutating func finishBlock() {
    sums.append(unsafe begun.withUnsafeBytes { unsafe checksum($0, seed: UInt64(sums.count)) })
    begun.removeAll(keepingCapacity: true)
  }

  mutating func finished() -> [UInt64] {
    if !begun.isEmpty { finishBlock() }
    return sums
  }
}

/// A 64-bit sum of bytes that differs when a single bit of them does.
///
/// Four lanes of eight bytes each go through steps that lose nothing (xor, an odd factor, a rotation), as in xxHash
/// (Collet); what is left over is filled up with zeros, and the length counts.
func checksum(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
  let factor: UInt64 = 0x9E37_79B1_85EB_CA87
  var (a, b, c, d) = (seed &+ factor, seed ^ factor, seed, seed &- factor)
  @inline(__always) func step(_ lane: inout UInt64, _ word: UInt64) {
    lane = (lane ^ word) &* factor
    lane = lane << 29 | lane >> 35
  }
  @inline(__always) func word(_ offset: Int) -> UInt64 {
    unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
  var at = 0
  while at + 32 <= bytes.count {
    step(&a, word(at))
    step(&b, word(at + 8))
    step(&c, word(at + 16))
    step(&d, word(at + 24))
    at += 32
  }
  while at < bytes.count {
    var last: UInt64 = 0
    for offset in at..<min(at + 8, bytes.count) {
      last |= UInt64(unsafe bytes[offset]) << UInt64((offset - at) * 8)
    }
    step(&a, last)
    at += 8
  }
  var sum = UInt64(bytes.count)
  for lane in [a, b, c, d] { step(&sum, spread(lane)) }
  return spread(sum)
}
