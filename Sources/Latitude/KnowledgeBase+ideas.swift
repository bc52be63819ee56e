import AutonomyMaps
public import Documents
public import Git
public import Insights

/// The ideas of a base, newest first.
public struct IdeaList: Sendable {
  public var commit: CommitID
  public var ideas: [Stored<Idea>]
  public var faults: [Fault]
}

/// One idea, with what it would change and what its trials showed.
public struct IdeaView: Sendable {
  public var idea: Stored<Idea>
  /// What accepting it would change; nil where it is closed, holds no rules, or the map says it already.
  public var proposal: MapProposal?
  /// Why there is no proposal, where something is wrong.
  public var obstacle: (any Error)?
  public var trials: [TrialReview]
  /// Groups of fewer cases have no figures.
  public var smallestGroup: Int
}

/// An idea as it was recorded, or would be.
public struct RecordedIdea: Sendable {
  public var idea: Idea
  /// Below the base.
  public var path: String
  /// The file, byte for byte.
  public var content: [UInt8]
  /// Nil for a dry run.
  public var commit: CommitID?
  /// What it would change; nil where it holds no rules, or the role has no map.
  public var proposal: MapProposal?
}

extension KnowledgeBase {
  /// - Parameters:
  ///   - role: Nil: of all roles.
  ///   - statuses: Empty: all; an idea without status counts as open.
  public func ideaList(role: String? = nil, statuses: [IdeaStatus] = []) throws -> IdeaList {
    if let role {
      try vocabulary.validate(role: role, level: nil, team: nil, motive: nil, action: nil)
    }
    let shelf = try ideas()
    let found = shelf.documents.filter { stored in
      (role == nil || stored.value.role == role)
        && (statuses.isEmpty || statuses.contains(stored.value.status ?? .open))
    }
    return IdeaList(
      commit: commit,
      ideas: found.sorted { ($1.value.date, $1.value.id) < ($0.value.date, $0.value.id) },
      faults: shelf.faults)
  }

  /// One idea by its id's prefix.
  ///
  /// - Parameter today: From when on it would count, and up to when trials are looked at.
  public func ideaView(_ prefix: String, today: Day) throws -> IdeaView {
    let idea = try idea(prefix)
    var view = IdeaView(
      idea: idea, trials: [], smallestGroup: vocabulary.privacy.smallestGroup)
    do {
      view.trials = try trialReviews(of: idea.value, today: today)
      guard idea.value.isAnswerable, let role = idea.value.role, !idea.value.rules.isEmpty,
        try mappedRoles().contains(role)
      else { return view }
      view.proposal = try proposal(of: idea.value, named: idea.path, today: today)
    } catch KnowledgeBaseError.ideaChangesNothing {
      return view
    } catch let error as KnowledgeBaseError {
      view.obstacle = error
    } catch let error as GitError {
      // The idea itself can be read in a shallow clone.
      guard case .shallow = error.code else { throw error }
      view.obstacle = error
    }
    return view
  }

  /// What accepting an idea would make of its role's map.
  ///
  /// - Throws: `KnowledgeBaseError.ideaChangesNothing`, `.noMap`, or what `proposal(forRole:)` throws.
  func proposal(of idea: Idea, named path: String, today: Day) throws -> MapProposal {
    guard let role = idea.role, !idea.rules.isEmpty else {
      throw KnowledgeBaseError.ideaWithoutRules(idea.id)
    }
    let content = try revisedMap(ofRole: role, effective: nil, today: today) { editor, map in
      try editor.adopt(idea.rules, in: map)
    }
    do { return try proposal(forRole: role, content: content) } catch KnowledgeBaseError.invalidMap(
      _, let problems)
    {
      // Lines and columns are those of a map that nobody wrote.
      throw KnowledgeBaseError.invalidMap(
        path: repositoryPath(path),
        problems.map { problem in
          var problem = problem
          problem.place.position = nil
          return problem
        })
    }
  }

