internal import CGit2

extension Repository {
  /// The files that differ between two trees below a folder; a nil tree is an empty one.
  ///
  /// In git's tree order. A file whose mode alone changed has the same blob before and after.
  /// Folders that are the same cost nothing.
  package func changes(
    from before: TreeID?, to after: TreeID?, under folder: String
  ) throws(GitError) -> [Change] {
    try changes(from: before, to: after, under: folder, depth: .max, openPacks()).files
  }

  /// The same, but for folders that differ so many levels below the folder: these are named, and not compared.
  ///
  /// For those who share the work. Folders whose names are not UTF-8 are compared all the same.
  package func changes(
    from before: TreeID?, to after: TreeID?, under folder: String, depth: Int, _ packs: Packs
  ) throws(GitError) -> (files: [Change], folders: [String]) {
    var comparison = TreeComparison(
      path: Array(folder.utf8), greatestDepth: depth, unpacker: Unpacker(packs))
    var old: TreeID?
    var new: TreeID?
    if let before { old = try subtree(folder, of: before) }
    if let after { new = try subtree(folder, of: after) }
    try compare(old, new, depth: 0, &comparison)
    return (comparison.changes, comparison.folders)
  }

  private func compare(
    _ before: TreeID?, _ after: TreeID?, depth: Int, _ comparison: inout TreeComparison
  ) throws(GitError) {
    if before == after { return }
    try Self.checkDepth(depth)
    if depth == comparison.greatestDepth {
      let (folder, isExact) = decoded(comparison.path)
      if isExact, TreePath(folder) != nil { return comparison.folders.append(folder) }
    }
    let old = try entries(of: before, &comparison.unpacker)
    let new = try entries(of: after, &comparison.unpacker)
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if old.isSame(left, as: right, of: new) {
        (left, right) = (left + 1, right + 1)
        continue
      }
      let order = old.order(left, right, of: new)
      try compare(
        order <= 0 ? old[left] : nil, order >= 0 ? new[right] : nil,
        name: order <= 0 ? old.name(left) : new.name(right), depth: depth, &comparison)
      if order <= 0 { left += 1 }
      if order >= 0 { right += 1 }
    }
  }

  /// Compares two entries of the same name and both folders or both not.
  private func compare(
    _ old: TreeEntries.Item?, _ new: TreeEntries.Item?, name: [UInt8], depth: Int,
    _ comparison: inout TreeComparison
  ) throws(GitError) {
    let length = comparison.path.count
    if length > 0 { comparison.path.append(UInt8(ascii: "/")) }
    comparison.path += name
    defer { comparison.path.removeSubrange(length...) }
    guard let kind = (new ?? old)?.kind else {
      return try compare(
        old.map { TreeID(words: $0.id) }, new.map { TreeID(words: $0.id) }, depth: depth + 1,
        &comparison)
    }
    // One mode may be written in several ways.
    guard old != new else { return }
    let path = decoded(comparison.path)
    comparison.changes.append(
      Change(
        path: path.text, isExactPath: path.isExact, kind: kind,
        before: old.map { BlobID(words: $0.id) }, after: new.map { BlobID(words: $0.id) }))
  }

  /// The entries of a tree; nil has none.
  private func entries(
    of tree: TreeID?, _ unpacker: inout Unpacker
  ) throws(GitError) -> TreeEntries {
    guard let tree else { return TreeEntries() }
    var bytes: [UInt8]?
    if let place = unpacker.packs.place(of: tree.words) {
      bytes = try unpacker.unpack(.tree, at: place, name: tree.description)
    }
    if bytes == nil { bytes = try treeBytes(tree) }
    guard let entries = bytes.flatMap({ TreeEntries($0) }) else {
      throw GitError(.corrupt(tree.description), operation: "git_odb_read")
    }
    return entries
  }

  /// The bytes of a tree as libgit2 reads them.
  private func treeBytes(_ id: TreeID) throws(GitError) -> [UInt8] {
    let store = try objectStore()
    let object = unsafe try Owned("git_odb_read", id.subject, freeing: git_odb_object_free) {
      var oid = id.oid
      return unsafe git_odb_read(&$0, store.pointer, &oid)
    }
    guard unsafe git_odb_object_type(object.pointer) == GIT_OBJECT_TREE else {
      throw GitError(.missingObject(id.description), operation: "git_odb_read")
    }
    return unsafe [UInt8](
      UnsafeRawBufferPointer(
        start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer)))
  }
}

/// The state of one comparison: where it is and what it found.
private struct TreeComparison: ~Copyable {
  var path: [UInt8]
  let greatestDepth: Int
  var unpacker: Unpacker
  var changes: [Change] = []
  var folders: [String] = []
}
