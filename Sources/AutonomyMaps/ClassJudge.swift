package import Documents

/// Judges past cases by one map or two, each class of cases that these cannot tell apart only once.
package struct ClassJudge {
  private var pairs: PairJudge

  /// What the maps say about a case.
  package struct Answer: Hashable {
    /// Nil: undecided; where there is one map, the same as `after`.
    package var before: Zone?
    package var after: Zone?
    /// Which part of the second map spoke.
    package var source: Verdict.Source
    /// Whether the second map's cap is passed; nil where none counts.
    package var isCapReached: Bool?
  }

  /// - Parameter old: Nil: one map alone judges.
  package init(from old: AutonomyMap? = nil, to new: AutonomyMap, vocabulary: Vocabulary) {
    pairs = PairJudge(from: old, to: new, vocabulary: vocabulary)
  }

  /// The answer about a case; nil where it names no action.
  ///
  /// - Parameter pastGrants: What its customer was granted before; nil: no customer is named.
  package mutating func answer(
    to fieldCase: FieldCase, pastGrants: [PastGrant]? = nil
  ) -> Answer? {
    guard let action = fieldCase.action, let question = pairs.question(of: fieldCase) else {
      return nil
    }
    var past = Situation(action: action, day: fieldCase.date)
    past.pastGrants = pastGrants
    let spent = pastGrants == nil ? nil : pairs.scopes(of: question).map { past.spent(under: $0) }
    let place = pairs.answer(
      to: question, requested: fieldCase.requested, on: fieldCase.date, spent: spent,
      pastGrants: { pastGrants })
    let answer = pairs.answers[place]
    return Answer(
      before: answer.before, after: answer.after, source: answer.source,
      isCapReached: answer.isCapReached)
  }
}
