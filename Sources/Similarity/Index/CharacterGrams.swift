/// The runs of 3 to 5 characters of words, boundaries included, that words are alike by although they differ:
/// inflected, compounded, misspelt.
///
/// A gram is known by its fingerprint modulo a power of two. Two grams may share a slot, which moves scores in the
/// third decimal (measured: docs/ranking.md).
enum CharacterGrams {
  /// Replaces `characters` by those of a folded word, a boundary at either end.
  @inline(__always)
  static func read(_ word: borrowing Span<UInt8>, into characters: inout [UInt64]) {
    let boundary: UInt64 = 0
    characters.removeAll(keepingCapacity: true)
    characters.append(boundary)
    var at = 0
    while at < word.count {
      if word[at] < 0x80 {
        characters.append(UInt64(word[at]))
        at += 1
      } else {
        let (scalar, length) = decode(word, at: at)
        characters.append(UInt64(scalar.value))
        at += length
      }
    }
    characters.append(boundary)
  }

  /// Calls `body` with the slot of each gram of a word, as often as it occurs.
  @inline(__always)
  static func forEach(of characters: [UInt64], slots: Int, _ body: (Int) -> Void) {
    let span = characters.span
    for start in 0..<max(0, span.count - 2) {
      var key = span[start] << 21 | span[start + 1]
      for end in (start + 2)..<min(start + 5, span.count) {
        key = spread(key &* 0x9E37_79B9_7F4A_7C15 ^ span[end])
        body(Int(truncatingIfNeeded: key & UInt64(slots - 1)))
      }
    }
  }

  /// Repetition counts by its logarithm: 1 + ln n.
  static func damped(_ count: Int) -> Float {
    count < logarithms.count ? logarithms[count] : Float(1 + logarithm(Double(count)))
  }

  private static let logarithms = (0..<256).map { Float(1 + logarithm(Double(max(1, $0)))) }
}

/// In how many documents the words of a gram stand, by the gram's slot: a sum over documents, so that documents that
/// come and go are added and taken off.
package struct GramCounts: Sendable {
  /// As many as slots, a power of two.
  var counts: [UInt32]

  /// The number of slots of an index on disk.
  package static let usualSlots = 1 << 18

  package init(slots: Int = usualSlots) {
    counts = Array(repeating: 0, count: slots)
  }

  /// Counts as they were stored.
  package init(stored: [UInt32]) {
    counts = stored
  }

  package var stored: [UInt32] { counts }

  /// Adds the documents of a segment.
  package mutating func add(_ segment: Segment) throws(IndexDamage) {
    try count(segment) { $0 &+= $1 }
  }

  /// Adds what was counted elsewhere, with as many slots.
  package mutating func add(_ other: GramCounts) {
    for slot in counts.indices { counts[slot] &+= other.counts[slot] }
  }

  /// Takes off the documents of a segment that were added before.
  package mutating func subtract(_ segment: Segment) throws(IndexDamage) {
    try count(segment) { $0 &-= $1 }
  }

  private mutating func count(
    _ segment: Segment, _ apply: (inout UInt32, UInt32) -> Void
  ) throws(IndexDamage) {
    let words = try segment.words()
    let frequencies = try segment.numbers(.wordFrequencies, of: UInt32.self)
    var characters: [UInt64] = []
    var counts = counts.mutableSpan
    for word in 0..<segment.wordCount where frequencies[word] > 0 {
      words.withBytes(of: word) { CharacterGrams.read($0, into: &characters) }
      CharacterGrams.forEach(of: characters, slots: counts.count) {
        apply(&counts[$0], frequencies[word])
      }
    }
  }
}

/// How much each gram says.
struct GramStatistics: Sendable {
  private let counts: [UInt32]
  private let documents: Double
  /// Nearly all grams are rare: their logarithms are worked out once.
  private let ofRare: [Float]
  /// What a gram says that no document has.
  let largest: Float

