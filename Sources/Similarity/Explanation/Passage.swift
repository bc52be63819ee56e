/// Cuts out of a text the passage where the words that count stand closest together.
struct Passage {
  /// How many bytes of UTF-8 a passage has at most, its marks of omission and a last word aside.
  static let length = 200

  private let text: [UInt8]
  private let words: Words
  /// What each word counts; 0 for those that are not to be highlighted.
  private let weights: [Double]

  /// `weights` has one for each word of the text.
  init(of text: String, words: Words, weights: [Double]) {
    self.text = Array(text.utf8)
    self.words = words
    self.weights = weights
  }

  /// The passage, on one line, with "…" where it leaves out words.
  var excerpt: SimilarCase.Excerpt {
    let range = range
    let first = words.list.first?.source.lowerBound ?? text.count
    let last = words.list.last?.source.upperBound ?? 0
    var writer = Writer()
    if range.lowerBound > first { writer.write("… ") }
    write(range, &writer)
    if range.upperBound < last { writer.write(" …") }
    return SimilarCase.Excerpt(
      text: String(decoding: writer.bytes, as: UTF8.self), highlights: writer.highlights)
  }

  /// The bytes of the text that the passage shows, from the begin of a word to the end of one.
  private var range: Range<Int> {
    guard text.count > Passage.length, !words.list.isEmpty else { return 0..<text.count }
    var (first, last) = bestWords
    // Room that is left goes to both sides in turn, so that the words stand in their context.
    var canGrow = true
    while canGrow {
      canGrow = false
      if first > 0, length(first - 1, last) <= Passage.length {
        first -= 1
        canGrow = true
      }
      if last + 1 < words.list.count, length(first, last + 1) <= Passage.length {
        last += 1
        canGrow = true
      }
    }
    return (first == 0 ? 0 : words.list[first].source.lowerBound)..<end(of: last)
  }

  private func length(_ first: Int, _ last: Int) -> Int {
    words.list[last].source.upperBound - words.list[first].source.lowerBound
  }

  /// After a word come its full stop or its closing quote.
  private func end(of word: Int) -> Int {
    guard word + 1 < words.list.count else { return text.count }
    let end = words.list[word].source.upperBound
    return text[end..<words.list[word + 1].source.lowerBound].firstIndex { $0 <= 0x20 } ?? end
  }

  /// The words, from a matching one to a matching one, that weigh most within a passage; each
  /// different word counts once.
  private var bestWords: (first: Int, last: Int) {
    var best = (weight: 0.0, first: 0, last: 0)
    var weight = 0.0
    var counts: [ArraySlice<UInt8>: Int] = [:]
    var first = 0
    for last in words.list.indices where weights[last] > 0 {
      let word = words.folded[words.list[last].folded]
      counts[word, default: 0] += 1
      if counts[word] == 1 { weight += weights[last] }
      while weights[first] == 0 || (first < last && length(first, last) > Passage.length) {
        if weights[first] > 0 {
          let left = words.folded[words.list[first].folded]
          counts[left, default: 0] -= 1
          if counts[left] == 0 { weight -= weights[first] }
        }
        first += 1
      }
      // The least difference is rounding, and not a reason to prefer a later passage.
      if weight > best.weight * (1 + 1e-9) { best = (weight, first, last) }
    }
    return (best.first, best.last)
  }

  private func write(_ range: Range<Int>, _ writer: inout Writer) {
    var at = range.lowerBound
    for (word, weight) in zip(words.list, weights)
    where weight > 0 && word.source.lowerBound >= at && word.source.upperBound <= range.upperBound {
      writer.writeSingleSpaced(text[at..<word.source.lowerBound])
      writer.writeHighlighted(text[word.source])
      at = word.source.upperBound
    }
    writer.writeSingleSpaced(text[at..<range.upperBound])
    writer.trimEnd()
  }

  private struct Writer {
    var bytes: [UInt8] = []
    var highlights: [Range<Int>] = []

    mutating func write(_ string: String) { bytes += string.utf8 }

    /// Writes one space for each run of white space and control characters, none at the beginning.
    mutating func writeSingleSpaced(_ text: ArraySlice<UInt8>) {
      for byte in text {
        if byte > 0x20, byte != 0x7F {
          bytes.append(byte)
        } else if let last = bytes.last, last != 0x20 {
          bytes.append(0x20)
        }
      }
    }

    mutating func writeHighlighted(_ word: ArraySlice<UInt8>) {
      let start = bytes.count
      bytes += word
      // Neighbours are highlighted as one where nothing stands between them.
      if let last = highlights.last, last.upperBound == start {
        highlights[highlights.count - 1] = last.lowerBound..<bytes.count
      } else {
        highlights.append(start..<bytes.count)
      }
    }

    mutating func trimEnd() {
      while bytes.last == 0x20 { bytes.removeLast() }
    }
  }
}
