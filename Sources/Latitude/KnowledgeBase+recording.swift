public import Documents
public import Git

/// A case as it was recorded, or would be.
public struct RecordedCase: Sendable {
  public var id: DocumentID
  /// Below the base.
  public var path: String
  /// The file, byte for byte.
  public var content: [UInt8]
  /// Nil for a dry run.
  public var commit: CommitID?
  /// What the map in force says about the case, and left in it.
  public var authority: CheckAnswer?
  /// Why the map says nothing, where something is wrong: the case is recorded all the same.
  public var obstacle: (any Error)?
  public var warnings: [DocumentProblem]
}

extension KnowledgeBase {
  /// Records a new case in a commit of its own; what the map in force says is written into it.
  ///
  /// - Parameters:
  ///   - source: A whole document. Keys that the tool does not know, comments and the order of keys stay as they are.
  ///     An `id` that is missing is given; `date` defaults to `today`.
  ///   - author: Nil: a trial run, which writes nothing.
  /// - Throws: `KnowledgeBaseError.invalidDocument` for what does not fit the format or the vocabulary,
  ///   `.alreadyRecorded`, `.unknownReference`, `.reservedKey`, `.futureDate`, and what `write` throws.
  public mutating func record(
    document source: [UInt8], as author: Authorship?, today: Day,
    using random: inout some RandomNumberGenerator
  ) throws -> RecordedCase {
    let draft = try Draft(source, vocabulary: vocabulary, today: today, using: &random)
    var recorded = try planned(draft)
    guard let author else { return recorded }
    recorded.commit = try write(as: author) { base in
      // Judged again on every try: a revision of the map may be what moved the branch.
      recorded = try base.planned(draft)
      return WritePlan(
        edits: [.init(path: recorded.path, content: recorded.content)],
        message: CommitMessage(recording: draft.value, authority: recorded.authority))
    }
    return recorded
  }

  /// The same for a case made of fields.
  public mutating func record(
    _ fieldCase: FieldCase, as author: Authorship?, today: Day,
    using random: inout some RandomNumberGenerator
  ) throws -> RecordedCase {
    try record(
      document: fieldCase.rendered(language: fieldCase.lang ?? vocabulary.language), as: author,
      today: today, using: &random)
  }

  /// A draft with what the map says, where nothing in the base stands against it.
  private func planned(_ draft: Draft) throws -> RecordedCase {
    try refuseRecorded(draft.value.id)
    for id in draft.value.references where try path(of: id) == nil {
      throw KnowledgeBaseError.unknownReference(id)
    }
    return try judged(draft, by: try judgeForRecording([draft]))
  }

  /// Refuses a case that the base already holds.
  func refuseRecorded(_ id: DocumentID) throws {
    if let path = try path(of: id) {
      throw KnowledgeBaseError.alreadyRecorded(id, path: repositoryPath(path))
    }
  }

  /// The judge over all maps, with past gestures where a cap asks for them.
  func judgeForRecording(_ drafts: [Draft]) throws -> Judge {
    var judge = try judge()
    let requests = drafts.filter { $0.value.inForce == nil }.compactMap { CheckRequest($0.value) }
    if requests.contains(where: judge.needsPastGrants) {
      judge.pastGrants = try pastGrants()
    }
    return judge
  }

  /// Writes what the map in force says into a draft that does not say it itself.
  func judged(_ draft: Draft, by judge: Judge) throws -> RecordedCase {
    var content = draft.source
    var authority: CheckAnswer?
    var obstacle: (any Error)?
    if draft.value.inForce == nil, let request = CheckRequest(draft.value) {
      authority = try? judge.check(request)
      if let authority {
        var editor = try DocumentEditor(source: content)
        try editor.set("in_force", to: .map(InForce(authority).fields))
        content = editor.bytes
      } else {
        obstacle = judge.obstacle(ofRole: request.role, on: request.day)
      }
    }
    let path = DocumentPath.path(of: draft.value.id, title: draft.value.title)
    return RecordedCase(
      id: draft.value.id, path: path, content: content, commit: nil,
      authority: authority, obstacle: obstacle, warnings: draft.warnings)
  }
}

extension FieldCase {
  /// The documents that the case names, which the base has to hold.
  var references: [DocumentID] { precedents + learnings }
}

/// A case that passed every check of format and vocabulary, before the map has spoken.
struct Draft {
  var value: FieldCase
  var source: [UInt8]
  var warnings: [DocumentProblem]

  /// Gives a document its id and date where they are missing, and refuses what cannot be kept.
  ///
  /// - Parameter taken: Ids that it must not be given.
  init(
    _ source: [UInt8], vocabulary: Vocabulary, today: Day, avoiding taken: Set<DocumentID> = [],
    using random: inout some RandomNumberGenerator
  ) throws {
    var source = source
    if var editor = try? DocumentEditor(source: source, keys: FieldCase.keys) {
      let day = editor.text(of: "date").flatMap { Day($0) } ?? today
      if editor.text(of: "date") == nil {
        try editor.set("date", to: .token(day.description))
      }
      if editor.text(of: "id") == nil {
        var id = DocumentID(kind: .fieldCase, day: day, using: &random)
        while taken.contains(id) { id = DocumentID(kind: .fieldCase, day: day, using: &random) }
        try editor.set("id", to: .token(id.description))
      }
      source = editor.bytes
    }
    let parsed = FieldCase.parse(source)
    let problems =
      parsed.problems
      + (parsed.value?.problems(in: vocabulary, positions: parsed.positions) ?? [])
    guard let value = parsed.value, !problems.contains(where: { $0.severity == .error }) else {
      throw KnowledgeBaseError.invalidDocument(path: nil, problems)
    }
    for case .unknownKey(let key, _) in problems.map(\.reason)
    where ImportRow.reservedKeys.contains(key) {
      throw KnowledgeBaseError.reservedKey(key)
    }
    // Somebody further east may be a day ahead.
    guard value.date <= today.advanced(by: 1) else {
      throw KnowledgeBaseError.futureDate(value.date, today: today)
    }
    self.value = value
    self.source = source
    warnings = problems
  }
}

extension CommitMessage {
  /// `case: vase brisé à la livraison (alone)`, with what a reader of the log needs as trailers.
  init(recording fieldCase: FieldCase, authority: CheckAnswer?) {
    let zone = fieldCase.zone.map { " (\($0.rawValue))" } ?? ""
    let title = fieldCase.title.prefix(1).lowercased() + fieldCase.title.dropFirst()
    trailers = [("Case", fieldCase.id.description)]
    if let zone = fieldCase.zone { trailers.append(("Zone", zone.rawValue)) }
    if let authority {
      trailers.append(("Map", "\(authority.request.role)@\(authority.revision)"))
    }
    subject = CommitMessage.shortened("case: \(title)", suffix: zone)
  }
}
