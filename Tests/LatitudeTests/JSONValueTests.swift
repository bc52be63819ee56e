import TestSupport
import Testing

@testable import Latitude

@Suite struct JSONValueTests {
  private func value(_ text: String) -> JSONValue? { JSONValue(text.utf8) }

  @Test func readsEveryShape() {
    #expect(
      value(#" {"a": [null, true, "é\n\u00e9"], "b": {}, "c": -1.5e2} "#)
        == .object([
          "a": .array([.null, .boolean(true), .text("é\né")]), "b": .object([:]),
          "c": .number("-150"),
        ]))
    #expect(value("0") == .number("0"))
    #expect(value("false") == .boolean(false))
  }

  @Test(arguments: ["60.1", "0.1", "29.90", "99999999999.9999", "12345678901234567890"])
  func numbersStayExact(digits: String) {
    let plain = digits.hasSuffix("0") && digits.contains(".") ? String(digits.dropLast()) : digits
    #expect(value(digits) == .number(plain))
  }

  @Test(arguments: [
    ("-0", "0"), ("0.0", "0"), ("10", "10"), ("1e2", "100"), ("1.25E+1", "12.5"),
    ("120e-3", "0.12"),
    ("-0.5e-1", "-0.05"), ("100.00", "100"), ("0e5", "0"),
  ])
  func numbersLoseTheirExponents(text: String, digits: String) {
    #expect(value(text) == .number(digits))
  }

  @Test func escapesAreCharacters() {
    #expect(value(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#) == .text("\"\\/\u{8}\u{C}\n\r\té😀"))
  }

  @Test func theLastOfTwoKeysCounts() {
    guard case .object(let object)? = value(#"{"a": 1, "b": 2, "a": 3}"#) else {
      Issue.record("an object")
      return
    }
    #expect(object["a"] == .number("3"))
    #expect(object["c"] == nil)
    #expect(object.members.map(\.name) == ["a", "b", "a"])
  }

  /// Whatever is cut out of a document, or bent in it, is a value or none, and never a crash.
  @Test func brokenDocumentsAreNoFault() {
    let text = Array(#"{"a": [1.5e3, "\u00e9\ud83d\ude00", null, true], "b": {"c": -0}} "#.utf8)
    var random = SeededGenerator(seed: 5)
    for _ in 0..<fuzzRuns(default: 5_000) {
      var bytes = text
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = text.randomElement(using: &random) ?? 0
        default: bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
      }
      guard let read = JSONValue(bytes) else { continue }
      var writer = JSONWriter(.compact)
      writer.value(read)
      #expect(JSONValue(writer.bytes) == read)
    }
  }

  @Test(arguments: [
    "", " ", "{", "{\"a\":}", "nul", "01", "1e999", "'a'", "{\"a\" 1}", "[1] [2]", "NaN",
    "\"\u{1}\"", "-", "1.", ".5", "+1", "1e", "1e400", "tru", "[1,]", "{\"a\":1,}", "{1:2}",
    "\"\\x\"",
    "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"a",
  ])
  func refusesWhatIsNotJSON(text: String) {
    #expect(value(text) == nil)
  }

  @Test func nestingHasAnEnd() {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(value(deep) == nil)
  }

  @Test func whatCameInGoesOut() {
    let text = #"{"id":12.5,"a":[1,"x",null,{"c":{},"b":false}],"Z":[]}"#
    var writer = JSONWriter(.compact)
    if let read = value(text) { writer.value(read) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }
}
