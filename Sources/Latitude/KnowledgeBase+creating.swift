import Documents
public import Git

/// What `init` found and made.
public struct CreatedBase: Sendable {
  public var madeRepository: Bool
  public var commit: CommitID
}

extension KnowledgeBase {
  /// Makes a folder a base: the repository, `latitude.yml` and the first commit, as far as they are missing.
  ///
  /// - Parameter source: The new `latitude.yml`.
  /// - Throws: `KnowledgeBaseError.alreadyABase` when it is one; nothing is touched then.
  public static func create(
    at folder: String, vocabulary source: [UInt8], as author: Authorship
  ) throws -> CreatedBase {
    let parsed = Vocabulary.parse(source)
    guard let vocabulary = parsed.value else {
      throw KnowledgeBaseError.invalidDocument(path: DocumentPath.vocabulary, parsed.problems)
    }
    try Repository.makeFolder(folder)
    var isNew = false
    let repository = try openOrCreate(
      at: folder, branch: vocabulary.branch ?? "main", isNew: &isNew)
    let below = repository.relativePath(of: folder) ?? ""
    let path = below.isEmpty ? DocumentPath.vocabulary : "\(below)/\(DocumentPath.vocabulary)"
    guard case .branch(let branch, let tip) = try repository.head() else {
      throw KnowledgeBaseError.readOnlyBase(branch: nil)
    }
    let tree = try tip.map { try repository.tree(of: $0) }
    if let tree, try repository.file(at: path, in: tree) != nil {
      throw KnowledgeBaseError.alreadyABase(folder)
    }
    if try repository.workTreeState(ofPath: path, against: nil) == .changed {
      throw KnowledgeBaseError.uncommittedChanges(path: path)
    }
    let blob = try repository.writeBlob(source)
    let newTree = try repository.writeTree(base: tree, edits: [.put(path: path, blob: blob)])
    let message = CommitMessage(subject: "base: \(vocabulary.name)")
    let commit = try repository.writeCommit(
      tree: newTree, parents: tip.map { [$0] } ?? [], author: author.author,
      committer: author.committer, message: try message.text())
    try repository.moveBranch(
      branch, from: tip, to: commit, message: "latitude: \(message.subject)", as: author.committer)
    _ = try repository.bringWorkTree([WorkTreeUpdate(path: path, from: nil, to: blob)])
    return CreatedBase(madeRepository: isNew, commit: commit)
  }

  private static func openOrCreate(
    at folder: String, branch: String, isNew: inout Bool
  ) throws -> Repository {
    do {
      return try Repository(discovering: folder)
    } catch {
      guard case .notARepository = error.code else { throw error }
      isNew = true
      return try Repository.create(at: folder, branch: branch, bare: false)
    }
  }
}
