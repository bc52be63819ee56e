/// The runs of 3 to 5 characters of words, boundaries included, that words are alike by although
/// they differ: inflected, compounded, misspelt.
///
/// A gram is known by its fingerprint modulo a power of two. Two grams may share a slot: at eight
/// slots for each word many do, which moves scores in the third decimal and rankings by chance only
/// (measured: docs/ranking.md).
struct CharacterGrams: Sendable {
  /// The grams of a word are at `starts[word]..<starts[word + 1]`.
  private let starts: [Int32]
  private let slots: [Int32]
  /// How much a gram says, ln(1 + N / n), with n the number of documents that have its words (one
  /// counted as often as it has different ones): 0 for grams that no document has.
  private let inverseFrequencies: [Float]
  /// What a gram says that no document has.
  private let largestInverse: Float

  /// With at least `leastSlots` slots, a power of two.
  init(of index: TextIndex, leastSlots: Int = 1 << 14) {
    var count = leastSlots
    while count < index.words.count * 8, count < 1 << 20 { count *= 2 }
    var starts: [Int32] = [0]
    starts.reserveCapacity(index.words.count + 1)
    var slots: [Int32] = []
    slots.reserveCapacity(index.words.count * 16)
    var documents = [Float](repeating: 0, count: count)
    var characters: [UInt64] = []
    for word in 0..<index.words.count {
      CharacterGrams.read(index.words[word].span, into: &characters)
      CharacterGrams.forEach(of: characters, slots: count) { slot in
        slots.append(slot)
        documents[Int(slot)] += Float(index.wordFrequency[word])
      }
      starts.append(Int32(slots.count))
    }
    self.starts = starts
    self.slots = slots
    let all = Double(index.documentCount)
    func inverse(_ frequency: Double) -> Float {
      frequency == 0 ? 0 : Float(logarithm(1 + all / min(all, frequency)))
    }
    largestInverse = Float(logarithm(1 + all))
    // Nearly all grams are rare: their logarithms are worked out once.
    let ofRare = (0..<64).map { inverse(Double($0)) }
    inverseFrequencies = documents.map { $0 < 64 ? ofRare[Int($0)] : inverse(Double($0)) }
  }

  var slotCount: Int { inverseFrequencies.count }

  private func range(of word: Int) -> Range<Int> { Int(starts[word])..<Int(starts[word + 1]) }

  // MARK: Similarity

  /// What a query's grams are compared by: tf-idf weights by slot, and their Euclidean norm.
  struct Query {
    fileprivate var weights: [Float]
    fileprivate var norm: Float
  }

  /// Storage for comparing many documents with one query; all zero between two of them.
  struct Scratch {
    fileprivate var wordCounts: [Int32]
    fileprivate var wordsSeen: [Int32] = []
    fileprivate var gramCounts: [Int32]
    fileprivate var gramsSeen: [Int32] = []

    init(_ grams: CharacterGrams) {
      wordCounts = Array(repeating: 0, count: grams.starts.count - 1)
      gramCounts = Array(repeating: 0, count: grams.slotCount)
    }
  }

  func query(_ words: Words) -> Query {
    var counts: [Int32: Int] = [:]
    var characters: [UInt64] = []
    for word in words.list {
      CharacterGrams.read(words.folded.span.extracting(word.folded), into: &characters)
      CharacterGrams.forEach(of: characters, slots: slotCount) { counts[$0, default: 0] += 1 }
    }
    var query = Query(weights: Array(repeating: 0, count: slotCount), norm: 0)
    // In order, so that the sum is the same every time.
    for (slot, count) in counts.sorted(by: { $0.key < $1.key }) {
      let inverse = inverseFrequencies[Int(slot)]
      let weight = CharacterGrams.damped(count) * (inverse == 0 ? largestInverse : inverse)
      query.weights[Int(slot)] = weight
      query.norm += weight * weight
    }
    query.norm = query.norm.squareRoot()
    return query
  }

  /// The cosine between a query's grams and those of a document's words in sections of full weight.
  func cosine(
    _ query: Query, with document: Int, of index: TextIndex, _ scratch: inout Scratch
  ) -> Double {
    countGrams(of: document, index, &scratch)
    var product: Float = 0
    var norm: Float = 0
    for slot in scratch.gramsSeen {
      let weight =
        CharacterGrams.damped(Int(scratch.gramCounts[Int(slot)])) * inverseFrequencies[Int(slot)]
      scratch.gramCounts[Int(slot)] = 0
      product += weight * query.weights[Int(slot)]
      norm += weight * weight
    }
    scratch.gramsSeen.removeAll(keepingCapacity: true)
    guard product > 0 else { return 0 }
    return Double(min(1, product / (query.norm * norm.squareRoot())))
  }

  private func countGrams(of document: Int, _ index: TextIndex, _ scratch: inout Scratch) {
    var isFull = true
    for at in index.tokens(of: document) {
      let token = index.tokens[at]
      if token < 0 {
        isFull = -1 - token >= TextIndex.unit
      } else if isFull {
        if scratch.wordCounts[Int(token)] == 0 { scratch.wordsSeen.append(token) }
        scratch.wordCounts[Int(token)] += 1
      }
    }
    for word in scratch.wordsSeen {
      let count = scratch.wordCounts[Int(word)]
      scratch.wordCounts[Int(word)] = 0
      for at in range(of: Int(word)) {
        let slot = slots[at]
        if scratch.gramCounts[Int(slot)] == 0 { scratch.gramsSeen.append(slot) }
        scratch.gramCounts[Int(slot)] += count
      }
    }
    scratch.wordsSeen.removeAll(keepingCapacity: true)
  }

  /// Repetition counts by its logarithm: 1 + ln n.
  private static func damped(_ count: Int) -> Float {
    count < logarithms.count ? logarithms[count] : Float(1 + logarithm(Double(count)))
  }

  private static let logarithms = (0..<256).map { Float(1 + logarithm(Double(max(1, $0)))) }

  // MARK: Grams of a word

  /// Replaces `characters` by those of a folded word, a boundary at either end.
  private static func read(_ word: Span<UInt8>, into characters: inout [UInt64]) {
    let boundary: UInt64 = 0
    characters.removeAll(keepingCapacity: true)
    characters.append(boundary)
    var at = 0
    while at < word.count {
      let (scalar, length) = decode(word, at: at)
      characters.append(UInt64(scalar.value))
      at += length
    }
    characters.append(boundary)
  }

  /// Calls `body` with the slot of each gram of a word, as often as it occurs.
  @inline(__always)
  private static func forEach(of characters: [UInt64], slots: Int, _ body: (Int32) -> Void) {
    for start in 0..<max(0, characters.count - 2) {
      var key = characters[start] << 21 | characters[start + 1]
      for end in (start + 2)..<min(start + 5, characters.count) {
        key = spread(key &* 0x9E37_79B9_7F4A_7C15 ^ characters[end])
        body(Int32(truncatingIfNeeded: key & UInt64(slots - 1)))
      }
    }
  }
}
