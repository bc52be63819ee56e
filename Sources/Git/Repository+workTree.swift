internal import CGit2

extension Repository {
  /// Whether a path of the work tree, and its entry in git's index, both are at a given version.
  ///
  /// Judged as `git status` does, with line ending conversion and the executable bit. A path with a
  /// symbolic link on its way, one in conflict, and one whose content git would get from a program
  /// (`filter=`, `working-tree-encoding=`) count as changed. A path that a sparse checkout left out
  /// counts by its index entry alone. In a bare repository everything is clean.
  package func workTreeState(
    ofPath path: String, against expected: BlobID?
  ) throws(GitError) -> WorkTreeState {
    try changedPaths(among: [(path, expected)]).isEmpty ? .clean : .changed
  }

  /// The paths whose `workTreeState` is `.changed`, in the order given; git's index is read once.
  package func changedPaths(
    among expected: [(path: String, blob: BlobID?)]
  ) throws(GitError) -> [String] {
    guard let workTree, !expected.isEmpty else { return [] }
    let index = try IndexFile(reading: "\(ownDirectory)/index")
    var changed: [String] = []
    for (path, blob) in expected where try !standing(of: path, in: index, workTree).isAt([blob]) {
      changed.append(path)
    }
    return changed
  }

  /// Brings paths of the work tree and their entries in git's index from one version to another.
  ///
  /// A path is taken on when file and entry are each at `from` or at `to`, so that work a killed
  /// process began gets finished. Files are replaced by renaming. The result names the paths that
  /// were something else: they are left alone. Throws `.locked` when another process holds git's
  /// index. Does nothing in a bare repository.
  package func bringWorkTree(_ updates: [WorkTreeUpdate]) throws(GitError) -> [String] {
    guard let workTree, !updates.isEmpty else { return [] }
    let scratch = try Scratch(in: gitDirectory)
    let place = "\(ownDirectory)/index"
    // Held until the new index is in place; removed, not renamed, since the index is written aside.
    let lock = try scratch.makeLock(at: "\(place).lock", patience: .milliseconds(500))
    defer { _ = lock }
    let index = try IndexFile(copying: place, to: "\(scratch.folder)/index")
    var leftAlone: [String] = []
    var isChanged = false
    for update in updates {
      let standing = try standing(of: update.path, in: index, workTree)
      if standing.isAt([update.to]) { continue }
      guard standing.isAt([update.from, update.to]) else {
        leftAlone.append(update.path)
        continue
      }
      try bring(update, standing, index, workTree, scratch)
      isChanged = true
    }
    if isChanged { try Disk.rename(try index.write(), to: place) }
    return leftAlone
  }

  private func bring(
    _ update: WorkTreeUpdate, _ standing: PathStanding, _ index: borrowing IndexFile,
    _ workTree: String, _ scratch: borrowing Scratch
  ) throws(GitError) {
    let path = update.path
    let file = "\(workTree)/\(path)"
    if standing.isSkipped {
      try index.set(path, to: update.to, status: nil)
      return
    }
    if standing.file != .version(update.to, isExecutable: standing.isExecutable) {
      if let blob = update.to {
        try writeFile(file, path, blob, isExecutable: standing.isExecutable, scratch)
      } else {
        try removeFile(file, upTo: workTree)
      }
    }
    try index.set(path, to: update.to, status: try Disk.status(file))
  }

  private func writeFile(
    _ file: String, _ path: String, _ blob: BlobID, isExecutable: Bool,
    _ scratch: borrowing Scratch
  ) throws(GitError) {
    let bytes = try filtered(blob, path)
    if let folder = file.parentFolder { try Disk.makeFolders(folder) }
    _ = Disk.removeEmptyFolder(file)
    let aside = "\(scratch.folder)/file"
    try Disk.remove(aside)
    try Disk.create(aside, bytes, mode: isExecutable ? 0o777 : 0o666)
    do {
      try Disk.rename(aside, to: file)
    } catch {
      guard error.code == Disk.otherDevice else { throw error }
      let beside = "\(file).latitude"
      try Disk.remove(beside)
      try Disk.create(beside, bytes, mode: isExecutable ? 0o777 : 0o666)
      try Disk.rename(beside, to: file)
    }
  }

  private func removeFile(_ file: String, upTo workTree: String) throws(GitError) {
    try Disk.remove(file)
    var next = file.parentFolder
    while let folder = next, folder.utf8.count > workTree.utf8.count {
      guard Disk.removeEmptyFolder(folder) else { return }
      next = folder.parentFolder
    }
  }

