import Documents
import Testing

@Suite struct HostileInputTests {
  private func problems(_ source: [UInt8]) -> [DocumentProblem] {
    let parsed = FieldCase.parse(source)
    #expect(parsed.value == nil)
    return parsed.problems
  }

  private func reasons(matter: String) -> [DocumentProblem.Reason] {
    problems(Array("---\n\(matter)\n---\na\n".utf8)).map(\.reason)
  }

  private let head = "id: fc-20261118-7k3fqz\ntitle: a\ndate: 2026-11-18\n"

  @Test func anAliasBombIsRefusedAtItsFirstAnchor() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(reasons(matter: head + bomb) == [.aliasRefused("a0")])
    #expect(reasons(matter: "title: *rien") == [.aliasRefused("rien")])
    #expect(reasons(matter: "? &a b\n: c") == [.aliasRefused("a")])
  }

  @Test func foreignTagsMergeKeysAndComplexKeysAreRefused() {
    #expect(
      reasons(matter: "title: !!python/object a") == [
        .tagRefused("tag:yaml.org,2002:python/object")
      ])
    #expect(reasons(matter: "title: !local a") == [.tagRefused("!local")])
    #expect(reasons(matter: "!!set {a}") == [.tagRefused("tag:yaml.org,2002:set")])
    #expect(reasons(matter: "<<: {a: b}") == [.mergeKeyRefused])
    #expect(reasons(matter: "? [a, b]\n: c") == [.complexKeyRefused])
    #expect(reasons(matter: "{[a]: b}") == [.complexKeyRefused])
    #expect(reasons(matter: "%YAML 1.1\n--- \na: b").count == 1)
    let tagged = FieldCase.parse(
      Array("---\nid: !!str fc-20261118-7k3fqz\ntitle: ! a\ndate: 2026-11-18\n---\na".utf8))
    #expect(tagged.value?.title == "a")
  }

  @Test func depthIsBounded() {
    let deep = "x: " + String(repeating: "[", count: 100_000)
    #expect(reasons(matter: deep) == [.tooDeep(limit: 16)])
    let blocks = (0..<100).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(reasons(matter: blocks) == [.tooDeep(limit: 16)])
    let braces = "x: " + String(repeating: "{a: ", count: 50_000)
    #expect(reasons(matter: braces) == [.tooDeep(limit: 16)])
    let dashes = "x:\n" + String(repeating: "- ", count: 50_000)
    #expect(reasons(matter: dashes) == [.tooDeep(limit: 16)])
    let fine = "x: " + String(repeating: "[", count: 15) + String(repeating: "]", count: 15)
    #expect(FieldCase.parse(Array("---\n\(head)\(fine)\n---\na".utf8)).value != nil)
  }

  @Test func sizeIsBounded() {
    let limit = 1 << 20
    let start = Array("---\n\(head)---\n".utf8)
    let exact = start + [UInt8](repeating: UInt8(ascii: "a"), count: limit - start.count)
    #expect(FieldCase.parse(exact).value?.situation.utf8.count == limit - start.count)
    #expect(problems(exact + [0x61]).map(\.reason) == [.tooLarge(size: limit + 1, limit: limit)])
    var limits = DocumentLimits()
    limits.bytes = 10
    #expect(
      FieldCase.parse(start, limits: limits).problems.map(\.reason) == [
        .tooLarge(size: start.count, limit: 10)
      ])
  }

  @Test func manyKeysAreBounded() {
    let keys = (0..<10_000).map { "key\($0): \($0)\n" }.joined()
    #expect(reasons(matter: head + keys) == [.tooManyKeys(limit: 4_096)])
    let fewer = (0..<4_000).map { "key\($0): \($0)\n" }.joined()
    let parsed = FieldCase.parse(Array("---\n\(head)\(fewer)---\na".utf8))
    #expect(parsed.value != nil)
    #expect(parsed.problems.count == 4_000)
  }

  @Test func duplicateKeysAreRefusedInEveryMapping() {
    #expect(reasons(matter: "title: a\ntitle: b") == [.duplicateKey("title")])
    #expect(reasons(matter: "facts: {a: 1, 'a': 2}") == [.duplicateKey("a")])
    let late = (0..<40).map { "k\($0): 1\n" }.joined() + "k3: 2"
    #expect(reasons(matter: late) == [.duplicateKey("k3")])
    let early = (0..<31).map { "k\($0): 1\n" }.joined() + "x: 1\nx: 2"
    #expect(reasons(matter: early) == [.duplicateKey("x")])
    let problem = problems(Array("---\ntitle: a\n\"title\": b\n---\n".utf8)).first
    #expect(problem?.position == SourcePosition(offset: 13, line: 3, column: 1))
  }

  @Test func whatIsNotUTF8IsRefusedWithItsOffset() {
    let whole = Array("---\n\(head)---\né".utf8)
    #expect(problems(Array(whole.dropLast())).map(\.reason) == [.notUTF8(offset: whole.count - 2)])
    #expect(problems([0xFF, 0xFE, 0x2D, 0x00]).map(\.reason) == [.notUTF8(offset: 0)])
    #expect(problems(Array("---\na: ".utf8) + [0xC0, 0x80]).map(\.reason) == [.notUTF8(offset: 7)])
    #expect(
      problems(Array("---\na: ".utf8) + [0xED, 0xA0, 0x80]).map(\.reason) == [.notUTF8(offset: 7)])
  }

  @Test func nulIsRefusedAnywhere() {
    #expect(problems(Array("---\n\(head)---\na\u{0}b".utf8)).map(\.reason) == [.nulByte])
    #expect(problems(Array("---\n\(head)---\na\u{0}b".utf8)).first?.position?.line == 6)
    #expect(reasons(matter: "title: \"a\\0b\"") == [.nulByte])
    #expect(reasons(matter: "\"a\\0b\": c") == [.nulByte])
  }

  @Test(arguments: Array(0x202A...0x202E) + Array(0x2066...0x2069))
  func bidirectionalControlsAreRefusedAnywhere(value: Int) throws {
    let scalar = try #require(Unicode.Scalar(UInt32(value)))
    let reason = DocumentProblem.Reason.bidirectionalControl(UInt32(value))
    #expect(problems(Array("---\n\(head)---\na\(scalar)b".utf8)).map(\.reason) == [reason])
    #expect(reasons(matter: "title: a\(scalar)b") == [reason])
    #expect(reasons(matter: "# \(scalar)") == [reason])
    let escape = "\\u" + String(value, radix: 16)
    #expect(reasons(matter: "title: \"a\(escape)b\"") == [reason])
    #expect(reasons(matter: "facts: {\"a\(escape)b\": c}") == [reason])
    let neighbours = FieldCase.parse(
      Array("---\n\(head)---\na\u{2029}\u{202F}\u{2065}\u{206A}b".utf8))
    #expect(neighbours.value != nil)
  }

  @Test(arguments: [
    0x01, 0x08, 0x0B, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF,
  ])
  func controlsAreRefusedInFrontMatterAndReportedInBodies(value: Int) throws {
    let scalar = try #require(Unicode.Scalar(UInt32(value)))
    let reason = DocumentProblem.Reason.controlCharacter(UInt32(value))
    #expect(reasons(matter: "title: a\(scalar)b") == [reason])
    let parsed = FieldCase.parse(Array("---\n\(head)---\na\(scalar)b".utf8))
    #expect(parsed.value != nil)
    #expect(parsed.problems.map(\.reason) == (value > 0x2000 ? [] : [reason]))
    #expect(parsed.problems.allSatisfy { $0.severity == .warning })
  }

  @Test func tabsIndentNothing() {
    #expect(reasons(matter: "facts:\n\ta: 1") == [.syntax(.forbiddenStart)])
    let problem = problems(Array("---\nfacts:\n\ta: 1\n---\n".utf8)).first
    #expect(problem?.position?.line == 3)
    #expect(FieldCase.parse(Array("---\n\(head)team:\tlyon\n---\na".utf8)).value?.team == "lyon")
  }

  @Test func frontMatterHasBothItsLines() {
    #expect(problems([]).map(\.reason) == [.noFrontMatter])
    #expect(problems(Array("id: a\n---\n".utf8)).map(\.reason) == [.noFrontMatter])
    #expect(problems(Array("\n---\nid: a\n---\n".utf8)).map(\.reason) == [.noFrontMatter])
    #expect(problems(Array("----\nid: a\n----\n".utf8)).map(\.reason) == [.noFrontMatter])
    #expect(problems(Array("---".utf8)).map(\.reason) == [.unterminatedFrontMatter])
    #expect(problems(Array("---\n\(head)".utf8)).map(\.reason) == [.unterminatedFrontMatter])
    #expect(problems(Array("---\n\(head) ---\n".utf8)).map(\.reason) == [.unterminatedFrontMatter])
    #expect(FieldCase.parse(Array("---\n\(head)---".utf8)).value != nil)
    #expect(FieldCase.parse(Array("\u{FEFF}--- \n\(head)--- \t\r\na".utf8)).value?.situation == "a")
  }

  @Test func loneCarriageReturnsAreNoLineEnds() {
    #expect(problems(Array("---\rid: a\r---\r".utf8)).map(\.reason) == [.noFrontMatter])
    #expect(reasons(matter: "title: a\rstatus: validated") == [.controlCharacter(13)])
  }

  @Test(arguments: [
    ("title: Colis : abîmé: oui", DocumentProblem.SyntaxFault.colonInText),
    ("title: @moi", .forbiddenStart),
    ("title: %a", .forbiddenStart),
    ("title: & fils", .forbiddenStart),
    ("title: * urgent", .forbiddenStart),
    ("title: > 50 EUR", .forbiddenStart),
    ("title: ] a", .forbiddenStart),
    ("title: , a", .forbiddenStart),
    ("title: \"a\" b", .misplacedText),
    ("title: a\n b: c", .colonInText),
    ("title: a\nb", .missingColon),
    ("title: a\nabc\nstatus: b", .missingColon),
    ("title: \"a", .unclosedQuote),
    ("title: 'a", .unclosedQuote),
    ("tags: [a, b", .unclosedBracket),
    ("facts: {a: b", .unclosedBracket),
    ("title: \"\\q\"", .unknownEscape),
    ("tags:\n  - a\n - b", .misplacedText),
  ])
  func usualFaultsHaveNames(matter: String, fault: DocumentProblem.SyntaxFault) {
    #expect(reasons(matter: matter) == [.syntax(fault)])
  }

  @Test func otherRootsAreRefused() {
    #expect(reasons(matter: "- a") == [.wrongType(expected: .mapping, found: .list)])
    #expect(reasons(matter: "a\n...") == [.multipleDocumentsRefused])
    #expect(reasons(matter: "a: b\n...\nc: d") == [.multipleDocumentsRefused])
    #expect(
      Vocabulary.parse(Array("a: b\n---\nc: d".utf8)).problems.map(\.reason) == [
        .multipleDocumentsRefused
      ])
  }

  @Test func hundredThousandFencesAreReadInOnePass() {
    let open = String(repeating: "```a\n", count: 100_000)
    let closing = String(repeating: "~~~\n", count: 100_000)
    let parsed = FieldCase.parse(Array("---\n\(head)---\n\(open)\(closing)## Why\nb".utf8))
    #expect(parsed.value?.why == "b")
  }

  @Test func manyHeadingsAreReadInOnePass() {
    let entries = String(repeating: "### 2026-11-19 · A · flag\n", count: 30_000)
    let parsed = FieldCase.parse(Array("---\n\(head)---\na\n## Discussion\n\(entries)".utf8))
    #expect(parsed.value?.discussion.count == 30_000)
    let sections = String(repeating: "## Why\n\\## Why\n", count: 30_000)
    let repeated = FieldCase.parse(Array("---\n\(head)---\na\n\(sections)".utf8))
    #expect(repeated.value?.why?.utf8.count == 30_000 * 8 - 2)
  }
}
