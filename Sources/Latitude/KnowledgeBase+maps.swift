public import AutonomyMaps
public import Documents
public import Git

/// A revision of a map before it is committed: what it changes, and what it would have changed.
public struct MapProposal: Sendable {
  public var role: String
  /// The newest revision on the branch; nil for a first one.
  public var from: MapRevision?
  public var document: MapDocument
  public var content: [UInt8]
  public var difference: MapDifference
  public var replay: Replay
  /// Warnings; errors are thrown.
  public var warnings: [MapProblem]
  /// The number it will have.
  public var number: Int { (from?.number ?? 0) + 1 }
}

extension KnowledgeBase {
  /// What committing a map's file would change.
  ///
  /// - Parameters:
  ///   - content: The new file; nil: as it stands in the work tree.
  ///   - name: What errors call it; nil: the map's own path.
  /// - Throws: `KnowledgeBaseError.invalidDocument`, `.invalidMap`, `.otherRole`, `.unchangedMap`, `.noMap`.
  public func proposal(
    forRole role: String, content: [UInt8]? = nil, named name: String? = nil
  ) throws -> MapProposal {
    guard vocabulary.roles.contains(where: { $0.name == role }) else {
      throw KnowledgeBaseError.unknown("role", role, in: vocabulary.roles.map(\.name))
    }
    let path = mapPath(ofRole: role)
    let isMapped = try mappedRoles().contains(role)
    guard
      let bytes = try content ?? workTreeFile(path) ?? (isMapped ? source(at: path).bytes : nil)
    else {
      // Names of other roles would not help: what is missing is the file.
      throw KnowledgeBaseError.noMap(role: role, known: [], nearest: nil)
    }
    let shownPath = name ?? repositoryPath(path)
    let file = MapFile(bytes, vocabulary: vocabulary)
    guard let document = file.document,
      !file.documentProblems.contains(where: { $0.severity == .error })
    else { throw KnowledgeBaseError.invalidDocument(path: shownPath, file.documentProblems) }
    guard document.role == role else {
      throw KnowledgeBaseError.otherRole(path: shownPath, role: document.role, expected: role)
    }
    guard !file.mapProblems.contains(where: { $0.severity == .error }) else {
      throw KnowledgeBaseError.invalidMap(path: shownPath, file.mapProblems)
    }
    let from = try mapHistories(ofRoles: [role]).first?.revisions.last
    if let from, try repository.blob(from.blob) == bytes {
      throw KnowledgeBaseError.unchangedMap(role: role)
    }
    let map = try AutonomyMap(document, vocabulary: vocabulary)
    return MapProposal(
      role: role, from: from, document: document, content: bytes,
      difference: AutonomyMap.difference(from: from?.map, to: map, vocabulary: vocabulary),
      replay: try replay(role: role, from: from?.map, to: map).replay,
      warnings: file.mapProblems.filter { $0.severity == .warning })
  }

  /// Commits a revision of a map: its file alone, with the reason, the cases it rests on, and what it would have changed.
  ///
  /// - Parameters:
  ///   - why: The reason, as prose; never empty.
  ///   - because: Cases, learnings and ideas that the base holds.
  ///   - subject: What follows `map(ROLE): ` in the subject; nil: the change in words.
  ///   - today: What the revision's `effective` is held against.
  ///   - isRetroactive: Whether the revision may be in force before `today`.
  /// - Throws: what `proposal` and `mayCommit` throw, and `.mapChangedMeanwhile` when the map moved since the proposal.
  public mutating func commitMap(
    _ proposal: MapProposal, why: String, because: [DocumentID], subject: String? = nil,
    today: Day, isRetroactive: Bool = false, as author: Authorship
  ) throws -> CommitID? {
    try mayCommit(
      proposal, why: why, because: because, today: today, isRetroactive: isRetroactive, as: author)
    let path = mapPath(ofRole: proposal.role)
    return try write(as: author) { base in
      let newest = try base.mapHistories(ofRoles: [proposal.role]).first?.revisions.last
      guard newest?.commit.id == proposal.from?.commit.id else {
        throw KnowledgeBaseError.mapChangedMeanwhile(
          role: proposal.role, revision: newest?.number ?? 0)
      }
      let isFromWorkTree = try base.workTreeFile(path) == proposal.content
      return WritePlan(
        edits: [.init(path: path, content: proposal.content, isFromWorkTree: isFromWorkTree)],
        message: proposal.message(why: why, because: because, subject: subject))
    }
  }

