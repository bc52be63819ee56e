import Git

/// What is derived from a base is called below `latitude/` in the git directory: a repository may hold several bases.
///
/// - Parameter base: The base's folder in the repository; empty for its root.
func noteName(
  _ name: String, ofBase base: String, in repository: borrowing Repository
) throws(GitError) -> String {
  if base.isEmpty { return name }
  return "\(name)-\(String(try repository.hash(Array(base.utf8)).description.prefix(12)))"
}
