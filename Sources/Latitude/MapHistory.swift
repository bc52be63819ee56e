public import AutonomyMaps
public import Documents
public import Git

/// One revision of a map: a commit of the branch's first-parent history that changed its file.
public struct MapRevision: Sendable {
  /// Its place in that history, from 1.
  public var number: Int
  public var commit: Commit
  public var blob: BlobID
  /// The file at this commit; nil when it could not be read.
  public var document: MapDocument?
  /// Ready to judge; nil when the file could not be read, is another role's map, or has conditions that do not fit the
  /// vocabulary.
  public var map: AutonomyMap?
  public var problems: [DocumentProblem]
  /// Why a file that could be read cannot judge.
  public var mapProblems: [MapProblem]
}

/// A map's revisions, oldest first, and which of them counts on which day.
public struct MapHistory: Sendable {
  public var role: String
  /// The map's file, from the repository's root.
  public var path: String
  public var revisions: [MapRevision]

  /// The newest revision whose `effective` is on or before `day`.
  ///
  /// Commit times are never trusted.
  /// A revision that cannot be read is passed over here; lint reports it.
  public func inForce(on day: Day) -> MapRevision? {
    AutonomyMap.revisionInForce(on: day, effective: revisions.map { $0.document?.effective })
      .map { revisions[$0] }
  }
}

extension KnowledgeBase {
  /// Every revision of a role's map up to `commit`.
  ///
  /// - Throws: `KnowledgeBaseError.noMap`, or a `GitError` where a shallow clone does not have them all.
  public func mapHistory(ofRole role: String) throws -> MapHistory {
    let known = try mappedRoles()
    guard known.contains(role), let history = try mapHistories(ofRoles: [role]).first else {
      throw KnowledgeBaseError.noMap(
        role: role, known: known, nearest: nearestName(to: role, among: known))
    }
    return history
  }

  /// The histories of several roles' maps in one walk of the first-parent history.
  func mapHistories(ofRoles roles: [String]) throws -> [MapHistory] {
    let paths = roles.map { mapPath(ofRole: $0) }
    let found = try revisions(ofPaths: paths)
    var histories: [MapHistory] = []
    for (role, path) in zip(roles, paths) {
      var history = MapHistory(role: role, path: repositoryPath(path), revisions: [])
      for entry in (found[path] ?? []).reversed() {
        guard let blob = entry.blob else { continue }
        let content = try repository.blob(blob)
        let parsed = MapDocument.parse(content)
        // Another role's map says nothing about this one.
        let isOwn = parsed.value?.role == role
        let map = (isOwn ? parsed.value : nil).flatMap {
          try? AutonomyMap($0, vocabulary: vocabulary, sibling: history.revisions.last?.map)
        }
        history.revisions.append(
          MapRevision(
            number: history.revisions.count + 1, commit: try repository.commit(entry.commit),
            blob: blob, document: parsed.value, map: map, problems: parsed.problems,
            mapProblems: map == nil ? MapFile(content, vocabulary: vocabulary).mapProblems : []))
      }
      histories.append(history)
    }
    return histories
  }

  /// The roles that have a map at `commit`, in the order of the vocabulary, then by name.
  public func mappedRoles() throws -> [String] {
    let found = try files(of: .map).compactMap { file in
      if case .map(let role) = DocumentPath(file.path) { role } else { nil }
    }
    let known = vocabulary.roles.map(\.name)
    return known.filter(found.contains) + found.filter { !known.contains($0) }.sorted()
  }
}

/// Where a role's map lies below the base; empty for a role whose name cannot be a file's, where nothing ever lies.
func mapPath(ofRole role: String) -> String {
  DocumentPath.path(ofMapFor: role) ?? ""
}
