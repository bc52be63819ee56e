import Foundation
import TestSupport
import Testing

@testable import Similarity

@Suite struct AnalysisTests {
  private func detected(_ text: String, expected: [String] = []) -> String {
    let language = LanguageDetector(expected: expected.map { Language($0) })
      .language(of: Array(text.utf8), words: Words(of: text))
    return Language.all[Int(language.number)].code
  }

  @Test(arguments: [
    ("fr", "Le colis est arrivé abîmé et la cliente attend un geste de notre part"),
    ("fr", "la cliente n'a pas recu son colis"),
    ("en", "The parcel has not arrived and the customer would like a refund"),
    ("en", "where is my card"),
    ("de", "Das Paket ist nicht angekommen und die Kundin möchte ihr Geld zurück"),
    ("es", "El paquete no ha llegado con los otros y la clienta quiere su dinero"),
    ("it", "Il pacco non è arrivato e la cliente vuole il rimborso della spesa"),
    ("pt", "A encomenda não chegou e a cliente quer o dinheiro de volta"),
    ("nl", "Het pakket is niet aangekomen en de klant wil haar geld terug"),
    ("sv", "Paketet har inte kommit fram och kunden vill ha pengarna tillbaka"),
    ("el", "Το δέμα δεν έφτασε και η πελάτισσα θέλει τα χρήματά της"),
    ("ru", "Посылка не пришла, и клиентка хочет вернуть деньги"),
    ("sr", "Пошиљка није стигла и муштерија жели повраћај новца"),
    ("ar", "لم يصل الطرد و العميلة تريد استرداد المال"),
    ("tr", "Paket gelmedi ve müşteri parasını geri istiyor, çok üzgün"),
    ("hu", "A csomag nem érkezett meg, és az ügyfél visszakéri a pénzét"),
    ("fi", "Paketti ei ole saapunut ja asiakas haluaa rahansa takaisin, mutta"),
  ])
  func languageIsToldFromSmallWordsAndLetters(code: String, text: String) {
    #expect(detected(text) == code)
    #expect(detected(text, expected: ["fr", "en"]) == code)
    #expect(detected(text, expected: ["en"]) == code)
  }

  /// Words are read eight bytes at a time, and most stay where they stand: against a plain reading, letter by letter.
  @Test func wordsAreThoseOfAPlainReading() {
    let pieces =
      ["a", "Z", "09", "@", "[", "`", "{", "/", ":", " ", "'", "\u{7F}", "é", "Œ", "\u{AD}", "…"]
      + ["bonjour", String(repeating: "Abc4", count: 20)]
    var random = SeededGenerator(seed: 11)
    for _ in 0..<fuzzRuns(default: 2_000) {
      let text = (0..<Int.random(in: 0..<12, using: &random))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      let words = Words(of: text)
      let folded = words.list.map { String(decoding: words.folded[$0.folded], as: UTF8.self) }
      #expect(folded == plainWords(text), "\(text)")
      let source = Array(text.utf8)
      for word in words.list {
        #expect(String(validating: source[word.source], as: UTF8.self) != nil, "\(text)")
      }
    }
  }

