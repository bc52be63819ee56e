import Documents
import Git

extension KnowledgeBase {
  /// Judges one action by the map in force on the request's day.
  ///
  /// Reads past cases only when a customer is named and a rule for the action has a cap.
  ///
  /// - Throws: `KnowledgeBaseError` for names that the vocabulary or the maps do not know.
  public func check(_ request: CheckRequest) throws -> CheckAnswer {
    try check([request], role: request.role)[0]
  }

  /// Judges every action of the vocabulary for the request's role, in the vocabulary's order.
  public func checkAll(_ request: CheckRequest) throws -> [CheckAnswer] {
    let requests = vocabulary.actions.map { action in
      var one = request
      one.action = action.name
      return one
    }
    return try check(requests, role: request.role)
  }

  private func check(_ requests: [CheckRequest], role: String) throws -> [CheckAnswer] {
    for request in requests {
      try vocabulary.validate(
        role: request.role, level: request.level, team: request.team, motive: request.motive,
        action: request.action)
    }
    var judge = Judge(
      vocabulary: vocabulary, histories: [role: try mapHistory(ofRole: role)])
    if requests.contains(where: judge.needsPastGrants) {
      judge.pastGrants = try pastGrants()
    }
    return try requests.map(judge.check)
  }

  /// The judge over all maps, with what every customer was granted before: for questions that
  /// follow each other while a case takes shape.
  ///
  /// - Complexity: reads the fields of all cases that name a customer.
  package func judgeWithPastGrants() throws -> Judge {
    var judge = try judge()
    judge.pastGrants = try pastGrants()
    return judge
  }

  /// The judge over some maps of the base; in a shallow clone, one that says why it cannot judge.
  ///
  /// - Parameter roles: Nil: all that have a map.
  func judge(ofRoles roles: [String]? = nil) throws -> Judge {
    do {
      let histories = try mapHistories(ofRoles: roles ?? mappedRoles())
      return Judge(
        vocabulary: vocabulary,
        histories: Dictionary(uniqueKeysWithValues: histories.map { ($0.role, $0) }))
    } catch let error as GitError {
      guard case .shallow = error.code else { throw error }
      return Judge(vocabulary: vocabulary, histories: [:], cut: error)
    }
  }
}
