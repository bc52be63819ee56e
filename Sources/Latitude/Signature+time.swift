public import Documents
public import Git

extension Signature {
  /// ISO 8601 with the writer's own offset: `2026-12-01T10:15:00+01:00`.
  public var timestamp: String {
    let local = Int(time) + offset * 60
    let day = Int((Double(local) / 86_400).rounded(.down))
    let second = local - day * 86_400
    let zone = abs(offset)
    return "\(Day(ordinal: day))T\(padded(second / 3_600, to: 2)):"
      + "\(padded(second / 60 % 60, to: 2)):\(padded(second % 60, to: 2))"
      + "\(offset < 0 ? "-" : "+")\(padded(zone / 60, to: 2)):\(padded(zone % 60, to: 2))"
  }

  /// The day of the writer's own clock.
  public var day: Day {
    Day(ordinal: Int((Double(Int(time) + offset * 60) / 86_400).rounded(.down)))
  }
}