  /// A map's file at `commit` with a change, in force from the earliest day that does not bring
  /// forward what is still to come.
  ///
  /// - Throws: `KnowledgeBaseError.ideaChangesNothing` where the change leaves it as it is.
  func revisedMap(
    ofRole role: String, effective: Day?, today: Day,
    change: (inout DocumentEditor, MapDocument) throws -> Void
  ) throws -> [UInt8] {
    let newest = try mapVersion(.newest, ofRole: role).document
    let path = mapPath(ofRole: role)
    let bytes = try source(at: path).bytes
    do {
      var editor = try DocumentEditor(source: bytes)
      try change(&editor, newest)
      guard editor.bytes != bytes else { throw KnowledgeBaseError.ideaChangesNothing(role: role) }
      let day = effective ?? max(today, newest.effective)
      if day != newest.effective { try editor.set("effective", to: .token(day.description)) }
      return editor.bytes
    } catch let problem as DocumentProblem {
      throw KnowledgeBaseError.invalidDocument(path: repositoryPath(path), [problem])
    }
  }

  /// Records a new idea in a commit of its own; anybody may.
  ///
  /// - Parameter source: A whole document; an `id`, `date` or `status` that is missing is given.
  /// - Throws: `KnowledgeBaseError.invalidDocument`, `.ideaClosed`, `.ideaChangesNothing`,
  ///   `.alreadyRecorded`, `.unknownTerm`, `.invalidMap` for rules that do not fit, and what `write` throws.
  public mutating func propose(
    document source: [UInt8], as author: Authorship?, today: Day,
    using random: inout some RandomNumberGenerator
  ) throws -> RecordedIdea {
    let (idea, content) = try ideaDraft(source, today: today, using: &random)
    var recorded = try proposed(idea, content, today: today)
    guard let author else { return recorded }
    recorded.commit = try write(as: author) { base in
      // The map may have moved meanwhile: an idea must not say what it says already.
      recorded = try base.proposed(idea, content, today: today)
      return WritePlan(
        edits: [.init(path: recorded.path, content: content)],
        message: CommitMessage(
          subject: CommitMessage.shortened("idea: \(idea.title)", suffix: ""),
          trailers: [("Idea", idea.id.description)]))
    }
    return recorded
  }

  private func proposed(_ idea: Idea, _ content: [UInt8], today: Day) throws -> RecordedIdea {
    try refuseRecorded(idea.id)
    let path = DocumentPath.path(of: idea.id, title: idea.title)
    var recorded = RecordedIdea(idea: idea, path: path, content: content)
    if let role = idea.role {
      try vocabulary.validate(role: role, level: nil, team: nil, motive: nil, action: nil)
      if !idea.rules.isEmpty, try mappedRoles().contains(role) {
        recorded.proposal = try proposal(of: idea, named: path, today: today)
      }
    }
    return recorded
  }

  private func ideaDraft(
    _ source: [UInt8], today: Day, using random: inout some RandomNumberGenerator
  ) throws -> (Idea, [UInt8]) {
    var source = source
    if var editor = try? DocumentEditor(source: source, keys: Idea.keys) {
      let day = editor.text(of: "date").flatMap { Day($0) } ?? today
      if editor.text(of: "date") == nil { try editor.set("date", to: .token(day.description)) }
      if editor.text(of: "id") == nil {
        let id = DocumentID(kind: .idea, day: day, using: &random)
        try editor.set("id", to: .token(id.description))
      }
      if editor.text(of: "status") == nil {
        try editor.set("status", to: .token(IdeaStatus.open.rawValue))
      }
      source = editor.bytes
    }
    let parsed = Idea.parse(source)
    guard let idea = parsed.value, !parsed.problems.contains(where: { $0.severity == .error })
    else { throw KnowledgeBaseError.invalidDocument(path: nil, parsed.problems) }
    if let status = idea.status, status != .open {
      throw KnowledgeBaseError.ideaClosed(idea.id, status)
    }
    return (idea, source)
  }
}

extension Idea {
  /// Whether somebody may still say yes or no.
  var isAnswerable: Bool { status == nil || status == .open || status == .trial }
}
