import Documents
import Testing

let sampleMap = """
  ---
  role: conseiller
  title: Carte d'autonomie, conseiller
  effective: 2026-12-01            # en vigueur
  default: escalate
  rules:
    - id: voucher
      action: voucher
      motives: [delivery]
      levels: [confirme]
      alone: requested <= 50 EUR
      consult: requested <= 120 EUR
      with: superviseur
      cap: 150 EUR per customer in 90 days
      priority: -10
      because: [fc-20260914-p2m8xd, ln-20261101-3hx9tk]
      examples: [fc-20260914-p2m8xd]
    - id: chase-carrier
      action: chase-carrier
      alone: always
  limits:
    - id: risk
      escalate: risk in [legal, safety]
      why: Ce qui engage l'entreprise ne se décide pas seul.
  trials:
    - id: voucher-80
      rule: voucher
      teams: [toulouse]
      from: 2026-12-01
      until: 2027-02-28
      alone: requested <= 80 EUR
  ---
  ## À quoi sert cette carte
  Prose.

  """

@Suite struct MapParsingTests {
  private func parse(_ source: String) -> Parsed<MapDocument> {
    MapDocument.parse(Array(source.utf8))
  }

  private func with(rules: String) -> Parsed<MapDocument> {
    parse(
      "---\nrole: a\ntitle: b\neffective: 2026-12-01\ndefault: escalate\n\(rules)\n---\n")
  }

  @Test func everyPartIsRead() throws {
    let parsed = parse(sampleMap)
    #expect(parsed.problems.isEmpty)
    let map = try #require(parsed.value)
    #expect(map.role == "conseiller")
    #expect(map.effective == Day("2026-12-01"))
    #expect(map.default == .escalate)
    let voucher = try #require(map.rules.first)
    #expect(voucher.action == "voucher")
    #expect(voucher.motives.map(\.description) == ["delivery"])
    #expect(voucher.levels == ["confirme"])
    #expect(try voucher.alone == Condition.parse("requested <= 50 EUR"))
    #expect(try voucher.consult == Condition.parse("requested <= 120 EUR"))
    #expect(voucher.with == "superviseur")
    #expect(voucher.cap?.days == 90)
    #expect(voucher.cap?.amount == Money("150 EUR"))
    #expect(voucher.priority == -10)
    #expect(voucher.because.count == 2)
    #expect(voucher.examples.count == 1)
    #expect(voucher.position == SourcePosition(offset: 133, line: 7, column: 5))
    #expect(map.rules.last?.alone == .always)
    #expect(map.limits.map(\.why) == ["Ce qui engage l'entreprise ne se décide pas seul."])
    #expect(map.trials.map(\.until) == [Day("2027-02-28")])
    #expect(map.body == "## À quoi sert cette carte\nProse.")
    let rendered = String(decoding: map.rendered(), as: UTF8.self)
    #expect(rendered + "\n" == sampleMap.replacing("            # en vigueur", with: "") + "\n")
  }

  @Test(arguments: [
    ("rules:\n  - id: v\n    action: w\n    alone: requested <= 50 €", 9, 28),
    ("rules:\n  - id: v\n    action: w\n    alone: 'a = ''b'' c = d'", 9, 23),
    ("rules:\n  - id: v\n    action: w\n    alone: \"a = 1 or\"", 9, 21),
    ("rules:\n  - id: v\n    action: w\n    alone: \"a = \\\"b\\\" c\"", 9, 23),
    ("rules:\n  - id: v\n    action: w\n    alone: a = 1\n      and and", 10, 11),
    ("rules:\n  - id: v\n    action: w\n    alone: >\n      a = 1 and", 9, 12),
  ])
  func faultsOfConditionsStandWhereTheyAre(rules: String, line: Int, column: Int) {
    let parsed = with(rules: rules)
    #expect(parsed.value == nil)
    #expect(parsed.problems.count == 1)
    #expect(parsed.problems.first?.field == "rules.v.alone")
    #expect(parsed.problems.first?.position?.line == line)
    #expect(parsed.problems.first?.position?.column == column)
  }

  @Test(arguments: [
    ("rules: voucher", "rules", DocumentProblem.Reason.wrongType(expected: .list, found: .text)),
    ("rules: [voucher]", "rules[0]", .wrongType(expected: .mapping, found: .text)),
    ("rules: [{id: v}]", "rules.v.action", .missing),
    ("rules: [{action: v}]", "rules[0].id", .missing),
    ("rules: [{id: a b, action: v}]", "rules[0].id", .invalidName("a b")),
    ("rules: [{id: v, action: v}, {id: v, action: w}]", "rules.v.id", .duplicateID("v")),
    ("rules: [{id: v, action: v, cap: 150 EUR}]", "rules.v.cap", .invalidCap("150 EUR")),
    (
      "rules: [{id: v, action: v, cap: 150 EUR per customer in 0 days}]", "rules.v.cap",
      .invalidCap("150 EUR per customer in 0 days")
    ),
    ("rules: [{id: v, action: v, priority: high}]", "rules.v.priority", .invalidInteger("high")),
    (
      "rules: [{id: v, action: v, because: [id-20261120-p2m8xd]}]", "rules.v.because[0]",
      .invalidID("id-20261120-p2m8xd", expected: [.fieldCase, .learning])
    ),
    ("limits: [{id: v}]", "limits.v.escalate", .missing),
    ("trials: [{id: v, rule: w, until: 2026-01-01}]", "trials.v.from", .missing),
    ("trials: [{id: v, rule: w, from: x, until: 2026-01-01}]", "trials.v.from", .invalidDate("x")),
  ])
  func anErrorMakesAMapUnusable(rules: String, field: String, reason: DocumentProblem.Reason) {
    let parsed = with(rules: rules)
    #expect(parsed.value == nil)
    #expect(parsed.problems.map(\.field) == [field])
    #expect(parsed.problems.map(\.reason) == [reason])
  }

