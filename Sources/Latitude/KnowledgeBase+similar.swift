public import AutonomyMaps
public import Documents
public import Git
public import Similarity

/// A new situation, and which past cases may answer it.
public struct SimilarRequest: Sendable {
  public var query: SimilarityQuery
  /// The text of `--where`; nil: every case.
  public var filter: String?
  public var since: Day?
  public var until: Day?
  /// The pseudonym whose past gestures count against caps, for the map's verdict.
  public var customer: String?
  /// The day whose map speaks about the new situation, and judges the past ones "today".
  public var day: Day

  public init(query: SimilarityQuery, day: Day) {
    self.query = query
    self.day = day
  }
}

/// Past cases like a new situation, and above them what the map says: a precedent informs, the map decides.
public struct SimilarAnswer: Sendable {
  public var request: SimilarRequest
  public var commit: CommitID
  /// How many cases were compared, after the filter.
  public var cases: Int
  /// What the map says about the new situation; nil when role or action are not given or no map is in force.
  public var authority: CheckAnswer?
  public var confidence: Confidence
  public var results: [Result]
  public var precedent: PrecedentSummary

  /// A past case, why it is like the new one, and what the map said then and says now.
  public struct Result: Sendable {
    public var stored: Stored<FieldCase>
    public var similar: SimilarCase
    public var then: InForce?
    public var now: Verdict?
  }
}

/// All cases of a commit made comparable, and its maps: built once, asked often; a value, apart from the repository.
public struct CaseFinder: Sendable {
  public let commit: CommitID
  public let shelf: Shelf<FieldCase>
  let collection: CaseCollection
  let judge: Judge

  /// The past cases most like the request's situation, with reasons.
  ///
  /// - Throws: `KnowledgeBaseError` for names and filters that do not fit the vocabulary.
  public func similar(_ request: SimilarRequest) throws -> SimilarAnswer {
    let query = request.query
    let vocabulary = judge.vocabulary
    try vocabulary.validate(
      role: query.role, level: query.level, team: query.team, channel: query.channel,
      motive: query.motive, action: query.action)
    for fact in query.facts { _ = try vocabulary.value(of: fact) }
    let filter = try request.filter.map { try CaseFilter($0, in: vocabulary) }
    let accepted = shelf.documents.map { stored in
      let past = stored.value
      return (filter?.accepts(past) ?? true) && (request.since.map { past.date >= $0 } ?? true)
        && (request.until.map { past.date <= $0 } ?? true)
    }
    let answer = collection.similar(
      to: query, weights: vocabulary.weights, where: { accepted[$0] })
    return SimilarAnswer(
      request: request, commit: commit, cases: accepted.count { $0 },
      authority: try authority(over: request), confidence: answer.confidence,
      results: answer.results.map { similar in
        let stored = shelf.documents[similar.position]
        return SimilarAnswer.Result(
          stored: stored, similar: similar, then: then(stored.value),
          now: verdict(on: stored.value, day: request.day)?.verdict)
      },
      precedent: answer.precedent)
  }

  private func authority(over request: SimilarRequest) throws -> CheckAnswer? {
    let query = request.query
    guard let role = query.role, let action = query.action,
      judge.histories[role]?.inForce(on: request.day)?.map != nil
    else { return nil }
    var check = CheckRequest(role: role, action: action, day: request.day)
    check.motive = query.motive
    check.level = query.level
    check.team = query.team
    check.requested = query.requested
    check.facts = query.facts
    check.customer = request.customer
    return try judge.check(check)
  }

  /// What the map said when the case was decided: as recorded, or else worked out for its date.
  private func then(_ past: FieldCase) -> InForce? {
    past.inForce ?? verdict(on: past, day: past.date).map { InForce($0) }
  }

  /// A past case judged by the map of a day; nil where the case or the maps do not say enough.
  private func verdict(on past: FieldCase, day: Day) -> CheckAnswer? {
    guard var request = CheckRequest(past) else { return nil }
    request.day = day
    // Caps belong to the day of the decision: what the customer got since says nothing about this case.
    request.customer = nil
    return try? judge.check(request)
  }
}

extension KnowledgeBase {
  /// Reads and analyses all cases at `commit`.
  ///
  /// - Complexity: linear in their text.
  public func caseFinder() throws -> CaseFinder {
    let shelf = try cases()
    let values = shelf.documents.map(\.value)
    var judge = try judge()
    judge.pastGrants = Judge.grants(in: values)
    return CaseFinder(
      commit: commit, shelf: shelf,
      collection: CaseCollection(cases: values, languages: vocabulary.languages), judge: judge)
  }
}

extension CaseFilter {
  /// Reads the text of a `--where`.
  ///
  /// - Throws: `KnowledgeBaseError.invalidCondition` or `.invalidFilter`.
  package init(_ text: String, in vocabulary: Vocabulary) throws {
    let condition: Condition
    do { condition = try Condition.parse(text) } catch {
      throw KnowledgeBaseError.invalidCondition(text: text, error)
    }
    do { self = try CaseFilter(condition, vocabulary: vocabulary) } catch {
      throw KnowledgeBaseError.invalidFilter(text: text, error)
    }
  }
}
