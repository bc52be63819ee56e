internal import CGit2

extension Repository {
  /// What HEAD names.
  package func head() throws(GitError) -> Head {
    let reference = unsafe try Owned(
      "git_reference_lookup", .branch("HEAD"), freeing: git_reference_free
    ) {
      unsafe git_reference_lookup(&$0, pointer, "HEAD")
    }
    if let oid = unsafe git_reference_target(reference.pointer) {
      return .detached(unsafe CommitID(oid.pointee))
    }
    guard let target = unsafe git_reference_symbolic_target(reference.pointer) else {
      throw GitError(.corrupt("HEAD"), operation: "git_reference_symbolic_target")
    }
    let name = unsafe String(cString: target)
    return .branch(
      name.without(prefix: "refs/heads/") ?? name, try self.target(ofReference: name))
  }

  /// The commit a branch points to; nil: there is no such branch (or it has no commit yet).
  package func tip(ofBranch name: String) throws(GitError) -> CommitID? {
    try Self.checkBranchName(name)
    return try target(ofReference: "refs/heads/\(name)")
  }

  /// The commit that a revision names: anything `git rev-parse` takes, peeled to a commit.
  package func resolve(_ revision: String) throws(GitError) -> CommitID {
    guard !revision.utf8.contains(0) else {
      throw GitError(.invalid(revision), operation: "git_revparse_single")
    }
    let object = unsafe try Owned(
      "git_revparse_single", .revision(revision), freeing: git_object_free
    ) {
      unsafe git_revparse_single(&$0, pointer, revision)
    }
    let commit = unsafe try Owned("git_object_peel", .revision(revision), freeing: git_object_free)
    {
      unsafe git_object_peel(&$0, object.pointer, GIT_OBJECT_COMMIT)
    }
    guard let oid = unsafe git_object_id(commit.pointer) else {
      throw GitError(.notFound(revision), operation: "git_object_id")
    }
    return unsafe CommitID(oid.pointee)
  }

  /// The commit that a full reference name leads to; nil: it does not exist.
  func target(ofReference name: String) throws(GitError) -> CommitID? {
    var oid = git_oid()
    let status = unsafe git_reference_name_to_id(&oid, pointer, name)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(status, "git_reference_name_to_id", .branch(name))
    return CommitID(oid)
  }

  static func checkBranchName(_ name: String) throws(GitError) {
    var isValid: Int32 = 0
    if !name.utf8.contains(0) {
      try check(
        unsafe git_branch_name_is_valid(&isValid, name), "git_branch_name_is_valid", .branch(name))
    }
    guard isValid != 0 else {
      throw GitError(.invalid(name), operation: "git_branch_name_is_valid")
    }
  }
}
