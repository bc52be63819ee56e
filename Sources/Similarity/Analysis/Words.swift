/// The words of a text, or of several, in order: where they stand in it, and their folded form.
///
/// A word is a run of letters and digits. Elided French and Italian articles are words of their own (`l'avoir`), the
/// endings of English contractions are dropped (`it's`), any other apostrophe is (`aujourd'hui`, `don't`). In scripts
/// without spaces each letter is a word.
struct Words {
  /// One word: ranges of UTF-8 offsets in its text and of `folded`.
  struct Word {
    var source: Range<Int>
    var folded: Range<Int>
  }

  /// Longer words are known by their first bytes only: no word of any language is as long, and an index must not
  /// grow with hostile ones.
  static let longestWord = 64

  private(set) var list: [Word] = []
  /// Each text with its ASCII letters folded, where most words stand as they are, and behind it the words that are
  /// written otherwise, in UTF-8.
  private(set) var folded: [UInt8] = []
  /// Where in `folded` the text begins that was read last.
  private var textStart = 0

  init() {}

  init(of text: String) {
    self.init(Array(text.utf8))
  }

  /// Of valid UTF-8.
  init(_ text: [UInt8]) {
    append(text.span)
  }

  /// Forgets all, and keeps the storage.
  mutating func removeAll() {
    list.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
  }

  /// Forgets the first words.
  mutating func removeFirst(_ count: Int) { list.removeFirst(count) }

  /// Reads another text behind those before: its words stand in the list after theirs.
  mutating func append(_ text: borrowing Span<UInt8>) {
    textStart = folded.count
    unsafe text.withUnsafeBufferPointer { text in
      folded.append(addingCapacity: text.count) { output in
        unsafe output.withUnsafeMutableBufferPointer { folded, count in
          // Small letters have this bit, and digits too; nobody looks at what is neither.
          for place in text.indices { unsafe folded[place] = unsafe text[place] | 0x20 }
          count = text.count
        }
      }
    }
    var reader = Reader()
    var at = 0
    while at < text.count {
      let byte = text[at]
      if Words.isASCIIWordByte(byte) {
        let end = Words.endOfASCIIWordBytes(in: text, from: at)
        if !reader.isInWord, end == text.count || Words.endsWords(text[end]) {
          let start = textStart + at
          list.append(
            Word(source: at..<end, folded: start..<start + min(end - at, Words.longestWord)))
        } else {
          readASCIILetters(at..<end, &reader)
        }
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
    /// All of it is ASCII letters and digits so far, and `folded` has it where it stands in the text.
    var isInPlace = false
    var foldedStart = 0
    /// Where in `folded` the letters after an apostrophe begin.
    var apostrophe: Int?
  }

  @inline(__always)
  private static func isASCIIWordByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  /// Whether a byte that is no letter or digit of ASCII ends a word for certain.
  @inline(__always)
  private static func endsWords(_ byte: UInt8) -> Bool {
    byte < 0x80 && byte != UInt8(ascii: "'")
  }

  @inline(__always)
  private static func endOfASCIIWordBytes(
    in text: borrowing Span<UInt8>, from start: Int
  ) -> Int {
    var at = start
    while at + 8 <= text.count {
      let eight = text.extracting(at..<at + 8)
      let others =
        ~asciiWordBytes(unsafe eight.bytes.unsafeLoadUnaligned(as: UInt64.self)) & highBits
      if others != 0 { return at + UInt64(littleEndian: others).trailingZeroBitCount / 8 }
      at += 8
    }
    while at < text.count, isASCIIWordByte(text[at]) { at += 1 }
    return at
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits = ones << 7

  /// The highest bit of each of eight bytes that is an ASCII letter or digit, and others below it.
  ///
  /// To seven bits a number may be added without carrying into the next byte: the highest bit then tells what is
  /// greater.
  @inline(__always)
  private static func asciiWordBytes(_ eight: UInt64) -> UInt64 {
    func atLeast(_ bytes: UInt64, _ limit: UInt8) -> UInt64 {
      bytes &+ ones &* UInt64(0x80 - limit)
    }
    let low = eight & ~highBits
    let small = low | ones &* 0x20
    let letters = atLeast(small, UInt8(ascii: "a")) & ~atLeast(small, UInt8(ascii: "z") + 1)
    let digits = atLeast(low, UInt8(ascii: "0")) & ~atLeast(low, UInt8(ascii: "9") + 1)
    return (letters | digits) & ~eight
  }

  @inline(__always)
  private mutating func readASCIILetters(_ range: Range<Int>, _ reader: inout Reader) {
    guard reader.isInWord else {
      reader = Reader(
        isInWord: true, sourceStart: range.lowerBound, sourceEnd: range.upperBound,
        isInPlace: true, foldedStart: textStart + range.lowerBound)
      return
    }
    append(range, &reader)
    reader.sourceEnd = range.upperBound
  }

  /// Appends letters of the text to the word that is being read, and stands behind the text.
  private mutating func append(_ range: Range<Int>, _ reader: inout Reader) {
    let room = max(0, Words.longestWord - (folded.count - reader.foldedStart))
    for place in range.prefix(room) { folded.append(folded[textStart + place]) }
  }

  /// Where the word that is being read stands in `folded`.
  private func foldedRange(_ reader: Reader) -> Range<Int> {
    let end = reader.isInPlace ? textStart + reader.sourceEnd : folded.count
    return reader.foldedStart..<min(end, reader.foldedStart + Words.longestWord)
  }

  /// Moves the word that is being read behind the text, where it can go on with other letters.
  private mutating func leavePlace(_ reader: inout Reader) {
    guard reader.isInWord, reader.isInPlace else { return }
    reader.isInPlace = false
    reader.foldedStart = folded.count
    append(reader.sourceStart..<reader.sourceEnd, &reader)
  }

  private mutating func readScalar(
    _ scalar: Unicode.Scalar, in source: Range<Int>, _ reader: inout Reader
  ) {
    leavePlace(&reader)
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
    if Words.elided.contains(packed(folded[foldedRange(reader)])) {
      finish(&reader)
    } else {
      leavePlace(&reader)
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
    let range = foldedRange(reader)
    guard !range.isEmpty else { return }
    list.append(Word(source: reader.sourceStart..<reader.sourceEnd, folded: range))
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