  /// The bytes of a blob as they stand in the work tree, with line ends converted.
  private func filtered(_ blob: BlobID, _ path: String) throws(GitError) -> [UInt8] {
    let object = try lookUpBlob(blob)
    var options = unsafe git_blob_filter_options()
    try check(
      unsafe git_blob_filter_options_init(
        &options, numericCast(GIT_BLOB_FILTER_OPTIONS_VERSION)),
      "git_blob_filter_options_init")
    var buffer = unsafe git_buf()
    defer { unsafe git_buf_dispose(&buffer) }
    try check(
      unsafe git_blob_filter(&buffer, object.pointer, path, &options), "git_blob_filter",
      .path(path))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }

  // MARK: - Judging

  private func standing(
    of path: String, in index: borrowing IndexFile, _ workTree: String
  ) throws(GitError) -> PathStanding {
    let components = try TreePath(toWrite: path).components
    let entry = index.entry(path)
    var standing = PathStanding(entry: entry)
    guard index.hasRoom(for: components), try !isConvertedByProgram(path) else {
      standing.file = .other
      return standing
    }
    standing.file = try fileVersion(components, path, workTree)
    if case .version(let blob, _) = standing.file,
      try configuration().flag("core.filemode") == false
    {
      standing.file = .version(blob, isExecutable: standing.isExecutable)
    }
    if entry?.isSkipped == true, standing.file == .version(nil, isExecutable: false) {
      standing.isSkipped = true
    }
    return standing
  }

  private func fileVersion(
    _ components: [String], _ path: String, _ workTree: String
  ) throws(GitError) -> PathStanding.File {
    var place = workTree
    for name in components.dropLast() {
      place += "/\(name)"
      guard let status = try Disk.status(place) else {
        return .version(nil, isExecutable: false)
      }
      guard status.isFolder else { return .other }
    }
    let file = "\(workTree)/\(path)"
    guard let status = try Disk.status(file) else { return .version(nil, isExecutable: false) }
    guard status.isRegular else {
      // Git puts a file in the place of an empty folder.
      let isFree = status.isFolder && Disk.names(in: file).isEmpty
      return isFree ? .version(nil, isExecutable: false) : .other
    }
    var oid = git_oid()
    try check(
      unsafe git_repository_hashfile(&oid, pointer, file, GIT_OBJECT_BLOB, nil),
      "git_repository_hashfile", .path(file))
    return .version(BlobID(oid), isExecutable: status.isExecutable)
  }

  /// Whether git would run a program, or recode, to get from the file to its blob.
  private func isConvertedByProgram(_ path: String) throws(GitError) -> Bool {
    let values = try attributes(["filter", "working-tree-encoding"], of: path)
    if let driver = values[0] {
      for use in ["clean", "smudge", "process"]
      where try configuration().text("filter.\(driver).\(use)") != nil {
        return true
      }
    }
    return values[1].map { $0.lowercased() != "utf-8" } ?? false
  }

  /// The values of attributes from `.gitattributes` and its like; nil: it has none, or no text.
  private func attributes(_ names: [String], of path: String) throws(GitError) -> [String?] {
    var values = unsafe [UnsafePointer<CChar>?](repeating: nil, count: names.count)
    let status = unsafe withCStrings(names) {
      unsafe git_attr_get_many(&values, pointer, 0, path, $0.count, &$0)
    }
    try check(status, "git_attr_get_many", .path(path))
    return unsafe values.map { value in
      guard unsafe git_attr_value(value) == GIT_ATTR_VALUE_STRING, let value = unsafe value else {
        return nil
      }
      return unsafe String(cString: value)
    }
  }
}

/// What stands at a path: on disk and in git's index.
struct PathStanding {
  enum File: Equatable {
    /// A regular file with this content; nil: nothing.
    case version(BlobID?, isExecutable: Bool)
    /// A folder, a link, or something whose content cannot be judged.
    case other
  }

  var entry: IndexEntry?
  var file = File.other
  /// Left out of the work tree by a sparse checkout.
  var isSkipped = false

  /// The mode that a new version gets.
  var isExecutable: Bool { entry?.isExecutable ?? false }

  func isAt(_ versions: [BlobID?]) -> Bool {
    if let entry {
      guard entry.isOrdinary, versions.contains(entry.blob) else { return false }
    } else {
      guard versions.contains(nil) else { return false }
    }
    if isSkipped { return true }
    guard case .version(let blob, let isExecutable) = file, versions.contains(blob) else {
      return false
    }
    return blob == nil || isExecutable == self.isExecutable
  }
}
