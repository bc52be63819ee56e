internal import CDeflate

/// Unpacks objects straight from packs, those it can.
///
/// libgit2 inflates with zlib, which takes 1.7 times as long as libdeflate for texts of some hundred bytes, and its packs
/// are behind locks that all threads share. Whoever reads few objects asks libgit2.
struct Unpacker: ~Copyable {
  /// Larger ones are read by libgit2, and longer chains, since a whole chain is kept in memory.
  private static let largestSize = 1 << 20
  private static let longestChain = 256

  let packs: Packs
  private let inflater: Inflater?
  /// The pack of the object that was unpacked last.
  private var pack = -1
  /// What that object was made from and itself, from the one that stands on its own.
  private var chain: [(offset: Int, bytes: [UInt8])] = []
  private var kind = Pack.Kind.other
  /// What has to be unpacked for the next one.
  private var missing: [(offset: Int, entry: Pack.Entry)] = []

  init(_ packs: Packs) {
    self.packs = packs
    inflater = Inflater()
  }

  /// The bytes of an object of one kind; nil: it is of another, or libgit2 has to read it.
  ///
  /// - Parameter name: The object's, for errors.
  /// - Throws: `.corrupt` where no object begins at the place, or where one begins from which it is made: libgit2 1.5
  ///   reads beyond the end of the pack then.
  mutating func unpack(
    _ kind: Pack.Kind, at place: Packs.Place, name: @autoclosure () -> String
  ) throws(GitError) -> [UInt8]? {
    if place.pack != pack { chain.removeAll(keepingCapacity: true) }
    pack = place.pack
    switch findMissing(place.offset) {
    case .found: break
    case .tooMuch: return nil
    case .damaged: throw GitError(.corrupt(name()), operation: "pack")
    }
    guard self.kind == kind, let inflater else { return nil }
    for (offset, entry) in missing.reversed() {
      let deflated = unsafe packs[pack].data(from: entry.dataStart)
      guard let data = unsafe inflater.inflate(deflated, to: entry.size) else { return nil }
      if case .delta = entry.form {
        guard let base = chain.last?.bytes,
          let bytes = base.applying(delta: data, largestSize: Unpacker.largestSize)
        else { return nil }
        chain.append((offset, bytes))
      } else {
        chain.append((offset, data))
      }
    }
    return chain.last?.bytes
  }

  private enum Search { case found, tooMuch, damaged }

  /// Cuts the chain down to what an object is made from too, and finds what is missing from there to it, itself first.
  private mutating func findMissing(_ offset: Int) -> Search {
    missing.removeAll(keepingCapacity: true)
    var at = offset
    while missing.count < Unpacker.longestChain {
      if let known = chain.lastIndex(where: { $0.offset == at }) {
        chain.removeSubrange((known + 1)...)
        return chain.count + missing.count <= Unpacker.longestChain ? .found : .tooMuch
      }
      guard let entry = packs[pack].entry(at: at) else { return .damaged }
      guard entry.size <= Unpacker.largestSize else { return .tooMuch }
      missing.append((at, entry))
      switch entry.form {
      case .delta(let base): at = base
      case .whole(let kind):
        chain.removeAll(keepingCapacity: true)
        self.kind = kind
        return .found
      }
    }
    return .tooMuch
  }
}

/// libdeflate's memory for inflating.
@safe private final class Inflater {
  private let pointer: OpaquePointer

  init?() {
    guard let pointer = unsafe libdeflate_alloc_decompressor() else { return nil }
    unsafe self.pointer = pointer
  }

  deinit { unsafe libdeflate_free_decompressor(pointer) }

  /// The bytes that begin `deflated`, inflated; nil where they are not `size`, or their checksum is wrong.
  func inflate(_ deflated: UnsafeRawBufferPointer, to size: Int) -> [UInt8]? {
    var isDone = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let result = unsafe libdeflate_zlib_decompress(
        pointer, deflated.baseAddress, deflated.count, buffer.baseAddress, size, nil)
      isDone = result == LIBDEFLATE_SUCCESS
      count = isDone ? size : 0
    }
    return isDone ? bytes : nil
  }
}
