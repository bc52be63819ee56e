import Documents
import Testing

let sampleVocabulary = """
  # Commentaire.
  format: 1
  name: Maison Exemple, relation client
  language: fr
  languages: [en, fr]
  currency: EUR
  branch: main
  roles:
    conseiller: {label: Conseiller, levels: [debutant, confirme]}
    superviseur: Superviseur
    responsable:
  teams: [lyon, toulouse]
  channels: [phone, chat]
  motives:
    delivery: {label: Livraison, children: {damaged: Colis abîmé, late: Retard}}
    fault:
      label: Panne
      children:
        safety: "Fuite, choc"
  actions:
    voucher: {label: "Bon d'achat"}
    modify-order: {}
  facts:
    orders: {type: integer, label: Commandes passées}
    photo: {type: boolean, default: false}
    price: {type: money}
    risk: {type: choice, values: [none, legal, no], default: none}
  people:
    - {email: lea@exemple.fr, name: Léa, role: superviseur, manages: [conseiller]}
    - email: bruno@exemple.fr
  privacy: {personal_data: warn, smallest_group: 7}
  similarity: {weights: {text: 4.5, facts: 0}}
  """

@Suite struct VocabularyTests {
  private func parse(_ source: String) -> Parsed<Vocabulary> {
    Vocabulary.parse(Array(source.utf8))
  }

  private let head = "format: 1\nname: a\nlanguage: fr\ncurrency: EUR\n"

