import Documents
import Git
import Similarity

extension KnowledgeBase {
  /// Who makes an index of this base holds this lock; who only answers does without.
  static let indexLock = "index"

  /// The index of the cases at `commit`, brought up to date from what is on disk.
  ///
  /// Never waits for another process: while one publishes, this one works in memory. What is damaged or foreign is
  /// thrown away and made anew.
  func openIndex(progress: (@Sendable (Int, Int) -> Void)? = nil) throws -> OpenedIndex {
    let files = try IndexFiles(ofBase: folder, in: repository)
    var found: OpenedIndex?
    do { found = try files.open(in: repository) } catch is IndexDamage {}
    let cases = try repository.subtree(caseFolder, of: tree)
    if let found, found.manifest.languages == vocabulary.languages {
      if found.manifest.tree == cases { return found }
      // A damaged segment shows only when it is read: then the update fails, and all is made anew.
      if let updated = try? update(found, to: cases, files) { return updated }
    }
    return try buildIndex(cases, files, progress: progress)
  }

  /// Makes the index anew, whatever is on disk.
  func rebuiltIndex(progress: (@Sendable (Int, Int) -> Void)? = nil) throws -> OpenedIndex {
    let files = try IndexFiles(ofBase: folder, in: repository)
    return try buildIndex(try repository.subtree(caseFolder, of: tree), files, progress: progress)
  }

  /// An index made anew in memory, beside whatever is on disk.
  func freshIndex(progress: (@Sendable (Int, Int) -> Void)? = nil) throws -> OpenedIndex {
    let files = try IndexFiles(ofBase: folder, in: repository)
    return try buildIndex(
      try repository.subtree(caseFolder, of: tree), files, mayPublish: false, progress: progress)
  }

  var caseFolder: String { repositoryPath(DocumentPath.folder(of: .fieldCase)) }

  /// Whether what is made here may be kept: the index follows the branch, not old revisions.
  private func publishes() -> Bool {
    guard let branch, let tip = try? repository.tip(ofBranch: branch) else { return false }
    return tip == commit
  }

  private func withPublishing<Result>(_ body: (Bool) throws -> Result) throws -> Result {
    guard publishes(),
      let lock = try? repository.lock(name: KnowledgeBase.indexLock, timeout: .zero)
    else { return try body(false) }
    let result = try body(true)
    // The lock's last use, so that it is held until here.
    _ = consume lock
    return result
  }

  // MARK: - All of it

  private func buildIndex(
    _ cases: TreeID?, _ files: IndexFiles, progress: (@Sendable (Int, Int) -> Void)?
  ) throws -> OpenedIndex {
    try withPublishing {
      try buildIndex(cases, files, mayPublish: $0, progress: progress)
    }
  }

  private func buildIndex(
    _ cases: TreeID?, _ files: IndexFiles, mayPublish: Bool,
    progress: (@Sendable (Int, Int) -> Void)?
  ) throws -> OpenedIndex {
    let packs = repository.openPacks()
    let sources = try changes(from: nil, packs) { $0.source(in: packs) }
    let building = IndexBuilding(
      gitDirectory: repository.gitDirectory, packs: packs, languages: vocabulary.languages,
      progress: progress)
    var manifest = IndexManifest(tree: cases, root: tree, languages: vocabulary.languages)
    let gitDirectory = repository.gitDirectory
    let made = try building.segments(of: sources) { pieces in
      let repository = try Repository(discovering: gitDirectory)
      let name = IndexFiles.name(of: pieces[0])
      let segment = try store(pieces, as: name, files, in: repository, mayPublish: mayPublish)
      var grams = GramCounts()
      try grams.add(segment)
      return (name: name, segment: segment, grams: grams)
    }
    manifest.unreadable = made.unreadable.sorted { $0.path < $1.path }
    var draft = IndexDraft(manifest: manifest, segments: [])
    for (name, segment, grams) in made.segments { draft.append(segment, file: name, grams: grams) }
    try draft.resolveAllIDs()
    return try finish(&draft, files, mayPublish: mayPublish)
  }

  // MARK: - What changed

