import Documents
import Git

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The one place that writes to a repository (design: read the tip, build the tree in memory, commit on that tip, move
// the branch only if it still points there, otherwise begin again).

/// What one write does to the base, decided against one state of it.
struct WritePlan {
  var edits: [FileEdit]
  var message: CommitMessage

  /// One path below the base.
  struct FileEdit {
    var path: String
    /// Nil removes the file.
    var content: [UInt8]?
    /// The work tree already holds `content`: committing it is the point, so the file may differ from the branch.
    var isFromWorkTree = false
  }
}

extension KnowledgeBase {
  /// How often a write begins again before it gives up; with waits that grow, about ten seconds in all.
  static let writeTries = 40
  /// From this many files on, a write stores one pack instead of loose objects.
  static let packedFrom = 50
  /// The name of the lock between this machine's writers.
  static let writeLock = "write"

  /// Commits what `plan` says of the branch's tip; begins again when the branch moved meanwhile.
  ///
  /// `plan` is called with the base at the tip, once for each try; what it throws ends the write with nothing changed.
  /// Afterwards the base reads at the new commit, or still at the tip when the plan has no edits.
  ///
  /// - Returns: The new commit; nil when the plan had nothing to do.
  /// - Throws: `KnowledgeBaseError.conflict`, `.uncommittedChanges`, `.readOnlyBase`, `.checkedOutElsewhere`, or a
  ///   `GitError`; nothing is half-written then.
  mutating func write(
    as author: Authorship, plan: (borrowing KnowledgeBase) throws -> WritePlan
  ) throws -> CommitID? {
    guard let branch else { throw KnowledgeBaseError.readOnlyBase(branch: vocabulary.branch) }
    // There the branch's move would look like changes of somebody's own, ready to be committed.
    if !isCheckedOut, let directory = try repository.otherWorkTree(onBranch: branch) {
      throw KnowledgeBaseError.checkedOutElsewhere(
        branch: branch, directory: folder.isEmpty ? directory : "\(directory)/\(folder)")
    }
    var obstacle: GitError?
    for attempt in 0..<KnowledgeBase.writeTries {
      // The lock keeps this machine's writers from racing each other to the branch and, above all, from rewriting
      // git's index at once. The branch itself is safe without it: that is the compare-and-swap's part.
      let lock = try repository.lock(name: KnowledgeBase.writeLock, timeout: .seconds(60))
      try finishPendingWork(holding: lock)
      try refresh()
      let plan = try plan(self)
      if plan.edits.isEmpty { return nil }
      try refuseUncommittedChanges(plan.edits)
      do {
        let written = try commitAndMove(plan, on: branch, as: author, holding: lock)
        try refresh()
        return written
      } catch let error as GitError where error.isRetryable {
        // Only writers outside this machine's lock get here: plain git, or another host on a shared disk.
        release(consume lock)
        obstacle = error
        KnowledgeBase.pause(beforeRetry: attempt)
      }
    }
    // A lock that stays is not a race: whoever left it has to be named.
    if let obstacle, case .locked = obstacle.code { throw obstacle }
    throw KnowledgeBaseError.conflict(branch: branch, tries: KnowledgeBase.writeTries)
  }

  private func release(_ lock: consuming AdvisoryLock) {
    _ = consume lock
  }

  private func commitAndMove(
    _ plan: WritePlan, on branch: String, as author: Authorship,
    holding lock: borrowing AdvisoryLock
  ) throws -> CommitID {
    let message = try plan.message.text()
    var updates: [WorkTreeUpdate] = []
    var edits: [TreeEdit] = []
    func store() throws(GitError) -> CommitID {
      for edit in plan.edits {
        let path = repositoryPath(edit.path)
        let before = try repository.file(at: path, in: tree)?.blob
        var after: BlobID?
        if let content = edit.content {
          let blob = try repository.writeBlob(content)
          after = blob
          edits.append(.put(path: path, blob: blob))
        } else {
          edits.append(.remove(path: path))
        }
        updates.append(WorkTreeUpdate(path: path, from: before, to: after))
      }
      let newTree = try repository.writeTree(base: tree, edits: edits)
      return try repository.writeCommit(
        tree: newTree, parents: [commit], author: author.author, committer: author.committer,
        message: message)
    }
    // Few objects are cheapest as git's own loose files; many belong into one pack.
    let newCommit =
      plan.edits.count < KnowledgeBase.packedFrom ? try store() : try repository.withBatch(store)
    try repository.land(
      PendingWork(commit: newCommit, updates: updates), on: branch, from: commit,
      isCheckedOut: isCheckedOut, subject: plan.message.subject, as: author.committer)
    return newCommit
  }

  private func refuseUncommittedChanges(_ edits: [WritePlan.FileEdit]) throws {
    guard isCheckedOut else { return }
    var expected: [(path: String, blob: BlobID?)] = []
    for edit in edits where !edit.isFromWorkTree {
      let path = repositoryPath(edit.path)
      expected.append((path, try repository.file(at: path, in: tree)?.blob))
    }
    if let path = try repository.changedPaths(among: expected).first {
      throw KnowledgeBaseError.uncommittedChanges(path: path)
    }
  }

  /// Waits between 1 and about 500 ms, longer at each try and never twice the same.
  private static func pause(beforeRetry attempt: Int) {
    let ceiling = min(500_000, 2_000 << min(attempt, 8))
    usleep(UInt32.random(in: 1_000...UInt32(ceiling)))
  }
}

extension Repository {
  /// Moves a branch to a new commit, and brings the work tree in line as far as that can be done now.
  ///
  /// - Parameter from: Where the branch points; nil: it does not exist yet.
  func land(
    _ work: PendingWork, on branch: String, from tip: CommitID?, isCheckedOut: Bool,
    subject: String,
    as committer: Signature
  ) throws {
    if isCheckedOut { try notePendingWork(work) }
    do {
      try moveBranch(
        branch, from: tip, to: work.commit, message: "latitude: \(subject)", as: committer)
    } catch {
      try? forgetPendingWork(work.commit)
      throw error
    }
    // The commit has landed: nothing from here on may begin the write again. What cannot be finished now, because
    // another program holds git's index or the disk is full, stays noted for the next command.
    if isCheckedOut, (try? bringWorkTree(work.updates)) != nil {
      try? forgetPendingWork(work.commit)
    }
  }
}

extension GitError {
  /// Whether another writer was in the way, so that beginning again may succeed.
  var isRetryable: Bool {
    switch code {
    case .moved, .locked: true
    default: false
    }
  }
}
