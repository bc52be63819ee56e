import Documents
import Git
import Similarity
import Synchronization

/// Makes an index of all cases of a commit.
///
/// Files are read in the order in which they are best read from git's packs, by two threads at once, each a segment at a
/// time.
struct IndexBuilding: Sendable {
  /// So many documents a segment at most: some room is left for merging.
  static let segmentSize = 60_000
  /// So many bytes of files a segment about at most: what its sections count must fit into four bytes, whatever files
  /// hold.
  static let segmentBytes = 1 << 28
  /// Fewer are not worth a second thread.
  private static let leastPerThread = 2_500

  let gitDirectory: String
  let packs: Packs
  let languages: [String]
  /// Told how many files are read, now and then, from any thread.
  let progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
  var segmentBytes = Self.segmentBytes

  /// A file to read, its path below the base, and where its blob lies among `packs`.
  struct Source: Sendable {
    var file: TreeFile
    var place: Packs.Place?
  }

  /// The segments of these files.
  ///
  /// - Parameter finish: Called with each segment's bytes in pieces as soon as they are made, from any thread.
  func segments<Segment: Sendable>(
    of sources: [Source], finish: @Sendable ([[UInt8]]) throws -> Segment
  ) throws -> (segments: [Segment], unreadable: [IndexManifest.Unreadable]) {
    let order = packs.readingOrder(of: sources.map { $0.place })
    let parts = partition(order.count)
    let done = Atomic(0)
    let results = try concurrently(parts, keeping: LineMemory()) { part, lines in
      try self.segments(of: sources, order[part], &lines, finish) {
        let count = done.add(1, ordering: .relaxed).newValue
        if count % 256 == 0 { progress?(count, order.count) }
      }
    }
    var segments: [Segment] = []
    var unreadable: [IndexManifest.Unreadable] = []
    for result in results {
      segments += result.segments
      unreadable += result.unreadable
    }
    return (segments, unreadable)
  }

  private func partition(_ count: Int) -> [Range<Int>] {
    guard count > 0 else { return [] }
    var parts = (count + Self.segmentSize - 1) / Self.segmentSize
    if count >= sharingThreads * Self.leastPerThread {
      parts = (parts + sharingThreads - 1) / sharingThreads * sharingThreads
    }
    return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }

  /// One thread's part: mostly one segment, and the files that hold no case.
  ///
  /// - Parameter lines: What the thread knows from its parts before.
  private func segments<Segment>(
    of sources: [Source], _ order: ArraySlice<Int>, _ lines: inout LineMemory,
    _ finish: ([[UInt8]]) throws -> Segment, count: () -> Void
  ) throws -> (segments: [Segment], unreadable: [IndexManifest.Unreadable]) {
    var reader = BlobReader(packs, in: try Repository(discovering: gitDirectory))
    var builder = SegmentBuilder(languages: languages, expected: order.count, lines: lines)
    // Nobody else may hold them, or the first new line copies all.
    lines = LineMemory()
    var segments: [Segment] = []
    var unreadable: [IndexManifest.Unreadable] = []
    var size = 0
    for number in order {
      let file = sources[number].file
      count()
      let bytes =
        file.canHoldCase ? try reader.read(file.blob, at: sources[number].place) : nil
      guard let bytes,
        builder.addCase(bytes, path: file.path, version: file.blob.words.bytes)
      else {
        unreadable.append(IndexManifest.Unreadable(file))
        continue
      }
      size += bytes.count
      if size >= segmentBytes {
        let known = builder.takeLines()
        segments.append(try finish(builder.buildPieces()))
        builder = SegmentBuilder(languages: languages, lines: known)
        size = 0
      }
    }
    lines = builder.takeLines()
    if builder.documentCount > 0 { segments.append(try finish(builder.buildPieces())) }
    return (segments, unreadable)
  }
}

extension TreeFile {
  fileprivate var canHoldCase: Bool { (kind == .file || kind == .executable) && isExactPath }
}
