import Documents
import Git
import Similarity

/// An index on its way from one commit to another: segments come, documents go, small segments become larger ones.
struct IndexDraft {
  var manifest: IndexManifest
  var entries: [Entry] = []
  /// Ids of documents that came or went: others with the same id may have to take their place.
  private var changedIDs: Set<UInt64> = []

  struct Entry: Sendable {
    var file = ""
    var segment: Segment
    /// The bytes of a segment that is in no file yet.
    var newBytes: [UInt8]?
    var removedFile: String?
    var removedDocuments: Segment?
    var newRemovedBytes: [UInt8]?
    /// Before anything changed.
    let removedBefore: DocumentSet
    /// Gone, or shadowed.
    var removed: DocumentSet
    var shadowed: DocumentSet

    var liveCount: Int { segment.documentCount - removed.count }

    init(_ segment: Segment, removed: DocumentSet? = nil) {
      self.segment = segment
      removedBefore = removed ?? DocumentSet(capacity: segment.documentCount)
      self.removed = removedBefore
      shadowed = DocumentSet(capacity: segment.documentCount)
    }
  }

  init(manifest: IndexManifest, segments: [LiveSegment]) {
    self.manifest = manifest
    for (stored, live) in zip(manifest.segments, segments) {
      var entry = Entry(live.segment, removed: live.removed)
      entry.file = stored.file
      entry.removedFile = stored.removedFile
      entry.removedDocuments = live.removedDocuments
      for document in stored.shadowed { entry.shadowed.insert(document) }
      entries.append(entry)
    }
  }

  // MARK: - Documents

  /// Adds a segment that lies in a file, with the frequencies of its grams.
  mutating func append(_ segment: Segment, file: String, grams: GramCounts) {
    var entry = Entry(segment)
    entry.file = file
    entries.append(entry)
    manifest.grams.add(grams)
  }

  /// Adds a segment that is in memory.
  mutating func append(_ segment: Segment, new bytes: [UInt8]) throws(IndexDamage) {
    var entry = Entry(segment)
    entry.newBytes = bytes
    entries.append(entry)
    changedIDs.formUnion(try segment.idKeys())
    try manifest.grams.add(segment)
  }

  /// Takes out the file at a path.
  mutating func remove(_ path: String) throws(IndexDamage) {
    manifest.unreadable.removeAll { $0.path == path }
    for place in entries.indices {
      for document in try entries[place].segment.documents(at: path) {
        let isGone = entries[place].removed.contains(document)
        guard !isGone || entries[place].shadowed.contains(document) else { continue }
        entries[place].removed.insert(document)
        entries[place].shadowed.remove(document)
        changedIDs.insert(try entries[place].segment.idKey(of: document))
      }
    }
  }

  // MARK: - Ids that stand twice

  /// Finds the ids that stand in several files, among all.
  mutating func resolveAllIDs() throws(IndexDamage) {
    var keys: [UInt64] = []
    for entry in entries { keys += try entry.segment.idKeys() }
    keys.sort()
    for (key, next) in zip(keys, keys.dropFirst()) where key == next { try resolve(key) }
  }

  /// The same among the ids of what changed.
  mutating func resolveChangedIDs() throws(IndexDamage) {
    for key in changedIDs.sorted() { try resolve(key) }
  }

  /// Of all files with an id, lets the one count that `standing` says.
  private mutating func resolve(_ key: UInt64) throws(IndexDamage) {
    var found: [(place: Int, document: Int, path: String)] = []
    for place in entries.indices {
      for document in try entries[place].segment.documents(withID: key)
      where !entries[place].removed.contains(document)
        || entries[place].shadowed.contains(document)
      {
        found.append((place, document, try entries[place].segment.path(of: document)))
      }
    }
    guard !found.isEmpty else { return }
    let id = DocumentID(try entries[found[0].place].segment.text(.id, of: found[0].document) ?? "")
    let standing = id.map { standingPath(of: $0, among: found.map(\.path)) }
    for (place, document, path) in found {
      if path == standing {
        entries[place].removed.remove(document)
        entries[place].shadowed.remove(document)
      } else {
        entries[place].removed.insert(document)
        entries[place].shadowed.insert(document)
      }
    }
  }

  // MARK: - Merging