  @Test func everySettingIsRead() throws {
    let parsed = parse(sampleVocabulary)
    #expect(parsed.problems.isEmpty)
    let value = try #require(parsed.value)
    #expect(value.name == "Maison Exemple, relation client")
    #expect(value.languages == ["fr", "en"])
    #expect(value.branch == "main")
    #expect(value.roles.map(\.label) == ["Conseiller", "Superviseur", "responsable"])
    #expect(value.roles.first?.levels == ["debutant", "confirme"])
    #expect(value.actions.map(\.label) == ["Bon d'achat", "modify-order"])
    #expect(
      value.motivePaths.map(\.description)
        == ["delivery", "delivery/damaged", "delivery/late", "fault", "fault/safety"])
    #expect(
      value.facts.map(\.type) == [.integer, .boolean, .money, .choice(["none", "legal", "no"])])
    #expect(value.facts.map(\.default) == [nil, .boolean(false), nil, .choice("none")])
    #expect(value.people.map(\.email) == ["lea@exemple.fr", "bruno@exemple.fr"])
    #expect(value.people.first?.manages == ["conseiller"])
    #expect(value.privacy.personalData == .warn)
    #expect(value.privacy.smallestGroup == 7)
    #expect(value.weights.text == 4.5)
    #expect(value.weights.facts == 0)
    #expect(value.weights.motive == SimilarityWeights().motive)
    #expect(value.problems(positions: parsed.positions).isEmpty)
    #expect(parse(String(decoding: value.rendered(), as: UTF8.self)).value == value)
  }

  @Test func lookUpsFindWhatIsDeclared() throws {
    let value = try #require(parse(sampleVocabulary).value)
    #expect(value.role(named: "superviseur")?.label == "Superviseur")
    #expect(value.role(named: "Superviseur") == nil)
    #expect(value.action(named: "voucher")?.label == "Bon d'achat")
    #expect(value.role(named: "conseiller")?.levels.contains("confirme") == true)
    #expect(value.role(named: "superviseur")?.levels == [])
    let damaged = try #require(MotivePath("delivery/damaged"))
    #expect(value.label(of: damaged) == "Colis abîmé")
    #expect(try value.motive(at: #require(MotivePath("delivery")))?.children.count == 2)
    #expect(try value.label(of: #require(MotivePath("damaged"))) == nil)
    #expect(try value.label(of: #require(MotivePath("delivery/damaged/x"))) == nil)
  }

  @Test func factsAreTyped() throws {
    let value = try #require(parse(sampleVocabulary).value)
    let orders = try #require(value.fact(named: "orders"))
    #expect(orders.parse("4") == .integer(4))
    #expect(orders.parse("-4") == .integer(-4))
    for text in ["", "-", "+4", "4.0", "quatre", "9223372036854775808", " 4"] {
      #expect(orders.parse(text) == nil)
    }
    let photo = try #require(value.fact(named: "photo"))
    #expect(photo.parse("true") == .boolean(true))
    #expect(photo.parse("oui") == nil)
    let price = try #require(value.fact(named: "price"))
    #expect(price.parse("59 EUR") == Money("59 EUR").map { .money($0) })
    #expect(price.parse("59") == nil)
    let risk = try #require(value.fact(named: "risk"))
    #expect(risk.parse("no") == .choice("no"))
    #expect(risk.parse("maybe") == nil)
    for value in [FactValue.integer(-4), .boolean(true), .choice("no")] {
      #expect(["-4", "true", "no"].contains(value.description))
    }
  }

  @Test(arguments: [
    ("roles: [a]", DocumentProblem.Reason.wrongType(expected: .mapping, found: .list), "roles", 8),
    ("roles: {a: [b]}", .wrongType(expected: .mapping, found: .list), "roles.a", 12),
    ("roles: {a: {lable: b}}", .unknownKey("lable", nearest: "label"), "roles.a.lable", 13),
    ("roles: {a/b: c}", .invalidName("a/b"), "roles.a/b", 9),
    ("roles: {../x: c}", .invalidName("../x"), "roles.../x", 9),
    ("team: [a]", .unknownKey("team", nearest: "teams"), "team", 1),
    ("teams: a", .wrongType(expected: .list, found: .text), "teams", 8),
    (
      "facts: {a: {type: int}}",
      .unknownValue(
        "int", allowed: ["integer", "boolean", "money", "choice"], nearest: nil), "facts.a.type", 19
    ),
    ("facts: {a: {}}", .missing, "facts.a.type", 12),
    ("facts: {a: integer}", .wrongType(expected: .mapping, found: .text), "facts.a", 12),
    ("facts: {a: {type: choice}}", .missing, "facts.a.values", 12),
    (
      "facts: {a: {type: integer, default: b}}", .invalidFact("b", expected: .integer),
      "facts.a.default", 37
    ),
    (
      "facts: {a: {type: choice, values: [b], default: c}}",
      .invalidFact("c", expected: .choice(["b"])), "facts.a.default", 49
    ),
    ("people: [{name: a}]", .missing, "people[0].email", 10),
    (
      "privacy: {personal_data: refus}",
      .unknownValue(
        "refus", allowed: ["refuse", "warn", "allow"], nearest: "refuse"), "privacy.personal_data",
      26
    ),
    ("privacy: {smallest_group: five}", .invalidInteger("five"), "privacy.smallest_group", 27),
    (
      "similarity: {weights: {texte: 1}}", .unknownKey("texte", nearest: "text"),
      "similarity.weights.texte", 24
    ),
    ("similarity: {weights: {text: nan}}", .invalidDecimal("nan"), "similarity.weights.text", 30),
    ("similarity: {weights: {text: -1}}", .invalidDecimal("-1"), "similarity.weights.text", 30),
    ("languages: [fr, english]", .invalidLanguage("english"), "languages[1]", 17),
    (
      "motives: {a: {children: {b: {children: [c]}}}}",
      .wrongType(expected: .mapping, found: .list), "motives.a.children.b.children", 40
    ),
  ])
  func aBadSettingLeavesTheRest(
    line: String, reason: DocumentProblem.Reason, field: String, column: Int
  ) throws {
    let parsed = parse(head + line)
    let problem = try #require(parsed.problems.first)
    #expect(parsed.problems.count == 1)
    #expect(problem.reason == reason)
    #expect(problem.field == field)
    #expect(problem.position?.line == 5)
    #expect(problem.position?.column == column)
    #expect(parsed.value?.name == "a")
  }

  @Test(arguments: ["format", "name", "language", "currency"])
  func fourSettingsAreRequired(key: String) {
    let source = head.split(separator: "\n").filter { !$0.hasPrefix(key) }.joined(separator: "\n")
    let parsed = parse(source)
    #expect(parsed.value == nil)
    #expect(parsed.problems.map(\.reason) == [.missing])
    #expect(parsed.problems.map(\.field) == [key])
  }

  @Test func otherFormatsAreRefused() {
    let parsed = parse(head.replacing("format: 1", with: "format: 2"))
    #expect(parsed.value == nil)
    #expect(parsed.problems.map(\.reason) == [.unsupportedFormat("2")])
    #expect(
      parse(head.replacing("EUR", with: "euros")).problems.map(\.reason) == [
        .invalidCurrency("euros")
      ])
    #expect(parse("").value == nil)
    #expect(parse("\u{FEFF}" + head).value?.name == "a")
  }

  @Test func peopleHaveKnownRoles() throws {
    let parsed = parse(
      head + "roles: {agent: Agent}\npeople:\n  - {email: a, role: agnet, manages: [agent, boss]}")
    let value = try #require(parsed.value)
    let problems = value.problems(positions: parsed.positions)
    #expect(
      problems.map(\.reason) == [
        .unknownName(.role, "agnet", nearest: "agent"), .unknownName(.role, "boss", nearest: nil),
      ])
    #expect(problems.map(\.field) == ["people[0].role", "people[0].manages[1]"])
    #expect(problems.map { $0.position?.column } == [22, 46])
  }
}

@Suite struct VocabularyCheckTests {
  private let vocabulary: Vocabulary

  init() throws {
    vocabulary = try #require(Vocabulary.parse(Array(sampleVocabulary.utf8)).value)
  }

  private func check(_ matter: String) -> [DocumentProblem] {
    let parsed = FieldCase.parse(
      Array("---\nid: fc-20261118-7k3fqz\ntitle: a\ndate: 2026-11-18\n\(matter)\n---\na".utf8))
    #expect(parsed.problems.isEmpty)
    return parsed.value?.problems(in: vocabulary, positions: parsed.positions) ?? []
  }

