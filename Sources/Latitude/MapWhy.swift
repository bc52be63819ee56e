import AutonomyMaps
public import Documents
import Git

/// What made one part of a map what it is: the revisions that changed it, newest first.
public struct MapWhy: Sendable {
  public var role: String
  /// The rule's, limit's or trial's id.
  public var part: String
  /// What is in force on the day of the question; nil where the part is not, or no longer.
  public var current: MapPart?
  /// The revision that is in force on that day.
  public var inForce: Int?
  public var steps: [Step]

  /// One revision that changed the part.
  public struct Step: Sendable {
    public var entry: MapLogEntry
    /// What it was before and became; nil: there was none.
    public var before: MapPart?
    public var after: MapPart?
  }
}

/// A part of a map that carries an id; a rule with the trials that stand in its place.
public enum MapPart: Hashable, Sendable {
  case rule(RuleDocument, trials: [TrialDocument])
  case limit(LimitDocument)
  case trial(TrialDocument)

  /// The parts of a map, with their ids, in the order of the file.
  static func all(of map: MapDocument) -> [(id: String, part: MapPart)] {
    map.rules.map { rule in
      (
        rule.id,
        .rule(rule.unplaced, trials: map.trials.filter { $0.rule == rule.id }.map(\.unplaced))
      )
    } + map.limits.map { ($0.id, .limit($0.unplaced)) }
      + map.trials.map { ($0.id, .trial($0.unplaced)) }
  }
}

extension KnowledgeBase {
  /// Which revisions made a rule, limit or trial of a map what it is.
  ///
  /// - Parameter today: The day whose map is the current one.
  /// - Throws: `KnowledgeBaseError.noMap`, or `.notInMap` for an id that no revision has.
  public func mapWhy(ofRole role: String, part id: String, today: Day) throws -> MapWhy {
    let history = try mapHistory(ofRole: role)
    func part(_ map: MapDocument?) -> MapPart? {
      map.flatMap { MapPart.all(of: $0).first { $0.id == id }?.part }
    }
    var changed: [(place: Int, before: MapPart?, after: MapPart?)] = []
    var before: MapPart?
    for (place, revision) in history.revisions.enumerated() {
      // A revision that cannot be read changes nothing: it is never in force.
      guard let document = revision.document else { continue }
      let after = part(document)
      if before != after { changed.append((place, before, after)) }
      before = after
    }
    guard !changed.isEmpty else {
      let known = history.partNames
      throw KnowledgeBaseError.notInMap(
        role: role, part: id, nearest: nearestName(to: id, among: known), known: known)
    }
    let replays = try storedReplays(of: history, at: changed.map(\.place))
    let inForce = history.inForce(on: today)
    return MapWhy(
      role: role, part: id, current: part(inForce?.document), inForce: inForce?.number,
      steps: try changed.reversed().map { step in
        MapWhy.Step(
          entry: try entry(at: step.place, of: history, replay: replays[step.place] ?? nil),
          before: step.before, after: step.after)
      })
  }
}

extension MapHistory {
  /// The ids of every part that any revision has, the newest revision's first.
  fileprivate var partNames: [String] {
    var names: [String] = []
    for revision in revisions.reversed() {
      guard let document = revision.document else { continue }
      for (id, _) in MapPart.all(of: document) where !names.contains(id) { names.append(id) }
    }
    return names
  }
}
