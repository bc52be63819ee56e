/// Keeps every document that can be among the best `limit`, and what at least so many reach.
struct ThresholdedBest {
  struct Entry {
    var number: Int
    var estimate: Float
    /// Whether its text shares anything with the query's.
    var hasWords: Bool
  }

  private let limit: Int
  /// How far below the threshold an estimate may be and still reach it, as a part of it: both may be rounded.
  private let slack: Float
  private(set) var threshold: Float = 0
  private(set) var kept: [Entry] = []
  /// How many may be kept before it is time to leave some out.
  private var room: Int

  init(limit: Int, slack: Float) {
    self.limit = max(1, limit)
    self.slack = slack
    room = self.limit + max(8, self.limit / 2)
  }

  /// Somebody knows that `limit` documents reach this.
  mutating func raise(to known: Float) { threshold = max(threshold, known) }

  mutating func insert(_ number: Int, _ estimate: Float, hasWords: Bool) {
    kept.append(Entry(number: number, estimate: estimate, hasWords: hasWords))
    if kept.count >= room {
      shrink()
      // More where many are equal.
      room = kept.count + max(8, kept.count / 2)
    }
  }

  private mutating func shrink() {
    kept.sort { $0.estimate > $1.estimate }
    guard kept.count > limit else { return }
    raise(to: kept[limit - 1].estimate)
    let least = threshold * (1 - 2 * slack)
    let end = kept.firstIndex { $0.estimate < least } ?? kept.count
    kept.removeSubrange(end...)
  }

  /// All that may be among the best.
  mutating func entries() -> [Entry] {
    shrink()
    return kept
  }
}

/// Where estimates lie, in steps of their sixty-fourth.
struct EstimateHistogram {
  // The first bits of a positive number of 4 bytes: its exponent and the beginning of its fraction.
  private static let shift: UInt32 = 17
  private var counts = [Int32](repeating: 0, count: Int(Float(4).bitPattern >> shift) + 1)
  private var highest = 0

  @inline(__always)
  mutating func add(_ estimate: Float) {
    guard estimate > 0 else { return }
    let bin = min(counts.count - 1, Int(estimate.bitPattern >> Self.shift))
    counts[bin] += 1
    highest = max(highest, bin)
  }

  /// What at least `limit` estimates reach; 0 where there are fewer.
  func threshold(limit: Int) -> Float {
    var sum = 0
    for bin in (0...highest).reversed() {
      sum += Int(counts[bin])
      if sum >= limit { return Float(bitPattern: UInt32(bin) << Self.shift) }
    }
    return 0
  }
}
