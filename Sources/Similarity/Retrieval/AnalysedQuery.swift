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
    let distinct = try DistinctWords(words, index)
    let readings = index.languagesInUse.map { distinct.stems(in: $0) }
    let frequencies = try distinct.frequencies(readings, index)
    for (place, language) in index.languagesInUse.enumerated() {
      let reading = QueryReading(
        distinct, stems: readings[place], frequencies: frequencies.map { $0.map { $0[place] } },
        total: frequencies.map { $0.map { $0.reduce(0, +) } }, language, bm25: index.bm25)
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

  init(_ words: Words, _ index: CaseIndex) throws(IndexDamage) {
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
    let unknown = try unknownWords(index)
    guard !unknown.isEmpty else { return }
    let nearest = try NearestWords(index)
    for id in unknown {
      let guesses = try nearest.guesses(for: forms[id][0].bytes)
      guard !guesses.isEmpty else { continue }
      forms[id] = guesses.map { Form(bytes: $0.word, factor: $0.factor) }
    }
  }

  /// The words that no document has, and no word with the same stem in any language.
  private func unknownWords(_ index: CaseIndex) throws(IndexDamage) -> [Int] {
    let known = try index.frequencies(ofWords: forms.map { $0[0].bytes })
    let candidates = forms.indices.filter { known[$0] == 0 }
    var stems: [[UInt8]] = []
    for language in index.languagesInUse {
      let stemmer = Stemmer(language)
      for word in candidates {
        let bytes = forms[word][0].bytes
        stems.append(stemmer.term(of: bytes.span, in: language))
      }
    }
    let ofStems = try index.frequencies(ofTerms: stems)
    return candidates.enumerated().filter { place, _ in
      stride(from: place, to: stems.count, by: candidates.count).allSatisfy { ofStems[$0] == 0 }
    }.map(\.element)
  }

  /// The stem of each form in a language.
  func stems(in language: Language) -> [[[UInt8]]] {
    let stemmer = Stemmer(language)
    return forms.map { $0.map { stemmer.term(of: $0.bytes.span, in: language) } }
  }

  /// How many documents have each form, by word, form and place of the language.
  func frequencies(
    _ readings: [[[[UInt8]]]], _ index: CaseIndex
  ) throws(IndexDamage) -> [[[Int]]] {
    let flat = try index.frequencies(ofTerms: readings.flatMap { $0.flatMap { $0 } })
    let perReading = forms.reduce(0) { $0 + $1.count }
    var place = 0
    return forms.map { word in
      word.map { _ in
        defer { place += 1 }
        return readings.indices.map { flat[$0 * perReading + place] }
      }
    }
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
  /// The stem of each form of each word, and how many documents of this language and of all have it.
  let stems: [[[UInt8]]]
  let frequencies: [[Int]]
  let total: [[Int]]
  let bm25: BM25
  /// The first word with the same stem: it stands for them all.
  let representative: [Int]
  /// Less than 1 for small words.
  let factor: [Double]
  /// What a word says.
  let value: [Double]

  init(
    _ words: DistinctWords, stems: [[[UInt8]]], frequencies: [[Int]], total: [[Int]],
    _ language: Language, bm25: BM25
  ) {
    self.words = words
    self.stems = stems
    self.frequencies = frequencies
    self.total = total
    self.bm25 = bm25
    var firstWithStem: [[UInt8]: Int] = [:]
    representative = words.forms.indices.map { word in
      let stem = stems[word][0]
      if let first = firstWithStem[stem] { return first }
      firstWithStem[stem] = word
      return word
    }
    let smallFactor = min(1, Self.termsWithFullSmallWords / Double(max(1, firstWithStem.count)))
    let factor = words.smallIn.map { $0 & language.bit != 0 ? smallFactor : 1 }
    self.factor = factor
    value = total.indices.map { word in
      factor[word] * (total[word].map { bm25.inverseFrequency($0) }.max() ?? 0)
    }
  }

  func inLanguage(addingTo terms: inout [AnalysedQuery.Term]) -> AnalysedQuery.InLanguage {
    var result = AnalysedQuery.InLanguage()
    let start = terms.count
    var counts = [Int](repeating: 0, count: words.forms.count)
    for word in words.sequence { counts[representative[word]] += 1 }
    let length = Int32(words.sequence.count * unitCount)
    var places: [[UInt8]: Int] = [:]
    for word in words.forms.indices where counts[word] > 0 {
      let repetition = 1 + logarithm(Double(counts[word]))
      for (form, stem) in stems[word].enumerated() where frequencies[word][form] > 0 {
        let weight =
          factor[word] * bm25.inverseFrequency(total[word][form]) * words.forms[word][form].factor
          * repetition
        // Two words may stand for one term when one of them is a guess.
        if let known = places[stem] {
          terms[known].weight = max(terms[known].weight, weight)
        } else {
          places[stem] = terms.count
          terms.append(AnalysedQuery.Term(bytes: stem, weight: weight))
        }
      }
      let count = Int32(counts[word] * unitCount)
      result.ownScore += value[word] * repetition * bm25.saturation(count, length: length)
    }
    result.terms = start..<terms.count
    addPairs(places, length: length, to: &result)
    return result
  }

  private func addPairs(
    _ places: [[UInt8]: Int], length: Int32, to result: inout AnalysedQuery.InLanguage
  ) {
    let sequence = words.sequence.map { representative[$0] }
    var counts: [UInt64: Int32] = [:]
    var own: [(weight: Double, key: UInt64)] = []
    for (first, second) in zip(sequence, sequence.dropFirst()) {
      let key = AnalysedQuery.pairKey(first, second)
      counts[key, default: 0] += Int32(unitCount)
      let weight = Self.pairShare * (value[first] + value[second]) / 2
      if counts[key] == Int32(unitCount) { own.append((weight, key)) }
      if let left = places[stems[first][0]], let right = places[stems[second][0]] {
        result.pairs[AnalysedQuery.pairKey(left, right)] = weight
      }
    }
    for (weight, key) in own {
      result.ownScore += weight * bm25.saturation(counts[key] ?? 0, length: length)
    }
  }
}
