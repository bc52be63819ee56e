extension Repository {
  /// Where a branch is checked out, other than in this work tree; nil: nowhere.
  ///
  /// A work tree whose folder is gone does not count, unless git was told to keep it (`git worktree
  /// lock`, as for a removable disk).
  package func otherWorkTree(onBranch name: String) throws(GitError) -> String? {
    let head = Array("ref: refs/heads/\(name)\n".utf8)
    if ownDirectory != gitDirectory, try Disk.read("\(gitDirectory)/HEAD") == head,
      let top = try mainWorkTree()
    {
      return top
    }
    let linked = "\(gitDirectory)/worktrees"
    for entry in Disk.names(in: linked).sorted() {
      let directory = "\(linked)/\(entry)"
      guard directory != ownDirectory, try Disk.read("\(directory)/HEAD") == head,
        let link = try Disk.read("\(directory)/gitdir")
      else { continue }
      let file = String(decoding: link.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      guard let folder = file.parentFolder else { continue }
      for sign in [file, "\(directory)/locked"] where try Disk.status(sign) != nil { return folder }
    }
    return nil
  }

  /// The folder of the main work tree; nil: the repository has none.
  private func mainWorkTree() throws(GitError) -> String? {
    if try configuration().flag("core.bare") == true { return nil }
    // A bare one may say so where only it looks; but it has no index.
    guard try Disk.status("\(gitDirectory)/index") != nil else { return nil }
    if let top = try configuration().text("core.worktree") {
      return top.hasPrefix("/") ? top : "\(gitDirectory)/\(top)"
    }
    // Git keeps nowhere which folder uses a git directory that stands apart from it.
    return gitDirectory.pathNames.last == ".git" ? gitDirectory.parentFolder : gitDirectory
  }
}
