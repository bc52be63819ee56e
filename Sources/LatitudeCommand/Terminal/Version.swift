import Git

/// What `--version` prints: the release, the commit it was built from, and the git library at work.
var versionText: String {
  let commit = buildCommit.map { " (\($0))" } ?? ""
  return "latitude 0.1.0\(commit), libgit2 \(libgit2Version)"
}
