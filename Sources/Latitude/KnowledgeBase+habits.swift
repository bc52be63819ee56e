public import Documents
import Git

extension KnowledgeBase {
  /// The case that a person recorded last: what to suggest for the next one.
  ///
  /// Looked for in the newest commits alone, by the author's address and the trailer `Case`; nil
  /// where they hold none.
  public func lastCase(by email: String) throws -> FieldCase? {
    let newest = try repository.firstParentHistory(from: commit, limit: KnowledgeBase.habitDepth)
    for id in newest {
      let commit = try repository.commit(id)
      guard commit.author.email == email, commit.message.hasPrefix("case: "),
        let trailer = commit.message.split(separator: "\n").last(where: { $0.hasPrefix("Case: ") }),
        let caseID = DocumentID(trailer.dropFirst("Case: ".count))
      else { continue }
      return try? fieldCase(caseID.description).value
    }
    return nil
  }

  /// How many commits back a habit is looked for.
  private static let habitDepth = 300
}
