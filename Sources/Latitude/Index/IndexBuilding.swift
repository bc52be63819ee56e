import Documents
import Git
import Similarity
import Synchronization

/// Makes an index of all cases of a commit.
///
/// Files are read against the order in which they lie in git's packs, by two threads at once, each a segment at a time
/// with a repository of its own.
struct IndexBuilding: Sendable {
  /// So many documents a segment at most: some room is left for merging.
  static let segmentSize = 60_000
  /// So many bytes of files a segment about at most: what its sections count must fit into four bytes, whatever files
  /// hold.
  static let segmentBytes = 1 << 28
  /// Fewer are not worth a second thread.
  private static let leastPerThread = 2_500

  let gitDirectory: String
  let languages: [String]
  /// Told how many files are read, now and then, from any thread.
  let progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
  var segmentBytes = Self.segmentBytes

  /// The segments of these files, in the order of `sources`, whose paths are below the base.
  ///
  /// - Parameter finish: Called with each segment's bytes as soon as they are made, from any thread.
  func segments<Segment: Sendable>(
    of sources: [TreeFile], finish: @Sendable ([UInt8]) throws -> Segment
  ) throws -> (segments: [Segment], unreadable: [IndexManifest.Unreadable]) {
    let readable = sources.filter(\.canHoldCase)
    let parts = partition(readable.count)
    let done = Atomic(0)
    let results = try concurrently(parts) { part in
      try self.segments(of: readable[part], finish) {
        let count = done.add(1, ordering: .relaxed).newValue
        if count % 256 == 0 { progress?(count, readable.count) }
      }
    }
    var segments: [Segment] = []
    var unreadable = sources.filter { !$0.canHoldCase }
      .map { IndexManifest.Unreadable($0) }
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
  private func segments<Segment>(
    of sources: ArraySlice<TreeFile>, _ finish: ([UInt8]) throws -> Segment, count: () -> Void
  ) throws -> (segments: [Segment], unreadable: [IndexManifest.Unreadable]) {
    let repository = try Repository(discovering: gitDirectory)
    var builder = SegmentBuilder(languages: languages)
    var segments: [Segment] = []
    var unreadable: [IndexManifest.Unreadable] = []
    var buffer: [UInt8] = []
    var bytes = 0
    for source in sources {
      try repository.readBlob(source.blob, into: &buffer)
      let isCase = builder.addCase(
        buffer, path: source.path, version: source.blob.words.bytes)
      if !isCase { unreadable.append(IndexManifest.Unreadable(source)) }
      bytes += isCase ? buffer.count : 0
      if bytes >= segmentBytes {
        segments.append(try finish(builder.build()))
        builder = SegmentBuilder(languages: languages)
        bytes = 0
      }
      count()
    }
    if builder.documentCount > 0 { segments.append(try finish(builder.build())) }
    return (segments, unreadable)
  }
}

extension TreeFile {
  fileprivate var canHoldCase: Bool { (kind == .file || kind == .executable) && isExactPath }
}
