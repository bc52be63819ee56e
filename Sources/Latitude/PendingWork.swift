import Git

// A branch moves in one step, a work tree does not. What is still to be written there is noted under the git directory
// before the branch moves and forgotten afterwards; a note that survives its writer is finished by the next command.

/// The part of a write that follows the branch's move: the paths to bring up to date in the work tree.
struct PendingWork {
  /// The commit whose landing makes the work due.
  var commit: CommitID
  var updates: [WorkTreeUpdate]

  /// Lines of `FROM TO PATH`, ids in hexadecimal, `-` for none.
  var text: String {
    updates.map { "\($0.from?.description ?? "-") \($0.to?.description ?? "-") \($0.path)\n" }
      .joined()
  }

  init(commit: CommitID, updates: [WorkTreeUpdate]) {
    self.commit = commit
    self.updates = updates
  }

  /// Reads `text`; nil when it is cut short or foreign.
  init?(commit: CommitID, text: String) {
    guard text.hasSuffix("\n") else { return nil }
    self.commit = commit
    updates = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3 else { return nil }
      let ids = parts.prefix(2).map { BlobID($0) }
      guard zip(parts, ids).allSatisfy({ $0 == "-" || $1 != nil }) else { return nil }
      updates.append(WorkTreeUpdate(path: String(parts[2]), from: ids[0], to: ids[1]))
    }
  }
}

extension Repository {
  /// The folder of notes about this work tree: another one, on another branch, could not tell what has landed.
  fileprivate var pendingNotes: String { linkedName.map { "pending-linked/\($0)" } ?? "pending" }

  func notePendingWork(_ work: PendingWork) throws {
    try writeNote("\(pendingNotes)/\(work.commit)", Array(work.text.utf8))
  }

  func forgetPendingWork(_ commit: CommitID) throws {
    try removeNote("\(pendingNotes)/\(commit)")
  }
}

extension KnowledgeBase {
  /// Finishes what a killed writer began, if there is any and no writer is at work.
  ///
  /// Costs one look into an empty folder otherwise. A reader must not fail because it cannot write: a read-only
  /// repository stays as it is.
  func finishPendingWork() throws {
    guard isCheckedOut, !repository.notes(in: repository.pendingNotes).isEmpty,
      let lock = try? repository.lock(name: KnowledgeBase.writeLock, timeout: .zero)
    else { return }
    try? finishPendingWork(holding: lock)
  }

  /// The same for a writer that holds the lock: any note left is a dead writer's.
  func finishPendingWork(holding lock: borrowing AdvisoryLock) throws {
    guard isCheckedOut, let branch else { return }
    for name in repository.notes(in: repository.pendingNotes) {
      let file = "\(repository.pendingNotes)/\(name)"
      if let id = CommitID(name), let note = try repository.note(file),
        let work = PendingWork(commit: id, text: String(decoding: note, as: UTF8.self)),
        let tip = try repository.tip(ofBranch: branch),
        tip == id || hasLanded(id, on: tip)
      {
        _ = try repository.bringWorkTree(work.updates)
      }
      try repository.removeNote(file)
    }
  }

  /// Whether a commit is part of a branch; one that git has thrown away since never landed.
  private func hasLanded(_ commit: CommitID, on tip: CommitID) -> Bool {
    (try? repository.isAncestor(commit, of: tip)) ?? false
  }
}
