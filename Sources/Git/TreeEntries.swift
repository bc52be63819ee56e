#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The entries of a tree where they lie in its bytes, in the order in which git sorts them.
///
/// Each is a mode in octal digits, a space, a name, a NUL, and an id of 20 bytes.
struct TreeEntries {
  /// What an entry names; no kind: a folder.
  struct Item: Equatable {
    var kind: TreeFile.Kind?
    var id: ObjectWords
  }

  private struct Entry {
    /// Where it lies.
    var bytes: Range<Int>
    var name: Range<Int>
    var kind: TreeFile.Kind?
  }

  private let bytes: [UInt8]
  private var entries: [Entry] = []

  /// No entries.
  init() { bytes = [] }

  /// Nil where the bytes are not those of a tree. O(bytes)
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A case's name is some forty bytes long.
    entries.reserveCapacity(bytes.count / 64)
    let span = bytes.span
    var at = 0
    while at < span.count {
      let start = at
      var mode: UInt32 = 0
      while at < span.count, span[at] != UInt8(ascii: " ") {
        guard span[at] & ~7 == UInt8(ascii: "0"), mode < 1 << 13 else { return nil }
        mode = mode << 3 | UInt32(span[at] & 7)
        at += 1
      }
      let name = at + 1
      guard at > start, let end = TreeEntries.firstNUL(in: span, from: name), end > name,
        span.count - end > 20
      else { return nil }
      at = end + 21
      entries.append(Entry(bytes: start..<at, name: name..<end, kind: TreeFile.Kind(mode: mode)))
    }
  }

  private static func firstNUL(in bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, 0, bytes.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  var count: Int { entries.count }

  subscript(place: Int) -> Item {
    let entry = entries[place]
    return Item(kind: entry.kind, id: ObjectWords(at: entry.name.upperBound + 1, in: bytes.span))
  }

  func name(_ place: Int) -> [UInt8] { Array(bytes[entries[place].name]) }

  /// Whether an entry has the same bytes as one of another tree; what is missing has none.
  func isSame(_ place: Int, as other: Int, of others: TreeEntries) -> Bool {
    guard place < count, other < others.count else { return false }
    let left = bytes.span.extracting(entries[place].bytes)
    let right = others.bytes.span.extracting(others.entries[other].bytes)
    return left.count == right.count && TreeEntries.compare(left, right, left.count) == 0
  }

  /// In which order git sorts an entry and one of another tree: by bytes, a folder as if its name ended with a slash.
  ///
  /// What is missing comes last.
  func order(_ place: Int, _ other: Int, of others: TreeEntries) -> Int32 {
    guard place < count else { return 1 }
    guard other < others.count else { return -1 }
    let (left, right) = (entries[place], others.entries[other])
    let leftName = bytes.span.extracting(left.name)
    let rightName = others.bytes.span.extracting(right.name)
    let common = min(leftName.count, rightName.count)
    let order = TreeEntries.compare(leftName, rightName, common)
    guard order == 0 else { return order }
    func next(_ name: borrowing Span<UInt8>, _ kind: TreeFile.Kind?) -> UInt8 {
      common < name.count ? name[common] : kind == nil ? UInt8(ascii: "/") : 0
    }
    return Int32(next(leftName, left.kind)) - Int32(next(rightName, right.kind))
  }

  private static func compare(
    _ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>, _ count: Int
  ) -> Int32 {
    guard count > 0 else { return 0 }
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return 0 }
        return unsafe memcmp(left, right, count)
      }
    }
  }
}

extension ObjectWords {
  /// The twenty bytes from a place on.
  fileprivate init(at place: Int, in bytes: borrowing Span<UInt8>) {
    let bytes = unsafe bytes.extracting(place..<place + 20).bytes
    self.init(
      high: UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(as: UInt64.self)),
      middle: UInt64(
        bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      low: UInt32(
        bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 16, as: UInt32.self)))
  }
}

extension TreeFile.Kind {
  /// The kind of an entry by its mode; nil: a folder.
  init?(mode: UInt32) {
    switch mode & 0o170000 {
    case 0o040000: return nil
    case 0o120000: self = .symbolicLink
    case 0o160000: self = .submodule
    default: self = mode & 0o100 != 0 ? .executable : .file
    }
  }
}
