public import Git
import Similarity

/// What an index holds, for its keeper.
public struct IndexSummary: Sendable {
  public var commit: CommitID
  /// The cases that count.
  public var cases: Int
  public var segments: Int
  /// The index's size, in bytes.
  public var bytes: Int
  public var faults: [Fault]
}

/// What is wrong with an index that was compared with a fresh one.
public struct IndexCheck: Sendable {
  public var summary: IndexSummary
  /// Something in it is not what was written.
  public var isDamaged: Bool
  /// The paths of files that the index tells otherwise than a fresh one does, sorted.
  public var differing: [String]
  /// Frequencies that differ though the files are told alike.
  public var frequenciesDiffer: Bool

  public var isGood: Bool { !isDamaged && differing.isEmpty && !frequenciesDiffer }
}

extension KnowledgeBase {
  /// Brings the index up to date, or makes it anew.
  public func refreshIndex(
    rebuild: Bool, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) throws -> IndexSummary {
    if rebuild { return try summary(of: rebuiltIndex(progress: progress)) }
    do {
      return try summary(of: openIndex(progress: progress))
    } catch is IndexDamage {
      return try summary(of: rebuiltIndex(progress: progress))
    }
  }

  /// Compares the index, brought up to date, with one made anew in memory.
  ///
  /// - Complexity: reads every file, and holds both.
  public func verifyIndex(
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) throws -> IndexCheck {
    // Opening it to answer from it mends what does not open.
    let opens = try opensWhole()
    let opened = try openIndex(progress: progress)
    let fresh = try freshIndex(progress: progress)
    var check = IndexCheck(
      summary: try summary(of: fresh), isDamaged: !opens, differing: [], frequenciesDiffer: false)
    do {
      for live in opened.index.segments {
        try live.segment.checkAll()
        try live.removedDocuments?.checkAll()
      }
      let (before, after) = (try opened.index.digests(), try fresh.index.digests())
      check.differing = Set(before.documents.keys).union(after.documents.keys)
        .filter { before.documents[$0] != after.documents[$0] }.sorted()
      check.frequenciesDiffer =
        check.differing.isEmpty && before.frequencies != after.frequencies
    } catch {
      check.isDamaged = true
    }
    return check
  }

  /// Whether what is on disk opens; so does nothing, and what another version of the program wrote is no damage.
  private func opensWhole() throws -> Bool {
    do {
      _ = try IndexFiles(ofBase: folder, in: repository).open(in: repository)
      return true
    } catch let damage as IndexDamage {
      return damage == .foreign
    }
  }

  private func summary(of opened: OpenedIndex) throws -> IndexSummary {
    IndexSummary(
      commit: commit, cases: opened.index.documentCount, segments: opened.index.segments.count,
      bytes: opened.index.segments.reduce(0) {
        $0 + $1.segment.byteCount + ($1.removedDocuments?.byteCount ?? 0)
      }, faults: try faults(of: opened))
  }
}
