package import Documents

extension AutonomyMap {
  /// What changes from one map to another, over all situations; the days of trials count as if both
  /// were in force.
  ///
  /// - Parameter old: nil: nothing was allowed, everything was escalated.
  package static func difference(
    from old: AutonomyMap?, to new: AutonomyMap, vocabulary: Vocabulary
  ) -> MapDifference {
    let old = old ?? AutonomyMap(withoutRulesLike: new)
    let domains = Domains(role: new.document.role, vocabulary: vocabulary)
    var comparisons: [MapComparison] = []
    var isExact = true
    for action in actionsToCompare(old, new, vocabulary: vocabulary)
    where old.list(forAction: action).clauses != new.list(forAction: action).clauses {
      do {
        comparisons.append(try MapComparison(of: action, from: old, to: new, in: domains))
      } catch {
        isExact = false
      }
    }
    var difference = MapDifference(
      change: change(in: comparisons) { _ in true }, isExact: isExact)
    let parts = changedParts(from: old.document, to: new.document)
    for part in parts {
      let isCause = { (pair: MapComparison.Pair) in
        part.isCause(of: pair, among: parts, from: old, to: new)
      }
      difference.parts.append(
        MapDifference.PartChange(
          part: part, change: isExact ? change(in: comparisons, where: isCause) : .mixed,
          example: comparisons.lazy.compactMap { $0.example(where: isCause) }.first))
    }
    if !isExact { difference.change = .mixed }
    return difference
  }

  private static func change(
    in comparisons: [MapComparison], where counts: (MapComparison.Pair) -> Bool
  ) -> MapDifference.Change {
    comparisons.reduce(.same) { $0.joined(with: $1.change(where: counts)) }
  }

  /// The actions with rules in either map, and one that stands for all others.
  private static func actionsToCompare(
    _ old: AutonomyMap, _ new: AutonomyMap, vocabulary: Vocabulary
  ) -> [String] {
    let ruled = old.actions.union(new.actions)
    let known = vocabulary.actions.map(\.name)
    let other = known.first { !ruled.contains($0) }.map { [$0] } ?? []
    return known.filter(ruled.contains) + ruled.subtracting(known).sorted() + other
  }

  /// The parts that are not written alike in both documents.
  private static func changedParts(
    from old: MapDocument, to new: MapDocument
  ) -> [MapDifference.Part] {
    var parts: [MapDifference.Part] = []
    parts += paired(old.rules, new.rules, by: \.id, position: \.position)
      .map { .rule(before: $0, after: $1) }
    parts += paired(old.trials, new.trials, by: \.id, position: \.position)
      .map { .trial(before: $0, after: $1) }
    parts += paired(old.limits, new.limits, by: \.id, position: \.position)
      .map { .limit(before: $0, after: $1) }
    if old.default != new.default {
      parts.append(.byDefault(before: old.default, after: new.default))
    }
    return parts
  }

  /// Elements with one id as they were and are, without those that stayed the same elsewhere in the
  /// file.
  private static func paired<Element: Equatable>(
    _ old: [Element], _ new: [Element], by id: (Element) -> String,
    position: WritableKeyPath<Element, SourcePosition>
  ) -> [(before: Element?, after: Element?)] {
    var pairs: [(before: Element?, after: Element?)] = []
    for after in new {
      let before = old.first { id($0) == id(after) }
      var moved = after
      if let before { moved[keyPath: position] = before[keyPath: position] }
      if before != moved { pairs.append((before, after)) }
    }
    for before in old where !new.contains(where: { id($0) == id(before) }) {
      pairs.append((before, nil))
    }
    return pairs
  }
}

extension MapDifference.Part {
  /// Whether a pair of judgements counts as this part's doing.
  ///
  /// What a changed limit decides in either map is the limit's doing; else what a changed trial
  /// decides the trial's; then come the rules, and last the default. So a rule is not blamed for
  /// what a new limit above it does.
  fileprivate func isCause(
    of pair: MapComparison.Pair, among parts: [MapDifference.Part], from old: AutonomyMap,
    to new: AutonomyMap
  ) -> Bool {
    func decides(_ part: MapDifference.Part) -> Bool {
      part.decides(pair.old, in: old) || part.decides(pair.new, in: new)
    }
    return decides(self) && !parts.contains { $0.rank < rank && decides($0) }
  }

  private var rank: Int {
    switch self {
    case .limit: 0
    case .trial: 1
    case .rule: 2
    case .byDefault: 3
    }
  }

  private func decides(_ judgement: Judgement, in map: AutonomyMap) -> Bool {
    switch self {
    case .rule(let before, let after):
      judgement.voice.flatMap(map.rule)?.id == (after ?? before)?.id
    case .trial(let before, let after):
      judgement.voice.flatMap(map.trial)?.id == (after ?? before)?.id
    case .limit(let before, let after):
      judgement.limit.map { map.document.limits[$0].id } == (after ?? before)?.id
    case .byDefault: judgement.voice == .byDefault
    }
  }
}
