// The one module that sees libgit2. It answers what a repository holds and how it changes, in
// values; it knows nothing of what the files mean. A `Repository` is used by one thread at a time:
// give each task its own. No pointer of libgit2 leaves a method, because nothing checks that an
// object does not outlive its repository.

internal import CGit2

/// An open repository, bare or with a work tree.
@safe package struct Repository: ~Copyable {
  let pointer: OpaquePointer
  /// Objects written since `withBatch` began.
  let batch: BatchRecord

  /// The directory that all work trees of the repository share, without a slash at its end.
  ///
  /// Of a linked work tree this is the main repository's git directory.
  package let gitDirectory: String
  /// The git directory of this work tree alone: its HEAD and index.
  let ownDirectory: String
  /// The top folder of the work tree, without a slash at its end; nil: bare.
  package let workTree: String?

  /// Whether there is no work tree.
  package var isBare: Bool { workTree == nil }

  private init(opened pointer: OpaquePointer) {
    unsafe self.pointer = pointer
    batch = BatchRecord()
    gitDirectory = unsafe withoutSlash(git_repository_commondir(pointer)) ?? ""
    ownDirectory = unsafe withoutSlash(git_repository_path(pointer)) ?? ""
    workTree = unsafe withoutSlash(git_repository_workdir(pointer))
  }

  deinit { unsafe git_repository_free(pointer) }

  /// Finds the repository of a folder, upwards as git does.
  ///
  /// - Parameter ceilings: Folders (absolute) that the search does not look into from below, as in
  ///   git's `GIT_CEILING_DIRECTORIES`.
  package init(
    discovering folder: String, ceilings: [String] = []
  ) throws(GitError) {
    let repository = unsafe Repository(opened: try Self.open(folder, ceilings))
    try repository.refuseOtherObjectFormats()
    self = repository
  }

  private static func open(
    _ folder: String, _ ceilings: [String]
  ) throws(GitError) -> OpaquePointer {
    try Library.start()
    guard try Disk.status(folder) != nil else {
      throw GitError(.notFound(folder), operation: "lstat")
    }
    var opened: OpaquePointer?
    let list = ceilings.joined(separator: ":")
    do {
      try check(
        unsafe git_repository_open_ext(&opened, folder, 0, list), "git_repository_open_ext",
        .path(folder))
    } catch {
      throw explainOpening(error, folder)
    }
    guard let opened = unsafe opened else {
      throw GitError(.notARepository(folder), operation: "git_repository_open_ext")
    }
    return unsafe opened
  }

  /// Makes a new repository whose HEAD names a branch that has no commit yet.
  ///
  /// Throws `.invalid` where one already is.
  package static func create(
    at folder: String, branch: String, bare: Bool
  ) throws(GitError) -> Repository {
    try Library.start()
    try checkBranchName(branch)
    var options = unsafe git_repository_init_options()
    try check(
      unsafe git_repository_init_options_init(
        &options, numericCast(GIT_REPOSITORY_INIT_OPTIONS_VERSION)),
      "git_repository_init_options_init")
    unsafe options.flags =
      GIT_REPOSITORY_INIT_MKPATH.rawValue
      | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
      | (bare ? GIT_REPOSITORY_INIT_BARE.rawValue : 0)
    var opened: OpaquePointer?
    let status = unsafe branch.withCString { name in
      unsafe options.initial_head = name
      return unsafe git_repository_init_ext(&opened, folder, &options)
    }
    try check(status, "git_repository_init_ext", .path(folder))
    guard let opened = unsafe opened else {
      throw GitError(.notFound(folder), operation: "git_repository_init_ext")
    }
    return unsafe Repository(opened: opened)
  }

  /// Lets libgit2 read only configuration below one folder: for tests, before any repository is open.
  package static func isolateConfiguration(to folder: String) throws(GitError) {
    try Library.start()
    let levels = [
      GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
      GIT_CONFIG_LEVEL_GLOBAL,
    ]
    for level in levels {
      try check(
        unsafe latitude_git_set_search_path(level.rawValue, folder), "git_libgit2_opts",
        .path(folder))
    }
  }

  private static func explainOpening(_ error: GitError, _ folder: String) -> GitError {
    var error = error
    let extensionPrefix = "unsupported extension name extensions."
    if case .notFound = error.code {
      error.code = .notARepository(folder)
    } else if error.message.hasPrefix(extensionPrefix) {
      error.code = .unsupportedExtension(String(error.message.dropFirst(extensionPrefix.count)))
    } else if error.message.hasPrefix("unsupported repository version") {
      error.code = .unsupportedExtension("core.repositoryFormatVersion")
    }
    return error
  }

  private func refuseOtherObjectFormats() throws(GitError) {
    let format = try configuredText("extensions.objectformat") ?? "sha1"
    guard format.lowercased() == "sha1" else {
      throw GitError(.unsupportedObjectFormat(format), operation: "git_repository_open_ext")
    }
  }
}

/// A directory as libgit2 names it, without the slash that it puts at the end.
private func withoutSlash(_ directory: UnsafePointer<CChar>?) -> String? {
  guard let directory = unsafe directory else { return nil }
  let path = unsafe String(cString: directory)
  return path.utf8.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
}
