public import Documents
public import Git

/// What the manager of a role says to an idea.
public enum IdeaDecision: Hashable, Sendable {
  /// Some teams try it for a while, both days included.
  case trial(teams: [String], from: Day, until: Day)
  case accept
  case decline

  /// What the idea becomes.
  public var status: IdeaStatus {
    switch self {
    case .trial: .trial
    case .accept: .accepted
    case .decline: .declined
    }
  }
}

/// An answer to an idea, ready to be committed or committed.
public struct IdeaAnswer: Sendable {
  /// The idea before it.
  public var idea: Stored<Idea>
  public var decision: IdeaDecision
  public var reason: String
  /// The revision that it makes; nil where the map stays as it is.
  public var proposal: MapProposal?
  /// The idea's file with the answer.
  public var content: [UInt8]
  public var commit: CommitID?
}

extension KnowledgeBase {
  /// What an answer to an idea would change; nothing is written.
  ///
  /// - Parameters:
  ///   - effective: From when on the map's revision counts; nil: from today, or from the day of the
  ///     newest revision where that is still to come.
  ///   - author: Who answers; nil: nobody yet.
  /// - Throws: `KnowledgeBaseError.ideaWithoutReason`, `.ideaClosed`, `.ideaWithoutRules`,
  ///   `.ideaNotForTrial`, `.ideaChangesNothing`, `.ideaRetroactive`, `.ideaTrialEndsBefore`, `.ideaTried`,
  ///   `.notAllowed`, `.unknownReference`, or what `proposal(forRole:)` throws.
  public func ideaAnswer(
    to prefix: String, _ decision: IdeaDecision, reason: String, effective: Day? = nil, today: Day,
    as author: Authorship?
  ) throws -> IdeaAnswer {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw KnowledgeBaseError.ideaWithoutReason
    }
    let stored = try idea(prefix)
    let idea = stored.value
    guard idea.isAnswerable else {
      throw KnowledgeBaseError.ideaClosed(idea.id, idea.status ?? .open)
    }
    guard let role = idea.role else { throw KnowledgeBaseError.ideaWithoutRules(idea.id) }
    if let author { try refuseStranger(author.author, role: role) }
    if let effective, effective < today {
      throw KnowledgeBaseError.ideaRetroactive(field: "effective", effective, today: today)
    }
    if case .trial(_, let from, let until) = decision {
      guard from >= today else {
        throw KnowledgeBaseError.ideaRetroactive(field: "from", from, today: today)
      }
      guard until >= from else {
        throw KnowledgeBaseError.ideaTrialEndsBefore(from: from, until: until)
      }
    }
    let proposal = try revision(
      answering: idea, role: role, decision, path: stored.path, effective: effective, today: today)
    if let proposal {
      try mayCommit(
        proposal, why: reason, because: idea.reasons, today: today, isRetroactive: false,
        as: author)
    }
    return IdeaAnswer(
      idea: stored, decision: decision, reason: reason, proposal: proposal,
      content: try answered(
        stored, decision, reason: reason, revision: proposal.map { "\(role)@\($0.number)" },
        by: author, on: today))
  }

  /// Commits an answer: the idea's file, and the map's where it changes, in one commit.
  ///
  /// - Throws: `KnowledgeBaseError.changedMeanwhile` or `.mapChangedMeanwhile` where either moved
  ///   since the answer was prepared, and what `write` throws.
  public mutating func commit(
    _ answer: IdeaAnswer, as author: Authorship
  ) throws -> CommitID? {
    let idea = answer.idea.value
    return try write(as: author) { base in
      guard try base.source(at: answer.idea.path).blob == answer.idea.blob else {
        throw KnowledgeBaseError.changedMeanwhile(idea.id)
      }
      var edits = [WritePlan.FileEdit(path: answer.idea.path, content: answer.content)]
      var message = CommitMessage(
        subject: CommitMessage.shortened(
          "idea: \(answer.decision.status.rawValue), \(idea.title)", suffix: ""),
        body: answer.reason, trailers: [("Idea", idea.id.description)])
      if let proposal = answer.proposal {
        let newest = try base.mapHistories(ofRoles: [proposal.role]).first?.revisions.last
        guard newest?.commit.id == proposal.from?.commit.id else {
          throw KnowledgeBaseError.mapChangedMeanwhile(
            role: proposal.role, revision: newest?.number ?? 0)
        }
        edits.append(.init(path: mapPath(ofRole: proposal.role), content: proposal.content))
        message = proposal.message(
          why: answer.reason, because: [idea.id] + idea.reasons, subject: nil)
      }
      return WritePlan(edits: edits, message: message)
    }
  }

  /// The revision of the map that follows from an answer; nil where the map stays as it is.
  private func revision(
    answering idea: Idea, role: String, _ decision: IdeaDecision, path: String, effective: Day?,
    today: Day
  ) throws -> MapProposal? {
    let running = try mappedRoles().contains(role) ? try runningTrials(of: idea, role: role) : []
    if decision == .decline, running.isEmpty { return nil }
    if decision != .decline, idea.rules.isEmpty {
      throw KnowledgeBaseError.ideaWithoutRules(idea.id)
    }
    let content = try revisedMap(ofRole: role, effective: effective, today: today) { editor, map in
      switch decision {
      case .accept:
        try editor.adopt(idea.rules, in: map)
        for id in running { try editor.removeElement(id, from: "trials") }
      case .decline:
        for id in running { try editor.removeElement(id, from: "trials") }
      case .trial(let teams, let from, let until):
        for rule in idea.rules {
          try editor.add(
            try map.trial(of: rule, proposedBy: idea.id, teams: teams, from: from, until: until))
        }
      }
    }
    return try proposal(forRole: role, content: content)
  }

  /// The idea's trials that the newest map still has.
  private func runningTrials(of idea: Idea, role: String) throws -> [String] {
    guard idea.status == .trial else { return [] }
    let others = try files(of: .idea).compactMap { file -> String? in
      guard case .document(let id) = DocumentPath(file.path), id != idea.id else { return nil }
      return id.suffix
    }
    return try mapVersion(.newest, ofRole: role).document.trials
      .filter { $0.tries(idea, otherIdeas: others) }.map(\.id)
  }

  private func answered(
    _ stored: Stored<Idea>, _ decision: IdeaDecision, reason: String, revision: String?,
    by author: Authorship?, on day: Day
  ) throws -> [UInt8] {
    do {
      var editor = try DocumentEditor(source: try source(at: stored.path).bytes)
      try editor.set("status", to: .token(decision.status.rawValue))
      if let author { try editor.set("decided_by", to: .text(author.author.email)) }
      try editor.set("decided_on", to: .token(day.description))
      try editor.set("reason", to: .text(reason))
      if let revision { try editor.set("revision", to: .text(revision)) }
      return editor.bytes
    } catch let problem as DocumentProblem {
      throw KnowledgeBaseError.invalidDocument(path: repositoryPath(stored.path), [problem])
    }
  }
}

