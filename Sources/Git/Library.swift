internal import CGit2

/// libgit2 itself: started once for the process, and refused when it is too old.
enum Library {
  /// The oldest version whose behaviour this module was written for.
  static let oldest = (major: 1, minor: 5)

  static let version: (major: Int, minor: Int, revision: Int) = {
    var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
    unsafe git_libgit2_version(&major, &minor, &revision)
    return (Int(major), Int(minor), Int(revision))
  }()

  private static let failure: GitError? = {
    guard (version.major, version.minor) >= oldest else {
      return GitError(.unsupportedLibrary(libgit2Version), operation: "git_libgit2_version")
    }
    do throws(GitError) {
      try check(git_libgit2_init(), "git_libgit2_init")
      // As git itself: what zlib's checksum lets through is for `git fsck` to find. Hashing took half
      // of the time to read a blob.
      try check(latitude_git_verify_hashes(0), "git_libgit2_opts")
      // By default folders of over a hundred files are read anew for every look-up of a path.
      try check(latitude_git_cache_objects(GIT_OBJECT_TREE, 1 << 20), "git_libgit2_opts")
      // Commits are walked once and not looked at again: caching a long history's took most of the memory.
      try check(latitude_git_cache_objects(GIT_OBJECT_COMMIT, 0), "git_libgit2_opts")
      try check(latitude_git_limit_cache(64 << 20), "git_libgit2_opts")
      try allowExtensions()
      return nil
    } catch {
      return error
    }
  }()

  /// Has to run before anything else of libgit2; cheap when repeated.
  static func start() throws(GitError) {
    if let failure { throw failure }
  }

  /// Extensions that need nothing of a program that neither prunes objects nor fetches them.
  ///
  /// `worktreeConfig` does need something: see `Repository.applyWorkTreeConfiguration`.
  private static func allowExtensions() throws(GitError) {
    let names = ["preciousobjects", "partialclone", "worktreeconfig", "objectformat"]
    let status = unsafe withCStrings(names) { unsafe latitude_git_set_extensions(&$0, $0.count) }
    try check(status, "git_libgit2_opts")
  }
}

/// The version of libgit2 in use, such as "1.5.1".
package var libgit2Version: String {
  "\(Library.version.major).\(Library.version.minor).\(Library.version.revision)"
}
