internal import CGit2

/// How a repository is found and opened: where libgit2 and git differ, as git does it.
enum Opening {
  /// A repository by a folder inside it.
  static func open(_ folder: String, ceilings: [String]) throws(GitError) -> Owned {
    try Library.start()
    guard try Disk.status(folder) != nil else {
      throw GitError(.noFolder(folder), operation: "lstat")
    }
    do {
      return try openWithLibrary(folder, ceilings)
    } catch {
      guard case .notOwned = error.code, try trustsAllOwners() else { throw error }
      // The switch is the process's, but so is the configuration that asks for it.
      try check(latitude_git_validate_owners(0), "git_libgit2_opts")
      return try openWithLibrary(folder, ceilings)
    }
  }

  private static func openWithLibrary(
    _ folder: String, _ ceilings: [String]
  ) throws(GitError) -> Owned {
    let list = ceilings.joined(separator: ":")
    do {
      return unsafe try Owned(
        "git_repository_open_ext", .path(folder), freeing: git_repository_free
      ) {
        unsafe git_repository_open_ext(&$0, folder, 0, list)
      }
    } catch {
      throw explained(error, folder)
    }
  }

  /// libgit2 has one status for most of what can be wrong with a repository.
  private static func explained(_ error: GitError, _ folder: String) -> GitError {
    var error = error
    let prefix = "unsupported extension name extensions."
    if isAboutOwner(error) {
      error.code = .notOwned(declarablePath(of: folder))
    } else if case .notFound = error.code {
      error.code = .notARepository(folder)
    } else if error.message.hasPrefix(prefix) {
      error.code = .unsupportedExtension(String(error.message.dropFirst(prefix.count)))
    } else if error.message.hasPrefix("unsupported repository version") {
      error.code = .unsupportedExtension("core.repositoryFormatVersion")
    }
    return error
  }

  /// libgit2 1.5 reports a foreign repository by its search for the setting where that is missing.
  private static func isAboutOwner(_ error: GitError) -> Bool {
    if case .notOwned = error.code { return true }
    return error.message.contains("'safe.directory'")
  }

  /// The folder that `safe.directory` has to name: the top of the work tree, or the bare repository.
  private static func declarablePath(of folder: String) -> String {
    var buffer = unsafe git_buf()
    defer { unsafe git_buf_dispose(&buffer) }
    guard unsafe git_repository_discover(&buffer, folder, 0, nil) == 0,
      let text = unsafe buffer.ptr
    else { return folder }
    let path = unsafe String(cString: text)
    for end in ["/.git/", "/"] where path.hasSuffix(end) {
      return String(path.dropLast(end.count))
    }
    return path
  }

  /// Whether `safe.directory` is `*` (libgit2 knows single folders only); an empty value starts anew.
  private static func trustsAllOwners() throws(GitError) -> Bool {
    try Configuration().texts("safe.directory").reduce(false) { trusts, value in
      value == "*" || (trusts && !value.isEmpty)
    }
  }

  static func refuseOtherObjectFormats(
    _ configuration: borrowing Configuration
  ) throws(GitError) {
    let format = try configuration.text("extensions.objectformat") ?? "sha1"
    guard format.lowercased() == "sha1" else {
      throw GitError(.unsupportedObjectFormat(format), operation: "git_repository_open_ext")
    }
  }

  /// Reads the configuration of one work tree alone, which libgit2 1.5 passes over.
  ///
  /// A sparse checkout keeps its settings there; so does a repository with several work trees.
  /// Returns whether it makes the repository a bare one.
  static func readWorkTreeConfiguration(
    _ repository: borrowing Owned, _ configuration: borrowing Configuration
  ) throws(GitError) -> Bool {
    guard try configuration.flag("extensions.worktreeconfig") == true else { return false }
    let folder = unsafe String(cString: git_repository_path(repository.pointer))
    unsafe try configuration.add("\(folder)config.worktree", for: repository.pointer)
    if let workTree = try configuration.text("core.worktree") {
      let path = workTree.hasPrefix("/") ? workTree : folder + workTree
      try check(
        unsafe git_repository_set_workdir(repository.pointer, path, 0),
        "git_repository_set_workdir", .path(path))
    }
    if unsafe git_repository_is_worktree(repository.pointer) != 0 { return false }
    return try configuration.flag("core.bare") == true
  }
}