  /// Refuses what `commitMap` would refuse, before anybody is asked.
  ///
  /// - Parameter author: Nil: nobody commits, as in a trial run.
  /// - Throws: `KnowledgeBaseError.noReason`, `.unknownReference`, `.retroactive` or `.notAllowed`.
  public func mayCommit(
    _ proposal: MapProposal, why: String, because: [DocumentID], today: Day, isRetroactive: Bool,
    as author: Authorship?
  ) throws {
    guard why.contains(where: { !$0.isWhitespace }) else { throw KnowledgeBaseError.noReason }
    if let author { try refuseStranger(author.author, role: proposal.role) }
    for id in because where try path(of: id) == nil {
      throw KnowledgeBaseError.unknownReference(id)
    }
    let effective = proposal.document.effective
    guard isRetroactive || effective >= today else {
      throw KnowledgeBaseError.retroactive(role: proposal.role, effective: effective, today: today)
    }
  }

  /// A file as it stands in the work tree; nil where the branch is not checked out or the file is missing.
  ///
  /// - Parameter path: Below the base.
  /// - Throws: `KnowledgeBaseError.unusable` for a symbolic link, which git would commit as a link.
  public func workTreeFile(_ path: String) throws -> [UInt8]? {
    guard isCheckedOut else { return nil }
    if let fault = try workTreeFault(path) { throw KnowledgeBaseError.unusable(fault) }
    return try repository.workTreeFile(at: repositoryPath(path))
  }

  /// Why a file of the work tree is not read; nil where it is, or where none is there.
  func workTreeFault(_ path: String) throws -> Fault? {
    guard isCheckedOut, try repository.hasWorkTreeLink(on: repositoryPath(path)) else { return nil }
    return Fault(path: path, reason: .symbolicLink)
  }

  /// Where a map's file lies in the work tree, for an editor; nil where the branch is not checked out.
  public func workTreePath(ofMap role: String) -> String? {
    guard isCheckedOut, let workTree = repository.workTree else { return nil }
    return "\(workTree)/\(repositoryPath(mapPath(ofRole: role)))"
  }

  /// Where people are named, only those who manage a role revise its map.
  ///
  /// - Throws: `KnowledgeBaseError.notAllowed`, or `.invalidDocument` where nobody manages the role and `latitude.yml` is
  ///   wrong about who manages what: a slip there must not open a map to everybody.
  func refuseStranger(_ author: Signature, role: String) throws {
    let managers = vocabulary.people.filter { $0.manages.contains(role) }.map(\.email)
    guard !managers.isEmpty else {
      let slips = vocabularyProblems.filter(\.hidesManagers)
      guard slips.isEmpty else {
        throw KnowledgeBaseError.invalidDocument(
          path: repositoryPath(DocumentPath.vocabulary), slips)
      }
      return
    }
    guard managers.contains(where: { $0.lowercased() == author.email.lowercased() }) else {
      throw KnowledgeBaseError.notAllowed(email: author.email, role: role, managers: managers)
    }
  }
}

extension DocumentProblem {
  /// Whether `latitude.yml` names a manager in a way that is not understood.
  fileprivate var hidesManagers: Bool {
    if case .unknownKey(_, let nearest) = reason {
      return nearest == "manages" || nearest == "people"
    }
    guard severity == .error, let field, field.hasPrefix("people") else { return false }
    return !field.hasSuffix(".role")
  }
}
