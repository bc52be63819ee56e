public import Documents
public import Git

extension Signature {
  /// ISO 8601 with the writer's own offset: `2026-12-01T10:15:00+01:00`.
  public var timestamp: String {
    let second = localTime - day.ordinal * 86_400
    let zone = abs(offset)
    return "\(day)T\(padded(second / 3_600, to: 2)):"
      + "\(padded(second / 60 % 60, to: 2)):\(padded(second % 60, to: 2))"
      + "\(offset < 0 ? "-" : "+")\(padded(zone / 60, to: 2)):\(padded(zone % 60, to: 2))"
  }

  /// The day of the writer's own clock.
  public var day: Day {
    Day(ordinal: localTime / 86_400 - (localTime % 86_400 < 0 ? 1 : 0))
  }

  /// Seconds since 1970 on the writer's own clock.
  ///
  /// A commit may claim any time; what lies beyond the year 9999 counts as its end.
  private var localTime: Int {
    let end: Int64 = 253_402_300_799
    return Int(min(max(time, -end), end)) + offset * 60
  }
}
