import Documents
import TestSupport
import Testing

private func money(_ text: String) throws -> Literal { .money(try #require(Money(text))) }

@Suite struct ConditionParserTests {
  @Test func comparisonsOfEveryShape() throws {
    #expect(try Condition.parse("always") == .always)
    #expect(try Condition.parse(" never\n") == .never)
    #expect(
      try Condition.parse("requested <= 50 EUR")
        == .comparison(field: "requested", .lessOrEqual, try money("50 EUR")))
    #expect(
      try Condition.parse("requested<29.90\u{A0}EUR")
        == .comparison(field: "requested", .less, try money("29.90 EUR")))
    #expect(
      try Condition.parse("orders >= -3")
        == .comparison(field: "orders", .greaterOrEqual, .number(-30_000)))
    #expect(
      try Condition.parse("date != 2026-09-01")
        == .comparison(field: "date", .notEqual, .day(try #require(Day("2026-09-01")))))
    #expect(
      try Condition.parse("tag = 'l''été, \"oui\"'")
        == .comparison(field: "tag", .equal, .text("l'été, \"oui\"")))
    #expect(
      try Condition.parse("ref = 0042") == .comparison(field: "ref", .equal, .text("0042")))
    #expect(
      try Condition.parse("motive under fault/dead-on-arrival")
        == .under(field: "motive", try #require(MotivePath("fault/dead-on-arrival"))))
    #expect(
      try Condition.parse("risk not in [légal, \"in\"]")
        == .not(.membership(field: "risk", [.text("légal"), .text("in")])))
  }

  @Test func notBindsTighterThanAndTighterThanOr() throws {
    let a = Condition.comparison(field: "a", .equal, .number(10_000))
    let b = Condition.comparison(field: "b", .equal, .number(20_000))
    let c = Condition.comparison(field: "c", .equal, .number(30_000))
    #expect(try Condition.parse("a = 1 or not b = 2 and c = 3") == .or([a, .and([.not(b), c])]))
    #expect(try Condition.parse("(a = 1 or b = 2) and c = 3") == .and([.or([a, b]), c]))
    #expect(try Condition.parse("not (a = 1 and b = 2)") == .not(.and([a, b])))
    #expect(try Condition.parse("a = 1 and (b = 2 and c = 3)") == .and([a, .and([b, c])]))
    #expect(try Condition.parse("not not (((a = 1)))") == .not(.not(a)))
  }

  @Test(arguments: [
    ("", 0, ConditionError.Reason.emptyCondition),
    (" \n ", 3, .emptyCondition),
    ("requested", 9, .expectedOperator(field: "requested", found: nil)),
    ("requested 50", 10, .expectedOperator(field: "requested", found: "50")),
    ("requested <=", 12, .expectedLiteral(found: nil)),
    ("requested == 50 EUR", 10, .unknownOperator("==", nearest: .equal)),
    ("requested => 50 EUR", 10, .unknownOperator("=>", nearest: .greaterOrEqual)),
    ("é ≤ 5", 3, .unknownOperator("≤", nearest: .lessOrEqual)),
    ("requested <= 50€", 15, .unexpectedCharacter("€")),
    ("requested <= 50 eur", 16, .unknownKeyword("eur", nearest: "EUR")),
    ("requested <= 50 euros", 16, .unknownKeyword("euros", nearest: nil)),
    ("a = 1 et b = 2", 6, .unknownKeyword("et", nearest: "and")),
    ("a = 1 AND b = 2", 6, .unknownKeyword("AND", nearest: "and")),
    ("a = 1 b = 2", 6, .unknownKeyword("b", nearest: nil)),
    ("a = 1.23456", 4, .unreadableNumber("1.23456")),
    ("a = 999999999999999 EUR", 4, .unreadableNumber("999999999999999")),
    ("(a = 1", 0, .unbalancedParenthesis),
    ("a = 1)", 5, .unbalancedParenthesis),
    ("a in b", 5, .expectedList(found: "b")),
    ("a in [b", 5, .unclosedList),
    ("a in []", 6, .expectedLiteral(found: "]")),
    ("a in [b,]", 8, .expectedLiteral(found: "]")),
    ("m under /", 8, .expectedMotive(found: "/")),
    ("m under", 7, .expectedMotive(found: nil)),
    ("a = \"b", 4, .unterminatedQuote),
    ("a = and", 4, .expectedLiteral(found: "and")),
    ("and", 0, .expectedField(found: "and")),
    ("not", 3, .expectedField(found: nil)),
    ("\"a\" = 1", 0, .expectedField(found: "a")),
  ])
  func faultsAreNamedWhereTheyStand(text: String, offset: Int, reason: ConditionError.Reason) {
    #expect(throws: ConditionError(utf8Offset: offset, reason: reason)) {
      try Condition.parse(text)
    }
  }

  private func error(_ text: String) -> ConditionError? {
    do throws(ConditionError) {
      _ = try Condition.parse(text)
      return nil
    } catch { return error }
  }

  @Test func depthAndLengthAreBounded() throws {
    let deepest = Condition.greatestDepth
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a = 1" + String(repeating: ")", count: depth)
    }
    #expect(error(nested(deepest)) == nil)
    #expect(error(nested(deepest + 1))?.reason == .tooDeep(limit: deepest))
    #expect(error(nested(100_000))?.reason == .tooLong(limit: Condition.greatestLength))
    #expect(
      error(String(repeating: "not ", count: deepest + 1) + "a = 1")?.reason
        == .tooDeep(limit: deepest))
    let longest = "a = " + String(repeating: "b", count: Condition.greatestLength - 4)
    #expect(error(longest) == nil)
    #expect(
      error(longest + "b")
        == ConditionError(
          utf8Offset: Condition.greatestLength, reason: .tooLong(limit: Condition.greatestLength)))
  }

  @Test func canonicalTextIsReadBackAsTheSameValue() throws {
    for seed in 0..<UInt64(fuzzRuns(default: 3_000)) {
      var random = SeededGenerator(seed: seed)
      let condition = randomCondition(depth: 4, using: &random)
      let text = condition.description
      #expect(try Condition.parse(text) == condition, "seed \(seed): \(text)")
    }
  }

  @Test func everyTestIsFoundInTheCanonicalText() throws {
    let condition = try Condition.parse("(a = 1 or a = 12) and not (é not in [x] or m under p/q)")
    let text = Array(condition.description.utf8)
    let tests = condition.testOffsets.map { String(decoding: text[$0...].prefix(5), as: UTF8.self) }
    #expect(tests == ["a = 1", "a = 1", "é no", "m und"])
  }

  /// Random tokens, joined or torn: whatever parses is canonical after one round, whatever fails
  /// points inside.
  @Test func anyTextParsesOrFailsWithAPlace() throws {
    for seed in 0..<UInt64(fuzzRuns(default: 10_000)) {
      var random = SeededGenerator(seed: seed)
      let text = randomText(using: &random)
      do throws(ConditionError) {
        let condition = try Condition.parse(text)
        let again = try Condition.parse(condition.description)
        #expect(again == condition, "seed \(seed): \(text)")
      } catch {
        #expect((0...text.utf8.count).contains(error.utf8Offset), "seed \(seed): \(text)")
      }
    }
  }
}