  /// Makes one segment of the last ones, as long as the one before is not much larger than all after it.
  ///
  /// So each document is copied a few times at most, and there are few segments whatever comes.
  mutating func merge(languages: [String]) throws(IndexDamage) {
    let empty = entries.filter { $0.liveCount == 0 && $0.shadowed.isEmpty }
    try settleGrams(empty[...], languages: languages)
    entries.removeAll { $0.liveCount == 0 && $0.shadowed.isEmpty }
    var first = entries.count - 1
    var count = first < 0 ? 0 : entries[first].liveCount
    var size = first < 0 ? 0 : entries[first].segment.byteCount
    while first > 0, entries[first - 1].liveCount <= max(2 * count, 512),
      count + entries[first - 1].liveCount <= IndexBuilding.segmentSize,
      size + entries[first - 1].segment.byteCount <= IndexBuilding.segmentBytes
    {
      first -= 1
      count += entries[first].liveCount
      size += entries[first].segment.byteCount
    }
    guard first >= 0, entries.count - first > 1,
      entries[first...].allSatisfy({ $0.shadowed.isEmpty })
    else { return }
    // The frequencies of grams follow what was removed, which a merged segment does not tell any more.
    try settleGrams(entries[first...], languages: languages)
    var builder = SegmentBuilder(languages: languages)
    for entry in entries[first...] {
      try builder.add(entry.segment) { !entry.removed.contains($0) }
    }
    entries.removeSubrange(first...)
    guard builder.documentCount > 0 else { return }
    let bytes = builder.build()
    var entry = Entry(try Segment(StoredBytes(bytes)))
    entry.newBytes = bytes
    entries.append(entry)
  }

  // MARK: - What was removed

  /// Brings the frequencies of what was removed, and of grams, in line with what is removed now.
  mutating func finishRemoved(languages: [String]) throws {
    let known = entries.filter { !$0.removedBefore.isEmpty }
    try settleGrams(known[...], languages: languages)
    let changed = entries.indices.filter { entries[$0].removed != entries[$0].removedBefore }
    let made = try concurrently(changed.map { entries[$0] }) {
      try $0.segment(of: $0.removed, languages: languages)
    }
    for (place, bytes) in zip(changed, made) {
      let entry = entries[place]
      entries[place].removedDocuments = nil
      entries[place].removedFile = nil
      if let bytes {
        let removedDocuments = try Segment(StoredBytes(bytes))
        // Where nothing was removed before, all that is removed now has just gone.
        if entry.removedBefore.isEmpty { try manifest.grams.subtract(removedDocuments) }
        entries[place].newRemovedBytes = bytes
        entries[place].removedDocuments = removedDocuments
      }
    }
  }

  private mutating func settleGrams(
    _ entries: ArraySlice<Entry>, languages: [String]
  ) throws(IndexDamage) {
    for entry in entries where entry.removed != entry.removedBefore {
      let gone = entry.removed.subtracting(entry.removedBefore)
      if let bytes = try entry.segment(of: gone, languages: languages) {
        try manifest.grams.subtract(Segment(StoredBytes(bytes)))
      }
      let back = entry.removedBefore.subtracting(entry.removed)
      if let bytes = try entry.segment(of: back, languages: languages) {
        try manifest.grams.add(Segment(StoredBytes(bytes)))
      }
    }
  }

  // MARK: - The result

  var finishedManifest: IndexManifest {
    var finished = manifest
    finished.unreadable.sort { $0.path < $1.path }
    finished.segments = entries.map { entry in
      IndexManifest.Entry(
        file: entry.file, removedFile: entry.removedFile, removed: entry.removed.elements,
        shadowed: entry.shadowed.elements)
    }
    return finished
  }

  var liveSegments: [LiveSegment] {
    entries.map {
      LiveSegment($0.segment, removed: $0.removed, removedDocuments: $0.removedDocuments)
    }
  }
}

extension IndexDraft.Entry {
  /// Some of the documents as a segment of their own, for their frequencies; nil for none.
  fileprivate func segment(
    of documents: DocumentSet, languages: [String]
  ) throws(IndexDamage) -> [UInt8]? {
    guard !documents.isEmpty else { return nil }
    var builder = SegmentBuilder(languages: languages)
    try builder.add(segment, frequenciesOnly: true) { documents.contains($0) }
    return builder.build()
  }
}

/// Which of several files with one id counts: the first that is named after it, as that is what the id finds; else the
/// first in the order of paths.
func standingPath(of id: DocumentID, among paths: [String]) -> String {
  let sorted = paths.sorted()
  return sorted.first { DocumentPath($0) == .document(id) } ?? sorted.first ?? ""
}
