internal import CGit2

extension Repository {
  /// Points a branch to another commit, only if it still points where the caller believes.
  ///
  /// Nil for `expected` means that the branch must not exist yet. Throws `.moved` when it is
  /// otherwise, `.locked` when another process keeps git's lock on the branch. The reflogs of the
  /// branch, and of HEAD where it names this branch, are written as git does; the work tree is not
  /// touched. Written here and not by libgit2, whose lock files outlive a killed process.
  package func moveBranch(
    _ name: String, from expected: CommitID?, to new: CommitID, message: String,
    as signature: Signature
  ) throws(GitError) {
    try Self.checkBranchName(name)
    _ = try lookUpCommit(new)
    let reference = "refs/heads/\(name)"
    let path = "\(gitDirectory)/\(reference)"
    let scratch = try Scratch(in: gitDirectory)
    try makeFolderOfReference(path, name)
    // As long as git waits by itself.
    var lock = try scratch.makeLock(
      at: "\(path).lock", Array("\(new)\n".utf8), patience: .milliseconds(100))
    let current = try directTarget(ofReference: reference)
    guard current == expected else { throw GitError(.moved(name), operation: "moveBranch") }
    if current == nil { try refuseConflictingNames(reference, name) }
    try appendReflogs(reference, from: current, to: new, message, signature)
    if let status = try Disk.status(path), status.isFolder { Disk.removeEmptyFolders(path) }
    try lock.commit(to: path)
  }

  private func makeFolderOfReference(_ path: String, _ name: String) throws(GitError) {
    guard let folder = path.parentFolder else { return }
    do {
      try Disk.makeFolders(folder)
    } catch {
      // A part of the name is a branch itself.
      if case .invalid = error.code { throw GitError(.invalid(name), operation: "moveBranch") }
      throw error
    }
  }

  /// What a reference holds now; throws for a symbolic one, which is not ours to move.
  private func directTarget(ofReference name: String) throws(GitError) -> CommitID? {
    var found: OpaquePointer?
    let status = unsafe git_reference_lookup(&found, pointer, name)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(status, "git_reference_lookup", .branch(name))
    defer { unsafe git_reference_free(found) }
    guard let oid = unsafe git_reference_target(found) else {
      throw GitError(.invalid(name), operation: "git_reference_target")
    }
    return unsafe CommitID(oid.pointee)
  }

  /// A branch "a" and a branch "a/b" cannot both exist, be they loose or packed.
  private func refuseConflictingNames(_ reference: String, _ name: String) throws(GitError) {
    var parts = reference.pathNames
    while parts.count > 3 {
      parts.removeLast()
      if try target(ofReference: parts.joined(separator: "/")) != nil {
        throw GitError(.invalid(name), operation: "git_reference_lookup")
      }
    }
    var iterator: OpaquePointer?
    try check(
      unsafe git_reference_iterator_glob_new(&iterator, pointer, "\(reference)/*"),
      "git_reference_iterator_glob_new", .branch(name))
    defer { unsafe git_reference_iterator_free(iterator) }
    var below: UnsafePointer<CChar>?
    let status = unsafe git_reference_next_name(&below, iterator)
    if status == GIT_ITEROVER.rawValue { return }
    try check(status, "git_reference_next_name", .branch(name))
    throw GitError(.invalid(name), operation: "git_reference_next_name")
  }

  // MARK: - Reflogs

  private func appendReflogs(
    _ reference: String, from old: CommitID?, to new: CommitID, _ message: String,
    _ signature: Signature
  ) throws(GitError) {
    let zero = String(repeating: "0", count: 40)
    let sign = signature.offset < 0 ? "-" : "+"
    let zone = abs(signature.offset) / 60 * 100 + abs(signature.offset) % 60
    let digits = String(zone)
    let words = message.filter { $0 != "\0" }.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    let line =
      "\(old?.description ?? zero) \(new) \(plain(signature.name)) <\(plain(signature.email))> "
      + "\(signature.time) \(sign)\(String(repeating: "0", count: 4 - digits.count))\(digits)"
      + (words.isEmpty ? "\n" : "\t\(words)\n")
    try appendReflog("\(gitDirectory)/logs/\(reference)", line)
    if try symbolicTargetOfHead() == reference {
      try appendReflog("\(ownDirectory)/logs/HEAD", line)
    }
  }

  private func appendReflog(_ path: String, _ line: String) throws(GitError) {
    if try Disk.status(path)?.isRegular != true {
      guard try createsReflogs() else { return }
      Disk.removeEmptyFolders(path)
      if let folder = path.parentFolder { try Disk.makeFolders(folder) }
    }
    try Disk.append(path, Array(line.utf8))
  }

  /// `core.logAllRefUpdates`: by default on with a work tree and off without.
  private func createsReflogs() throws(GitError) -> Bool {
    if try configuration().text("core.logallrefupdates")?.lowercased() == "always" { return true }
    return try configuration().flag("core.logallrefupdates") ?? !isBare
  }

  private func symbolicTargetOfHead() throws(GitError) -> String? {
    var found: OpaquePointer?
    let status = unsafe git_reference_lookup(&found, pointer, "HEAD")
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(status, "git_reference_lookup", .branch("HEAD"))
    defer { unsafe git_reference_free(found) }
    return unsafe git_reference_symbolic_target(found).map { unsafe String(cString: $0) }
  }

  /// A name as git writes it: without the characters that end it.
  private func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { !"<>\r\n\0".unicodeScalars.contains($0) }))
  }
}
