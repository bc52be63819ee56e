/// Bytes that never change while anybody holds them: of a mapped file, or of memory.
///
/// The offsets of numbers inside must be aligned to them. Numbers are little-endian, as all platforms of Swift are.
@safe package final class StoredBytes: @unchecked Sendable {
  // Unchecked: the memory is written before `init` ends and never again, and lives as long as `owner`.
  private let start: UnsafeRawPointer
  package let count: Int
  /// What keeps the memory alive; nil: this object frees it.
  private let owner: (any AnyObject & Sendable)?
  private let reader: Reader?

  /// Copies a stretch of the bytes into a buffer, in place of what it holds; false where that fails.
  package typealias Reader = @Sendable (Range<Int>, inout [UInt8]) -> Bool

  /// Somebody else's memory, alive and unchanged as long as `owner` is.
  ///
  /// - Parameter reader: Another way to the same bytes, which leaves them out of this process's memory.
  package init(
    _ bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable, reader: Reader? = nil
  ) {
    unsafe start = bytes.baseAddress ?? StoredBytes.nothing
    count = bytes.count
    self.owner = owner
    self.reader = reader
  }

  /// A copy in memory, aligned to 16.
  package init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
    unsafe copy.copyBytes(from: bytes)
    unsafe start = copy.baseAddress.map { UnsafeRawPointer($0) } ?? StoredBytes.nothing
    count = bytes.count
    owner = nil
    reader = nil
  }

  /// Copies a stretch into `buffer`, in place of what it holds.
  func copy(_ range: Range<Int>, into buffer: inout [UInt8]) -> Bool {
    if let reader { return reader(range, &buffer) }
    buffer.removeAll(keepingCapacity: true)
    unsafe buffer.append(contentsOf: pointer(range))
    return true
  }

  deinit {
    if owner == nil { unsafe start.deallocate() }
  }

  /// An address for no bytes.
  private static var nothing: UnsafeRawPointer {
    unsafe UnsafeRawPointer(bitPattern: 16).unsafelyUnwrapped
  }

  /// The bytes of a range inside, valid as long as this object is.
  func pointer(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
  }

  /// Numbers that stand one after the other.
  func numbers<Number>(
    _ type: Number.Type, at offset: Int, count: Int
  ) -> StoredNumbers<Number> {
    StoredNumbers(self, at: offset, count: count)
  }
}

/// Numbers of one width inside stored bytes, by their place.
@safe
struct StoredNumbers<Number: FixedWidthInteger & Sendable & BitwiseCopyable>:
  @unchecked Sendable
{
  // Unchecked: `start` points into `bytes`, which never change.
  private let bytes: StoredBytes
  private let start: UnsafePointer<Number>
  let count: Int

  fileprivate init(_ bytes: StoredBytes, at offset: Int, count: Int) {
    let stride = MemoryLayout<Number>.stride
    precondition(offset % stride == 0)
    let memory = unsafe bytes.pointer(offset..<offset + count * stride)
    self.bytes = bytes
    self.count = count
    unsafe start =
      memory.baseAddress.map {
        unsafe $0.assumingMemoryBound(to: Number.self)
      } ?? UnsafePointer(bitPattern: 16).unsafelyUnwrapped
  }

  @inline(__always)
  subscript(place: Int) -> Number {
    precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
    return unsafe start[place]
  }

  /// Lends the numbers as they lie, for loops in which each check counts.
  @inline(__always)
  func withPointer<Result>(_ body: (UnsafePointer<Number>) -> Result) -> Result {
    unsafe body(start)
  }

  /// The first place whose number is not below `wanted`, in ascending numbers. O(log count)
  func lowerBound(of wanted: Number) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
