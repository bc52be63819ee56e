/// Finds the known words that a misspelt one may stand for.
struct NearestWords {
  /// A known word, folded, and how much less it counts for being a guess.
  struct Guess {
    var word: [UInt8]
    /// In (0, 1).
    var factor: Double
  }

  static let mostGuesses = 3

  private let index: CaseIndex
  private let vocabularies: [Vocabulary]

  /// The words of one segment.
  fileprivate struct Vocabulary {
    var words: StoredStrings
    var byLength: StoredNumbers<UInt32>
    var letterSets: StoredNumbers<UInt64>
    var starts: StoredNumbers<UInt32>
  }

  init(_ index: CaseIndex) throws(IndexDamage) {
    self.index = index
    var vocabularies: [Vocabulary] = []
    for live in index.segments {
      vocabularies.append(
        Vocabulary(
          words: try live.segment.words(),
          byLength: try live.segment.numbers(.wordsByLength, of: UInt32.self),
          letterSets: try live.segment.numbers(.letterSets, of: UInt64.self),
          starts: try live.segment.numbers(.lengthStarts, of: UInt32.self)))
    }
    self.vocabularies = vocabularies
  }

  /// The nearest words of an index by edits: at most one in a word of 4 to 7 letters, two in a longer one; only those
  /// at the least distance, most frequent first, then in order of bytes.
  func guesses(for word: [UInt8]) throws(IndexDamage) -> [Guess] {
    guard word.count >= 4, !word.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) else {
      return []
    }
    let limit = word.count < 8 ? 1 : 2
    var byDistance: [Int: Set<[UInt8]>] = [:]
    for vocabulary in vocabularies {
      vocabulary.collect(near: word, atMost: limit, into: &byDistance)
    }
    for distance in 0...limit {
      let words = Array(byDistance[distance] ?? [])
      let frequencies = try index.frequencies(ofWords: words)
      let found = words.indices.filter { frequencies[$0] > 0 }.sorted {
        frequencies[$0] != frequencies[$1]
          ? frequencies[$0] > frequencies[$1] : words[$0].lexicographicallyPrecedes(words[$1])
      }
      guard !found.isEmpty else { continue }
      let factor = 1 - Double(distance) / Double(word.count)
      return found.prefix(NearestWords.mostGuesses).map { Guess(word: words[$0], factor: factor) }
    }
    return []
  }
}

/// Tells how many edits lie between one word and others: insertions, deletions, replacements and swaps of neighbours
/// (optimal string alignment).
///
/// A column of the table of distances is kept as two sets of bits, one for each row where it goes up or down by one.
/// (Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003.) O(letters of the other)
@safe struct EditDistance {
  /// Where in the word each byte stands, one bit a place.
  private var places = [UInt64](repeating: 0, count: 256)
  private let count: Int

  /// A word of 1 to 64 bytes.
  init?(from word: [UInt8]) {
    guard (1...UInt64.bitWidth).contains(word.count) else { return nil }
    count = word.count
    for (place, byte) in word.enumerated() { places[Int(byte)] |= 1 << UInt64(place) }
  }

  func callAsFunction(to other: borrowing Span<UInt8>) -> Int {
    var distance = count
    let last: UInt64 = 1 << UInt64(count - 1)
    var up = UInt64.max
    var down: UInt64 = 0
    var same: UInt64 = 0
    var equalBefore: UInt64 = 0
    for place in other.indices {
      let equal = places[Int(other[place])]
      let swapped = (((~same) & equal) << 1) & equalBefore
      same = ((((equal & up) &+ up) ^ up) | equal | down) | swapped
      var right = down | ~(same | up)
      var left = same & up
      if right & last != 0 { distance += 1 }
      if left & last != 0 { distance -= 1 }
      right = right << 1 | 1
      left = left << 1
      up = left | ~(same | right)
      down = same & right
      equalBefore = equal
    }
    return distance
  }
}

/// Whether a set has so few members.
///
/// Counting them all takes longer where the processor may not be asked to.
@inline(__always)
private func hasAtMost(_ limit: Int, _ set: UInt64) -> Bool {
  var rest = set
  for _ in 0..<limit { rest &= rest &- 1 }
  return rest == 0
}

extension NearestWords.Vocabulary {
  /// Words whose lengths and sets of letters allow so few edits, and then those that take so few.
  fileprivate func collect(
    near word: [UInt8], atMost limit: Int, into found: inout [Int: Set<[UInt8]>]
  ) {
    guard let distance = EditDistance(from: word) else { return }
    let letters = letterSet(word.span)
    let shortest = max(0, word.count - limit)
    let longest = min(word.count + limit, longestWordBytes)
    guard shortest <= longest else { return }
    for place in Int(starts[shortest])..<Int(starts[longest + 1]) {
      // Each edit takes at most one member away, and brings at most one other.
      let others = letterSets[place]
      guard hasAtMost(limit, letters & ~others), hasAtMost(limit, others & ~letters) else {
        continue
      }
      let id = Int(byLength[place])
      let edits = words.withBytes(of: id) { distance(to: $0) }
      if edits <= limit { found[edits, default: []].insert(words[id]) }
    }
  }
}