private func randomText(using random: inout SeededGenerator) -> String {
  let pieces = [
    "requested", "orders", "motive", "a", "é", "e\u{301}", "\u{301}", " ", " ", " ", "\u{202F}",
    "=", "!=", "<", "<=", ">", ">=", "==", "≤", "in", "under", "not", "and", "or", "always",
    "never", "(", ")", "[", "]", ",", "'", "\"", "50", "EUR", "50 EUR", "1.5", "-3", "0042",
    "2026-11-18", "delivery/damaged", "//", "€", "\u{0}", "\u{202E}", "🙂", "[a, b]",
  ]
  let count = Int.random(in: 0..<24, using: &random)
  let glue = Bool.random(using: &random) ? " " : ""
  return (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
    .joined(separator: glue)
}

private func randomCondition(depth: Int, using random: inout SeededGenerator) -> Condition {
  let fields = ["requested", "orders", "facts.risk", "été", "always-on"]
  func field() -> String { fields[Int.random(in: 0..<fields.count, using: &random)] }
  switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &random) {
  case 0: return Bool.random(using: &random) ? .always : .never
  case 1, 2:
    let comparison = ComparisonOperator.allCases[Int.random(in: 0..<6, using: &random)]
    return .comparison(field: field(), comparison, randomLiteral(using: &random))
  case 3:
    let count = Int.random(in: 1..<4, using: &random)
    return .membership(field: field(), (0..<count).map { _ in randomLiteral(using: &random) })
  case 4:
    let paths = ["delivery", "delivery/damaged", "not", "a b/'c'", "é/\"/2026"]
    guard let path = MotivePath(paths[Int.random(in: 0..<paths.count, using: &random)]) else {
      return .never
    }
    return .under(field: "motive", path)
  case 5: return .not(randomCondition(depth: depth - 1, using: &random))
  default:
    let members = (0..<Int.random(in: 2..<4, using: &random)).map { _ in
      randomCondition(depth: depth - 1, using: &random)
    }
    return Bool.random(using: &random) ? .and(members) : .or(members)
  }
}

private func randomLiteral(using random: inout SeededGenerator) -> Literal {
  let texts = [
    "legal", "true", "fc-20260914-p2m8xd", "0042", "12", "-7", "1.5", "2026-11-18", "in", "", " ",
    "it's", "say \"hi\"", "both ' and \"", "\"\u{301}", "'\u{301}\"", "été", "EUR", "a,b", "5.",
    "1.23456", "(", "-",
  ]
  switch Int.random(in: 0..<4, using: &random) {
  case 0:
    guard let currency = Currency(Bool.random(using: &random) ? "EUR" : "CHF") else { fallthrough }
    return .money(
      Money(tenThousandths: Int64.random(in: 0..<5_000_000, using: &random), currency: currency))
  case 1: return .number(Int64.random(in: -50_000..<5_000_000, using: &random))
  case 2: return .day(Day(ordinal: Int.random(in: 0..<40_000, using: &random)))
  default: return .text(texts[Int.random(in: 0..<texts.count, using: &random)])
  }
}
