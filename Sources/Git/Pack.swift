/// A pack with its index, as gitformat-pack(5) has them: what is written at an offset.
///
/// Whatever is not as it should be is nil, never a crash.
struct Pack: Sendable {
  enum Kind: UInt8 {
    case other = 0
    case tree = 2
    case blob = 3
  }

  /// What stands at an offset, before its deflated data.
  struct Entry {
    enum Form {
      case whole(Kind)
      /// Copies from the object at another offset.
      case delta(base: Int)
    }

    var form: Form
    /// How many bytes the data has when it is inflated.
    var size: Int
    /// Where the data begins.
    var dataStart: Int
  }

  private static let headerSize = 12
  private static let trailerSize = 20

  private let file: MappedFile
  private let index: PackIndex

  /// - Parameter path: Without the ending of its files.
  init?(_ path: String) {
    guard let names = try? MappedFile("\(path).idx"), let index = PackIndex(names),
      let file = try? MappedFile("\(path).pack"),
      file.count >= Pack.headerSize + Pack.trailerSize,
      file.bigEndian32(at: 0) == 0x5041_434B, file.bigEndian32(at: 4) == 2
    else { return nil }
    self.file = file
    self.index = index
  }

  func offset(of id: ObjectWords) -> Int? { index.offset(of: id) }

  /// The deflated data from an offset on, with what comes after it.
  func data(from start: Int) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: file.bytes[start..<file.count - Pack.trailerSize])
  }

  func entry(at offset: Int) -> Entry? {
    guard offset >= Pack.headerSize, offset < file.count - Pack.trailerSize else { return nil }
    var cursor = unsafe PackCursor(data(from: offset))
    guard let (kind, size) = cursor.kindAndSize() else { return nil }
    let form: Entry.Form
    switch kind {
    case 1...4: form = .whole(Kind(rawValue: kind) ?? .other)
    case 6:
      guard let distance = cursor.distance(), distance > 0, distance < offset else { return nil }
      form = .delta(base: offset - distance)
    case 7:
      let place = offset + cursor.position
      guard unsafe cursor.take(20) != nil,
        let base = index.offset(of: file.objectWords(at: place))
      else { return nil }
      form = .delta(base: base)
    default: return nil
    }
    return Entry(form: form, size: size, dataStart: offset + cursor.position)
  }
}
