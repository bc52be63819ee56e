/// The words of a text, in order: where they stand in it, and their folded form.
///
/// A word is a run of letters and digits. Elided French and Italian articles are words of their own (`l'avoir`), the
/// endings of English contractions are dropped (`it's`), any other apostrophe is (`aujourd'hui`, `don't`). In scripts
/// without spaces each letter is a word.
struct Words {
  /// One word: ranges of UTF-8 offsets in the text and of `folded`.
  struct Word {
    var source: Range<Int>
    var folded: Range<Int>
  }

  /// Longer words are known by their first bytes only: no word of any language is as long, and an index must not
  /// grow with hostile ones.
  static let longestWord = 64

  private(set) var list: [Word] = []
  /// All folded words, one after the other, in UTF-8.
  private(set) var folded: [UInt8] = []

  init() {}

  init(of text: String) {
    self.init(Array(text.utf8))
  }

  /// Of valid UTF-8.
  init(_ text: [UInt8]) {
    read(text.span)
  }

  /// Reads another text in place of the last one, in the same storage.
  mutating func read(_ text: borrowing Span<UInt8>) {
    list.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    var reader = Reader()
    var at = 0
    while at < text.count {
      let byte = text[at]
      if Words.isASCIIWordByte(byte) {
        var end = at + 1
        while end < text.count, Words.isASCIIWordByte(text[end]) { end += 1 }
        readASCIILetters(text, at..<end, &reader)
        at = end
      } else if byte < 0x80 {
        if reader.isInWord {
          if byte == UInt8(ascii: "'") { readApostrophe(&reader) } else { finish(&reader) }
        }
        at += 1
      } else {
        let (scalar, length) = decode(text, at: at)
        readScalar(scalar, in: at..<at + length, &reader)
        at += length
      }
    }
    finish(&reader)
  }

  // MARK: Reading

  /// The word being read.
  private struct Reader {
    var isInWord = false
    var sourceStart = 0
    var sourceEnd = 0
    var foldedStart = 0
    /// Where in `folded` the letters after an apostrophe begin.
    var apostrophe: Int?
  }

  @inline(__always)
  private static func isASCIIWordByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  @inline(__always)
  private mutating func readASCIILetters(
    _ text: borrowing Span<UInt8>, _ range: Range<Int>, _ reader: inout Reader
  ) {
    begin(range.lowerBound, &reader)
    let room = max(0, Words.longestWord - (folded.count - reader.foldedStart))
    let letters = text.extracting(range).extracting(first: room)
    folded.append(addingCapacity: letters.count) { output in
      // Small letters have this bit, and digits too.
      for place in letters.indices { output.append(letters[place] | 0x20) }
    }
    reader.sourceEnd = range.upperBound
  }

  private mutating func readScalar(
    _ scalar: Unicode.Scalar, in source: Range<Int>, _ reader: inout Reader
  ) {
    let before = folded.count
    let role = Folding.fold(scalar, into: &folded)
    switch role {
    case .letter:
      if reader.isInWord, before - reader.foldedStart + (folded.count - before) > Words.longestWord
      {
        folded.removeLast(folded.count - before)
      }
      begin(source.lowerBound, foldedStart: before, &reader)
      reader.sourceEnd = source.upperBound
    case .ideograph:
      let letter = folded[before...]
      folded.removeLast(folded.count - before)
      finish(&reader)
      begin(source.lowerBound, &reader)
      folded += letter
      reader.sourceEnd = source.upperBound
      finish(&reader)
    case .mark:
      if !reader.isInWord || folded.count - reader.foldedStart > Words.longestWord {
        folded.removeLast(folded.count - before)
      }
      if reader.isInWord { reader.sourceEnd = source.upperBound }
    case .transparent:
      if reader.isInWord { reader.sourceEnd = source.upperBound }
    case .apostrophe:
      if reader.isInWord { readApostrophe(&reader) }
    case .separator:
      finish(&reader)
    }
  }

  @inline(__always)
  private mutating func begin(_ at: Int, _ reader: inout Reader) {
    begin(at, foldedStart: folded.count, &reader)
  }

  @inline(__always)
  private mutating func begin(_ at: Int, foldedStart: Int, _ reader: inout Reader) {
    guard !reader.isInWord else { return }
    reader = Reader(isInWord: true, sourceStart: at, sourceEnd: at, foldedStart: foldedStart)
  }

  private mutating func readApostrophe(_ reader: inout Reader) {
    if Words.elided.contains(packed(folded[reader.foldedStart...])) {
      finish(&reader)
    } else {
      reader.apostrophe = folded.count
    }
  }

  private mutating func finish(_ reader: inout Reader) {
    guard reader.isInWord else { return }
    reader.isInWord = false
    if let apostrophe = reader.apostrophe, apostrophe > reader.foldedStart,
      Words.contracted.contains(packed(folded[apostrophe...]))
    {
      folded.removeLast(folded.count - apostrophe)
    }
    guard folded.count > reader.foldedStart else { return }
    list.append(
      Word(
        source: reader.sourceStart..<reader.sourceEnd,
        folded: reader.foldedStart..<folded.count))
  }

  /// What stands before an apostrophe as a word of its own, in French, Italian and Catalan.
  private static let elided = Set(
    [
      "l", "d", "j", "qu", "n", "s", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu",
      "presqu", "un", "dell", "all", "nell", "sull", "dall", "quell",
    ].map { packed($0.utf8) })

  /// What stands after an apostrophe and says nothing, in English.
  private static let contracted = Set(["s", "m", "ve", "re", "ll", "d"].map { packed($0.utf8) })
}

/// At most eight bytes as one number; 0 for more.
private func packed(_ bytes: some Collection<UInt8>) -> UInt64 {
  guard bytes.count <= 8 else { return 0 }
  return bytes.reduce(0) { $0 << 8 | UInt64($1) }
}

/// The scalar that begins at an offset of valid UTF-8, and how many bytes it takes.
@inline(__always)
func decode(_ text: borrowing Span<UInt8>, at: Int) -> (scalar: Unicode.Scalar, length: Int) {
  let first = UInt32(text[at])
  func rest(_ offset: Int) -> UInt32 { UInt32(text[at + offset] & 0x3F) }
  let (value, length): (UInt32, Int) =
    switch first {
    case 0xF0...: ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
    case 0xE0...: ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3)
    case 0xC0...: ((first & 0x1F) << 6 | rest(1), 2)
    default: (first, 1)
    }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}
