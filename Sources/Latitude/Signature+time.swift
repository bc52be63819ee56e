public import Documents
public import Git

/// A moment on the clock of whoever writes.
public struct LocalTime: Sendable {
  public let day: Day
  /// Since midnight.
  public let second: Int

  /// A commit may claim any time; what lies beyond the year 9999 counts as its end.
  ///
  /// - Parameters:
  ///   - seconds: Since 1970-01-01 UTC.
  ///   - offset: Minutes east of UTC.
  public init(seconds: Int64, offset: Int) {
    let end: Int64 = 253_402_300_799
    let local = Int(min(max(seconds, -end), end)) + offset * 60
    let days = (local >= 0 ? local : local - 86_399) / 86_400
    day = Day(ordinal: days)
    second = local - days * 86_400
  }
}

extension Signature {
  /// ISO 8601 with the writer's own offset: `2026-12-01T10:15:00+01:00`.
  public var timestamp: String {
    let second = local.second
    let zone = abs(offset)
    return "\(day)T\(padded(second / 3_600, to: 2)):"
      + "\(padded(second / 60 % 60, to: 2)):\(padded(second % 60, to: 2))"
      + "\(offset < 0 ? "-" : "+")\(padded(zone / 60, to: 2)):\(padded(zone % 60, to: 2))"
  }

  /// The day of the writer's own clock.
  public var day: Day { local.day }

  private var local: LocalTime { LocalTime(seconds: time, offset: offset) }
}
