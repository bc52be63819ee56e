import Documents
import Git

extension KnowledgeBase {
  /// Every case one after the other, for counts and replays that look at fields only.
  ///
  /// The order is not said; texts may be missing.
  ///
  /// - Parameter commit: Nil: the one that the base is read at.
  /// - Returns: The files that could not be used.
  func forEachCase(
    at commit: CommitID? = nil, _ body: (FieldCase) throws -> Void
  ) throws -> [Fault] {
    let shelf = try commit.map { try cases(at: $0) } ?? cases()
    for stored in shelf.documents { try body(stored.value) }
    return shelf.faults
  }
}