  init(counts: GramCounts, documents: Int) {
    self.counts = counts.counts
    let all = Double(documents)
    self.documents = all
    largest = Float(logarithm(1 + all))
    ofRare = (0..<64).map { GramStatistics.inverse(Double($0), all) }
  }

  var slotCount: Int { counts.count }

  func count(_ slot: Int) -> UInt32 { counts[slot] }

  /// ln(1 + N / n), with n the number of documents that have the gram's words (one counted as often as it has
  /// different ones); 0 for grams that no document has.
  func inverse(_ slot: Int) -> Float {
    let count = counts[slot]
    return count < 64
      ? ofRare[Int(count)] : GramStatistics.inverse(Double(count), documents)
  }

  private static func inverse(_ frequency: Double, _ all: Double) -> Float {
    frequency == 0 || all == 0 ? 0 : Float(logarithm(1 + all / min(all, frequency)))
  }
}

/// A text as tf-idf weights of its grams, for comparing others with it.
struct GramQuery {
  private let weights: [Int32: Float]
  private let norm: Float
  private let statistics: GramStatistics

  init(_ words: Words, _ statistics: GramStatistics) {
    var counts: [Int32: Int] = [:]
    var characters: [UInt64] = []
    for word in words.list {
      CharacterGrams.read(words.folded.span.extracting(word.folded), into: &characters)
      CharacterGrams.forEach(of: characters, slots: statistics.slotCount) {
        counts[Int32($0), default: 0] += 1
      }
    }
    var weights: [Int32: Float] = [:]
    var norm: Float = 0
    // In order, so that the sum is the same every time.
    for (slot, count) in counts.sorted(by: { $0.key < $1.key }) {
      let inverse = statistics.inverse(Int(slot))
      let weight = CharacterGrams.damped(count) * (inverse == 0 ? statistics.largest : inverse)
      weights[slot] = weight
      norm += weight * weight
    }
    self.weights = weights
    self.norm = norm.squareRoot()
    self.statistics = statistics
  }

  /// Storage for comparing many texts with one; all zero between two of them.
  struct Scratch {
    fileprivate var queryWeights: [Float]
    fileprivate var counts: [Int32]
    fileprivate var seen: [Int32] = []
    fileprivate var characters: [UInt64] = []
    /// What grams say, as far as it was asked; negative before.
    fileprivate var inverses: [Float]

    init(_ query: GramQuery) {
      queryWeights = Array(repeating: 0, count: query.statistics.slotCount)
      for (slot, weight) in query.weights { queryWeights[Int(slot)] = weight }
      counts = Array(repeating: 0, count: query.statistics.slotCount)
      inverses = Array(repeating: -1, count: query.statistics.slotCount)
    }

    /// Adds a word that occurs `count` times in the text to compare.
    mutating func add(_ word: borrowing Span<UInt8>, count: Int32) {
      CharacterGrams.read(word, into: &characters)
      let slots = counts.count
      CharacterGrams.forEach(of: characters, slots: slots) { slot in
        if counts[slot] == 0 { seen.append(Int32(slot)) }
        counts[slot] += count
      }
    }
  }

  /// The cosine between the query and the words added to `scratch`, which is emptied.
  func cosine(_ scratch: inout Scratch) -> Double {
    var product: Float = 0
    var norm: Float = 0
    for slot in scratch.seen {
      let slot = Int(slot)
      if scratch.inverses[slot] < 0 { scratch.inverses[slot] = statistics.inverse(slot) }
      let weight = CharacterGrams.damped(Int(scratch.counts[slot])) * scratch.inverses[slot]
      scratch.counts[slot] = 0
      product += weight * scratch.queryWeights[slot]
      norm += weight * weight
    }
    scratch.seen.removeAll(keepingCapacity: true)
    guard product > 0 else { return 0 }
    return Double(min(1, product / (self.norm * norm.squareRoot())))
  }
}
