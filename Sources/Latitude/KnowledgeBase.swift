// The facade: the only place where bytes from git become documents, and the only writer. Front ends translate its
// calls and nothing more. It never prints, prompts, or reads a clock or the environment: those come in as parameters.

public import Documents
public import Git

/// A base of field cases, learnings, ideas and autonomy maps, read at one commit.
///
/// A base is a folder of a git repository that holds `latitude.yml`. Everything read comes from `commit` and not from
/// the work tree, so that all answers of one value agree with each other; `refresh()` moves on to the branch's tip.
public struct KnowledgeBase: ~Copyable {
  let repository: Repository

  /// The base's folder from the repository's root, without slashes at its ends; empty when it is the root.
  public let folder: String
  /// The branch that counts.
  ///
  /// Nil when HEAD is detached and `latitude.yml` names none, or one that does not exist here: then nothing is written.
  public let branch: String?
  /// Whether HEAD names `branch`: only then do writes show in the work tree.
  let isCheckedOut: Bool
  /// What is read.
  public private(set) var commit: CommitID
  var tree: TreeID
  /// `latitude.yml` at `commit`.
  public private(set) var vocabulary: Vocabulary
  /// What is wrong in `latitude.yml` without making it unusable.
  public private(set) var vocabularyProblems: [DocumentProblem]

  /// Opens the base that holds `directory`, like git finds its repository: upwards.
  ///
  /// - Parameters:
  ///   - folder: The base's folder in the repository, where `directory` does not tell it (bare repositories).
  ///   - revision: What to read instead of the branch's tip, in git's notation.
  /// - Throws: `KnowledgeBaseError` or `GitError`.
  public init(at directory: String, folder: String? = nil, revision: String? = nil) throws {
    let repository = try Repository(discovering: directory)
    let head = try repository.head()
    let headCommit: CommitID?
    let headBranch: String?
    switch head {
    case .branch(let name, let tip): (headBranch, headCommit) = (name, tip)
    case .detached(let commit): (headBranch, headCommit) = (nil, commit)
    }
    guard let headCommit else { throw KnowledgeBaseError.emptyRepository(directory) }

    let found = try KnowledgeBase.find(
      from: directory, folder: folder, in: repository, tree: try repository.tree(of: headCommit))
    let atHead = try KnowledgeBase.readVocabulary(
      in: repository, tree: try repository.tree(of: headCommit), folder: found)
    let branch = atHead.vocabulary.branch ?? headBranch
    var tip: CommitID?
    if let branch { tip = try repository.tip(ofBranch: branch) }
    let commit: CommitID
    if let revision {
      commit = try repository.resolve(revision)
    } else {
      commit = tip ?? headCommit
    }
    let tree = try repository.tree(of: commit)
    let read =
      commit == headCommit
      ? atHead : try KnowledgeBase.readVocabulary(in: repository, tree: tree, folder: found)

    let base = KnowledgeBase(
      repository: repository, folder: found,
      // A named branch that does not exist here (a clone of another one) is read where HEAD stands, and not written.
      branch: tip == nil ? nil : branch,
      isCheckedOut: branch != nil && branch == headBranch, commit: commit, tree: tree, read: read)
    try base.finishPendingWork()
    self = base
  }

  private init(
    repository: consuming Repository, folder: String, branch: String?, isCheckedOut: Bool,
    commit: CommitID, tree: TreeID, read: (vocabulary: Vocabulary, problems: [DocumentProblem])
  ) {
    self.isCheckedOut = isCheckedOut && repository.workTree != nil
    self.repository = repository
    self.folder = folder
    self.branch = branch
    self.commit = commit
    self.tree = tree
    vocabulary = read.vocabulary
    vocabularyProblems = read.problems
  }

  /// Reads on at the branch's tip.
  public mutating func refresh() throws {
    guard let branch, let tip = try repository.tip(ofBranch: branch), tip != commit else { return }
    let newTree = try repository.tree(of: tip)
    let read = try KnowledgeBase.readVocabulary(in: repository, tree: newTree, folder: folder)
    (commit, tree, vocabulary, vocabularyProblems) = (tip, newTree, read.vocabulary, read.problems)
  }