extension Idea {
  /// The cases and learnings that its rules rest on.
  fileprivate var reasons: [DocumentID] {
    var ids: [DocumentID] = []
    for id in rules.flatMap(\.because) where !ids.contains(id) { ids.append(id) }
    return ids
  }
}

extension MapDocument {
  /// The test zone that tries a proposed rule.
  ///
  /// - Throws: `KnowledgeBaseError.ideaNotForTrial` for a rule that the map does not have, or that
  ///   would speak elsewhere: a trial replaces conditions, and nothing else.
  fileprivate func trial(
    of proposed: RuleDocument, proposedBy idea: DocumentID, teams: [String], from: Day, until: Day
  ) throws -> TrialDocument {
    guard let rule = rules.first(where: { $0.id == proposed.id }) else {
      throw KnowledgeBaseError.ideaNotForTrial(idea, rule: proposed.id, isNew: true)
    }
    for known in trials
    where known.rule == rule.id && known.id.contains("-\(idea.suffix)") && known.from <= until
      && from <= known.until
    {
      let shared = known.teams.first { teams.contains($0) }
      if shared != nil || known.teams.isEmpty || teams.isEmpty {
        throw KnowledgeBaseError.ideaTried(
          idea, team: shared ?? known.teams.first ?? teams.first, until: known.until)
      }
    }
    guard rule.action == proposed.action, Set(rule.motives) == Set(proposed.motives),
      Set(rule.levels) == Set(proposed.levels)
    else { throw KnowledgeBaseError.ideaNotForTrial(idea, rule: proposed.id, isNew: false) }
    var id = "\(proposed.id)-\(idea.suffix)"
    var number = 2
    while trials.contains(where: { $0.id == id }) {
      id = "\(proposed.id)-\(idea.suffix)-\(number)"
      number += 1
    }
    var trial = TrialDocument(
      id: id, rule: rule.id, from: from, until: until, position: proposed.position)
    trial.teams = teams
    // What a trial leaves out stays the rule's, so that a condition taken away has to be said.
    trial.alone = proposed.alone ?? (rule.alone == nil ? nil : .never)
    trial.consult = proposed.consult ?? (rule.consult == nil ? nil : .never)
    trial.with = proposed.with == rule.with ? nil : proposed.with
    trial.cap = proposed.cap == rule.cap ? nil : proposed.cap
    return trial
  }
}
