public import Documents
public import Git

/// A document after an edit.
public struct EditedDocument: Sendable {
  public var id: DocumentID
  /// Below the base.
  public var path: String
  public var content: [UInt8]
  /// Nil for a dry run, and when the edit changed nothing.
  public var commit: CommitID?
}

extension KnowledgeBase {
  /// Adds an entry to a case's discussion.
  ///
  /// Adding never conflicts: it is applied to the case as it then stands.
  ///
  /// - Parameter author: Nil: a trial run, which writes nothing.
  public mutating func addEntry(
    _ entry: DiscussionEntry, to prefix: String, as author: Authorship?
  ) throws -> EditedDocument {
    try edit(prefix, as: author, expecting: nil, verb: entry.kind.rawValue) { editor, _, language in
      try editor.append(entry, language: language)
    }
  }

  /// Says how a case ended.
  ///
  /// - Parameters:
  ///   - day: The day of the outcome; of one that is pending there is none yet.
  ///   - text: What to add to the discussion about it, if anything.
  ///   - author: Nil: a trial run, which writes nothing.
  ///   - expecting: The version that the caller read; nil: whatever stands there now.
  /// - Throws: `KnowledgeBaseError.changedMeanwhile` when the case is not that version any more, `.invalidDocument` for
  ///   a day before the decision.
  public mutating func setOutcome(
    _ outcome: Outcome, on day: Day, of prefix: String, entry: DiscussionEntry?,
    as author: Authorship?, expecting: BlobID? = nil
  ) throws -> EditedDocument {
    try edit(
      prefix, as: author, expecting: expecting, verb: "outcome \(outcome.rawValue)"
    ) { editor, fieldCase, language in
      let isPending = outcome == .pending
      if !isPending, let decided = fieldCase?.date, day < decided {
        throw DocumentProblem(
          .error, at: nil, field: "outcome_date", .beforeDecision(day, decided: decided))
      }
      try editor.set("outcome", to: .token(outcome.rawValue))
      try editor.set("outcome_date", to: isPending ? nil : .token(day.description))
      if let entry { try editor.append(entry, language: language) }
    }
  }

  private mutating func edit(
    _ prefix: String, as author: Authorship?, expecting: BlobID?, verb: String,
    change: (inout DocumentEditor, FieldCase?, _ language: String) throws -> Void
  ) throws -> EditedDocument {
    func edited(in base: borrowing KnowledgeBase) throws -> (
      EditedDocument, before: [UInt8], title: String
    ) {
      let (id, path) = try base.locate(prefix, kind: .fieldCase)
      let (bytes, blob) = try base.source(at: path)
      if let expecting, expecting != blob { throw KnowledgeBaseError.changedMeanwhile(id) }
      let fieldCase = FieldCase.parse(bytes).value
      do {
        var editor = try DocumentEditor(source: bytes)
        try change(&editor, fieldCase, fieldCase?.lang ?? base.vocabulary.language)
        let document = EditedDocument(
          id: id, path: path, content: editor.bytes, commit: nil)
        return (document, bytes, editor.text(of: "title") ?? "")
      } catch let problem as DocumentProblem {
        throw KnowledgeBaseError.invalidDocument(path: base.repositoryPath(path), [problem])
      }
    }
    var result = try edited(in: self).0
    guard let author else { return result }
    result.commit = try write(as: author) { base in
      let (document, before, title) = try edited(in: base)
      result = document
      guard document.content != before else {
        return WritePlan(edits: [], message: .init(subject: ""))
      }
      return WritePlan(
        edits: [.init(path: document.path, content: document.content)],
        message: CommitMessage(
          subject: CommitMessage.shortened("\(verb): \(title)", suffix: ""),
          trailers: [("Case", document.id.description)]))
    }
    return result
  }
}
