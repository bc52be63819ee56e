import Documents
public import Git

/// What `init` found and made.
public struct CreatedBase: Sendable {
  /// Whether there was no repository.
  public var madeRepository: Bool
  /// Nil for a trial run.
  public var commit: CommitID?
}

extension KnowledgeBase {
  /// Makes a folder a base: the repository, `latitude.yml` and the first commit, as far as they are missing.
  ///
  /// - Parameters:
  ///   - folder: The base's folder in the repository; nil: `directory` is the base.
  ///   - source: The new `latitude.yml`.
  ///   - author: Nil: a trial run, which makes nothing.
  /// - Throws: `KnowledgeBaseError.alreadyABase` when it is one and nothing is touched, `.amongDocuments`,
  ///   `.cannotMakeFolder`, `.uncommittedChanges` for a `latitude.yml` that is not committed, or `.readOnlyBase`.
  public static func create(
    at directory: String, folder: String? = nil, vocabulary source: [UInt8],
    as author: Authorship?
  ) throws -> CreatedBase {
    let parsed = Vocabulary.parse(source)
    guard let vocabulary = parsed.value else {
      throw KnowledgeBaseError.invalidDocument(path: DocumentPath.vocabulary, parsed.problems)
    }
    let existing = try folderToBegin(in: directory)
    let isNew = try !hasRepository(directory, existing: existing, folder: folder)
    guard let author else { return CreatedBase(madeRepository: isNew) }
    try makeFolder(directory)
    let repository =
      isNew
      ? try Repository.create(at: directory, branch: vocabulary.branch ?? "main", bare: false)
      : try Repository(discovering: directory)
    let lock = try repository.lock(name: writeLock, timeout: .seconds(60))
    defer { _ = lock }
    let site = try Site(
      of: directory, existing: (directory, missing: ""), folder: folder, in: repository)
    let blob = try repository.writeBlob(source)
    let tree = try repository.writeTree(
      base: site.tree, edits: [.put(path: site.path, blob: blob)])
    let message = CommitMessage(subject: "base: \(vocabulary.name)")
    let commit = try repository.writeCommit(
      tree: tree, parents: site.tip.map { [$0] } ?? [], author: author.author,
      committer: author.committer, message: try message.text())
    let update = WorkTreeUpdate(path: site.path, from: nil, to: blob)
    try repository.land(
      PendingWork(commit: commit, updates: [update]), on: site.branch, from: site.tip,
      isCheckedOut: repository.workTree != nil, subject: message.subject, as: author.committer)
    return CreatedBase(madeRepository: isNew, commit: commit)
  }

  /// Whether a repository is there already; refuses a place in it where no base can be, before anything is made.
  private static func hasRepository(
    _ directory: String, existing: (folder: String, missing: String), folder: String?
  ) throws -> Bool {
    let repository: Repository
    do { repository = try Repository(discovering: existing.folder) } catch {
      guard case .notARepository = error.code else { throw error }
      return false
    }
    _ = try Site(of: directory, existing: existing, folder: folder, in: repository)
    return true
  }

  private static func folderToBegin(
    in directory: String
  ) throws -> (folder: String, missing: String) {
    do { return try Repository.nearestFolder(to: directory) } catch {
      guard case .invalid = error.code else { throw error }
      throw KnowledgeBaseError.cannotMakeFolder(directory)
    }
  }

  private static func makeFolder(_ directory: String) throws {
    do { try Repository.makeFolder(directory) } catch {
      switch error.code {
      case .invalid, .notFound: throw KnowledgeBaseError.cannotMakeFolder(directory)
      default: throw error
      }
    }
  }
}

/// Where a new base will lie, and on what its first commit rests.
private struct Site {
  /// Of `latitude.yml`, from the repository's root.
  var path: String
  var branch: String
  var tip: CommitID?
  var tree: TreeID?

  /// Refuses a place where nothing can be made.
  ///
  /// - Parameter existing: `directory`, or the nearest folder above that is there and the way from it.
  init(
    of directory: String, existing: (folder: String, missing: String), folder: String?,
    in repository: borrowing Repository
  ) throws {
    let place =
      folder ?? "\(repository.relativePath(of: existing.folder) ?? "")/\(existing.missing)"
    path = KnowledgeBase.join(KnowledgeBase.tidied(place), DocumentPath.vocabulary)
    guard case .branch(let branch, let tip) = try repository.head() else {
      throw KnowledgeBaseError.readOnlyBase(branch: nil)
    }
    (self.branch, self.tip) = (branch, tip)
    tree = try tip.map { try repository.tree(of: $0) }
    if let tree, try repository.file(at: path, in: tree) != nil {
      throw KnowledgeBaseError.alreadyABase(directory)
    }
    if let tree {
      try Site.refuseDocumentFolders(directory, KnowledgeBase.tidied(place), repository, tree)
    }
    if try repository.workTreeState(ofPath: path, against: nil) == .changed {
      throw KnowledgeBaseError.uncommittedChanges(path: path)
    }
  }

  /// Whatever lies below `field/` of a base is taken for its cases.
  private static func refuseDocumentFolders(
    _ directory: String, _ folder: String, _ repository: borrowing Repository, _ tree: TreeID
  ) throws {
    let names = folder.split(separator: "/").map(String.init)
    for depth in names.indices
    where DocumentKind.allCases.contains(where: { DocumentPath.folder(of: $0) == names[depth] }) {
      let base = names[..<depth].joined(separator: "/")
      let vocabulary = KnowledgeBase.join(base, DocumentPath.vocabulary)
      if try repository.file(at: vocabulary, in: tree) != nil {
        throw KnowledgeBaseError.amongDocuments(
          directory: directory, folder: KnowledgeBase.join(base, names[depth]))
      }
    }
  }
}
