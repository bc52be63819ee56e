/// A query's text, worked out for the documents of each language.
struct AnalysedQuery {
  /// A term to look for: a stem in a language, and what it is worth in documents of that language.
  struct Term {
    var bytes: [UInt8]
    var weight: Double
  }

  /// The query as documents of one language see it.
  struct InLanguage {
    /// The places in `terms` of those that documents of the language have.
    var terms: Range<Int> = 0..<0
    /// The weight of each pair of neighbours among the terms, by `pairKey` of their places.
    var pairs: [UInt64: Double] = [:]
    /// The score of a document that is the query itself: what scores are divided by.
    var ownScore = 0.0
  }

  let words: Words
  /// Of all languages, each once, those of a language together.
  private(set) var terms: [Term] = []
  /// By the language's number; nil where no document is in it.
  private(set) var languages: [InLanguage?]

  var isEmpty: Bool { words.list.isEmpty }

  init(_ text: String, index: CaseIndex) throws(IndexDamage) {
    words = Words(of: text)
    languages = Array(repeating: nil, count: Language.all.count)
    var distinct = DistinctWords(words)
    var stems = try QueryStems(distinct, index)
    let unknown = distinct.forms.indices.filter { stems.frequency(ofForm: 0, ofWord: $0) == 0 }
    if try distinct.guess(unknown, index) { stems = try QueryStems(distinct, index) }
    for (place, language) in index.languagesInUse.enumerated() {
      let reading = QueryReading(distinct, stems, place, language, bm25: index.bm25)
      languages[Int(language.number)] = reading.inLanguage(addingTo: &terms)
    }
  }

  @inline(__always)
  static func pairKey(_ first: Int, _ second: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: first)) << 32 | UInt64(UInt32(truncatingIfNeeded: second))
  }
}

/// The different words of a query and what each may stand for.
private struct DistinctWords {
  /// A word as it is looked for: itself, or a known word that it may be a misspelling of.
  struct Form {
    var bytes: [UInt8]
    var factor: Double
  }

  /// Of each different word, in the order of the text.
  var forms: [[Form]] = []
  /// The languages that a word is a small word of, as `Language.bit`s.
  var smallIn: [UInt32] = []
  /// The number of the different word at each place of the query.
  var sequence: [Int] = []

  init(_ words: Words) {
    var table = ByteTable()
    for word in words.list {
      let bytes = words.folded.span.extracting(word.folded)
      let id = table.id(of: bytes)
      sequence.append(id)
      if id == forms.count {
        forms.append([Form(bytes: Array(words.folded[word.folded]), factor: 1)])
        smallIn.append(SmallWords.languages(of: bytes))
      }
    }
  }

  /// Puts known words that they may be misspellings of in the place of words of which no document has the stem; false
  /// where there are none.
  mutating func guess(_ unknown: [Int], _ index: CaseIndex) throws(IndexDamage) -> Bool {
    guard !unknown.isEmpty else { return false }
    let nearest = try NearestWords(index)
    var isChanged = false
    for id in unknown {
      let guesses = try nearest.guesses(for: forms[id][0].bytes)
      guard !guesses.isEmpty else { continue }
      forms[id] = guesses.map { Form(bytes: $0.word, factor: $0.factor) }
      isChanged = true
    }
    return isChanged
  }
}

/// The stems of a query's words in every language in use, each different one numbered.
private struct QueryStems {
  let table: ByteTable
  /// By place of the language, word and form: the number of the stem.
  let numbers: [[[Int]]]
  /// By number: how many documents have it.
  let frequencies: [Int]

  init(_ words: DistinctWords, _ index: CaseIndex) throws(IndexDamage) {
    var table = ByteTable()
    numbers = index.languagesInUse.map { language in
      let stemmer = Stemmer(language)
      return words.forms.map { forms in
        forms.map { table.id(of: stemmer.term(of: $0.bytes.span, in: language).span) }
      }
    }
    self.table = table
    frequencies = try index.frequencies(ofTerms: (0..<table.count).map { Array(table[$0]) })
  }

  /// How many documents have a form, whatever their language.
  func frequency(ofForm form: Int, ofWord word: Int) -> Int {
    numbers.reduce(0) { $0 + frequencies[$1[word][form]] }
  }
}

