import AutonomyMaps
import Documents
import Git

/// What revisions that say nothing of it would have changed: counted once, and remembered under the git directory.
///
/// A commit and its cases never change, and so neither do these counts, as long as the vocabulary that types them stays
/// the same. A damaged note, or one of another vocabulary, is counted anew.
struct ReplayNote: Equatable {
  /// The version of `latitude.yml` that typed maps and cases.
  var vocabulary: BlobID
  /// A nil value stands for a base with too many cases to count them on the way.
  var counts: [Revision: ReplayCounts?]

  /// One commit may revise several maps.
  struct Revision: Hashable {
    var commit: CommitID
    /// The map's file, below the base.
    var path: String
  }

  private static let title = "latitude map replays 2"

  init(vocabulary: BlobID) {
    self.vocabulary = vocabulary
    counts = [:]
  }

  /// A checksum's line, the title with the vocabulary, then one line each: `COMMIT PATH cases=…`, or `COMMIT PATH -`.
  func bytes(checkedBy repository: borrowing Repository) throws -> [UInt8] {
    let lines = counts.map { revision, counts in
      "\(revision.commit) \(revision.path) \(counts?.trailer ?? "-")\n"
    }
    let text = "\(ReplayNote.title) \(vocabulary)\n" + lines.sorted().joined()
    let body = Array(text.utf8)
    return Array("\(try repository.hash(body))\n".utf8) + body
  }

  /// Reads `bytes`; nil for everything that is not whole.
  init?(_ bytes: [UInt8], checkedBy repository: borrowing Repository) throws {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let body = Array(bytes[(end + 1)...])
    guard let stated = BlobID(String(decoding: bytes[..<end], as: UTF8.self)),
      try repository.hash(body) == stated
    else { return nil }
    var lines = String(decoding: body, as: UTF8.self).split(separator: "\n")[...]
    guard let first = lines.popFirst(), first.hasPrefix(ReplayNote.title),
      let vocabulary = BlobID(first.dropFirst(ReplayNote.title.utf8.count + 1))
    else { return nil }
    self.init(vocabulary: vocabulary)
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, let commit = CommitID(words[0]) else { return nil }
      let known = ReplayCounts(trailer: String(words[2]))
      guard known != nil || words[2] == "-" else { return nil }
      counts.updateValue(known, forKey: Revision(commit: commit, path: String(words[1])))
    }
  }
}

extension KnowledgeBase {
  private static let replays = "map-replays"
  /// A history is shown at once: with more cases than this, replays are left to `map replay`.
  private static let mostCasesReplayedOnTheWay = 1_000

  /// What the commits of some revisions say of their replay, else what was counted for them.
  ///
  /// - Parameter places: In `history.revisions`.
  /// - Complexity: reads the cases of a commit the first time that nobody says what it changed.
  func storedReplays(
    of history: MapHistory, at places: [Int]
  ) throws -> [Int: ReplayCounts?] {
    let name = try noteName(KnowledgeBase.replays, ofBase: folder, in: repository)
    var note = try readReplayNote(name)
    let before = note
    var found: [Int: ReplayCounts?] = [:]
    // Bases grow: where one revision has too many cases, so have all after it.
    var isTooMany = false
    for place in places.sorted() {
      let commit = history.revisions[place].commit
      let message = CommitMessage(reading: commit.message)
      if let told = message.trailer("Replay").flatMap({ ReplayCounts(trailer: $0) }) {
        found.updateValue(told, forKey: place)
        continue
      }
      let key = ReplayNote.Revision(commit: commit.id, path: mapPath(ofRole: history.role))
      if note.counts[key] == nil {
        var counted: ReplayCounts?
        if !isTooMany {
          let files = try files(of: .fieldCase, in: repository.tree(of: commit.id))
          isTooMany = files.count > KnowledgeBase.mostCasesReplayedOnTheWay
        }
        if !isTooMany { counted = try countReplay(of: history, at: place) }
        note.counts.updateValue(counted, forKey: key)
      }
      found.updateValue(note.counts[key] ?? nil, forKey: place)
    }
    if note != before { remember(note, as: name) }
    return found
  }

  /// Nil for a map that cannot judge.
  private func countReplay(of history: MapHistory, at place: Int) throws -> ReplayCounts? {
    let revision = history.revisions[place]
    let before = place > 0 ? history.revisions[place - 1] : nil
    guard let map = revision.map, before == nil || before?.map != nil else { return nil }
    return ReplayCounts(
      try replay(role: history.role, from: before?.map, to: map, at: revision.commit.id).replay)
  }

  private func readReplayNote(_ name: String) throws -> ReplayNote {
    let vocabulary = try source(at: DocumentPath.vocabulary).blob
    guard let bytes = try repository.note(name),
      let note = try ReplayNote(bytes, checkedBy: repository), note.vocabulary == vocabulary
    else { return ReplayNote(vocabulary: vocabulary) }
    return note
  }

  /// A repository that cannot be written does without.
  private func remember(_ note: ReplayNote, as name: String) {
    guard let bytes = try? note.bytes(checkedBy: repository) else { return }
    try? repository.writeNote(name, bytes)
  }
}
