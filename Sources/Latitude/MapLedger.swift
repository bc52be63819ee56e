import Documents
import Git

/// Which commits revised which map, remembered so that no command walks the whole history again.
///
/// Derived from commits and kept under the git directory: a note with the tip it was made at. It is used when that tip
/// is still part of the branch's first-parent history, and continued from there; anything else (damaged, foreign, of a
/// rewritten branch) is thrown away and made anew.
struct MapLedger: Equatable {
  /// The commit up to which it speaks.
  var tip: CommitID
  /// Newest first, by path below the base.
  var revisions: [String: [PathRevision]]

  private static let title = "latitude map ledger 2"

  /// A checksum's line, then one line each: title, tip, and `path`, `rev COMMIT BLOB` with `-` for a removed file.
  func bytes(checkedBy repository: borrowing Repository) throws -> [UInt8] {
    var text = "\(MapLedger.title)\ntip \(tip)\n"
    for (path, entries) in revisions.sorted(by: { $0.key < $1.key }) {
      text += "path \(path)\n"
      for entry in entries {
        text += "rev \(entry.commit) \(entry.blob?.description ?? "-")\n"
      }
    }
    let body = Array(text.utf8)
    return Array("\(try repository.hash(body))\n".utf8) + body
  }

  init(tip: CommitID, revisions: [String: [PathRevision]]) {
    self.tip = tip
    self.revisions = revisions
  }

  /// Reads `bytes`; nil for everything that is not whole.
  init?(_ bytes: [UInt8], checkedBy repository: borrowing Repository) throws {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let body = Array(bytes[(end + 1)...])
    guard let stated = BlobID(String(decoding: bytes[..<end], as: UTF8.self)),
      try repository.hash(body) == stated
    else { return nil }
    var lines = String(decoding: body, as: UTF8.self).split(separator: "\n")[...]
    guard lines.popFirst() == MapLedger.title[...],
      let tip = lines.popFirst().flatMap({ CommitID($0.dropFirst(4)) })
    else { return nil }
    var revisions: [String: [PathRevision]] = [:]
    var path = ""
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 2)
      switch words.first {
      case "path" where words.count > 1:
        path = String(line.dropFirst(5))
        revisions[path] = []
      case "rev" where words.count == 3:
        guard let commit = CommitID(words[1]) else { return nil }
        revisions[path]?.append(PathRevision(commit: commit, blob: BlobID(words[2])))
      default: return nil
      }
    }
    self.init(tip: tip, revisions: revisions)
  }
}

extension KnowledgeBase {
  private static let ledger = "map-ledger"

  /// The commits of the first-parent history up to `commit` that changed each of these paths, newest first.
  ///
  /// - Parameter paths: Below the base.
  /// - Complexity: the commits since the last time; the whole history the first time, and for a commit that is not the
  ///   branch's tip or its descendant.
  /// - Throws: `GitError` (`shallow`) where the history is cut off: what is counted from its first commit would be wrong.
  func revisions(ofPaths paths: [String]) throws -> [String: [PathRevision]] {
    let note = try noteName(KnowledgeBase.ledger, ofBase: folder, in: repository)
    var known: MapLedger?
    if let bytes = try repository.note(note) {
      known = try MapLedger(bytes, checkedBy: repository)
    }
    if let known, paths.allSatisfy({ known.revisions[$0] != nil }) {
      if known.tip == commit { return known.revisions }
      let all = known.revisions.keys.map { repositoryPath($0) }
      if let newer = try repository.history(ofPaths: all, from: commit, since: known.tip) {
        let merged = known.revisions.merging(byBasePath(newer)) { old, new in new + old }
        remember(MapLedger(tip: commit, revisions: merged), as: note)
        return merged
      }
    }
    guard !paths.isEmpty else { return [:] }
    if let cut = try repository.cut(inFirstParentHistoryFrom: commit) {
      throw GitError(.shallow(cut.description), operation: "first-parent history")
    }
    let all = Set(paths).union(try mappedRoles().map { mapPath(ofRole: $0) })
    let found = byBasePath(
      try repository.history(ofPaths: all.map { repositoryPath($0) }, from: commit))
    remember(MapLedger(tip: commit, revisions: found), as: note)
    return found
  }

  private func byBasePath(_ revisions: [String: [PathRevision]]) -> [String: [PathRevision]] {
    Dictionary(uniqueKeysWithValues: revisions.map { (basePath($0.key), $0.value) })
  }

  /// Keeps a ledger of the branch's tip; a repository that cannot be written does without.
  private func remember(_ ledger: MapLedger, as note: String) {
    guard let branch, (try? repository.tip(ofBranch: branch)) == ledger.tip,
      let bytes = try? ledger.bytes(checkedBy: repository)
    else { return }
    try? repository.writeNote(note, bytes)
  }
}
