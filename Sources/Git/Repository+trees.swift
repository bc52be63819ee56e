internal import CGit2

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// One entry of a folder of a tree.
package struct TreeChild: Hashable, Sendable {
  /// Its name alone; bytes that are not UTF-8 are replaced (and `isExactName` is false).
  package var name: String
  package var isExactName: Bool
  package var kind: Kind

  package enum Kind: Hashable, Sendable {
    case folder(TreeID)
    case file(TreeFile.Kind, BlobID)
  }
}

extension Repository {
  /// Every file below a folder ("" for the whole tree), in git's tree order.
  ///
  /// Symbolic links and submodules are listed and not followed. A folder that does not exist has no
  /// files. Takes time proportional to the number of files.
  package func files(in tree: TreeID, under folder: String) throws(GitError) -> [TreeFile] {
    guard let start = try subtree(folder, of: tree) else { return [] }
    var files: [TreeFile] = []
    var path = Array(folder.utf8)
    try collectFiles(of: start, path: &path, depth: 0, into: &files)
    return files
  }

  /// The file at a path; nil: nothing is there, or a folder.
  package func file(at path: String, in tree: TreeID) throws(GitError) -> TreeFile? {
    guard let components = TreePath(path)?.components, let name = components.last,
      let parent = try subtree(components.dropLast(), of: tree)
    else { return nil }
    let folder = try lookUpTree(parent)
    guard let entry = unsafe git_tree_entry_byname(folder.pointer, name),
      let kind = unsafe TreeFile.Kind(entry)
    else { return nil }
    return unsafe TreeFile(
      path: path, isExactPath: true, kind: kind, blob: BlobID(git_tree_entry_id(entry).pointee))
  }

  /// What a folder ("" for the root) holds itself, in git's tree order; empty where it is missing.
  package func children(
    of folder: String, in tree: TreeID
  ) throws(GitError) -> [TreeChild] {
    guard let id = try subtree(folder, of: tree) else { return [] }
    var children: [TreeChild] = []
    unsafe try forEachEntry(of: id) { entry throws(GitError) in
      let name = unsafe decoded(nameBytes(entry))
      let kind: TreeChild.Kind
      if let file = unsafe TreeFile.Kind(entry) {
        kind = unsafe .file(file, BlobID(git_tree_entry_id(entry).pointee))
      } else {
        kind = unsafe .folder(TreeID(git_tree_entry_id(entry).pointee))
      }
      children.append(TreeChild(name: name.text, isExactName: name.isExact, kind: kind))
    }
    return children
  }

  // MARK: - Walking

  private func collectFiles(
    of tree: TreeID, path: inout [UInt8], depth: Int, into files: inout [TreeFile]
  ) throws(GitError) {
    try Self.checkDepth(depth)
    let object = try lookUpTree(tree)
    let length = path.count
    for number in 0..<(unsafe git_tree_entrycount(object.pointer)) {
      guard let entry = unsafe git_tree_entry_byindex(object.pointer, number) else { continue }
      if length > 0 { path.append(UInt8(ascii: "/")) }
      unsafe path.append(contentsOf: nameBytes(entry))
      let oid = unsafe git_tree_entry_id(entry).pointee
      if let kind = unsafe TreeFile.Kind(entry) {
        let name = decoded(path)
        files.append(
          TreeFile(path: name.text, isExactPath: name.isExact, kind: kind, blob: BlobID(oid)))
      } else {
        try collectFiles(of: TreeID(oid), path: &path, depth: depth + 1, into: &files)
      }
      path.removeSubrange(length...)
    }
  }

  /// The tree at a folder; nil: it is missing or not a folder.
  package func subtree(_ folder: String, of tree: TreeID) throws(GitError) -> TreeID? {
    if folder.isEmpty { return tree }
    guard let path = TreePath(folder) else { return nil }
    return try subtree(path.components[...], of: tree)
  }

  private func subtree(
    _ components: ArraySlice<String>, of tree: TreeID
  ) throws(GitError) -> TreeID? {
    var id = tree
    for name in components {
      let object = try lookUpTree(id)
      guard let entry = unsafe git_tree_entry_byname(object.pointer, name),
        unsafe git_tree_entry_type(entry) == GIT_OBJECT_TREE
      else { return nil }
      id = unsafe TreeID(git_tree_entry_id(entry).pointee)
    }
    return id
  }

  func lookUpTree(_ id: TreeID) throws(GitError) -> Owned {
    unsafe try Owned("git_tree_lookup", id.subject, freeing: git_tree_free) {
      var oid = id.oid
      return unsafe git_tree_lookup(&$0, pointer, &oid)
    }
  }

  func forEachEntry(
    of tree: TreeID, _ body: (OpaquePointer) throws(GitError) -> Void
  ) throws(GitError) {
    let object = try lookUpTree(tree)
    for number in 0..<(unsafe git_tree_entrycount(object.pointer)) {
      if let entry = unsafe git_tree_entry_byindex(object.pointer, number) {
        unsafe try body(entry)
      }
    }
  }

  /// Trees come from outside: one that is nested without end must not exhaust the stack.
  static func checkDepth(_ depth: Int) throws(GitError) {
    guard depth < TreePath.greatestDepth else {
      throw GitError(
        .corrupt("folders nested over \(TreePath.greatestDepth) deep"),
        operation: "git_tree_lookup")
    }
  }
}

extension TreeFile.Kind {
  /// The kind of a tree's entry; nil: a folder.
  init?(_ entry: OpaquePointer) {
    switch unsafe git_tree_entry_filemode(entry) {
    case GIT_FILEMODE_TREE: return nil
    case GIT_FILEMODE_LINK: self = .symbolicLink
    case GIT_FILEMODE_COMMIT: self = .submodule
    case GIT_FILEMODE_BLOB_EXECUTABLE: self = .executable
    default: self = .file
    }
  }
}

private func nameBytes(_ entry: OpaquePointer) -> UnsafeRawBufferPointer {
  let name = unsafe git_tree_entry_name(entry)
  return unsafe UnsafeRawBufferPointer(start: name, count: name.map { unsafe strlen($0) } ?? 0)
}

/// Text from bytes of a path, and whether it stands for exactly these bytes.
func decoded(_ bytes: some Collection<UInt8>) -> (text: String, isExact: Bool) {
  if let text = String(validating: bytes, as: UTF8.self) { return (text, true) }
  return (String(decoding: bytes, as: UTF8.self), false)
}
