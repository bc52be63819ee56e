/// The index of a pack, version 2, as gitformat-pack(5) has it.
///
/// A table of how many ids begin with at most each byte, the sorted ids, checksums, offsets of 4 bytes, and offsets of
/// 8 bytes where 4 do not do. Numbers are big-endian.
struct PackIndex: Sendable {
  private let file: MappedFile
  private let count: Int

  private static let tableStart = 8
  private static let idStart = 8 + 256 * 4

  init?(_ file: MappedFile) {
    guard file.count >= PackIndex.idStart, file.bigEndian32(at: 0) == 0xFF74_4F63,
      file.bigEndian32(at: 4) == 2
    else { return nil }
    let count = Int(file.bigEndian32(at: PackIndex.tableStart + 255 * 4))
    guard file.count >= PackIndex.idStart + count * 28 else { return nil }
    self.file = file
    self.count = count
  }

  /// Where an object begins in the pack; nil: it is not there. O(log(objects))
  func offset(of id: ObjectWords) -> Int? {
    let first = Int(id.high >> 56)
    var low = first == 0 ? 0 : Int(file.bigEndian32(at: PackIndex.tableStart + (first - 1) * 4))
    var high = Int(file.bigEndian32(at: PackIndex.tableStart + first * 4))
    guard low <= high, high <= count else { return nil }
    while low < high {
      let middle = (low + high) / 2
      if file.objectWords(at: PackIndex.idStart + middle * 20) < id {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < count, file.objectWords(at: PackIndex.idStart + low * 20) == id else { return nil }
    let small = file.bigEndian32(at: PackIndex.idStart + count * 24 + low * 4)
    guard small & 0x8000_0000 != 0 else { return Int(small) }
    let start = PackIndex.idStart + count * 28 + Int(small & 0x7FFF_FFFF) * 8
    guard start + 8 <= file.count else { return nil }
    return Int(exactly: file.bigEndian64(at: start))
  }
}

/// Numbers as git writes them; the caller knows that the file goes so far.
extension MappedFile {
  func bigEndian32(at offset: Int) -> UInt32 {
    UInt32(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  func bigEndian64(at offset: Int) -> UInt64 {
    UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  func objectWords(at offset: Int) -> ObjectWords {
    ObjectWords(
      high: bigEndian64(at: offset), middle: bigEndian64(at: offset + 8),
      low: bigEndian32(at: offset + 16))
  }
}
