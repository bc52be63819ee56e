public import AutonomyMaps
public import Documents
public import Git

/// One revision of a map as its history tells it: what changed, why, on which cases, and what it
/// would have changed.
public struct MapLogEntry: Sendable {
  public var role: String
  public var revision: MapRevision
  /// The commit that wrote it and says why: another than the revision's where a merge brought it in.
  public var origin: Commit
  /// The commit's first line, without `map(ROLE): `.
  public var subject: String
  /// The commit's prose.
  public var why: String?
  /// What changed since the revision before; nil where one of both cannot judge.
  public var difference: MapDifference?
  /// What the commit names, else what the file names that it did not before.
  public var basedOn: [DocumentID]
  /// What the commit says, else what the cases of that commit say; nil where the map cannot judge, and where there are
  /// too many cases to count them on the way.
  public var replay: ReplayCounts?

  /// Whether somebody wrote the subject: the tool's own says what the difference says too, and in English.
  package var hasOwnSubject: Bool {
    guard let difference else { return true }
    return CommitMessage(reading: origin.message).subject
      != CommitMessage.shortened("map(\(role)): \(difference.subject)", suffix: "")
  }
}

/// How many past cases a revision would have decided otherwise.
public struct ReplayCounts: Hashable, Sendable {
  public var cases: Int
  public var changed: Int
  public var wider: Int
  public var narrower: Int
  public var undecided: Int

  public init(_ replay: Replay) {
    cases = replay.cases
    changed = replay.changed
    wider = replay.wider
    narrower = replay.narrower
    undecided = replay.undecided.count
  }

  /// The form of the commit trailer.
  var trailer: String {
    "cases=\(cases) changed=\(changed) wider=\(wider) narrower=\(narrower) "
      + "undecided=\(undecided)"
  }

  /// Reads the trailer's form, `cases=412 changed=12 …`; nil where a count is missing.
  init?(trailer: String) {
    var counts: [Substring: Int] = [:]
    for part in trailer.split(separator: " ") {
      let pair = part.split(separator: "=")
      guard pair.count == 2, let count = Int(pair[1]) else { return nil }
      counts[pair[0]] = count
    }
    guard let cases = counts["cases"], let changed = counts["changed"],
      let wider = counts["wider"], let narrower = counts["narrower"],
      let undecided = counts["undecided"]
    else { return nil }
    (self.cases, self.changed, self.wider) = (cases, changed, wider)
    (self.narrower, self.undecided) = (narrower, undecided)
  }
}

extension KnowledgeBase {
  /// The history of a role's map, newest first; revisions committed with plain git count as much.
  ///
  /// - Parameters:
  ///   - limit: Nil: all of it.
  ///   - givesExamples: Whether each change comes with situations that tell it, which takes longer.
  /// - Complexity: past cases are read only for revisions whose commit does not say what they change, and only once.
  /// - Throws: `KnowledgeBaseError.noMap`.
  public func mapLog(
    ofRole role: String, limit: Int? = nil, givesExamples: Bool = true
  ) throws -> [MapLogEntry] {
    let history = try mapHistory(ofRole: role)
    let places = history.revisions.indices.reversed().prefix(limit ?? history.revisions.count)
    let replays = try storedReplays(of: history, at: Array(places))
    return try places.map {
      try entry(
        at: $0, of: history, replay: replays[$0] ?? nil, givesExamples: givesExamples)
    }
  }

  /// What a revision's commit and files say of it.
  func entry(
    at place: Int, of history: MapHistory, replay: ReplayCounts?, givesExamples: Bool = false
  ) throws -> MapLogEntry {
    let revision = history.revisions[place]
    let before = place > 0 ? history.revisions[place - 1] : nil
    let origin = try origin(of: revision, ofRole: history.role)
    let message = CommitMessage(reading: origin.message)
    let prefix = "map(\(history.role)): "
    var entry = MapLogEntry(
      role: history.role, revision: revision, origin: origin,
      subject: message.subject.hasPrefix(prefix)
        ? String(message.subject.dropFirst(prefix.count)) : message.subject,
      why: message.body, basedOn: [], replay: replay)
    entry.basedOn =
      message.trailer("Based-On").map(DocumentID.list)
      ?? revision.document?.reasons(notIn: before?.document) ?? []
    if let map = revision.map, before == nil || before?.map != nil {
      entry.difference = AutonomyMap.difference(
        from: before?.map, to: map, vocabulary: vocabulary, givesExamples: givesExamples)
    }
    return entry
  }
}

extension KnowledgeBase {
  /// How far a merged line is followed back to whoever wrote a revision.
  private static let longestMergedLine = 10_000

  /// The commit that gave a revision its content: where a merge brought it in, the one on the merged line.
  private func origin(of revision: MapRevision, ofRole role: String) throws -> Commit {
    let path = repositoryPath(mapPath(ofRole: role))
    func blob(at id: CommitID) throws -> BlobID? {
      try repository.file(at: path, in: try repository.tree(of: id))?.blob
    }
    var commit = revision.commit
    for _ in 0..<KnowledgeBase.longestMergedLine {
      var older: CommitID?
      for parent in commit.parents where try blob(at: parent) == revision.blob {
        older = parent
        break
      }
      // A shallow clone ends somewhere; the merge is then all that is known.
      guard let older, let parent = try? repository.commit(older) else { break }
      commit = parent
    }
    return commit
  }
}

extension DocumentID {
  /// The ids of a trailer, `a, b`; what is none is left out.
  fileprivate static func list(_ text: String) -> [DocumentID] {
    text.split(separator: ",").compactMap { DocumentID($0.drop { $0 == " " }) }
  }
}

extension MapDocument {
  /// What the rules rest on that those of an older document did not, in order, each once.
  fileprivate func reasons(notIn older: MapDocument?) -> [DocumentID] {
    let known = Set(older?.rules.flatMap(\.because) ?? [])
    var found: [DocumentID] = []
    for id in rules.flatMap(\.because) where !known.contains(id) && !found.contains(id) {
      found.append(id)
    }
    return found
  }
}
