import Git
import Similarity

/// The files of an index, below `latitude/` in the git directory.
///
/// Segments are named after what they hold, so that two processes that write the same one do each other no harm.
/// Everything is written aside and renamed; nothing that a manifest names is ever changed.
struct IndexFiles {
  /// Below `latitude/`.
  let folder: String

  private static let manifest = "manifest"

  /// - Parameter base: The base's folder in the repository: each base has an index of its own.
  init(ofBase base: String, in repository: borrowing Repository) throws(GitError) {
    folder = try noteName("index", ofBase: base, in: repository)
  }

  /// A file's bytes; nil: it is not there.
  private func stored(
    _ name: String, in repository: borrowing Repository
  ) throws(GitError) -> StoredBytes? {
    guard let file = try repository.mappedNote("\(folder)/\(name)") else { return nil }
    return StoredBytes(file)
  }

  /// The manifest, and the segments that it names; nil: there is none, or it speaks of files that went meanwhile.
  ///
  /// - Throws: `IndexDamage` for what is there and not whole.
  func open(in repository: borrowing Repository) throws -> OpenedIndex? {
    // Whoever publishes anew removes old files: then there is a newer manifest to read.
    for _ in 0..<5 {
      guard let bytes = try stored(IndexFiles.manifest, in: repository) else { return nil }
      let manifest = try IndexManifest(StoredSections(bytes))
      if let segments = try segments(of: manifest, in: repository) {
        return try OpenedIndex(manifest: manifest, segments: segments)
      }
    }
    return nil
  }

  private func segments(
    of manifest: IndexManifest, in repository: borrowing Repository
  ) throws -> [LiveSegment]? {
    var segments: [LiveSegment] = []
    for entry in manifest.segments {
      guard let bytes = try stored(entry.file, in: repository) else { return nil }
      let segment = try Segment(bytes)
      var removedDocuments: Segment?
      if let file = entry.removedFile {
        guard let bytes = try stored(file, in: repository) else { return nil }
        removedDocuments = try Segment(bytes)
      }
      var removed = DocumentSet(capacity: segment.documentCount)
      for document in entry.removed {
        guard document < segment.documentCount else { throw IndexDamage.inconsistent("manifest") }
        removed.insert(document)
      }
      guard removed.count == removedDocuments?.documentCount ?? 0,
        entry.shadowed.allSatisfy({ $0 < segment.documentCount })
      else { throw IndexDamage.inconsistent("manifest") }
      segments.append(
        LiveSegment(segment, removed: removed, removedDocuments: removedDocuments))
    }
    return segments
  }

  /// The name of a segment's file, given its bytes or the first of its pieces.
  static func name(of bytes: [UInt8]) -> String { "segment-\(StoredSections.name(of: bytes))" }

  func write(
    _ pieces: [[UInt8]], as name: String, in repository: borrowing Repository
  ) throws(GitError) {
    try repository.writeNote("\(folder)/\(name)", pieces: pieces)
  }

  /// Makes a manifest the one that counts, and removes what neither it nor anything else names any more.
  ///
  /// Only for the holder of the index's lock.
  func publish(_ manifest: IndexManifest, in repository: borrowing Repository) throws {
    try write([manifest.bytes()], as: IndexFiles.manifest, in: repository)
    let named = Set(manifest.segments.flatMap { [$0.file, $0.removedFile].compactMap(\.self) })
    for name in repository.notes(in: folder)
    where name.hasPrefix("segment-") && !named.contains(name) {
      try repository.removeNote("\(folder)/\(name)")
    }
  }
}

extension StoredBytes {
  /// The bytes of a mapped file.
  convenience init(_ file: MappedFile) {
    unsafe self.init(file.bytes, owner: file) { file.read($0, into: &$1) }
  }
}

/// An index as it was found or made, ready to answer.
struct OpenedIndex: Sendable {
  var manifest: IndexManifest
  let index: CaseIndex

  init(manifest: IndexManifest, segments: [LiveSegment]) throws(IndexDamage) {
    self.manifest = manifest
    index = try CaseIndex(segments, grams: manifest.grams)
  }
}
