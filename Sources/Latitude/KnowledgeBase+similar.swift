import AutonomyMaps
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
  /// What the map says about the new situation; nil when role or action are not given, no map is in force, or it cannot
  /// judge.
  public var authority: CheckAnswer?
  /// By role, why its map says nothing of the new situation or of past ones, where something is wrong.
  public var obstacles: [String: any Error]
  public var confidence: Confidence
  public var results: [Result]
  public var precedent: PrecedentSummary
  public var suggestedMotive: MotiveSuggestion?

  /// A past case, why it is like the new one, and what the map said then and says now.
  public struct Result: Sendable {
    public var stored: Stored<FieldCase>
    public var similar: SimilarCase
    public var then: InForce?
    public var now: CheckAnswer?
  }
}

/// All cases of a commit made comparable, and its maps: opened once, asked often.
public struct CaseFinder: Sendable {
  public let commit: CommitID
  /// The files that hold no case that counts.
  public let faults: [Fault]
  let index: CaseIndex
  let judge: Judge

  /// The past cases most like the request's situation, with reasons.
  ///
  /// - Parameter base: Where the finder is from; the results' files are read from it.
  /// - Throws: `IndexDamage` too.
  fileprivate func similar(
    _ request: SimilarRequest, in base: borrowing KnowledgeBase
  ) throws -> SimilarAnswer {
    let query = request.query
    let vocabulary = judge.vocabulary
    try vocabulary.validate(
      role: query.role, level: query.level, team: query.team, channel: query.channel,
      motive: query.motive, action: query.action)
    for fact in query.facts { _ = try vocabulary.value(of: fact) }
    var selection = CaseSelection()
    (selection.filter, selection.since, selection.until) = (
      request.filter, request.since, request.until
    )
    let accepted =
      selection == CaseSelection()
      ? index.liveDocuments
      : try index.documents(acceptedBy: selection.filter(in: vocabulary))
    var stored: [Int: Stored<FieldCase>] = [:]
    let answer = try index.similar(to: query, weights: vocabulary.weights, among: accepted) {
      let read = try base.storedCase($0, of: index)
      stored[$0] = read
      return read.value
    }
    let roles = [query.role] + answer.results.map { stored[$0.number]?.value.role }
    var obstacles: [String: any Error] = [:]
    for role in Set(roles.compactMap(\.self)) {
      obstacles[role] = judge.obstacle(ofRole: role, on: request.day)
    }
    return SimilarAnswer(
      request: request, commit: commit, cases: accepted.reduce(0) { $0 + $1.count },
      authority: try authority(over: request), obstacles: obstacles, confidence: answer.confidence,
      results: answer.results.compactMap { similar in
        guard let stored = stored[similar.number] else { return nil }
        return SimilarAnswer.Result(
          stored: stored, similar: similar, then: then(stored.value),
          now: verdict(on: stored.value, day: request.day))
      },
      precedent: answer.precedent, suggestedMotive: answer.suggestedMotive)
  }

  /// Stage one alone, for measuring it: the numbers of the cases that stage two would look at, or only the best.
  package func candidates(for query: SimilarityQuery, atMost limit: Int?) throws -> [Int] {
    try index.candidates(
      for: query, weights: judge.vocabulary.weights, among: index.liveDocuments, limit: limit)
  }

  private func authority(over request: SimilarRequest) throws -> CheckAnswer? {
    let query = request.query
    guard let role = query.role, let action = query.action,
      judge.map(ofRole: role, on: request.day) != nil,
      judge.obstacle(ofRole: role, on: request.day) == nil
    else { return nil }
    var check = CheckRequest(role: role, action: action, day: request.day)
    check.motive = query.motive
    check.level = query.level
    check.team = query.team
    check.requested = query.requested
    check.facts = query.facts
    check.customer = request.customer
    guard let customer = request.customer, judge.needsPastGrants(check) else {
      return try judge.check(check)
    }
    var judge = judge
    judge.pastGrants = try index.grants(to: customer)
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

extension CaseIndex {
  /// What a customer was granted in the past, for caps.
  func grants(to customer: String) throws -> [String: [Judge.Gesture]] {
    let ofCustomer = CaseFilter(all: [.test(key: "customer") { $0.customer == customer }])
    var cases: [FieldCase] = []
    try CaseFieldReader(self).forEachCase(in: documents(acceptedBy: ofCustomer)) {
      cases.append($1)
    }
    return Judge.grants(in: cases)
  }
}

extension KnowledgeBase {
  /// Opens the index of all cases at `commit`, brought up to date.
  ///
  /// - Parameter progress: Told how many files are read of how many, from any thread, where all have to be.
  /// - Complexity: what changed since the last time.
  public func caseFinder(
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) throws -> CaseFinder {
    let opened = try openIndex(progress: progress)
    return CaseFinder(
      commit: commit, faults: try faults(of: opened), index: opened.index, judge: try judge())
  }

  /// The past cases most like a situation; a finder whose index turns out to be damaged is replaced by a fresh one.
  ///
  /// - Throws: `KnowledgeBaseError` for names and filters that do not fit the vocabulary.
  public func similar(
    _ request: SimilarRequest, with finder: inout CaseFinder
  ) throws -> SimilarAnswer {
    do {
      return try finder.similar(request, in: self)
    } catch is IndexDamage {
      let opened = try rebuiltIndex()
      finder = CaseFinder(
        commit: commit, faults: try faults(of: opened), index: opened.index, judge: finder.judge)
      return try finder.similar(request, in: self)
    }
  }

  /// A case of the index, read whole.
  func storedCase(_ number: Int, of index: CaseIndex) throws -> Stored<FieldCase> {
    let (segment, document) = index.place(of: number)
    let found = index.segments[segment].segment
    let blob = BlobID(words: ObjectWords(bytes: try found.version(of: document)))
    let parsed = FieldCase.parse(try repository.blob(blob))
    guard let value = parsed.value else { throw IndexDamage.inconsistent("case") }
    return Stored(
      value: value, path: try found.path(of: document), blob: blob, problems: parsed.problems)
  }

  /// Why files are not in an index.
  func faults(of opened: OpenedIndex) throws -> [Fault] {
    var faults: [Fault] = []
    for file in opened.manifest.unreadable {
      faults.append(Fault(path: file.path, reason: try reason(file)))
    }
    for (entry, live) in zip(opened.manifest.segments, opened.index.segments) {
      for document in entry.shadowed {
        let path = try live.segment.path(of: document)
        guard let id = DocumentID(try live.segment.text(.id, of: document) ?? "") else { continue }
        faults.append(
          Fault(
            path: path,
            reason: .duplicateID(id, first: try opened.index.standingPath(of: id) ?? path)))
      }
    }
    return faults.sorted { $0.path < $1.path }
  }

  private func reason(_ file: IndexManifest.Unreadable) throws -> Fault.Reason {
    switch file.kind {
    case .symbolicLink: .symbolicLink
    case .submodule: .submodule
    case .file where !file.isExactPath, .executable where !file.isExactPath: .nameNotUTF8
    case .file, .executable: try .document(FieldCase.parse(repository.blob(file.blob)).problems)
    }
  }
}

extension CaseIndex {
  /// The path of the file that counts for an id.
  fileprivate func standingPath(of id: DocumentID) throws -> String? {
    for live in segments {
      for document in try live.segment.documents(withID: CaseKeys.id(id))
      where !live.removed.contains(document) {
        return try live.segment.path(of: document)
      }
    }
    return nil
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
