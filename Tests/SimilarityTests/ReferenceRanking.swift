import Documents
import Foundation

@testable import Similarity

/// The ranking of docs/ranking.md, written down as formulas over strings and dictionaries: no index,
/// no term numbers, no fingerprints, every document scored.
///
/// It shares the words, the stemmer and the guesses for misspelt words with what it judges, which
/// have tests of their own.
struct ReferenceRanking {
  struct Document {
    var language: Language
    /// Stems of each section, with what a word in it counts (1: in full).
    var sections: [(stems: [String], words: [String], weight: Double)]

    var length: Double { sections.reduce(0) { $0 + Double($1.stems.count) * $1.weight } }

    func count(_ stem: String) -> Double {
      sections.reduce(0) { sum, section in
        sum + section.weight * Double(section.stems.count { $0 == stem })
      }
    }

    func count(pair: [String]) -> Double {
      sections.reduce(0) { sum, section in
        sum + section.weight
          * Double(zip(section.stems, section.stems.dropFirst()).count { [$0, $1] == pair })
      }
    }
  }

  var documents: [Document]

  init(_ cases: [FieldCase], expected: [String]) {
    let detector = LanguageDetector(expected: expected.map { Language($0) })
    documents = cases.map { value in
      let situation = Words(of: value.situation)
      let language =
        value.lang.map { Language($0) }
        ?? detector.language(of: Array(value.situation.utf8), words: situation)
      var texts = [(value.title, 2.0), (value.situation, 1.0)]
      let title = WordsTests.folded(value.title)
      let beginning = WordsTests.folded(value.situation).prefix(title.count)
      if title.count == beginning.count, title.dropLast().elementsEqual(beginning.dropLast()),
        beginning.last?.hasPrefix(title.last ?? "") ?? true
      {
        texts.removeFirst()
      }
      texts += [value.decision, value.why, value.outcomeText].compactMap { $0 }.map { ($0, 0.5) }
      return Document(
        language: language,
        sections: texts.map { text, weight in
          let words = WordsTests.folded(text)
          return (words.map { ReferenceRanking.stem($0, language) }, words, weight)
        })
    }
  }

  static func stem(_ word: String, _ language: Language) -> String {
    let term = Stemmer(language).term(of: Array(word.utf8).span, in: language)
    return String(decoding: term.dropFirst(), as: UTF8.self)
  }

  private func inverse(_ frequency: Int) -> Double {
    log(1 + (Double(documents.count) - Double(frequency) + 0.5) / (Double(frequency) + 0.5))
  }

