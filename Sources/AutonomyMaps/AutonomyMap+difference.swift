package import Documents

extension AutonomyMap {
  /// What changes from one map to another, over all situations; the days of trials count as if both
  /// were in force.
  ///
  /// - Parameters:
  ///   - old: nil: nothing was allowed, everything was escalated.
  ///   - givesExamples: Whether situations are sought that tell the parts apart, which takes longer.
  package static func difference(
    from old: AutonomyMap?, to new: AutonomyMap, vocabulary: Vocabulary, givesExamples: Bool = true
  ) -> MapDifference {
    let old = old ?? AutonomyMap(withoutRulesLike: new)
    let domains = Domains(role: new.document.role, vocabulary: vocabulary)
    var comparisons: [MapComparison] = []
    var isExact = true
    for action in actionsToCompare(old, new, vocabulary: vocabulary)
    where !old.saysTheSame(as: new, ofAction: action) {
      do {
        comparisons.append(try MapComparison(of: action, from: old, to: new, in: domains))
      } catch {
        isExact = false
      }
    }
    let parts = changedParts(from: old.document, to: new.document)
    let causes = PartCauses(of: parts, from: old, to: new)
    var difference = MapDifference(change: isExact ? .same : .mixed, isExact: isExact)
    difference.parts = parts.map { .init(part: $0, change: isExact ? .same : .mixed) }
    for comparison in comparisons {
      // The terminals that are a part's doing, for each part that has any.
      var doings: [Int: Set<Int>] = [:]
      for terminal in comparison.possible {
        guard let pair = comparison.pairs[terminal], pair.old.zone != pair.new.zone else {
          continue
        }
        let change = MapDifference.Change(from: pair.old.zone, to: pair.new.zone)
        difference.change = difference.change.joined(with: change)
        for place in causes.parts(behind: pair) {
          difference.parts[place].change = difference.parts[place].change.joined(with: change)
          doings[place, default: []].insert(terminal)
        }
      }
      for (place, terminals) in doings where givesExamples && difference.parts[place].example == nil
      {
        difference.parts[place].example = comparison.example(among: terminals)
      }
    }
    return difference
  }

  /// Whether two maps are written alike as far as the zones of an action go.
  private func saysTheSame(as other: AutonomyMap, ofAction action: String) -> Bool {
    func words(_ map: MapDocument) -> MapDocument {
      var part = MapDocument(role: "", title: "", effective: map.effective, default: map.default)
      part.effective = Day(ordinal: 0)
      for rule in map.rules where rule.action == action {
        var rule = rule.unplaced
        (rule.because, rule.examples, rule.with) = ([], [], nil)
        part.rules.append(rule)
      }
      let ids = part.rules.map(\.id)
      part.trials = map.trials.filter { ids.contains($0.rule) }.map(\.unplaced)
      part.limits = map.limits.map(\.unplaced)
      return part
    }
    return words(document) == words(other.document)
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

/// Whose doing a pair of judgements is.
///
/// What a changed limit decides in either map is the limit's doing; else what a changed trial
/// decides the trial's; then come the rules, and last the default. So a rule is not blamed for what
/// a new limit above it does.
private struct PartCauses {
  private let old: AutonomyMap
  private let new: AutonomyMap
  private var places: [Key: [Int]] = [:]

  /// A changed part by what it decides as.
  private enum Key: Hashable {
    case limit(String)
    case trial(String)
    case rule(String)
    case byDefault
  }

  init(of parts: [MapDifference.Part], from old: AutonomyMap, to new: AutonomyMap) {
    self.old = old
    self.new = new
    for (place, part) in parts.enumerated() {
      let key: Key =
        switch part {
        case .rule(let before, let after): .rule((after ?? before)?.id ?? "")
        case .trial(let before, let after): .trial((after ?? before)?.id ?? "")
        case .limit(let before, let after): .limit((after ?? before)?.id ?? "")
        case .byDefault: .byDefault
        }
      places[key, default: []].append(place)
    }
  }

  /// The places of the parts, all of one kind.
  func parts(behind pair: MapComparison.Pair) -> [Int] {
    let keys = [keys(of: pair.old, in: old), keys(of: pair.new, in: new)]
    for rank in 0..<4 {
      var found: [Int] = []
      for key in keys.compactMap({ $0[rank] }) {
        for place in places[key] ?? [] where !found.contains(place) { found.append(place) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The limit, the trial, the rule and the default behind a judgement, as far as it has them.
  private func keys(of judgement: Judgement, in map: AutonomyMap) -> [Key?] {
    let voice = judgement.voice
    return [
      judgement.limit.map { .limit(map.document.limits[$0].id) },
      voice.flatMap(map.trial).map { .trial($0.id) },
      voice.flatMap(map.rule).map { .rule($0.id) },
      voice == .byDefault ? .byDefault : nil,
    ]
  }
}