  /// The path from the repository's root of a path below the base.
  func repositoryPath(_ path: String) -> String {
    folder.isEmpty ? path : "\(folder)/\(path)"
  }

  /// The path below the base of a path from the repository's root.
  func basePath(_ path: String) -> String { path.below(folder) }

  private static func find(
    from directory: String, folder: String?, in repository: borrowing Repository, tree: TreeID
  ) throws -> String {
    if let folder {
      let clean = tidied(folder)
      guard try repository.file(at: join(clean, DocumentPath.vocabulary), in: tree) != nil else {
        throw KnowledgeBaseError.noBase(
          directory: folder, elsewhere: .folders(try bases(in: repository, tree: tree)),
          uncommitted: false)
      }
      return clean
    }
    let below = repository.relativePath(of: directory)
    let start = (below ?? "").split(separator: "/").map(String.init)
    var names = start
    while true {
      let candidate = names.joined(separator: "/")
      if try repository.file(at: join(candidate, DocumentPath.vocabulary), in: tree) != nil {
        return candidate
      }
      guard names.popLast() != nil else { break }
    }
    let bases = try bases(in: repository, tree: tree)
    let elsewhere: KnowledgeBaseError.Elsewhere =
      below == nil ? .folders(bases) : .directories(bases.map { path(to: $0, from: start) })
    let file = join(below ?? "", DocumentPath.vocabulary)
    throw KnowledgeBaseError.noBase(
      directory: directory, elsewhere: elsewhere,
      uncommitted: try repository.workTreeFile(at: file) != nil)
  }

  /// Folders that are bases, not deep in the repository: what a lost user probably meant.
  private static func bases(in repository: borrowing Repository, tree: TreeID) throws -> [String] {
    var found: [String] = []
    var folders = [""]
    for _ in 0..<3 {
      var next: [String] = []
      for folder in folders {
        for child in try repository.children(of: folder, in: tree) where child.isExactName {
          guard case .folder = child.kind else { continue }
          let path = join(folder, child.name)
          let isBase = try repository.file(at: join(path, DocumentPath.vocabulary), in: tree) != nil
          if isBase { found.append(path) } else { next.append(path) }
        }
      }
      folders = next
    }
    return found
  }

  /// A folder of the repository, as it is reached from another one.
  static func path(to folder: String, from start: [String]) -> String {
    let names = folder.split(separator: "/").map(String.init)
    let common = zip(names, start).prefix { $0 == $1 }.count
    return (start.dropFirst(common).map { _ in ".." } + names.dropFirst(common))
      .joined(separator: "/")
  }

  /// A folder of the repository as somebody typed it, without `.` and slashes too many.
  static func tidied(_ folder: String) -> String {
    folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }

  private static func readVocabulary(
    in repository: borrowing Repository, tree: TreeID, folder: String
  ) throws -> (vocabulary: Vocabulary, problems: [DocumentProblem]) {
    let path = join(folder, DocumentPath.vocabulary)
    guard let file = try repository.file(at: path, in: tree) else {
      throw KnowledgeBaseError.noBase(
        directory: folder, elsewhere: .folders([]), uncommitted: false)
    }
    let parsed = Vocabulary.parse(try repository.blob(file.blob))
    guard let vocabulary = parsed.value else {
      throw KnowledgeBaseError.invalidDocument(path: path, parsed.problems)
    }
    let checked = Parsed(
      value: vocabulary,
      problems: parsed.problems + vocabulary.problems(positions: parsed.positions),
      positions: parsed.positions)
    return (vocabulary, checked.problems)
  }
}

extension String {
  /// A path from the repository's root as one below a folder, where it lies there.
  func below(_ folder: String) -> String {
    folder.isEmpty ? self : without(prefix: "\(folder)/") ?? self
  }
}
