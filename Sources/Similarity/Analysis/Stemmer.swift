internal import CStemmer

/// The Snowball stemmer of one language; of none, words stay as they are.
@safe struct Stemmer: ~Copyable {
  // Owned: nothing else has it, and it is freed exactly once.
  private let handle: OpaquePointer?

  init(_ language: Language) {
    unsafe handle = language.algorithm.flatMap { unsafe sb_stemmer_new($0, "UTF_8") }
  }

  deinit {
    unsafe sb_stemmer_delete(handle)
  }

  /// The key of the term that a folded word stands for: the language's number, then the stem.
  func term(of word: Span<UInt8>, in language: Language) -> [UInt8] {
    var term: [UInt8] = []
    appendTerm(of: word, in: language, to: &term)
    return term
  }

  /// Appends the key of the term that a folded word stands for.
  func appendTerm(of word: Span<UInt8>, in language: Language, to term: inout [UInt8]) {
    term.append(language.number)
    let word = language == .french ? word.extracting(first: lengthWithoutAgreement(word)) : word
    // The library reads its pointer only during the call, and owns what it returns until the next.
    unsafe word.withUnsafeBufferPointer { word in
      guard let handle = unsafe handle, let start = word.baseAddress,
        let stem = unsafe sb_stemmer_stem(handle, start, CInt(word.count))
      else { return unsafe term.append(contentsOf: word) }
      unsafe term.append(
        contentsOf: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle))))
    }
  }

  /// Without its accent the feminine of a participle looks as if it ended in a mute e after another:
  /// `cassee(s)` must have the stem of `casse`.
  private func lengthWithoutAgreement(_ word: Span<UInt8>) -> Int {
    let e = UInt8(ascii: "e")
    let singular =
      word.count > 0 && word[word.count - 1] == UInt8(ascii: "s") ? word.count - 1 : word.count
    guard singular > 3, word[singular - 1] == e, word[singular - 2] == e else { return word.count }
    return singular - 1
  }
}
