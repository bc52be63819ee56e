import Documents
import Testing

/// A whole case as design documents show it.
let wholeCase = """
  ---
  id: fc-20261118-7k3fqz
  title: Vase brisé à la livraison, bon d'achat de 40 €
  date: 2026-11-18                 # jour de la décision
  status: validated
  role: conseiller
  level: confirme
  team: toulouse
  channel: phone
  motive: delivery/damaged
  action: voucher
  requested: 60 EUR
  granted: 40.50 EUR
  zone: alone
  consulted: []
  facts: {orders: 4, risk: none}
  in_force: {map: conseiller, revision: 12, commit: 3912345, rule: voucher, zone: alone, limit: 50 EUR}
  minutes: 12
  outcome: satisfied
  outcome_date: 2026-11-21
  tags: [initiative, "12:30", no]
  precedents: [fc-20260914-p2m8xd]
  learnings:
    - ln-20261101-3hx9tk
  customer: k-5f1c09
  lang: fr
  ref: ZD-88121
  ---

  ## Situation
  Le vase est arrivé brisé.

  ```
  ## Décision
  ```

  ## Décision
  Bon d'achat.

  ## Pourquoi

  Parce que.

  ## Issue
  Contente.

  ## Discussion

  ### 2026-11-19 10:15 · Claire · thanks
  Bien vu.

  ### 2026-11-20 · Jean Marc · merci
  Idem.
  """

@Suite struct FieldCaseParsingTests {
  private func parse(_ source: String) -> Parsed<FieldCase> { FieldCase.parse(Array(source.utf8)) }

  /// A case with a line more in its front matter, on line 5.
  private func with(_ line: String, body: String = "a") -> Parsed<FieldCase> {
    parse("---\nid: fc-20261118-7k3fqz\ntitle: a\ndate: 2026-11-18\n\(line)\n---\n\(body)\n")
  }

