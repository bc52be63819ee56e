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
  /// By the revision's commit; a nil value stands for a base with too many cases to count them on the way.
  var counts: [CommitID: ReplayCounts?]

  private static let title = "latitude map replays 1"

  init(vocabulary: BlobID) {
    self.vocabulary = vocabulary
    counts = [:]
  }

  /// A checksum's line, the title with the vocabulary, then one line each: `COMMIT cases=…`, or `COMMIT -`.
  func bytes(checkedBy repository: borrowing Repository) throws -> [UInt8] {
    var text = "\(ReplayNote.title) \(vocabulary)\n"
    for (commit, counts) in counts.map({ ("\($0.key)", $0.value) }).sorted(by: { $0.0 < $1.0 }) {
      text += "\(commit) \(counts?.trailer ?? "-")\n"
    }
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
      guard let commit = CommitID(line.prefix(40)) else { return nil }
      let text = line.dropFirst(41)
      let known = ReplayCounts(trailer: String(text))
      guard known != nil || text == "-" else { return nil }
      counts.updateValue(known, forKey: commit)
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
    var note = try readReplayNote()
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
      if note.counts[commit.id] == nil {
        var counted: ReplayCounts?
        if !isTooMany {
          let files = try files(of: .fieldCase, in: repository.tree(of: commit.id))
          isTooMany = files.count > KnowledgeBase.mostCasesReplayedOnTheWay
        }
        if !isTooMany { counted = try countReplay(of: history, at: place) }
        note.counts.updateValue(counted, forKey: commit.id)
      }
      found.updateValue(note.counts[commit.id] ?? nil, forKey: place)
    }
    if note != before { remember(note) }
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

  private func readReplayNote() throws -> ReplayNote {
    let vocabulary = try source(at: DocumentPath.vocabulary).blob
    guard let bytes = try repository.note(KnowledgeBase.replays),
      let note = try ReplayNote(bytes, checkedBy: repository), note.vocabulary == vocabulary
    else { return ReplayNote(vocabulary: vocabulary) }
    return note
  }

  /// A repository that cannot be written does without.
  private func remember(_ note: ReplayNote) {
    guard let bytes = try? note.bytes(checkedBy: repository) else { return }
    try? repository.writeNote(KnowledgeBase.replays, bytes)
  }
}
