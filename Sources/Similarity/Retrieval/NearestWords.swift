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
    var words: StoredTable
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

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into another
  /// (optimal string alignment); nil where it takes more than `limit`.
  static func distance(
    _ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>, atMost limit: Int
  ) -> Int? {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      var least = row + 1
      for column in 0..<right.count {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
        least = min(least, cost)
      }
      guard least <= limit else { return nil }
      beforeLast = last
      last = current
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}

extension NearestWords.Vocabulary {
  /// Words whose lengths and sets of letters allow so few edits, and then those that take so few.
  fileprivate func collect(
    near word: [UInt8], atMost limit: Int, into found: inout [Int: Set<[UInt8]>]
  ) {
    let letters = letterSet(word.span)
    let shortest = max(0, word.count - limit)
    let longest = min(word.count + limit, longestWordBytes)
    guard shortest <= longest else { return }
    for place in Int(starts[shortest])..<Int(starts[longest + 1]) {
      // Each edit takes away one letter of a set and brings another.
      guard (letters ^ letterSets[place]).nonzeroBitCount <= 2 * limit else { continue }
      let id = Int(byLength[place])
      let distance = words.withBytes(of: id) {
        NearestWords.distance(word.span, $0, atMost: limit)
      }
      if let distance { found[distance, default: []].insert(words[id]) }
    }
  }
}
