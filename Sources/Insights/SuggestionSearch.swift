package import AutonomyMaps
package import Documents

/// Looks for limits that past cases support; cases come one at a time, and none is kept whole.
///
/// What suggestions are, and when there is one, is written down in docs/ideas.md. Judges each class of
/// cases once, and up to twice more for each limit of its action.
package struct SuggestionSearch {
  private let map: AutonomyMap
  private var today: ClassJudge
  private let vocabulary: Vocabulary
  private let least: Int
  /// By action.
  private var limits: [String: [AmountLimit]] = [:]
  /// Where each rule has been used: motives and levels of its cases.
  private var uses: [String: Uses] = [:]
  private var cases = 0

  private struct Uses {
    var motives: Set<MotivePath> = []
    var levels: Set<String> = []
  }

  /// - Parameter document: The map as it would be changed; its trials are left out, since a limit is
  ///   for everybody.
  /// - Throws: `MapError` where a condition does not fit the vocabulary.
  package init(
    _ document: MapDocument, vocabulary: Vocabulary, least: Int
  ) throws(MapError) {
    var untried = document
    untried.trials = []
    let map = try AutonomyMap(untried, vocabulary: vocabulary)
    self.map = map
    today = ClassJudge(to: map, vocabulary: vocabulary)
    self.vocabulary = vocabulary
    self.least = least
    for rule in untried.rules {
      limits[rule.action, default: []] += AmountLimit.all(
        of: rule, isInMap: true, in: map, vocabulary: vocabulary)
    }
    let silent = vocabulary.actions.map(\.name).filter { action in
      DocumentPath.isSafeName(action) && !untried.rules.contains { $0.action == action }
    }
    guard untried.default == .escalate else { return }
    for action in silent {
      let rule = RuleDocument(
        id: action, action: action, position: SourcePosition(offset: 0, line: 0, column: 0))
      limits[action] = AmountLimit.all(
        of: rule, isInMap: false, in: map, vocabulary: vocabulary)
    }
  }

  /// Takes one case in; only its fields are looked at, never its texts.
  package mutating func add(_ fieldCase: FieldCase) {
    guard fieldCase.role == map.document.role, let action = fieldCase.action else { return }
    cases += 1
    guard let places = limits[action]?.indices, !places.isEmpty else { return }
    guard let answer = today.answer(to: fieldCase), let zone = answer.after,
      let decided = fieldCase.zone
    else { return }
    if case .rule(let id) = answer.source {
      if let motive = fieldCase.motive { uses[id, default: Uses()].motives.insert(motive) }
      if let level = fieldCase.level { uses[id, default: Uses()].levels.insert(level) }
    }
    for place in places {
      limits[action]?[place].weigh(
        fieldCase, zone: zone, decided: decided, vocabulary: vocabulary)
    }
  }

  /// What all cases together say: suggestions with most support first.
  package consuming func finish() -> Suggestions {
    var found = Suggestions(least: least, cases: cases)
    for (_, group) in limits.sorted(by: { $0.key < $1.key }) {
      for limit in group {
        let wider = limit.wider(
          least: least, in: map, motives: motives(of: limit), levels: levels(of: limit))
        if let wider {
          found.suggestions.append(wider)
        } else if let weaker = limit.weakerSupport {
          found.weaker.append(weaker)
        }
        if let tighter = limit.tighter(least: least) { found.suggestions.append(tighter) }
      }
    }
    found.suggestions.sort { left, right in
      (right.support.count, left.rule.id, left.to.tenThousandths)
        < (left.support.count, right.rule.id, right.to.tenThousandths)
    }
    found.weaker.sort { ($1.support, $0.rule) < ($0.support, $1.rule) }
    return found
  }

  private func motives(of limit: AmountLimit) -> Set<MotivePath> {
    uses[limit.rule.id]?.motives ?? []
  }

  private func levels(of limit: AmountLimit) -> Set<String> {
    uses[limit.rule.id]?.levels ?? []
  }
}
