/// Finds the known words that a misspelt one may stand for.
struct NearestWords {
  /// A known word and how much less it counts for being a guess.
  struct Guess {
    var word: Int
    /// In (0, 1).
    var factor: Double
  }

  static let mostGuesses = 3

  /// The nearest words of an index by edits: at most one in a word of 4 to 7 letters, two in a
  /// longer one; only those at the least distance, most frequent first.
  static func guesses(for word: [UInt8], in index: TextIndex) -> [Guess] {
    guard word.count >= 4, !word.contains(where: isDigit) else { return [] }
    var allowed = word.count < 8 ? 1 : 2
    let letters = letterSet(word.span)
    var found: [(word: Int, frequency: Int32)] = []
    for known in 0..<index.words.count {
      guard abs(index.words.length(of: known) - word.count) <= allowed else { continue }
      let bytes = index.words[known].span
      // Each edit takes away one letter of a set and brings another.
      guard (letters ^ letterSet(bytes)).nonzeroBitCount <= 2 * allowed,
        let distance = distance(word.span, bytes, atMost: allowed)
      else { continue }
      if distance < allowed {
        allowed = distance
        found.removeAll()
      }
      found.append((known, index.wordFrequency[known]))
    }
    found.sort { ($0.frequency, $1.word) > ($1.frequency, $0.word) }
    let factor = 1 - Double(allowed) / Double(word.count)
    return found.prefix(mostGuesses).map { Guess(word: $0.word, factor: factor) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func letterSet(_ word: Span<UInt8>) -> UInt64 {
    var set: UInt64 = 0
    for index in word.indices { set |= 1 << UInt64(word[index] & 63) }
    return set
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into another
  /// (optimal string alignment); nil where it takes more than `limit`.
  static func distance(_ left: Span<UInt8>, _ right: Span<UInt8>, atMost limit: Int) -> Int? {
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
