import Foundation
import Latitude
import TestSupport
import Testing

/// What Foundation reads from the bytes, as values that compare.
private func read(_ bytes: [UInt8]) throws -> NSObject {
  try #require(
    try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? NSObject)
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func compact(_ body: (inout JSONWriter) -> Void) -> String {
  var writer = JSONWriter(.compact)
  body(&writer)
  return text(writer.bytes)
}

@Suite struct JSONWriterTests {
  private func writeSample(_ json: inout JSONWriter) {
    json.field("schema", "latitude.similar/1")
    json.field("title", "Vase brisé")
    json.field("score", 0.5)
    json.field("cases", 412)
    json.field("sure", true)
    json.field("ref", nil as String?)
    json.field("minutes", nil as Int?)
    json.null("rule")
    json.field("tags", ["initiative", "signal"])
    json.field("none", [String]())
    json.object("empty") { _ in }
    json.object("limit", nil as Int?) { $0.field("amount", $1) }
    json.object("undecided", "orders") { $0.field("needs", [$1]) }
    json.array("results", 1...2) { json, number in
      json.object {
        $0.field("number", number)
        $0.array("pairs", 0..<number) { json, item in json.array([item]) { $0.value($1) } }
      }
    }
  }

  @Test func onTwoSpacesALevel() {
    let expected = """
      {
        "schema": "latitude.similar/1",
        "title": "Vase brisé",
        "score": 0.5,
        "cases": 412,
        "sure": true,
        "ref": null,
        "minutes": null,
        "rule": null,
        "tags": [
          "initiative",
          "signal"
        ],
        "none": [],
        "empty": {},
        "limit": null,
        "undecided": {
          "needs": [
            "orders"
          ]
        },
        "results": [
          {
            "number": 1,
            "pairs": [
              [
                0
              ]
            ]
          },
          {
            "number": 2,
            "pairs": [
              [
                0
              ],
              [
                1
              ]
            ]
          }
        ]
      }

      """
    #expect(text(JSONWriter.document(.pretty, writeSample)) == expected)
  }

  @Test func onOneLine() throws {
    let line = JSONWriter.document(.compact, writeSample)
    #expect(
      text(line) == """
        {"schema":"latitude.similar/1","title":"Vase brisé","score":0.5,"cases":412,"sure":true,\
        "ref":null,"minutes":null,"rule":null,"tags":["initiative","signal"],"none":[],"empty":{},\
        "limit":null,"undecided":{"needs":["orders"]},\
        "results":[{"number":1,"pairs":[[0]]},{"number":2,"pairs":[[0],[1]]}]}

        """)
    #expect(try read(line) == read(JSONWriter.document(.pretty, writeSample)))
  }

  @Test func whatJSONForbidsOrReadersMistakeIsEscaped() {
    #expect(
      compact { $0.value("\"\\/\u{8}\t\n\u{c}\r\u{0}\u{1f}\u{7f}é😀") }
        == #""\"\\/\u0008\t\n\u000c\r\u0000\u001f\u007fé😀""#)
    #expect(compact { $0.value("a\u{2028}\u{2029}b") } == #""a\u2028\u2029b""#)
    // What steers a terminal or turns the direction of text.
    #expect(
      compact { $0.value("\u{80}\u{9B}2J\u{9F}\u{200E}\u{200F}\u{202A}\u{202E}\u{2066}\u{2069}") }
        == #""\u0080\u009b2J\u009f\u200e\u200f\u202a\u202e\u2066\u2069""#)
    // The same last bytes in other characters.
    #expect(
      compact { $0.value("\u{A0}\u{E8}\u{3028}\u{20A8}¨\u{200D}\u{2030}\u{205F}\u{206A}\u{1F68E}") }
        == "\"\u{A0}è\u{3028}₨¨\u{200D}\u{2030}\u{205F}\u{206A}\u{1F68E}\"")
    #expect(compact { json in json.object { $0.field("a\"\n", 1) } } == #"{"a\"\n":1}"#)
  }

  @Test func everyCharacterReadsBack() throws {
    let scalars = (0..<UInt32(0x11_0000)).compactMap { Unicode.Scalar($0) }
    var writer = JSONWriter(.compact)
    writer.value(String(String.UnicodeScalarView(scalars)))
    let back = try #require(try read(writer.bytes) as? String)
    let isSame = back.unicodeScalars.elementsEqual(scalars)
    #expect(isSame)
  }

  @Test(arguments: [
    (0, "0"), (0.5, "0.5"), (0.1, "0.1"), (-3, "-3"), (1e20, "1e+20"), (1e300, "1e+300"),
    (123_456_789, "123456789"), (.leastNonzeroMagnitude, "5e-324"), (1.0 / 3, "0.3333333333333333"),
    (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
  ])
  func numbersInTheShortestExactForm(number: Double, expected: String) {
    #expect(compact { $0.value(number) } == expected)
  }

  @Test func everyFiniteNumberReadsBack() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<fuzzRuns(default: 5_000) {
      let number = Double(bitPattern: random.next())
      let integer = Int(
        truncatingIfNeeded: random.next() >> UInt64.random(in: 0..<64, using: &random))
      guard number.isFinite else { continue }
      var writer = JSONWriter(.compact)
      writer.value(number)
      // Not JSONSerialization: it reads numbers through decimals, and misses the last bits.
      let back = try JSONDecoder().decode(Double.self, from: Data(writer.bytes))
      #expect(back == number)
      #expect(Int(compact { $0.value(integer) }) == integer)
    }
    for extreme in [Int.min, Int.max] { #expect(Int(compact { $0.value(extreme) }) == extreme) }
  }

  /// Random nestings say the same to Foundation as to us, in both styles.
  @Test func everyNestingReadsBack() throws {
    for seed in 0..<UInt64(fuzzRuns(default: 500)) {
      var random = SeededGenerator(seed: seed)
      let value = Value(depth: 4, using: &random)
      for style in [JSONWriter.Style.pretty, .compact] {
        var writer = JSONWriter(style)
        value.write(&writer)
        #expect(try read(writer.bytes) == value.object, "seed \(seed)")
      }
    }
  }
}

