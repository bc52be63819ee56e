public import AutonomyMaps
public import Documents
public import Git

/// Which state of a role's map is meant.
public enum MapEndpoint: Sendable {
  /// A revision by its number.
  case revision(Int)
  /// The newest revision.
  case newest
  /// The revision in force on a day.
  case inForce(Day)
  /// The file in a commit, a branch or a tag, in git's notation; else an idea, as for `idea`.
  case commit(String)
  /// The file as it stands in the work tree; at the commit where there is none.
  case workTree
  /// The newest revision as an idea proposes it, by the beginning of the idea's id or of its last six characters.
  case idea(String)
  /// A file from elsewhere, by what it is called and what it holds.
  case file(path: String, content: [UInt8])
}

/// One state of a role's map, ready to judge, and where it comes from.
public struct MapVersion: Sendable {
  public var role: String
  public var origin: Origin
  public var document: MapDocument
  public var map: AutonomyMap

  /// Where a state of a map comes from.
  public enum Origin: Sendable {
    case revision(Int, CommitID)
    /// A commit as the caller named it.
    case commit(String, CommitID)
    case workTree
    /// An idea, and where it lies below the base.
    case idea(DocumentID, path: String)
    case file(String)
  }
}

/// What tells two states of a map apart.
public struct MapDiff: Sendable {
  public var from: MapVersion
  public var to: MapVersion
  public var difference: MapDifference

  /// Whether the prose for people differs.
  public var changesProse: Bool { from.document.body != to.document.body }
}

extension KnowledgeBase {
  /// One state of a role's map.
  ///
  /// - Throws: `KnowledgeBaseError.unknownTerm`, `.noMap`, `.noRevision`, `.notInForce`, `.notInCommit`, `.otherRole`,
  ///   `.ideaOfOtherRole`, `.ideaWithoutRules`, `.invalidDocument`, `.invalidMap`, or a `GitError` for a commit that git
  ///   does not know.
  public func mapVersion(_ endpoint: MapEndpoint, ofRole role: String) throws -> MapVersion {
    let path = repositoryPath(mapPath(ofRole: role))
    switch endpoint {
    case .revision(let number):
      let revisions = try mapHistory(ofRole: role).revisions
      guard let revision = revisions.first(where: { $0.number == number }) else {
        throw KnowledgeBaseError.noRevision(
          role: role, revision: number, newest: revisions.count)
      }
      return try version(revision, ofRole: role)
    case .newest:
      guard let revision = try mapHistory(ofRole: role).revisions.last else {
        throw KnowledgeBaseError.noRevision(role: role, revision: 1, newest: 0)
      }
      return try version(revision, ofRole: role)
    case .inForce(let day):
      let history = try mapHistory(ofRole: role)
      guard let revision = history.inForce(on: day) else {
        throw KnowledgeBaseError.notInForce(
          role: role, day: day,
          earliest: history.revisions.compactMap { $0.document?.effective }.min())
      }
      return try version(revision, ofRole: role)
    case .commit(let name):
      let id: CommitID
      do { id = try repository.resolve(name) } catch {
        guard case .notFound = error.code, let idea = try ideaNamed(name) else { throw error }
        return try mapVersion(.idea(idea.description), ofRole: role)
      }
      guard let file = try repository.file(at: path, in: try repository.tree(of: id)) else {
        throw KnowledgeBaseError.notInCommit(role: role, revision: name)
      }
      return try version(
        .commit(name, id), content: try repository.blob(file.blob), path: path, ofRole: role)
    case .workTree:
      guard let content = try workTreeFile(mapPath(ofRole: role)) else {
        return try mapVersion(.newest, ofRole: role)
      }
      return try version(.workTree, content: content, path: path, ofRole: role)
    case .idea(let prefix):
      let idea = try self.idea(prefix)
      guard let proposed = idea.value.role, !idea.value.rules.isEmpty else {
        throw KnowledgeBaseError.ideaWithoutRules(idea.value.id)
      }
      guard proposed == role else {
        throw KnowledgeBaseError.ideaOfOtherRole(idea.value.id, role: proposed, expected: role)
      }
      let newest = try mapVersion(.newest, ofRole: role)
      return try version(
        .idea(idea.value.id, path: idea.path), newest.document.adopting(idea.value.rules),
        path: repositoryPath(idea.path), ofRole: role)
    case .file(let path, let content):
      return try version(.file(path), content: content, path: path, ofRole: role)
    }
  }

  /// The idea whose id, or whose id's last six characters, begin so; nil where there is none.
  ///
  /// - Throws: `KnowledgeBaseError.ambiguous`.
  private func ideaNamed(_ prefix: String) throws -> DocumentID? {
    do { return try locate(prefix, kind: .idea).id } catch KnowledgeBaseError.notFound {
      return nil
    }
  }

  /// What changes from one state of a map to another.
  public func mapDiff(from: MapVersion, to: MapVersion) -> MapDiff {
    MapDiff(
      from: from, to: to,
      difference: AutonomyMap.difference(from: from.map, to: to.map, vocabulary: vocabulary))
  }

  private func version(_ revision: MapRevision, ofRole role: String) throws -> MapVersion {
    try version(
      .revision(revision.number, revision.commit.id), content: try repository.blob(revision.blob),
      path: repositoryPath(mapPath(ofRole: role)), ofRole: role)
  }

  private func version(
    _ origin: MapVersion.Origin, content: [UInt8], path: String, ofRole role: String
  ) throws -> MapVersion {
    let parsed = MapDocument.parse(content)
    guard let document = parsed.value else {
      throw KnowledgeBaseError.invalidDocument(path: path, parsed.problems)
    }
    do { return try version(origin, document, path: path, ofRole: role) } catch KnowledgeBaseError
      .invalidMap
    {
      // All that is wrong with the file, each at its place, as lint says it.
      throw KnowledgeBaseError.invalidMap(
        path: path, MapFile(content, vocabulary: vocabulary).mapProblems)
    }
  }

  /// - Throws: `KnowledgeBaseError.otherRole` or `.invalidMap`.
  private func version(
    _ origin: MapVersion.Origin, _ document: MapDocument, path: String, ofRole role: String
  ) throws -> MapVersion {
    guard document.role == role else {
      throw KnowledgeBaseError.otherRole(path: path, role: document.role, expected: role)
    }
    do {
      return MapVersion(
        role: role, origin: origin, document: document,
        map: try AutonomyMap(document, vocabulary: vocabulary))
    } catch {
      throw KnowledgeBaseError.invalidMap(path: path, error.problems)
    }
  }
}

extension MapDocument {
  /// The map with these rules: each in place of the one with its id, new ones after all others.
  ///
  /// What a rule rests on and its examples stay, and are added to.
  public func adopting(_ rules: [RuleDocument]) -> MapDocument {
    var map = self
    for rule in rules {
      if let place = map.rules.firstIndex(where: { $0.id == rule.id }) {
        map.rules[place] = map.rules[place].adopting(rule)
      } else {
        map.rules.append(rule)
      }
    }
    return map
  }
}
