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
  /// As many as slots, a power of two: read where they are stored until they change.
  private enum Counts {
    case stored(StoredNumbers<UInt32>)
    case changed([UInt32])
  }

  private var counts: Counts

  /// The number of slots of an index on disk.
  package static let usualSlots = 1 << 18

  package init(slots: Int = usualSlots) {
    counts = .changed(Array(repeating: 0, count: slots))
  }

  /// Counts as they were stored in a section.
  package init(_ file: StoredSections, section: Int) throws(IndexDamage) {
    let stored = try file.numbers(section, of: UInt32.self)
    guard stored.count > 0, stored.count & (stored.count - 1) == 0 else {
      throw .inconsistent("grams")
    }
    counts = .stored(stored)
  }

  /// The counts by slot, as they are to be stored.
  package var array: [UInt32] {
    switch counts {
    case .stored(let numbers): (0..<numbers.count).map { numbers[$0] }
    case .changed(let array): array
    }
  }

  /// The counts to be read by slot.
  fileprivate var numbers: StoredNumbers<UInt32> {
    switch counts {
    case .stored(let numbers): numbers
    case .changed(let array):
      StoredBytes(storedBytes(of: array)).numbers(UInt32.self, at: 0, count: array.count)
    }
  }

  /// Changes the counts in memory, where they are copied first if they are not there.
  private mutating func change(_ body: (inout MutableSpan<UInt32>) -> Void) {
    var changed = array
    // Given up, or the first change would copy it.
    counts = .changed([])
    var span = changed.mutableSpan
    body(&span)
    counts = .changed(changed)
  }

  /// Adds the documents of a segment.
  package mutating func add(_ segment: Segment) throws(IndexDamage) {
    try count(segment) { $0 &+= $1 }
  }

  /// Adds what was counted elsewhere, with as many slots.
  package mutating func add(_ other: GramCounts) {
    let others = other.array
    change { counts in
      for slot in counts.indices { counts[slot] &+= others[slot] }
    }
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
    change { counts in
      for word in 0..<segment.wordCount where frequencies[word] > 0 {
        words.withBytes(of: word) { CharacterGrams.read($0, into: &characters) }
        CharacterGrams.forEach(of: characters, slots: counts.count) {
          apply(&counts[$0], frequencies[word])
        }
      }
    }
  }
}

/// How much each gram says.
struct GramStatistics: Sendable {
  private let counts: StoredNumbers<UInt32>
  private let documents: Double
  /// Nearly all grams are rare: their logarithms are worked out once.
  private let ofRare: [Float]
  /// What a gram says that no document has.
  let largest: Float

  init(counts: GramCounts, documents: Int) {
    self.counts = counts.numbers
    let all = Double(documents)
    self.documents = all
    largest = Float(logarithm(1 + all))
    ofRare = (0..<1_024).map { GramStatistics.inverse(Double($0), all) }
  }

  var slotCount: Int { counts.count }

  func count(_ slot: Int) -> UInt32 { counts[slot] }

  /// ln(1 + N / n), with n the number of documents that have the gram's words (one counted as often as it has
  /// different ones); 0 for grams that no document has.
  func inverse(_ slot: Int) -> Float {
    let count = counts[slot]
    return count < UInt32(ofRare.count)
      ? ofRare[Int(count)] : GramStatistics.inverse(Double(count), documents)
  }

  /// The same of a slot whose count is known, kept in `known` where it takes long.
  @inline(__always)
  func inverse(_ slot: Int32, count: UInt32, _ known: inout NumberTable) -> Float {
    if count < UInt32(ofRare.count) { return ofRare[Int(count)] }
    if let bits = known[slot] { return Float(bitPattern: bits) }
    let inverse = GramStatistics.inverse(Double(count), documents)
    known.add(inverse.bitPattern, to: slot)
    return inverse
  }

  private static func inverse(_ frequency: Double, _ all: Double) -> Float {
    frequency == 0 || all == 0 ? 0 : Float(logarithm(1 + all / min(all, frequency)))
  }
}

/// A text as tf-idf weights of its grams, for comparing others with it.
struct GramQuery {
  /// By slot, the bits of each `Float`.
  private let weights: NumberTable
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
    var weights = NumberTable(expected: 2 * counts.count)
    var norm: Float = 0
    // In order, so that the sum is the same every time.
    for (slot, count) in counts.sorted(by: { $0.key < $1.key }) {
      let inverse = statistics.inverse(Int(slot))
      let weight = CharacterGrams.damped(count) * (inverse == 0 ? statistics.largest : inverse)
      weights.add(weight.bitPattern, to: slot)
      norm += weight * weight
    }
    self.weights = weights
    self.norm = norm.squareRoot()
    self.statistics = statistics
  }

  /// Storage for comparing many texts with one; without counts between two of them.
  struct Scratch {
    fileprivate var counts = NumberTable(expected: 1_024)
    fileprivate var characters: [UInt64] = []
    /// What common grams say, as far as it was asked: the bits of each `Float`.
    fileprivate var inverses = NumberTable(expected: 1_024)
    /// The grams of one text.
    fileprivate var grams: [(slot: Int32, count: UInt32, frequency: UInt32)] = []
    private let slots: Int

    init(_ query: GramQuery) { slots = query.statistics.slotCount }

    /// Adds a word that occurs `count` times in the text to compare.
    mutating func add(_ word: borrowing Span<UInt8>, count: UInt32) {
      CharacterGrams.read(word, into: &characters)
      CharacterGrams.forEach(of: characters, slots: slots) { slot in
        counts.add(count, to: Int32(slot))
      }
    }
  }

  /// The cosine between the query and the words added to `scratch`, which is emptied.
  func cosine(_ scratch: inout Scratch) -> Double {
    var product: Float = 0
    var norm: Float = 0
    // Frequencies lie far from each other in memory: read first and used later, they come many at once.
    var grams = scratch.grams
    scratch.grams = []
    scratch.counts.removeAll { slot, count in
      grams.append((slot, count, statistics.count(Int(slot))))
    }
    for gram in grams {
      let inverse = statistics.inverse(gram.slot, count: gram.frequency, &scratch.inverses)
      let weight = CharacterGrams.damped(Int(gram.count)) * inverse
      if let asked = weights[gram.slot] { product += weight * Float(bitPattern: asked) }
      norm += weight * weight
    }
    grams.removeAll(keepingCapacity: true)
    scratch.grams = grams
    guard product > 0 else { return 0 }
    return Double(min(1, product / (self.norm * norm.squareRoot())))
  }
}