  @Test func everyFieldIsRead() throws {
    let parsed = parse(wholeCase)
    #expect(parsed.problems.isEmpty)
    let value = try #require(parsed.value)
    #expect(value.id.description == "fc-20261118-7k3fqz")
    #expect(value.title == "Vase brisé à la livraison, bon d'achat de 40 €")
    #expect(value.date.description == "2026-11-18")
    #expect(value.status == .validated)
    #expect(value.role == "conseiller")
    #expect(value.level == "confirme")
    #expect(value.team == "toulouse")
    #expect(value.channel == "phone")
    #expect(value.motive == MotivePath("delivery/damaged"))
    #expect(value.action == "voucher")
    #expect(value.requested == Money("60 EUR"))
    #expect(value.granted == Money("40.50 EUR"))
    #expect(value.zone == .alone)
    #expect(value.consulted.isEmpty)
    #expect(value.facts == [Fact(name: "orders", text: "4"), Fact(name: "risk", text: "none")])
    #expect(
      value.inForce
        == InForce(
          map: "conseiller", revision: 12, commit: "3912345", rule: "voucher", zone: .alone,
          limit: Money("50 EUR")))
    #expect(value.minutes == 12)
    #expect(value.outcome == .satisfied)
    #expect(value.outcomeDate == Day("2026-11-21"))
    #expect(value.tags == ["initiative", "12:30", "no"])
    #expect(value.precedents.map(\.description) == ["fc-20260914-p2m8xd"])
    #expect(value.learnings.map(\.description) == ["ln-20261101-3hx9tk"])
    #expect(value.customer == "k-5f1c09")
    #expect(value.lang == "fr")
    #expect(value.ref == "ZD-88121")
    #expect(value.situation == "Le vase est arrivé brisé.\n\n```\n## Décision\n```")
    #expect(value.decision == "Bon d'achat.")
    #expect(value.why == "Parce que.")
    #expect(value.outcomeText == "Contente.")
    #expect(value.discussionText == nil)
    #expect(value.discussion.map(\.author) == ["Claire", "Jean Marc"])
    #expect(value.discussion.map(\.minute) == [615, nil])
    #expect(value.discussion.map(\.kind) == [.thanks, .thanks])
    #expect(value.discussion.map(\.text) == ["Bien vu.", "Idem."])
  }

  @Test func onlyFourThingsAreRequired() {
    let parsed = parse("---\nid: fc-20261118-7k3fqz\ntitle: a\ndate: 2026-11-18\n---\nb")
    #expect(parsed.problems.isEmpty)
    #expect(parsed.value?.situation == "b")
    #expect(parse("---\ntitle: a\ndate: 2026-11-18\n---\nb").problems.map(\.reason) == [.missing])
    let empty = parse("---\n---\n")
    #expect(empty.value == nil)
    #expect(empty.problems.map(\.field) == ["id", "title", "date"])
    let untold = parse("---\nid: fc-20261118-7k3fqz\ntitle: a\ndate: 2026-11-18\n---\n## Why\nb")
    #expect(untold.value?.why == "b")
    #expect(untold.problems == [DocumentProblem(.error, at: nil, field: "situation", .missing)])
  }

  @Test func aBlankTitleIsNone() {
    for title in ["", "''", "\" \"", "|\n  "] {
      let parsed = parse("---\nid: fc-20261118-7k3fqz\ntitle: \(title)\ndate: 2026-11-18\n---\nb")
      #expect(parsed.value == nil)
      #expect(parsed.problems.map(\.field) == ["title"])
    }
  }

  @Test(arguments: [
    (
      "status: valid",
      DocumentProblem.Reason.unknownValue(
        "valid", allowed: ["draft", "validated", "superseded", "archived"], nearest: nil), 9
    ),
    (
      "zone: alnoe",
      .unknownValue("alnoe", allowed: ["alone", "consult", "escalate"], nearest: "alone"), 7
    ),
    ("zone: \"\"", .unknownValue("", allowed: ["alone", "consult", "escalate"], nearest: nil), 7),
    ("requested: 60 €", .invalidMoney("60 €"), 12),
    ("granted: -5 EUR", .invalidMoney("-5 EUR"), 10),
    ("minutes: 1.5", .invalidInteger("1.5"), 10),
    ("minutes: 99999999999999999999", .invalidInteger("99999999999999999999"), 10),
    ("outcome_date: 2026-02-30", .invalidDate("2026-02-30"), 15),
    ("outcome_date: 0001-01-01", .invalidDate("0001-01-01"), 15),
    ("outcome_date: 99999-01-01", .invalidDate("99999-01-01"), 15),
    ("outcome_date: 18/11/2026", .invalidDate("18/11/2026"), 15),
    ("motive: delivery//damaged", .invalidMotive("delivery//damaged"), 9),
    ("lang: français", .invalidLanguage("français"), 7),
    (
      "precedents: [ fc-20261118-7k3fqi]", .invalidID("fc-20261118-7k3fqi", expected: [.fieldCase]),
      15
    ),
    (
      "learnings: [fc-20261118-7k3fqz]", .invalidID("fc-20261118-7k3fqz", expected: [.learning]), 13
    ),
    ("tags: initiative", .wrongType(expected: .list, found: .text), 7),
    ("tags: {a: b}", .wrongType(expected: .list, found: .mapping), 7),
    ("tags: [[a]]", .wrongType(expected: .text, found: .list), 8),
    ("role: [a]", .wrongType(expected: .text, found: .list), 7),
    ("facts: [a]", .wrongType(expected: .mapping, found: .list), 8),
    ("facts: {a: [b]}", .wrongType(expected: .text, found: .list), 12),
    ("in_force: {map: a, revision: x, commit: b}", .invalidInteger("x"), 30),
    ("in_force: {map: a, revision: 1}", .missing, 11),
    ("in_force: conseiller@12", .wrongType(expected: .mapping, found: .text), 11),
  ])
  func aBadFieldLeavesTheRest(line: String, reason: DocumentProblem.Reason, column: Int) throws {
    let parsed = with(line)
    let problem = try #require(parsed.problems.first)
    #expect(parsed.problems.count == 1)
    #expect(problem.reason == reason)
    #expect(problem.severity == .error)
    #expect(problem.position?.line == 5)
    #expect(problem.position?.column == column)
    var expected = try #require(with("").value)
    #expect(parsed.value?.situation == "a")
    expected.tags = parsed.value?.tags ?? []
    #expect(parsed.value == expected)
  }

  @Test func anUnknownKeyIsAWarningWithTheNearestName() {
    #expect(
      with("rôle: a").problems == [
        DocumentProblem(
          .warning, at: SourcePosition(offset: 53, line: 5, column: 1), field: "rôle",
          .unknownKey("rôle", nearest: "role"))
      ])
    #expect(with("xyzzy: [{a: b}]").problems.map(\.reason) == [.unknownKey("xyzzy", nearest: nil)])
    #expect(
      with("in_force: {map: a, revision: 1, commit: b, ruel: c}").problems.map(\.reason)
        == [.unknownKey("ruel", nearest: "rule")])
  }

  @Test func nothingAfterTheColonIsAbsent() {
    let parsed = with("role:\ntags:\nfacts:\nin_force:\nminutes: # plus tard")
    #expect(parsed.problems.isEmpty)
    #expect(parsed.value?.role == nil)
    #expect(with("role: ''").value?.role == "")
    #expect(with("role: null").value?.role == "null")
  }

  @Test func positionsCountScalarsAndBytes() {
    let source =
      "\u{FEFF}---\r\nid: fc-20261118-7k3fqz\r\ntitle: é€🎁\r\n\"date\": '2026-13-01'\r\n---\r\n"
    let problem = parse(source).problems.first
    #expect(problem?.position?.line == 4)
    #expect(problem?.position?.column == 9)
    let offset = problem?.position?.offset ?? 0
    #expect(Array(source.utf8)[offset...].starts(with: "'2026".utf8))
  }

  // MARK: - Bodies

  @Test func aBodyWithoutKnownHeadingsIsTheSituation() {
    #expect(
      with("", body: "\n\n  a\n\n# Titre\n## Autre\nb  \n\n").value?.situation
        == "  a\n\n# Titre\n## Autre\nb")
    #expect(with("", body: "a\r\nb\r\n").value?.situation == "a\nb")
  }

  @Test func aLoneCarriageReturnEndsALineOfAText() {
    let value = with("", body: "\r \r a\rb\r## Why\r").value
    #expect(value?.situation == " a\nb\n## Why")
    #expect(value?.why == nil)
    #expect(FieldCase.parse(value?.rendered(language: "fr") ?? []).value == value)
  }

  @Test func headingsAreKnownInBothLanguagesAndForgiving() {
    let body =
      "Avant\n## SITUATION :\na\n##  decision ##\nb\n## pourquoi\nc\n## Outcome\nd\n### e\n## Discussion\nf"
    let value = with("", body: body).value
    #expect(value?.situation == "Avant\n\na")
    #expect(value?.decision == "b")
    #expect(value?.why == "c")
    #expect(value?.outcomeText == "d\n### e")
    #expect(value?.discussionText == "f")
    #expect(with("", body: "a\n## De\u{301}cision\nb").value?.decision == "b")
    #expect(with("", body: "##Décision\nb").value?.decision == nil)
    #expect(with("", body: " ## Décision\nb").value?.decision == nil)
    #expect(with("", body: "## Décision du chef\nb").value?.decision == nil)
  }

  @Test func repeatedSectionsAreJoinedAndReported() {
    let parsed = with("", body: "a\n\n## Why\nb\n\n## Pourquoi\nc")
    #expect(parsed.value?.why == "b\n\nc")
    #expect(parsed.problems.map(\.reason) == [.repeatedSection(.why)])
    #expect(parsed.problems.first?.severity == .warning)
    #expect(parsed.problems.first?.position?.line == 12)
  }

  @Test(arguments: ["```", "~~~", "````", "   ```swift"])
  func headingsInCodeAreText(fence: String) {
    let closing = fence.filter { $0 == "`" || $0 == "~" }
    let body = "\(fence)\n## Why\n\(closing)\n## Why\nb"
    #expect(with("", body: body).value?.why == "b")
  }

  @Test func aFenceThatNothingEndsIsText() {
    #expect(with("", body: "```\na\n## Why\nb").value?.why == "b")
    #expect(with("", body: "````\na\n## Why\nb\n```").value?.why == "b\n```")
    #expect(with("", body: "~~~\na\n## Why\nb\n```").value?.why == "b\n```")
    #expect(with("", body: "``` `x`\na\n## Why\nb\n```").value?.why == "b\n```")
  }

  @Test func aBackslashProtectsALine() {
    #expect(with("", body: "\\## Why\nb").value?.situation == "## Why\nb")
    #expect(with("", body: "\\\\## Why\nb").value?.situation == "\\## Why\nb")
    #expect(with("", body: "\\## Other\nb").value?.situation == "\\## Other\nb")
    #expect(with("", body: "\\```\n## Why\nb\n```").value?.why == "b\n```")
  }

  @Test func discussionEntriesOutOfFormLoseNothing() {
    let body = """
      a

      ## Discussion
      avant

      ### 2026-11-19 25:00 · Paul · thanks
      perdu ?

      ### 2026-11-19 · Claire
      b

      ### 2026-11-20 09:00 · Marc · bravo
      c

      ### sans date · X · flag
      d

      ### 2026-02-30 · X · flag
      e
      """
    let parsed = with("", body: body)
    #expect(
      parsed.value?.discussionText == "avant\n\n### 2026-11-19 25:00 · Paul · thanks\nperdu ?")
    #expect(parsed.value?.discussion.map(\.author) == ["Claire", "Marc · bravo"])
    #expect(parsed.value?.discussion.map(\.kind) == [.comment, .comment])
    #expect(
      parsed.value?.discussion.last?.text
        == "c\n\n### sans date · X · flag\nd\n\n### 2026-02-30 · X · flag\ne")
    #expect(
      parsed.problems.map(\.reason) == [
        .malformedEntry("### 2026-11-19 25:00 · Paul · thanks"),
        .unknownEntryKind(
          "bravo", allowed: ["comment", "thanks", "question", "flag", "outcome"], nearest: nil),
        .malformedEntry("### sans date · X · flag"), .malformedEntry("### 2026-02-30 · X · flag"),
      ])
    #expect(parsed.problems.allSatisfy { $0.severity == .warning })
  }

  @Test(arguments: [
    ("commentaire", EntryKind.comment), ("merci", .thanks), ("question", .question),
    ("Alerte", .flag), ("issue", .outcome), ("outcome", .outcome),
  ])
  func entryKindsAreReadInFrench(word: String, kind: EntryKind) {
    let parsed = with("", body: "a\n## Discussion\n### 2026-11-19 · A · \(word)\nb")
    #expect(parsed.problems.isEmpty)
    #expect(parsed.value?.discussion.map(\.kind) == [kind])
  }

  // MARK: - Rendering

  @Test func aRenderedCaseLooksLikeTheDesign() throws {
    let value = try #require(parse(wholeCase).value)
    let rendered = String(decoding: value.rendered(language: "fr"), as: UTF8.self)
    var expected = wholeCase.replacing("                 # jour de la décision", with: "")
    expected = expected.replacing("consulted: []\n", with: "")
    expected = expected.replacing("commit: 3912345", with: "commit: \"3912345\"")
    expected = expected.replacing(
      "[initiative, \"12:30\", no]", with: "[initiative, \"12:30\", \"no\"]")
    expected = expected.replacing(
      "learnings:\n  - ln-20261101-3hx9tk", with: "learnings: [ln-20261101-3hx9tk]")
    expected = expected.replacing("## Pourquoi\n\n", with: "## Pourquoi\n")
    expected = expected.replacing("· merci", with: "· thanks")
    #expect(rendered == expected + "\n")
  }

  @Test func wordsThatOtherProgramsReadAsSomethingElseAreQuoted() throws {
    var value = try #require(with("lang: no\nfacts: {photo: true}").value)
    value.tags = ["null", "2026", "1e3", "12:30", "Oui", "v1.2"]
    let rendered = String(decoding: value.rendered(language: "fr"), as: UTF8.self)
    #expect(rendered.contains("\nlang: \"no\"\n"))
    #expect(rendered.contains("\nfacts: {photo: true}\n"))
    #expect(rendered.contains("\ntags: [\"null\", \"2026\", \"1e3\", \"12:30\", Oui, v1.2]\n"))
  }
}
