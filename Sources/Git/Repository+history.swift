internal import CGit2

extension Repository {
  /// A commit and its first parents, newest first, back to the first commit.
  ///
  /// - Parameter limit: How many are wanted; no commit beyond is read.
  package func firstParentHistory(
    from start: CommitID, limit: Int = .max
  ) throws(GitError) -> [CommitID] {
    var history: [CommitID] = []
    var next: CommitID? = start
    let boundary = try shallowCommits()
    while let id = next, history.count < limit {
      history.append(id)
      next = boundary.contains(id) ? nil : try links(of: id).parent
    }
    return history
  }

  /// The commits of a first-parent history that changed each path, newest first, in one walk.
  ///
  /// A commit counts when the path's content differs from that in its first parent: added, changed
  /// or removed. A change of mode alone does not count, nor does a folder or submodule at the path.
  /// Renames are not followed. Every path has an entry, empty when no commit touched it.
  package func history(
    ofPaths paths: [String], from start: CommitID
  ) throws(GitError) -> [String: [PathRevision]] {
    try walk(paths, from: start, to: nil).revisions
  }

  /// The part of such a history that is newer than a commit; nil where that is no part of it.
  ///
  /// Reads only commits between the two: what somebody remembers of the older part stays true.
  package func history(
    ofPaths paths: [String], from start: CommitID, since known: CommitID
  ) throws(GitError) -> [String: [PathRevision]]? {
    let (revisions, end) = try walk(paths, from: start, to: known)
    return end == known ? revisions : nil
  }

  /// Walks to a commit, or to the first one where it never comes.
  private func walk(
    _ paths: [String], from start: CommitID, to known: CommitID?
  ) throws(GitError) -> (revisions: [String: [PathRevision]], end: CommitID) {
    let root = WatchedFolder()
    var revisions: [String: [PathRevision]] = [:]
    for path in paths where revisions.updateValue([], forKey: path) == nil {
      if let components = TreePath(path)?.components { root.watch(components[...], path) }
    }
    let boundary = try shallowCommits()
    var next: CommitID? = start
    var newer: CommitID?
    while let id = next {
      let (tree, parent) = try links(of: id)
      try move(root, to: tree) { path, blob in
        if let newer { revisions[path]?.append(PathRevision(commit: newer, blob: blob)) }
      }
      if id == known { return (revisions, id) }
      newer = id
      next = boundary.contains(id) ? nil : parent
    }
    try move(root, to: nil) { path, blob in
      if let newer { revisions[path]?.append(PathRevision(commit: newer, blob: blob)) }
    }
    return (revisions, newer ?? start)
  }

  /// Where a shallow clone cut off the first-parent history of a commit; nil where it is whole.
  ///
  /// - Complexity: reads one file where the clone is not shallow, else the commits down to the cut.
  package func cut(inFirstParentHistoryFrom start: CommitID) throws(GitError) -> CommitID? {
    let boundary = try shallowCommits()
    guard !boundary.isEmpty else { return nil }
    var next: CommitID? = start
    while let id = next {
      // A first commit that lies at the clone's depth is listed too, and nothing is missing below it.
      if boundary.contains(id) { return try namesParent(id) ? id : nil }
      next = try links(of: id).parent
    }
    return nil
  }

  /// Whether a commit has a parent by its own words: newer versions of libgit2 leave out those that are not here.
  private func namesParent(_ id: CommitID) throws(GitError) -> Bool {
    let object = try lookUpCommit(id)
    guard let header = unsafe git_commit_raw_header(object.pointer) else {
      throw GitError(.corrupt(id.description), operation: "git_commit_raw_header")
    }
    return unsafe String(cString: header).split(separator: "\n").contains {
      $0.hasPrefix("parent ")
    }
  }

  /// Whether a commit can be reached from another; every commit is an ancestor of itself.
  package func isAncestor(_ ancestor: CommitID, of commit: CommitID) throws(GitError) -> Bool {
    if ancestor == commit { return true }
    let boundary = try shallowCommits()
    if !boundary.isEmpty { return try isAncestor(ancestor, of: commit, upTo: boundary) }
    var old = ancestor.oid
    var new = commit.oid
    return try check(
      unsafe git_graph_descendant_of(pointer, &new, &old), "git_graph_descendant_of",
      commit.subject) == 1
  }

  /// The same in a shallow clone, where libgit2 stumbles over the parents that are not there.
  private func isAncestor(
    _ ancestor: CommitID, of commit: CommitID, upTo boundary: Set<CommitID>
  ) throws(GitError) -> Bool {
    var seen: Set<CommitID> = [commit]
    var pending = [commit]
    while let id = pending.popLast() {
      if id == ancestor { return true }
      if boundary.contains(id) { continue }
      for parent in try self.commit(id).parents where seen.insert(parent).inserted {
        pending.append(parent)
      }
    }
    return false
  }

  /// Steps a watched folder back to an older tree, reporting each file that was different after it.
  private func move(
    _ folder: WatchedFolder, to tree: TreeID?, _ report: (String, BlobID?) -> Void
  ) throws(GitError) {
    if folder.tree == tree { return }
    folder.tree = tree
    var object: Owned?
    if let tree { object = try lookUpTree(tree) }
    let entries = unsafe object?.pointer
    for index in folder.files.indices {
      let entry = unsafe entries.flatMap {
        unsafe git_tree_entry_byname($0, folder.files[index].name)
      }
      var blob: BlobID?
      if let entry = unsafe entry, unsafe git_tree_entry_type(entry) == GIT_OBJECT_BLOB {
        blob = unsafe BlobID(git_tree_entry_id(entry).pointee)
      }
      if blob != folder.files[index].blob {
        report(folder.files[index].path, folder.files[index].blob)
        folder.files[index].blob = blob
      }
    }
    for (name, subfolder) in folder.folders {
      let entry = unsafe entries.flatMap { unsafe git_tree_entry_byname($0, name.text) }
      var below: TreeID?
      if let entry = unsafe entry, unsafe git_tree_entry_type(entry) == GIT_OBJECT_TREE {
        below = unsafe TreeID(git_tree_entry_id(entry).pointee)
      }
      try move(subfolder, to: below, report)
    }
  }

  private func links(of id: CommitID) throws(GitError) -> (tree: TreeID, parent: CommitID?) {
    let object = try lookUpCommit(id)
    guard let tree = unsafe git_commit_tree_id(object.pointer) else {
      throw GitError(.corrupt(id.description), operation: "git_commit_tree_id")
    }
    let parent = unsafe git_commit_parent_id(object.pointer, 0)
    return unsafe (TreeID(tree.pointee), parent.map { unsafe CommitID($0.pointee) })
  }

  /// The commits where a shallow clone ends: their parents are named but not here.
  private func shallowCommits() throws(GitError) -> Set<CommitID> {
    guard let bytes = try Disk.read("\(gitDirectory)/shallow") else { return [] }
    return Set(
      String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap(CommitID.init))
  }
}

/// The paths that a walk through history looks at, as a tree of folders with what each holds in
/// the commit the walk has reached.
private final class WatchedFolder {
  var tree: TreeID?
  var files: [(name: String, path: String, blob: BlobID?)] = []
  private(set) var folders: [ExactName: WatchedFolder] = [:]

  func watch(_ components: ArraySlice<String>, _ path: String) {
    guard let name = components.first else { return }
    if components.count == 1 {
      files.append((name, path, nil))
    } else {
      let folder = folders[ExactName(name)] ?? WatchedFolder()
      folders[ExactName(name)] = folder
      folder.watch(components.dropFirst(), path)
    }
  }
}
