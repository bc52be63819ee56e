// The one module that sees libgit2. It answers what a repository holds and how it changes, in
// values; it knows nothing of what the files mean. A `Repository` is used by one thread at a time:
// give each task its own. No pointer of libgit2 leaves a method, because nothing checks that an
// object does not outlive its repository.

internal import CGit2
import Synchronization

/// An open repository, bare or with a work tree.
@safe package struct Repository: ~Copyable {
  private let handle: Owned
  /// Objects written since `withBatch` began.
  let batch = BatchRecord()

  /// The directory that all work trees of the repository share, without a slash at its end.
  ///
  /// Of a linked work tree this is the main repository's git directory.
  package let gitDirectory: String
  /// The git directory of this work tree alone: its HEAD and index.
  let ownDirectory: String
  /// The top folder of the work tree, without a slash at its end; nil: bare.
  package let workTree: String?

  /// What git calls a linked work tree; nil: the main one, or none.
  package var linkedName: String? {
    ownDirectory == gitDirectory ? nil : ownDirectory.pathNames.last
  }

  /// Whether there is no work tree.
  package var isBare: Bool { workTree == nil }

  var pointer: OpaquePointer { unsafe handle.pointer }

  private init(_ handle: consuming Owned, isBare: Bool = false) {
    gitDirectory = unsafe withoutSlash(git_repository_commondir(handle.pointer)) ?? ""
    ownDirectory = unsafe withoutSlash(git_repository_path(handle.pointer)) ?? ""
    workTree = unsafe isBare ? nil : withoutSlash(git_repository_workdir(handle.pointer))
    self.handle = handle
  }

  /// Finds the repository of a folder, upwards as git does.
  ///
  /// - Parameter ceilings: Folders (absolute) that the search does not look into from below, as in
  ///   git's `GIT_CEILING_DIRECTORIES`.
  package init(discovering folder: String, ceilings: [String] = []) throws(GitError) {
    let handle = try Opening.open(folder, ceilings: ceilings)
    let configuration = unsafe try Configuration(of: handle.pointer)
    try Opening.refuseOtherObjectFormats(configuration)
    let isBare = try Opening.readWorkTreeConfiguration(handle, configuration)
    self.init(handle, isBare: isBare)
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
    let handle = unsafe try Owned(
      "git_repository_init_ext", .path(folder), freeing: git_repository_free
    ) { result in
      unsafe branch.withCString { name in
        unsafe options.initial_head = name
        return unsafe git_repository_init_ext(&result, folder, &options)
      }
    }
    return Repository(handle)
  }

  /// Lets libgit2 read only configuration below one folder: for tests, before any repository is open.
  ///
  /// libgit2 frees the paths of before, which another thread may be reading: tests that share a process have
  /// to name the same folder, and only the first call changes anything.
  package static func isolateConfiguration(to folder: String) throws(GitError) {
    try Library.start()
    let levels = [
      GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
      GIT_CONFIG_LEVEL_GLOBAL,
    ]
    try isolatedFolder.withLock { isolated throws(GitError) in
      guard isolated != folder else { return }
      for level in levels {
        try check(
          unsafe latitude_git_set_search_path(level.rawValue, folder), "git_libgit2_opts",
          .path(folder))
      }
      isolated = folder
    }
  }

  private static let isolatedFolder = Mutex<String?>(nil)
}
