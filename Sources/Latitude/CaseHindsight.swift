public import AutonomyMaps
public import Documents

/// A past case and the map: what it said on the case's day, and what it says today.
public struct CaseHindsight: Sendable {
  /// As the case recorded it, else worked out for its day; nil where no map was in force, or the case says too little.
  public var then: InForce?
  /// By the map in force today; nil for the same reasons.
  public var now: CheckAnswer?
  /// Why a map says nothing, where something is wrong.
  public var obstacle: (any Error)?

  /// How the zone moved since; nil where it is not known on both days.
  public var change: MapDifference.Change? {
    guard let then = then?.zone, let now = now?.verdict.zone else { return nil }
    return now < then ? .wider : then < now ? .narrower : .same
  }
}

extension KnowledgeBase {
  /// What the map says of a past case on its day and today.
  ///
  /// Caps are held against the case's own amount alone: what the customer got since says nothing about it.
  public func hindsight(on past: FieldCase, today: Day) throws -> CaseHindsight {
    guard var request = CheckRequest(past), try mappedRoles().contains(request.role) else {
      return CaseHindsight(then: past.inForce, now: nil)
    }
    request.customer = nil
    let judge = try judge(ofRoles: [request.role])
    let then = try? judge.check(request)
    request.day = today
    return CaseHindsight(
      then: past.inForce ?? then.map { InForce($0) }, now: try? judge.check(request),
      obstacle: judge.obstacle(ofRole: request.role, on: today))
  }
}