  private func plainWords(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var apostrophe: Int?
    func add(_ letters: String) { if word.count + letters.count <= 64 { word += letters } }
    func finish() {
      if let apostrophe, apostrophe > 0,
        ["s", "m", "ve", "re", "ll", "d"].contains(word.dropFirst(apostrophe))
      {
        word.removeLast(word.count - apostrophe)
      }
      if !word.isEmpty { words.append(word) }
      (word, apostrophe) = ("", nil)
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9":
        if word.count < 64 { add(String(scalar).lowercased()) }
      case "é": add("e")
      case "Œ": add("oe")
      case "\u{AD}": break
      case "'" where !word.isEmpty:
        let elided = ["l", "d", "j", "qu", "n", "s", "m", "t", "c", "un"].contains(word)
        if elided { finish() } else { apostrophe = word.count }
      default: finish()
      }
    }
    finish()
    return words
  }

  @Test func whatDoesNotTellIsTheBasesLanguage() {
    #expect(detected("colis abime", expected: ["fr", "en"]) == "fr")
    #expect(detected("colis abime", expected: ["en", "fr"]) == "en")
    #expect(detected("", expected: ["fr"]) == "fr")
    #expect(detected("colis abime") == "")
  }

  @Test func codesWithARegionAndUnknownOnes() {
    #expect(Language("fr-CA") == Language("fr"))
    #expect(Language("FR") == Language("fr"))
    #expect(Language("nb") == Language("no"))
    #expect(Language("zh") == Language.none)
    #expect(Language("") == Language.none)
  }

  @Test func everyLanguageHasAStemmerAndSmallWords() {
    for number in 1..<Language.all.count {
      let language = Language(number: UInt8(number))
      let word = Array("nationalizations".utf8)
      let term = Stemmer(language).term(of: word.span, in: language)
      #expect(term.first == language.number && term.count > 1)
    }
    let all = AnalysisTests.samples.reduce(0) {
      $0 | SmallWords.languages(of: Array($1.utf8).span)
    }
    #expect(all.nonzeroBitCount == Language.all.count - 1)
  }

  /// One small word of each language that no check above reads.
  private static let samples = [
    "les", "the", "في", "amb", "ikke", "nicht", "και", "pero", "eta", "että", "agus", "और", "hogy",
    "համար", "yang", "della", "yra", "छैन", "niet", "og", "nao", "pentru", "что", "није", "och",
    "மற்றும்", "degil", "נישט",
  ].map { WordsTests.folded($0)[0] }

  @Test(arguments: [
    ("fr", ["livraison", "livraisons"]), ("fr", ["remboursé", "rembourser", "remboursement"]),
    ("fr", ["abîmé", "abîmée", "abîmés", "abîmées"]), ("fr", ["année", "années"]),
    ("en", ["refund", "refunds", "refunded", "refunding"]),
    ("de", ["Lieferung", "Lieferungen"]), ("es", ["paquete", "paquetes"]),
  ])
  func inflectedFormsHaveOneStem(code: String, forms: [String]) {
    let stems = forms.map { ReferenceRanking.stem(WordsTests.folded($0)[0], Language(code)) }
    #expect(Set(stems).count == 1, "\(stems)")
  }

  @Test func wordsOfNoLanguageStayAsTheyAre() {
    #expect(ReferenceRanking.stem("livraisons", .none) == "livraisons")
  }

  @Test func editDistanceAgreesWithTheDefinition() {
    var random = SeededGenerator(seed: 2)
    func word() -> [UInt8] {
      (0..<Int.random(in: 0...6, using: &random)).map { _ in
        UInt8.random(in: 97...99, using: &random)
      }
    }
    for _ in 0..<fuzzRuns(default: 500) {
      let (left, right) = (word(), word())
      guard let distance = EditDistance(from: left) else {
        #expect(left.isEmpty)
        continue
      }
      #expect(
        distance(to: right.span) == slowDistance(left[...], right[...]), "\(left) \(right)")
    }
  }

  /// Optimal string alignment by its recursive definition.
  private func slowDistance(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    guard let first = left.last, let second = right.last else {
      return max(left.count, right.count)
    }
    var distance = min(
      slowDistance(left.dropLast(), right.dropLast()) + (first == second ? 0 : 1),
      slowDistance(left.dropLast(), right) + 1, slowDistance(left, right.dropLast()) + 1)
    if left.count > 1, right.count > 1, left.dropLast().last == second,
      right.dropLast().last == first
    {
      distance = min(distance, slowDistance(left.dropLast(2), right.dropLast(2)) + 1)
    }
    return distance
  }

  @Test func byteTableNumbersStringsInOrder() {
    var table = ByteTable()
    var known: [[UInt8]: Int] = [:]
    var random = SeededGenerator(seed: 4)
    for _ in 0..<5_000 {
      let string = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        UInt8.random(in: 0...7, using: &random)
      }
      #expect(table.find(string.span) == known[string])
      let id = table.id(of: string.span)
      #expect(id == known[string] ?? known.count)
      known[string] = id
      #expect(Array(table[id]) == string)
    }
    #expect(table.count == known.count)
  }

  /// Looked up together, wherever they stand and whatever their length, strings have the numbers that they have one by
  /// one.
  @Test func byteTableReadsStringsTogether() {
    var random = SeededGenerator(seed: 5)
    var (together, alone) = (ByteTable(), ByteTable())
    for _ in 0..<fuzzRuns(default: 2_000) {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: 0...1, using: &random)
      }
      let places = (0..<Int.random(in: 0...20, using: &random)).compactMap { _ -> Range<Int>? in
        guard !bytes.isEmpty else { return nil }
        let start = Int.random(in: 0..<bytes.count, using: &random)
        return start..<min(bytes.count, start + Int.random(in: 1...18, using: &random))
      }
      var ids: [Int32] = [7]
      together.read(bytes.span, places, at: \.self, appendingTo: &ids)
      #expect(ids == [7] + places.map { Int32(alone.id(of: bytes.span.extracting($0))) })
    }
    #expect(together.count == alone.count)
    #expect((0..<alone.count).allSatisfy { together[$0] == alone[$0] })
  }

  @Test func logarithmAgreesWithTheCLibrary() {
    var random = SeededGenerator(seed: 6)
    for value in [1, 2, 0.5, .leastNonzeroMagnitude, .leastNormalMagnitude]
      + [.greatestFiniteMagnitude, 1.0.nextUp, 1.0.nextDown, 2.0.squareRoot()]
      + (0..<2_000).map({ _ in Double.random(in: 0...1, using: &random) * 1e3 + 1e-9 })
      + (0..<2_000).map({ _ in 1 + Double.random(in: -1...1, using: &random) * 1e-3 })
    {
      let expected = log(value)
      #expect(abs(logarithm(value) - expected) <= 4 * expected.ulp, "\(value)")
    }
  }
}
