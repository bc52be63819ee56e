public import Documents

/// A map ready to judge: its conditions are typed by the vocabulary.
///
/// What the parts of a map mean and which of them wins is written down in docs/maps.md.
public struct AutonomyMap: Sendable, Hashable {
  public let document: MapDocument
  let vocabulary: Vocabulary

  /// - Throws: `MapError` where a condition does not fit the vocabulary. Names of levels, teams, motives or
  ///   actions that the vocabulary does not know are no error here: they never match (`problems` reports them).
  package init(_ document: MapDocument, vocabulary: Vocabulary) throws(MapError) {
    self.document = document
    self.vocabulary = vocabulary
  }

  /// The zone of a situation, or exactly what is missing to know it.
  public func judge(_ situation: Situation) -> Verdict {
    Verdict(zone: document.default, decidedBy: .byDefault)
  }

  /// Whether a customer's past can matter for an action.
  package func hasCap(forAction action: String) -> Bool {
    let rules = document.rules.filter { $0.action == action }
    return rules.contains { $0.cap != nil }
      || document.trials.contains { trial in
        trial.cap != nil && rules.contains { $0.id == trial.rule }
      }
  }

  /// The index of the revision that counts on `day`: the newest whose `effective` is on or before it.
  ///
  /// - Parameter effective: Of every revision, oldest first; nil where the revision cannot be read.
  package static func revisionInForce(on day: Day, effective: [Day?]) -> Int? {
    effective.lastIndex { $0.map { $0 <= day } ?? false }
  }

  /// Everything that deserves a look in a map, in the order of the file.
  package static func problems(in map: MapDocument, vocabulary: Vocabulary) -> [MapProblem] {
    []
  }

  /// What changes from one map to another, over all situations.
  ///
  /// - Parameter old: nil: nothing was allowed, everything was escalated.
  package static func difference(
    from old: AutonomyMap?, to new: AutonomyMap, vocabulary: Vocabulary
  ) -> MapDifference {
    MapDifference(change: .same)
  }
}