  @Test func anUnknownKeyOfARuleIsAWarning() {
    let parsed = with(rules: "rules: [{id: v, action: v, alnoe: always}]")
    #expect(parsed.value?.rules.count == 1)
    #expect(parsed.problems.map(\.field) == ["rules.v.alnoe"])
    #expect(parsed.problems.map(\.reason) == [.unknownKey("alnoe", nearest: "alone")])
  }

  @Test func fourFieldsAreRequired() {
    #expect(parse("---\n---\n").problems.map(\.field) == ["role", "title", "effective", "default"])
    #expect(
      parse("---\nrole: ../etc\ntitle: a\neffective: 2026-12-01\ndefault: alone\n---\n").problems
        .map(\.reason) == [.invalidName("../etc")])
  }

  @Test func capsAreReadAndWritten() {
    #expect(
      Cap("150 EUR per customer in 90 days")?.description == "150 EUR per customer in 90 days")
    #expect(Cap("9.50 EUR per customer in 1 day")?.days == 1)
    for text in ["150 EUR per client in 90 days", "150 per customer in 90 days", "", " "] {
      #expect(Cap(text) == nil)
    }
  }
}

@Suite struct LearningAndIdeaParsingTests {
  @Test func aLearningIsRead() throws {
    let source = """
      ---
      id: ln-20261119-3hx9tk
      title: "Emballage : le verre"
      date: 2026-11-19
      status: validated
      format: impact-table
      cases: [fc-20261118-7k3fqz]
      rules: [conseiller/voucher]
      motives: [delivery/damaged]
      tags: [emballage]
      ---

      | a | b |

      ## Issue
      Reste du texte.

      """
    let parsed = Learning.parse(Array(source.utf8))
    #expect(parsed.problems.isEmpty)
    let value = try #require(parsed.value)
    #expect(value.format == .impactTable)
    #expect(value.cases.map(\.description) == ["fc-20261118-7k3fqz"])
    #expect(value.rules == ["conseiller/voucher"])
    #expect(value.body == "| a | b |\n\n## Issue\nReste du texte.")
    #expect(String(decoding: value.rendered(), as: UTF8.self) == source)
  }

  @Test func aRuleReferenceIsARoleAndARule() {
    for rule in ["voucher", "a/b/c", "/b", "a/", "a b/c"] {
      let source =
        "---\nid: ln-20261119-3hx9tk\ntitle: a\ndate: 2026-11-19\nrules: [\(rule)]\n---\n"
      #expect(
        Learning.parse(Array(source.utf8)).problems.map(\.reason) == [.invalidRuleReference(rule)])
    }
  }

  @Test func anIdeaIsReadWithItsRules() throws {
    let source = """
      ---
      id: id-20261120-p2m8xd
      title: Plafond d'avoir
      date: 2026-11-20
      role: conseiller
      status: accepted
      decided_by: Léa
      decided_on: 2026-12-01
      reason: "Les cas le montrent : 41 sur 43."
      revision: conseiller@13
      tags: [plafond]
      rules:
        - id: voucher
          action: voucher
          alone: requested <= 80 EUR
      ---

      Pourquoi pas 80 ?

      """
    let parsed = Idea.parse(Array(source.utf8))
    #expect(parsed.problems.isEmpty)
    let value = try #require(parsed.value)
    #expect(value.rules.map(\.id) == ["voucher"])
    #expect(value.decidedBy == "Léa")
    #expect(value.revision == "conseiller@13")
    #expect(String(decoding: value.rendered(), as: UTF8.self) == source)
  }

  @Test func anAnswerNeedsItsReason() {
    func problems(_ status: String) -> [DocumentProblem] {
      let source =
        "---\nid: id-20261120-p2m8xd\ntitle: a\ndate: 2026-11-20\nstatus: \(status)\n---\n"
      return Idea.parse(Array(source.utf8)).problems
    }
    #expect(problems("declined").map(\.field) == ["reason"])
    #expect(problems("accepted").map(\.reason) == [.missing])
    #expect(problems("open").isEmpty)
    #expect(problems("trial").isEmpty)
  }

  @Test func aBadRuleOfAnIdeaLeavesTheOthers() {
    let source = """
      ---
      id: id-20261120-p2m8xd
      title: a
      date: 2026-11-20
      rules:
        - {id: a}
        - {id: b, action: c}
      ---
      """
    let parsed = Idea.parse(Array(source.utf8))
    #expect(parsed.value?.rules.map(\.id) == ["b"])
    #expect(parsed.problems.map(\.field) == ["rules.a.action"])
  }
}
