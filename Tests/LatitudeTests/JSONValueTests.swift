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
    "", " ", "{", "{\"a\":}", "nul", "01", "1e999", "'a'", "{\"a\" 1}", "[1] [2]", "NaN",
    "\"\u{1}\"",
  ])
  func refusesWhatIsNotJSON(text: String) {
    #expect(value(text) == nil)
  }

  @Test func nestingHasAnEnd() {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(value(deep) == nil)
  }

  @Test func whatCameInGoesOut() {
    let text = #"{"a":[1,"x",null,{"b":false}],"id":12.5}"#
    var writer = JSONWriter(.compact)
    if let read = value(text) { writer.value(read) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }
}
