public import Documents
import Git

extension KnowledgeBase {
  /// A revision that brings back what an older one said, to be committed like any other.
  ///
  /// Only the older file's `effective` is changed: history is never taken back, and the days between stay as they were.
  ///
  /// - Parameter effective: From when on the old words count again.
  /// - Throws: `KnowledgeBaseError.noMap`, `.noRevision`, `.unchangedMap` where the newest revision says the same, and what
  ///   `proposal` throws.
  public func proposal(
    bringingBack number: Int, ofRole role: String, effective: Day
  ) throws -> MapProposal {
    let revisions = try mapHistory(ofRole: role).revisions
    guard let old = revisions.first(where: { $0.number == number }) else {
      throw KnowledgeBaseError.noRevision(role: role, revision: number, newest: revisions.count)
    }
    let path = mapPath(ofRole: role)
    var content = try repository.blob(old.blob)
    do {
      var editor = try DocumentEditor(source: content, keys: MapDocument.keys)
      try editor.set("effective", to: .token(effective.description))
      content = editor.bytes
    } catch {
      throw KnowledgeBaseError.invalidDocument(path: repositoryPath(path), [error])
    }
    if var newest = revisions.last?.document, let wanted = MapDocument.parse(content).value {
      newest.effective = effective
      if newest == wanted { throw KnowledgeBaseError.unchangedMap(role: role) }
    }
    return try proposal(
      forRole: role, content: content, named: "\(role)@\(number)")
  }
}
