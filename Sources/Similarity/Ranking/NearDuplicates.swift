internal import Documents

/// Keeps of cases that are nearly the same the first one: recorded twice, or imported by two ways.
struct NearDuplicates {
  private(set) var kept: [FieldCase] = []
  private var words: [[Words.Key: Int]] = []

  /// Of the words of two situations so many must be the same.
  private static let leastShare = 0.95
  /// Shorter texts are the same by chance.
  private static let leastWords = 8

  /// The place among the kept of one that is nearly the same as a case: the same decision in nearly the same words.
  func place(ofOneLike value: FieldCase) -> Int? {
    let mine = NearDuplicates.words(of: value)
    return kept.indices.first { place in
      NearDuplicates.isSameDecision(kept[place], value)
        && NearDuplicates.isNearlySame(words[place], mine)
    }
  }

  mutating func keep(_ value: FieldCase) {
    kept.append(value)
    words.append(NearDuplicates.words(of: value))
  }

  private static func isSameDecision(_ left: FieldCase, _ right: FieldCase) -> Bool {
    left.role == right.role && left.motive == right.motive && left.action == right.action
      && left.requested == right.requested && left.granted == right.granted
      && left.zone == right.zone && left.outcome == right.outcome
  }

  private static func words(of value: FieldCase) -> [Words.Key: Int] {
    Words(of: value.situation).counts
  }

  private static func isNearlySame(_ left: [Words.Key: Int], _ right: [Words.Key: Int]) -> Bool {
    let longer = max(left.values.reduce(0, +), right.values.reduce(0, +))
    let shared = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
    return longer >= leastWords && Double(shared) >= leastShare * Double(longer)
  }
}

extension Words {
  typealias Key = ArraySlice<UInt8>

  /// How often each folded word occurs.
  fileprivate var counts: [Key: Int] {
    list.reduce(into: [:]) { $0[folded[$1.folded], default: 0] += 1 }
  }
}
