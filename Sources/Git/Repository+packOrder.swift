internal import CGit2

extension Repository {
  /// The order in which many blobs are best read, as places in `blobs`: against that in which they lie in packs.
  ///
  /// A delta lies behind what it is based on. Whoever reads the last of a chain unpacks all of it, and libgit2 keeps
  /// what the others are then read from; the other way round, it unpacks each one a second time as the next one's base.
  /// From a pack with long chains this takes a fifteenth of the time of reading in the order of paths.
  /// O(n log(objects))
  package func packOrder(of blobs: [BlobID]) -> [Int] {
    let folder = "\(gitDirectory)/objects/pack"
    let names = Disk.names(in: folder).filter { $0.hasSuffix(".idx") }.sorted()
    var places = blobs.indices.map { (offset: UInt64.max, place: $0) }
    for (number, name) in names.enumerated() {
      guard let file = try? MappedFile("\(folder)/\(name)"), let index = PackIndex(file) else {
        continue
      }
      for (place, blob) in blobs.enumerated() where places[place].offset == .max {
        guard let offset = index.offset(of: blob.words) else { continue }
        places[place].offset = UInt64(number) << 48 | offset & 0xFFFF_FFFF_FFFF
      }
    }
    places.sort { $0 > $1 }
    return places.map(\.place)
  }

  /// Reads a blob into `buffer`, in place of what it holds.
  package func readBlob(_ id: BlobID, into buffer: inout [UInt8]) throws(GitError) {
    let store = try objectStore()
    let object = unsafe try Owned("git_odb_read", id.subject, freeing: git_odb_object_free) {
      var oid = id.oid
      return unsafe git_odb_read(&$0, store.pointer, &oid)
    }
    guard unsafe git_odb_object_type(object.pointer) == GIT_OBJECT_BLOB else {
      throw GitError(.corrupt(id.description), operation: "git_odb_read")
    }
    buffer.removeAll(keepingCapacity: true)
    unsafe buffer.append(
      contentsOf: UnsafeRawBufferPointer(
        start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer)))
  }
}

/// The index of a pack, version 2, as gitformat-pack(5) has it.
///
/// A table of how many ids begin with at most each byte, the sorted ids, checksums, offsets of 4 bytes, and offsets of
/// 8 bytes where 4 do not do. Numbers are big-endian.
private struct PackIndex {
  private let file: MappedFile
  private let count: Int

  private static let tableStart = 8
  private static let idStart = 8 + 256 * 4

  init?(_ file: MappedFile) {
    guard file.count >= PackIndex.idStart, PackIndex.number(file, at: 0) == 0xFF74_4F63,
      PackIndex.number(file, at: 4) == 2
    else { return nil }
    let count = Int(PackIndex.number(file, at: PackIndex.tableStart + 255 * 4))
    guard file.count >= PackIndex.idStart + count * 28 else { return nil }
    self.file = file
    self.count = count
  }

  private static func number(_ file: MappedFile, at offset: Int) -> UInt32 {
    UInt32(bigEndian: unsafe file.bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  private func number(at offset: Int) -> UInt32 { PackIndex.number(file, at: offset) }

  private func words(at place: Int) -> ObjectWords {
    let start = PackIndex.idStart + place * 20
    let bytes = unsafe file.bytes
    return ObjectWords(
      high: UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
      middle: UInt64(
        bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)),
      low: number(at: start + 16))
  }

  /// Where an object begins in the pack; nil: it is not there.
  func offset(of id: ObjectWords) -> UInt64? {
    let first = Int(id.high >> 56)
    var low = first == 0 ? 0 : Int(number(at: PackIndex.tableStart + (first - 1) * 4))
    var high = Int(number(at: PackIndex.tableStart + first * 4))
    guard low <= high, high <= count else { return nil }
    while low < high {
      let middle = (low + high) / 2
      if words(at: middle) < id { low = middle + 1 } else { high = middle }
    }
    guard low < count, words(at: low) == id else { return nil }
    let small = number(at: PackIndex.idStart + count * 24 + low * 4)
    guard small & 0x8000_0000 != 0 else { return UInt64(small) }
    let start = PackIndex.idStart + count * 28 + Int(small & 0x7FFF_FFFF) * 8
    guard start + 8 <= file.count else { return nil }
    return UInt64(number(at: start)) << 32 | UInt64(number(at: start + 4))
  }
}