  private func saturation(_ count: Double, _ length: Double) -> Double {
    let average = documents.reduce(0) { $0 + $1.length } / Double(documents.count)
    return count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / max(0.25, average)))
  }

  /// How many documents have a word, each in its own language.
  private func frequency(_ word: String) -> Int {
    documents.count { $0.count(ReferenceRanking.stem(word, $0.language)) > 0 }
  }

  /// The similarity of a text to each document.
  func similarities(to text: String, index: CaseIndex) throws -> [Double] {
    let query = WordsTests.folded(text)
    return try documents.indices.map { try similarity(query, documents[$0], index) }
  }

  private func similarity(
    _ query: [String], _ document: Document, _ index: CaseIndex
  ) throws -> Double {
    let (score, own) = try words(query, document, index)
    guard score > 0, own > 0 else { return 0 }
    return min(1, 0.6 * score / own + 0.4 * cosine(query, document))
  }

  /// What a word of the query may stand for, with its factor.
  private func forms(
    _ word: String, _ index: CaseIndex
  ) throws -> [(word: String, factor: Double)] {
    guard frequency(word) == 0 else { return [(word, 1)] }
    let guesses = try NearestWords(index).guesses(for: Array(word.utf8))
    guard !guesses.isEmpty else { return [(word, 1)] }
    return guesses.map { (String(decoding: $0.word, as: UTF8.self), $0.factor) }
  }

  private func words(
    _ query: [String], _ document: Document, _ index: CaseIndex
  ) throws -> (score: Double, own: Double) {
    let ofWord = try Dictionary(
      query.map { ($0, try self.forms($0, index)) }, uniquingKeysWith: { first, _ in first })
    func forms(_ word: String, _ index: CaseIndex) -> [(word: String, factor: Double)] {
      ofWord[word] ?? []
    }
    func stem(_ word: String) -> String { ReferenceRanking.stem(word, document.language) }
    // The first word with a stem stands for all that have it.
    var first: [String: String] = [:]
    for word in query where first[stem(forms(word, index)[0].word)] == nil {
      first[stem(forms(word, index)[0].word)] = word
    }
    let sequence = query.map { first[stem(forms($0, index)[0].word)] ?? $0 }
    var distinct: [String] = []
    for word in sequence where !distinct.contains(word) { distinct.append(word) }

    func small(_ word: String) -> Double {
      let isSmall =
        SmallWords.languages(of: Array(word.utf8).span) & document.language.bit != 0
      return isSmall ? min(1, 4 / Double(distinct.count)) : 1
    }
    func value(_ word: String) -> Double {
      small(word) * (forms(word, index).map { inverse(frequency($0.word)) }.max() ?? 0)
    }
    let length = Double(query.count)
    var own = 0.0
    var weights: [String: Double] = [:]
    for word in distinct {
      let repeated = Double(sequence.count { $0 == word })
      own += value(word) * (1 + log(repeated)) * saturation(repeated, length)
      for form in forms(word, index) where document.count(stem(form.word)) > 0 {
        let weight =
          small(word) * inverse(frequency(form.word)) * form.factor * (1 + log(repeated))
        weights[stem(form.word)] = max(weights[stem(form.word)] ?? 0, weight)
      }
    }
    var score = weights.reduce(0) {
      $0 + $1.value * saturation(document.count($1.key), document.length)
    }
    var pairs: [[String]: (weight: Double, stems: [String])] = [:]
    for (left, right) in zip(sequence, sequence.dropFirst()) {
      pairs[[left, right]] = (
        0.5 * (value(left) + value(right)) / 2,
        [stem(forms(left, index)[0].word), stem(forms(right, index)[0].word)]
      )
    }
    var found: [[String]: Double] = [:]
    for (pair, known) in pairs {
      let repeated = Double(zip(sequence, sequence.dropFirst()).count { [$0, $1] == pair })
      own += known.weight * saturation(repeated, length)
      found[known.stems] = known.weight
    }
    for (stems, weight) in found where document.count(pair: stems) > 0 {
      score += weight * saturation(document.count(pair: stems), document.length)
    }
    return (score, own)
  }

  private func grams(_ words: [String]) -> [String: Double] {
    var counts: [String: Double] = [:]
    for word in words {
      let characters = Array("^\(word)$".unicodeScalars)
      for start in characters.indices {
        for length in 3...5 where start + length <= characters.count {
          let gram = characters[start..<start + length].map { String($0) }.joined()
          counts[gram, default: 0] += 1
        }
      }
    }
    return counts
  }

  private func cosine(_ query: [String], _ document: Document) -> Double {
    // By different words, as often as there are documents that have them.
    var frequencies: [String: Double] = [:]
    for document in documents {
      for word in Set(document.sections.flatMap(\.words)) {
        for (gram, count) in grams([word]) { frequencies[gram, default: 0] += count }
      }
    }
    let all = Double(documents.count)
    func weights(_ counts: [String: Double]) -> [String: Double] {
      counts.reduce(into: [:]) { weights, entry in
        let frequency = frequencies[entry.key].map { min(all, $0) } ?? 1
        weights[entry.key] = (1 + log(entry.value)) * log(1 + all / frequency)
      }
    }
    let mine = weights(grams(query))
    let theirs = weights(grams(document.sections.filter { $0.weight >= 1 }.flatMap(\.words)))
    let product = mine.reduce(0) { $0 + $1.value * (theirs[$1.key] ?? 0) }
    let norms = [mine, theirs].map { $0.values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    return product > 0 ? product / (norms[0] * norms[1]) : 0
  }
}