  @Test func aCaseInTheVocabularyHasNoProblems() {
    #expect(
      check(
        """
        role: conseiller
        level: confirme
        team: lyon
        channel: chat
        motive: fault/safety
        action: voucher
        requested: 60 EUR
        consulted: [superviseur]
        facts: {orders: 4, photo: true, price: 12 EUR, risk: no}
        """
      ).isEmpty)
    #expect(check("level: confirme").isEmpty)
  }

  @Test(arguments: [
    (
      "role: conseillère",
      DocumentProblem.Reason.unknownName(.role, "conseillère", nearest: "conseiller"), "role", 7
    ),
    (
      "role: conseiller\nlevel: confirmé",
      .unknownLevel("confirmé", role: "conseiller", nearest: "confirme"), "level", 8
    ),
    ("team: lille", .unknownName(.team, "lille", nearest: nil), "team", 7),
    ("channel: Phone", .unknownName(.channel, "Phone", nearest: "phone"), "channel", 10),
    (
      "motive: delivery/damage",
      .unknownName(.motive, "delivery/damage", nearest: "delivery/damaged"), "motive", 9
    ),
    ("action: vuocher", .unknownName(.action, "vuocher", nearest: "voucher"), "action", 9),
    (
      "consulted: [superviseur, chef]", .unknownName(.role, "chef", nearest: nil), "consulted[1]",
      26
    ),
    ("facts: {order: 4}", .unknownName(.fact, "order", nearest: "orders"), "facts.order", 16),
    ("facts: {orders: four}", .invalidFact("four", expected: .integer), "facts.orders", 17),
    ("facts: {price: 4 USD}", .otherCurrency(.dollar, expected: Money.euro), "facts.price", 16),
    ("granted: 4 USD", .otherCurrency(.dollar, expected: Money.euro), "granted", 10),
  ])
  func unknownNamesAreReportedWhereTheyStand(
    matter: String, reason: DocumentProblem.Reason, field: String, column: Int
  ) {
    let problems = check(matter)
    #expect(problems.map(\.reason) == [reason])
    #expect(problems.first?.field == field)
    #expect(problems.first?.position?.column == column)
    #expect(problems.first?.severity == .error)
  }

  @Test func aCaseFromNowhereIsCheckedWithoutPlaces() throws {
    let id = try #require(DocumentID("fc-20261118-7k3fqz"))
    var value = FieldCase(id: id, title: "a", date: id.day)
    value.role = "chef"
    #expect(
      value.problems(in: vocabulary) == [
        DocumentProblem(.error, at: nil, field: "role", .unknownName(.role, "chef", nearest: nil))
      ])
  }

  @Test func mapsNameWhatIsKnown() throws {
    let source = """
      ---
      role: conseiler
      title: a
      effective: 2026-12-01
      default: escalate
      rules:
        - id: v
          action: vouchers
          motives: [delivery, deliverie]
          levels: [confirme, expert]
          with: chef
          cap: 5 USD per customer in 9 days
      trials:
        - {id: t, rule: v, teams: [lyonn], from: 2026-01-01, until: 2026-02-01, with: chef}
      ---
      """
    let parsed = MapDocument.parse(Array(source.utf8))
    let value = try #require(parsed.value)
    let problems = value.problems(in: vocabulary, positions: parsed.positions)
    #expect(
      problems.map(\.field) == [
        "role", "rules.v.action", "rules.v.motives[1]", "rules.v.with", "rules.v.cap",
        "trials.t.teams[0]", "trials.t.with",
      ])
    #expect(problems.map { $0.position?.line } == [2, 8, 9, 11, 12, 14, 14])
    let right = MapDocument.parse(Array(source.replacing("conseiler", with: "conseiller").utf8))
    let levels = right.value?.problems(in: vocabulary, positions: right.positions)
      .filter { $0.field == "rules.v.levels[1]" }
    #expect(levels?.map(\.reason) == [.unknownLevel("expert", role: "conseiller", nearest: nil)])
  }

  @Test func learningsAndIdeasNameWhatIsKnown() throws {
    let learning = Learning.parse(
      Array(
        """
        ---
        id: ln-20261119-3hx9tk
        title: a
        date: 2026-11-19
        motives: [delivery, x]
        rules: [conseiller/voucher, chef/voucher]
        ---
        """.utf8))
    #expect(
      learning.value?.problems(in: vocabulary, positions: learning.positions).map(\.field)
        == ["motives[1]", "rules[1]"])
    let idea = Idea.parse(
      Array(
        """
        ---
        id: id-20261120-p2m8xd
        title: a
        date: 2026-11-19
        role: chef
        rules:
          - {id: v, action: bon}
        ---
        """.utf8))
    #expect(
      idea.value?.problems(in: vocabulary, positions: idea.positions).map(\.field)
        == ["role", "rules.v.action"])
  }
}

extension Currency {
  static var dollar: Currency {
    guard let currency = Currency("USD") else { preconditionFailure("USD is a currency") }
    return currency
  }
}
