/// A query's text, worked out for the documents of each language.
struct AnalysedQuery {
  /// A term to look for and what it is worth.
  struct Term {
    var term: Int
    var weight: Double
  }

  /// The query as documents of one language see it.
  struct InLanguage {
    /// Those that documents have, each once.
    var terms: [Term] = []
    /// The weight of each pair of neighbours among the terms, by `pairKey`.
    var pairs: [UInt64: Double] = [:]
    /// The score of a document that is the query itself: what scores are divided by.
    var ownScore = 0.0
  }

  let words: Words
  /// By the language's number; nil where no document is in it.
  let languages: [InLanguage?]

  var isEmpty: Bool { words.list.isEmpty }

  init(_ text: String, index: TextIndex, bm25: BM25) {
    words = Words(of: text)
    let distinct = DistinctWords(words, index)
    var languages = [InLanguage?](repeating: nil, count: Language.all.count)
    let readings = index.languagesInUse.map { distinct.terms(in: $0, index) }
    let frequencies = distinct.frequencies(readings, index)
    for (language, reading) in zip(index.languagesInUse, readings) {
      languages[Int(language.number)] = InLanguage(
        distinct, reading, frequencies, language, bm25: bm25)
    }
    self.languages = languages
  }

  @inline(__always)
  static func pairKey(_ first: Int, _ second: Int) -> UInt64 {
    UInt64(UInt32(first)) << 32 | UInt64(UInt32(second))
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

  init(_ words: Words, _ index: TextIndex) {
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
    for id in forms.indices where !isKnown(forms[id][0].bytes, index) {
      let guesses = NearestWords.guesses(for: forms[id][0].bytes, in: index)
      guard !guesses.isEmpty else { continue }
      forms[id] = guesses.map { Form(bytes: Array(index.words[$0.word]), factor: $0.factor) }
    }
  }

  /// Whether documents have a word, or in some language one with the same stem.
  private func isKnown(_ bytes: [UInt8], _ index: TextIndex) -> Bool {
    index.words.find(bytes.span) != nil
      || index.languagesInUse.contains {
        index.term(ofStem: Stemmer($0).term(of: bytes.span, in: $0)) != nil
      }
  }

  /// The stem of each form in a language, as a term where documents have it.
  struct Reading {
    var stems: [[[UInt8]]]
    var terms: [[Int?]]
  }

  func terms(in language: Language, _ index: TextIndex) -> Reading {
    let stemmer = Stemmer(language)
    let stems = forms.map { $0.map { stemmer.term(of: $0.bytes.span, in: language) } }
    return Reading(stems: stems, terms: stems.map { $0.map { index.term(ofStem: $0) } })
  }

  /// How many documents have each form, whatever their language.
  func frequencies(_ readings: [Reading], _ index: TextIndex) -> [[Int]] {
    forms.indices.map { word in
      forms[word].indices.map { form in
        readings.reduce(0) { sum, reading in
          sum + (reading.terms[word][form].map { index.postings(of: $0).count } ?? 0)
        }
      }
    }
  }
}

extension AnalysedQuery.InLanguage {
  /// Beyond this many different terms, small words count less: in a short request they carry the
  /// sense, in a long message they drown it.
  static let termsWithFullSmallWords = 4.0
  /// What a pair of neighbours adds, as a share of the mean of its two terms' weights.
  static let pairShare = 0.5

  fileprivate init(
    _ words: DistinctWords, _ reading: DistinctWords.Reading, _ frequencies: [[Int]],
    _ language: Language, bm25: BM25
  ) {
    // Words with the same stem are one term: the first stands for them all.
    var firstWithStem: [[UInt8]: Int] = [:]
    let representative = words.forms.indices.map { word in
      let stem = reading.stems[word][0]
      if let first = firstWithStem[stem] { return first }
      firstWithStem[stem] = word
      return word
    }
    let smallFactor = min(1, Self.termsWithFullSmallWords / Double(max(1, firstWithStem.count)))
    let factor = words.smallIn.map { $0 & language.bit != 0 ? smallFactor : 1 }
    let value = frequencies.indices.map { word in
      factor[word] * (frequencies[word].map { bm25.inverseFrequency($0) }.max() ?? 0)
    }
    var counts = [Int](repeating: 0, count: words.forms.count)
    for word in words.sequence { counts[representative[word]] += 1 }

    let length = Int32(words.sequence.count * TextIndex.unit)
    for word in words.forms.indices where counts[word] > 0 {
      let repetition = 1 + logarithm(Double(counts[word]))
      for (form, term) in reading.terms[word].enumerated() {
        guard let term else { continue }
        let weight =
          factor[word] * bm25.inverseFrequency(frequencies[word][form])
          * words.forms[word][form].factor * repetition
        add(AnalysedQuery.Term(term: term, weight: weight))
      }
      let count = Int32(counts[word] * TextIndex.unit)
      ownScore += value[word] * repetition * bm25.saturation(count, length: length)
    }
    addPairs(words.sequence.map { representative[$0] }, reading, value, length: length, bm25)
  }

  /// Two words may stand for one term when one of them is a guess.
  private mutating func add(_ term: AnalysedQuery.Term) {
    if let known = terms.firstIndex(where: { $0.term == term.term }) {
      terms[known].weight = max(terms[known].weight, term.weight)
    } else {
      terms.append(term)
    }
  }

  private mutating func addPairs(
    _ sequence: [Int], _ reading: DistinctWords.Reading, _ value: [Double], length: Int32,
    _ bm25: BM25
  ) {
    var counts: [UInt64: Int32] = [:]
    var own: [(weight: Double, key: UInt64)] = []
    for (first, second) in zip(sequence, sequence.dropFirst()) {
      let key = AnalysedQuery.pairKey(first, second)
      counts[key, default: 0] += Int32(TextIndex.unit)
      let weight = Self.pairShare * (value[first] + value[second]) / 2
      if counts[key] == Int32(TextIndex.unit) { own.append((weight, key)) }
      if let left = reading.terms[first][0], let right = reading.terms[second][0] {
        pairs[AnalysedQuery.pairKey(left, right)] = weight
      }
    }
    for (weight, key) in own {
      ownScore += weight * bm25.saturation(counts[key] ?? 0, length: length)
    }
  }
}
