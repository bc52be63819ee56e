import Documents
import TestSupport
import Testing

@Suite struct CaseFilterTests {
  private func vocabulary() throws -> Vocabulary {
    var vocabulary = Vocabulary(
      name: "Maison", language: "fr", currency: try #require(Currency("EUR")))
    vocabulary.roles = [
      .init(name: "conseiller", label: "Conseiller", levels: ["debutant", "confirme"]),
      .init(name: "superviseur", label: "Superviseur"),
    ]
    vocabulary.teams = ["lyon", "toulouse"]
    vocabulary.channels = ["phone", "chat"]
    vocabulary.motives = [
      .init(
        name: "delivery", label: "Livraison", children: [.init(name: "damaged", label: "Abîmé")])
    ]
    vocabulary.actions = [.init(name: "voucher", label: "Bon")]
    vocabulary.facts = [
      .init(name: "orders", type: .integer, label: "Commandes"),
      .init(name: "price", type: .money, label: "Prix"),
      .init(name: "photo", type: .boolean, label: "Photo"),
      .init(name: "risk", type: .choice(["none", "legal"]), label: "Risque"),
      .init(name: "zone", type: .integer, label: "Zone de livraison"),
    ]
    return vocabulary
  }

  private func fullCase() throws -> FieldCase {
    var full = FieldCase(
      id: try #require(DocumentID("fc-20261118-7k3fqz")), title: "Vase brisé",
      date: try #require(Day("2026-11-18")))
    full.status = .validated
    full.role = "conseiller"
    full.level = "confirme"
    full.team = "toulouse"
    full.channel = "phone"
    full.motive = MotivePath("delivery/damaged")
    full.action = "voucher"
    full.requested = Money("60 EUR")
    full.granted = Money("40.50 EUR")
    full.zone = .consult
    full.consulted = ["superviseur"]
    full.facts = [
      Fact(name: "orders", text: "4"), Fact(name: "price", text: "100 CHF"),
      Fact(name: "photo", text: "true"), Fact(name: "risk", text: "none"),
      Fact(name: "zone", text: "7"),
    ]
    full.inForce = InForce(
      map: "conseiller", revision: 12, commit: "3f9c1e2", rule: "voucher", zone: .alone,
      limit: Money("50 EUR"))
    full.minutes = 12
    full.outcome = .satisfied
    full.outcomeDate = Day("2026-11-21")
    full.tags = ["initiative", "signal"]
    full.precedents = [try #require(DocumentID("fc-20260914-p2m8xd"))]
    full.learnings = [try #require(DocumentID("ln-20261119-3hx9tk"))]
    full.customer = "k-5f1c09"
    full.lang = "fr"
    full.ref = "0042"
    return full
  }

  private func emptyCase() throws -> FieldCase {
    FieldCase(
      id: try #require(DocumentID("fc-20261118-7k3fqz")), title: "Vase brisé",
      date: try #require(Day("2026-11-18")))
  }

  private func accepts(_ text: String, _ fieldCase: FieldCase) throws -> Bool {
    try CaseFilter(Condition.parse(text), vocabulary: vocabulary()).accepts(fieldCase)
  }

  /// Each is true of the full case; its `not` is false of it; the empty case has none of these
  /// fields.
  @Test(arguments: [
    "status = validated", "role = conseiller", "level != debutant", "team in [lyon, toulouse]",
    "channel = phone", "motive under delivery", "motive = delivery/damaged", "motive != delivery",
    "action = voucher", "requested >= 60 EUR", "requested != 61 EUR", "granted = 40.50 EUR",
    "granted < 40.51 EUR", "zone = consult", "consulted = superviseur", "orders >= 4",
    "facts.orders = 4", "price <= 100 CHF", "photo = true", "photo != false", "risk in [none]",
    "facts.zone = 7", "in_force.map = conseiller", "in_force.revision > 11",
    "in_force.commit = 3f9c1e2", "in_force.rule = voucher", "in_force.zone != consult",
    "in_force.limit <= 50 EUR", "minutes <= 12", "outcome in [satisfied, mixed]",
    "outcome_date > 2026-11-20", "tag = initiative", "tags in [x, signal]",
    "precedents = fc-20260914-p2m8xd", "learnings in [ln-20261119-3hx9tk]",
    "customer = k-5f1c09", "lang = fr", "ref = 0042",
  ])
  func everyFieldCanBeCompared(text: String) throws {
    #expect(try accepts(text, fullCase()))
    #expect(try !accepts("not (\(text))", fullCase()))
    #expect(try !accepts(text, emptyCase()))
    #expect(try accepts("not (\(text))", emptyCase()))
  }

  @Test func requiredFieldsAreAlwaysThere() throws {
    for text in [
      "id = fc-20261118-7k3fqz", "title = 'Vase brisé'", "title = 'Vase brise\u{301}'",
      "date = 2026-11-18", "date >= 2026-09-01 and date < 2026-12-01", "always",
    ] {
      #expect(try accepts(text, emptyCase()), "\(text)")
    }
  }

  @Test func absenceIsFalseButAnEmptyListIsAList() throws {
    #expect(try !accepts("team != lyon", emptyCase()))
    #expect(try accepts("not team = lyon", emptyCase()))
    #expect(try accepts("tag != initiative", emptyCase()))
    #expect(try !accepts("tag != initiative", fullCase()))
  }

  @Test func amountsInOtherCurrenciesCompareAsAbsent() throws {
    for comparison in ["=", "!=", "<", "<=", ">", ">="] {
      #expect(try !accepts("requested \(comparison) 60 CHF", fullCase()))
      #expect(try !accepts("price \(comparison) 100 EUR", fullCase()))
    }
  }

  @Test func factsThatCannotBeReadAreAbsent() throws {
    var odd = try fullCase()
    odd.facts = [Fact(name: "orders", text: "many"), Fact(name: "risk", text: "huge")]
    #expect(try !accepts("orders >= 0", odd))
    #expect(try !accepts("risk != none", odd))
  }

  @Test(arguments: [
    (
      "zone = consulted", 0,
      FilterError.Reason.unknownValue(
        field: "zone", value: "consulted", allowed: ["alone", "consult", "escalate"],
        nearest: "consult")
    ),
    ("always and grantd >= 3 EUR", 11, .unknownField("grantd", nearest: "granted")),
    ("facts.order = 3", 0, .unknownField("facts.order", nearest: "facts.orders")),
    (
      "team = lyo", 0,
      .unknownValue(field: "team", value: "lyo", allowed: ["lyon", "toulouse"], nearest: "lyon")
    ),
    (
      "motive under delivry", 0,
      .unknownValue(
        field: "motive", value: "delivry", allowed: ["delivery", "delivery/damaged"],
        nearest: "delivery")
    ),
    ("team under delivery", 0, .underNeedsMotive(field: "team")),
    ("granted >= 30", 0, .wrongType(field: "granted", expected: .money, found: .number(300_000))),
    ("minutes = 1.5", 0, .wrongType(field: "minutes", expected: .integer, found: .number(15_000))),
    (
      "date >= 2026-13-01", 0,
      .wrongType(field: "date", expected: .day, found: .text("2026-13-01"))
    ),
    ("photo = yes", 0, .wrongType(field: "photo", expected: .boolean, found: .text("yes"))),
    ("precedents = fc-1", 0, .wrongType(field: "precedents", expected: .id, found: .text("fc-1"))),
    ("title < b", 0, .noOrder(field: "title", .text)),
    ("zone >= consult", 0, .noOrder(field: "zone", .choice(["alone", "consult", "escalate"]))),
  ])
  func whatDoesNotFitIsNamed(text: String, offset: Int, reason: FilterError.Reason) throws {
    let condition = try Condition.parse(text)
    let vocabulary = try vocabulary()
    do throws(FilterError) {
      _ = try CaseFilter(condition, vocabulary: vocabulary)
      Issue.record("accepted")
    } catch {
      #expect(error.reason == reason)
      #expect(error.utf8Offset == offset)
    }
  }
}
