import Documents

/// Recorded minutes, counted by their number: as much memory as there are different ones.
struct Durations {
  private var counts: [Int: Int] = [:]
  private(set) var count = 0

  mutating func add(_ minutes: Int) {
    counts[minutes, default: 0] += 1
    count += 1
  }

  /// Nil where there are too few to say anything.
  func summary(of zone: Zone) -> Replay.ZoneMinutes? {
    guard count >= Replay.fewestForMinutes else { return nil }
    let quartiles = quartiles
    return Replay.ZoneMinutes(
      zone: zone, cases: count, lowerQuartile: quartiles[0], median: quartiles[1],
      upperQuartile: quartiles[2])
  }

  /// What `cases` cases would save by taking as long as those of another zone.
  ///
  /// The spread is that of the difference of two medians: 1.96 · 1.2533 · σ / √n for each, with σ as
  /// the quartiles' distance over 1.349, and the two added as independent errors are. Nil where
  /// there are too few cases in a zone.
  func saving(over other: Durations, cases: Int) -> Replay.TimeSaved? {
    guard count >= Replay.fewestForMinutes, other.count >= Replay.fewestForMinutes, cases > 0 else {
      return nil
    }
    let (own, others) = (quartiles, other.quartiles)
    func variance(_ quartiles: [Double], _ count: Int) -> Double {
      let deviation = (quartiles[2] - quartiles[0]) / 1.349
      return deviation * deviation / Double(count)
    }
    let each = own[1] - others[1]
    let error =
      1.96 * 1.2533 * (variance(own, count) + variance(others, other.count)).squareRoot()
    let number = Double(cases)
    return Replay.TimeSaved(
      cases: cases, minutes: each * number, low: (each - error) * number,
      high: (each + error) * number)
  }

  /// The lower quartile, the median and the upper quartile, between neighbours in proportion.
  private var quartiles: [Double] {
    let sorted = counts.sorted { $0.key < $1.key }
    func value(at rank: Int) -> Double {
      var before = 0
      for (minutes, count) in sorted {
        before += count
        if rank < before { return Double(minutes) }
      }
      return 0
    }
    return [0.25, 0.5, 0.75].map { share in
      let place = share * Double(count - 1)
      let lower = Int(place)
      let part = place - Double(lower)
      return value(at: lower) * (1 - part) + value(at: min(lower + 1, count - 1)) * part
    }
  }
}
