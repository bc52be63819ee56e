internal import CGit2

extension Repository {
  /// Stores the tree that results from edits to another (nil: the empty one); git's index is not used.
  ///
  /// A file that is replaced keeps its mode, a new one is an ordinary file. Folders that become
  /// empty go. Throws `.invalid` with the path for a path that git refuses, that is edited twice,
  /// or that has a file where a folder stands or the other way round; `.notFound` with the path for
  /// a removal of what is not there.
  package func writeTree(base: TreeID?, edits: [TreeEdit]) throws(GitError) -> TreeID {
    let root = EditedFolder()
    for edit in edits {
      switch edit {
      case .put(let path, let blob): try root.add(path, blob)
      case .remove(let path): try root.add(path, nil)
      }
    }
    if let tree = try write(root, over: base) { return tree }
    return try writeEmptyTree()
  }

  /// Writes a folder with its edits; nil: nothing is left in it.
  private func write(_ folder: EditedFolder, over base: TreeID?) throws(GitError) -> TreeID? {
    var old: Owned?
    if let base { old = try lookUpTree(base) }
    let source = unsafe old?.pointer
    let builder = unsafe try Owned("git_treebuilder_new", freeing: git_treebuilder_free) {
      unsafe git_treebuilder_new(&$0, pointer, source)
    }
    for (key, subfolder) in folder.folders {
      let name = key.text
      let entry = unsafe git_treebuilder_get(builder.pointer, name)
      if let entry = unsafe entry, unsafe git_tree_entry_type(entry) != GIT_OBJECT_TREE {
        throw conflict(subfolder.path)
      }
      let below = unsafe entry.map { unsafe TreeID(git_tree_entry_id($0).pointee) }
      if let written = try write(subfolder, over: below) {
        try insert(written.oid, GIT_FILEMODE_TREE, name, into: builder, subfolder.path)
      } else if below != nil {
        try check(
          unsafe git_treebuilder_remove(builder.pointer, name), "git_treebuilder_remove",
          .path(subfolder.path))
      }
    }
    for (name, edit) in folder.files { try apply(edit, to: name.text, in: builder) }
    guard unsafe git_treebuilder_entrycount(builder.pointer) > 0 else { return nil }
    return try store(builder)
  }

  private func apply(
    _ edit: EditedFolder.File, to name: String, in builder: borrowing Owned
  ) throws(GitError) {
    let entry = unsafe git_treebuilder_get(builder.pointer, name)
    var mode = GIT_FILEMODE_BLOB
    if let entry = unsafe entry {
      mode = unsafe git_tree_entry_filemode(entry)
      guard mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE else {
        throw conflict(edit.path)
      }
    }
    if let blob = edit.blob {
      try insert(blob.oid, mode, name, into: builder, edit.path)
    } else {
      guard unsafe entry != nil else {
        throw GitError(.notFound(edit.path), operation: "git_treebuilder_remove")
      }
      try check(
        unsafe git_treebuilder_remove(builder.pointer, name), "git_treebuilder_remove",
        .path(edit.path))
    }
  }

  private func insert(
    _ oid: git_oid, _ mode: git_filemode_t, _ name: String, into builder: borrowing Owned,
    _ path: String
  ) throws(GitError) {
    var oid = oid
    let status = unsafe git_treebuilder_insert(nil, builder.pointer, name, &oid, mode)
    do {
      try check(status, "git_treebuilder_insert", .path(path))
    } catch {
      throw naming(missingAmong: [oid], error)
    }
  }

  private func writeEmptyTree() throws(GitError) -> TreeID {
    let builder = unsafe try Owned("git_treebuilder_new", freeing: git_treebuilder_free) {
      unsafe git_treebuilder_new(&$0, pointer, nil)
    }
    return try store(builder)
  }

  private func store(_ builder: borrowing Owned) throws(GitError) -> TreeID {
    var oid = git_oid()
    try check(
      unsafe git_treebuilder_write(&oid, builder.pointer), "git_treebuilder_write",
      .path(gitDirectory))
    batch.note(oid)
    return TreeID(oid)
  }

  private func conflict(_ path: String) -> GitError {
    GitError(
      .invalid(path), operation: "git_treebuilder_insert",
      message: "\(path): a file and a folder, or not an ordinary file")
  }
}

/// The edits below one folder, as a tree of folders.
private final class EditedFolder {
  struct File {
    var path: String
    /// Nil: remove it.
    var blob: BlobID?
  }

  let path: String
  private(set) var folders: [ExactName: EditedFolder] = [:]
  private(set) var files: [ExactName: File] = [:]

  init(path: String = "") { self.path = path }

  func add(_ path: String, _ blob: BlobID?) throws(GitError) {
    var components = try TreePath(toWrite: path).components
    let name = components.removeLast()
    var folder = self
    for component in components {
      let below = folder.path.isEmpty ? component : "\(folder.path)/\(component)"
      let next = folder.folders[ExactName(component)] ?? EditedFolder(path: below)
      folder.folders[ExactName(component)] = next
      folder = next
    }
    guard folder.files.updateValue(File(path: path, blob: blob), forKey: ExactName(name)) == nil
    else {
      throw GitError(.invalid(path), operation: "git_treebuilder_insert", message: "edited twice")
    }
  }
}
