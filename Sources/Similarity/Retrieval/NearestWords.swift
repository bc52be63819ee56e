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
  ///
  /// Only cells near the diagonal are worked out: further off, the difference of lengths is too large already.
  static func distance(
    _ left: borrowing Span<UInt8>, _ right: borrowing Span<UInt8>, atMost limit: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    let width = right.count + 1
    let far = limit + 1
    return unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * width) {
      cells -> Int? in
      unsafe cells.initialize(repeating: far)
      func cell(_ row: Int, _ column: Int) -> Int { row % 3 * width + column }
      for column in 0...min(limit, right.count) { unsafe cells[cell(0, column)] = column }
      for row in 1..<(left.count + 1) {
        let first = max(1, row - limit)
        let last = min(right.count, row + limit)
        unsafe cells[cell(row, first - 1)] = first == 1 ? min(row, far) : far
        var least = unsafe cells[cell(row, first - 1)]
        for column in first..<(last + 1) {
          let same = left[row - 1] == right[column - 1]
          var cost = unsafe cells[cell(row - 1, column - 1)] + (same ? 0 : 1)
          cost = unsafe min(cost, cells[cell(row, column - 1)] + 1)
          if column < row + limit { cost = unsafe min(cost, cells[cell(row - 1, column)] + 1) }
          if row > 1, column > 1, left[row - 1] == right[column - 2],
            left[row - 2] == right[column - 1]
          {
            cost = unsafe min(cost, cells[cell(row - 2, column - 2)] + 1)
          }
          unsafe cells[cell(row, column)] = min(cost, far)
          least = min(least, cost)
        }
        guard least <= limit else { return nil }
      }
      let distance = unsafe cells[cell(left.count, right.count)]
      return distance <= limit ? distance : nil
    }
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
