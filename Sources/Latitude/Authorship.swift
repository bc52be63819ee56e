public import Git

/// Whose words a commit holds and who put them there, as git tells the two apart.
public struct Authorship: Hashable, Sendable {
  public var author: Signature
  public var committer: Signature

  /// - Parameter committer: nil: the author.
  public init(author: Signature, committer: Signature? = nil) {
    self.author = author
    self.committer = committer ?? author
  }
}

extension KnowledgeBase {
  /// The same for a folder that is no base yet, and perhaps no repository.
  public static func configuredIdentity(
    at folder: String, time: Int64, offset: Int
  ) throws -> Signature? {
    let repository: Repository
    // The folder may be still to be made, in a repository that has an identity of its own.
    do {
      repository = try Repository(discovering: Repository.nearestFolder(to: folder).folder)
    } catch {
      return try Repository.userSignature(time: time, offset: offset)
    }
    return try repository.configuredSignature(time: time, offset: offset)
  }

  /// Who git's configuration says is at work here; nil when it names nobody.
  ///
  /// - Parameters:
  ///   - time: Seconds since 1970-01-01 UTC.
  ///   - offset: Minutes east of UTC.
  public func configuredIdentity(time: Int64, offset: Int) throws -> Signature? {
    try repository.configuredSignature(time: time, offset: offset)
  }
}