/// A query's words as documents of one language see them.
private struct QueryReading {
  /// Beyond this many different terms, small words count less: in a short request they carry the sense, in a long
  /// message they drown it.
  static let termsWithFullSmallWords = 4.0
  /// What a pair of neighbours adds, as a share of the mean of its two terms' weights.
  static let pairShare = 0.5

  let words: DistinctWords
  let stems: QueryStems
  /// The number of the stem of each form of each word.
  let numbers: [[Int]]
  let bm25: BM25
  /// The first word with the same stem: it stands for them all.
  let representative: [Int]
  /// Less than 1 for small words.
  let factor: [Double]
  /// What a word says.
  let value: [Double]

  init(
    _ words: DistinctWords, _ stems: QueryStems, _ place: Int, _ language: Language, bm25: BM25
  ) {
    self.words = words
    self.stems = stems
    self.bm25 = bm25
    let numbers = stems.numbers[place]
    self.numbers = numbers
    var firstWithStem = [Int](repeating: -1, count: stems.table.count)
    var different = 0
    representative = words.forms.indices.map { word in
      let stem = numbers[word][0]
      if firstWithStem[stem] < 0 {
        firstWithStem[stem] = word
        different += 1
      }
      return firstWithStem[stem]
    }
    let smallFactor = min(1, Self.termsWithFullSmallWords / Double(max(1, different)))
    let factor = words.smallIn.map { $0 & language.bit != 0 ? smallFactor : 1 }
    self.factor = factor
    value = words.forms.indices.map { word in
      let least = words.forms[word].indices.map { stems.frequency(ofForm: $0, ofWord: word) }.min()
      return factor[word] * bm25.inverseFrequency(least ?? 0)
    }
  }

  func inLanguage(addingTo terms: inout [AnalysedQuery.Term]) -> AnalysedQuery.InLanguage {
    var result = AnalysedQuery.InLanguage()
    let start = terms.count
    var counts = [Int](repeating: 0, count: words.forms.count)
    for word in words.sequence { counts[representative[word]] += 1 }
    let length = Int32(words.sequence.count * unitCount)
    var places = [Int](repeating: -1, count: stems.table.count)
    for word in words.forms.indices where counts[word] > 0 {
      let repetition = 1 + logarithm(Double(counts[word]))
      for (form, stem) in numbers[word].enumerated() where stems.frequencies[stem] > 0 {
        let weight =
          factor[word] * bm25.inverseFrequency(stems.frequency(ofForm: form, ofWord: word))
          * words.forms[word][form].factor * repetition
        // Two words may stand for one term when one of them is a guess.
        if places[stem] >= 0 {
          terms[places[stem]].weight = max(terms[places[stem]].weight, weight)
        } else {
          places[stem] = terms.count
          terms.append(AnalysedQuery.Term(bytes: Array(stems.table[stem]), weight: weight))
        }
      }
      let count = Int32(counts[word] * unitCount)
      result.ownScore += value[word] * repetition * bm25.saturation(count, length: length)
    }
    result.terms = start..<terms.count
    addPairs(places, length: length, to: &result)
    return result
  }

  /// - Parameter places: By number of a stem its place among the terms, or -1.
  private func addPairs(
    _ places: [Int], length: Int32, to result: inout AnalysedQuery.InLanguage
  ) {
    let sequence = words.sequence.map { representative[$0] }
    var counts: [UInt64: Int32] = [:]
    var own: [(weight: Double, key: UInt64)] = []
    for (first, second) in zip(sequence, sequence.dropFirst()) {
      let key = AnalysedQuery.pairKey(first, second)
      counts[key, default: 0] += Int32(unitCount)
      let weight = Self.pairShare * (value[first] + value[second]) / 2
      if counts[key] == Int32(unitCount) { own.append((weight, key)) }
      let (left, right) = (places[numbers[first][0]], places[numbers[second][0]])
      if left >= 0, right >= 0 {
        result.pairs[AnalysedQuery.pairKey(left, right)] = weight
      }
    }
    for (weight, key) in own {
      result.ownScore += weight * bm25.saturation(counts[key] ?? 0, length: length)
    }
  }
}
