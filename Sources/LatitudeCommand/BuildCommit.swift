internal import CBuildCommit

/// The commit this program was built from, abbreviated; nil where the build did not say.
///
/// "+changes" after it: the sources differed from that commit.
var buildCommit: String? {
  let commit = unsafe String(cString: latitude_build_commit())
  return commit.isEmpty ? nil : commit
}