private indirect enum Value {
  case text(String)
  case number(Int)
  case flag(Bool)
  case null
  case list([Value])
  case object([(String, Value)])

  init(depth: Int, using random: inout SeededGenerator) {
    let count = Int.random(in: 0..<4, using: &random)
    switch Int.random(in: 0..<(depth == 0 ? 4 : 7), using: &random) {
    case 0: self = .text(["", "é", "\"\n", "\u{2028}x"].randomElement(using: &random) ?? "")
    case 1: self = .number(Int.random(in: -9...9, using: &random))
    case 2: self = .flag(.random(using: &random))
    case 3: self = .null
    case 4: self = .list((0..<count).map { _ in Value(depth: depth - 1, using: &random) })
    default:
      self = .object((0..<count).map { ("k\($0)", Value(depth: depth - 1, using: &random)) })
    }
  }

  func write(_ json: inout JSONWriter) {
    switch self {
    case .text(let text): json.value(text)
    case .number(let number): json.value(number)
    case .flag(let flag): json.value(flag)
    case .null: json.null()
    case .list(let values): json.array(values) { $1.write(&$0) }
    case .object(let fields): json.object { Value.write(fields, &$0) }
    }
  }

  private static func write(_ fields: [(String, Value)], _ json: inout JSONWriter) {
    for (name, value) in fields {
      switch value {
      case .text(let text): json.field(name, text)
      case .number(let number): json.field(name, number)
      case .flag(let flag): json.field(name, flag)
      case .null: json.null(name)
      case .list(let values): json.array(name, values) { $1.write(&$0) }
      case .object(let inner): json.object(name) { write(inner, &$0) }
      }
    }
  }

  var object: NSObject {
    switch self {
    case .text(let text): text as NSString
    case .number(let number): number as NSNumber
    case .flag(let flag): flag as NSNumber
    case .null: NSNull()
    case .list(let values): values.map(\.object) as NSArray
    case .object(let fields):
      Dictionary(uniqueKeysWithValues: fields.map { ($0, $1.object) }) as NSDictionary
    }
  }
}