  private func update(
    _ found: OpenedIndex, to cases: TreeID?, _ files: IndexFiles
  ) throws -> OpenedIndex? {
    let packs = repository.openPacks()
    let changes = try changes(from: found.manifest.root, packs) { $0 }
    // A fresh build reads with two threads and leaves nothing to merge.
    guard changes.count <= max(2_000, found.index.documentCount / 3) else { return nil }
    return try withPublishing { mayPublish in
      var draft = IndexDraft(manifest: found.manifest, segments: found.index.segments)
      (draft.manifest.tree, draft.manifest.root) = (cases, tree)
      for change in changes where change.before != nil { try draft.remove(change.path) }
      let building = IndexBuilding(
        gitDirectory: repository.gitDirectory, packs: packs, languages: vocabulary.languages,
        progress: nil)
      let made = try building.segments(of: changes.compactMap { $0.source(in: packs) }) {
        Array($0.joined())
      }
      draft.manifest.unreadable += made.unreadable
      for bytes in made.segments { try draft.append(Segment(StoredBytes(bytes)), new: bytes) }
      try draft.resolveChangedIDs()
      try draft.merge(languages: vocabulary.languages)
      return try finish(&draft, files, mayPublish: mayPublish)
    }
  }

  /// What `make` makes of the Markdown files below the folder of cases that differ from a tree (nil: all), by their
  /// paths below the base.
  ///
  /// Reading the trees of folders is most of it, and cases lie in one for each month of each year: two threads share
  /// them.
  private func changes<Made: Sendable>(
    from before: TreeID?, _ packs: Packs, _ make: @Sendable (Change) -> Made?
  ) throws -> [Made] {
    let (files, folders) = try repository.changes(
      from: before, to: tree, under: caseFolder, depth: 2, packs)
    let (gitDirectory, tree, base) = (repository.gitDirectory, tree, folder)
    let found = try concurrently(folders.dealt(to: 8 * sharingThreads)) { folders in
      let repository = try Repository(discovering: gitDirectory)
      var made: [Made] = []
      for folder in folders {
        let files = try repository.changes(
          from: before, to: tree, under: folder, depth: .max, packs
        ).files
        for file in files {
          if let one = file.ofText(in: base).flatMap(make) { made.append(one) }
        }
      }
      return made
    }
    var all = files.compactMap { $0.ofText(in: base).flatMap(make) }
    all.reserveCapacity(found.reduce(all.count) { $0 + $1.count })
    for part in found { all += part }
    return all
  }

  // MARK: - Storing

  private func finish(
    _ draft: inout IndexDraft, _ files: IndexFiles, mayPublish: Bool
  ) throws -> OpenedIndex {
    try draft.finishRemoved(languages: vocabulary.languages)
    for place in draft.entries.indices {
      if let bytes = draft.entries[place].newBytes {
        let name = IndexFiles.name(of: bytes)
        draft.entries[place].file = name
        draft.entries[place].segment = try store(
          [bytes], as: name, files, in: repository, mayPublish: mayPublish)
      }
      if let bytes = draft.entries[place].newRemovedBytes {
        let name = IndexFiles.name(of: bytes)
        draft.entries[place].removedFile = name
        draft.entries[place].removedDocuments = try store(
          [bytes], as: name, files, in: repository, mayPublish: mayPublish)
      }
    }
    let manifest = draft.finishedManifest
    // An index that cannot be kept answers all the same.
    if mayPublish { try? files.publish(manifest, in: repository) }
    return try OpenedIndex(manifest: manifest, segments: draft.liveSegments)
  }
}

/// Writes a segment where that is possible, and opens it from there, so that its memory is the kernel's to manage.
private func store(
  _ pieces: [[UInt8]], as name: String, _ files: IndexFiles, in repository: borrowing Repository,
  mayPublish: Bool
) throws -> Segment {
  if mayPublish, (try? files.write(pieces, as: name, in: repository)) != nil,
    let file = try repository.mappedNote("\(files.folder)/\(name)")
  {
    return try Segment(StoredBytes(file))
  }
  return try Segment(StoredBytes(Array(pieces.joined())))
}

extension Change {
  /// The change of a Markdown file by its path below the base; nil for other files.
  fileprivate func ofText(in base: String) -> Change? {
    guard path.hasSuffix(".md") else { return nil }
    var change = self
    change.path = path.below(base)
    return change
  }

  /// The file as it is after the change; nil: it is gone.
  fileprivate func source(in packs: Packs) -> IndexBuilding.Source? {
    after.map { blob in
      IndexBuilding.Source(
        file: TreeFile(path: path, isExactPath: isExactPath, kind: kind, blob: blob),
        place: packs.place(of: blob))
    }
  }
}

extension Array {
  /// As many heaps as there are hands, dealt in turn; none is empty.
  fileprivate func dealt(to hands: Int) -> [[Element]] {
    (0..<Swift.min(hands, count)).map { hand in
      stride(from: hand, to: count, by: hands).map { self[$0] }
    }
  }
}
