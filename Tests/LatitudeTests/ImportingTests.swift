import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct ImportingTests {
  private func rows(_ texts: [(id: String, text: String)]) -> [ImportRow] {
    texts.enumerated().map { index, row in
      ImportRow(
        number: index + 1,
        fields: [Field("id", .text(row.id)), Field("text", .text(row.text))])
    }
  }

  @Test func aBatchIsOneCommitAndCanBeRepeated() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let rows = rows([("ZD-1", "Colis abîmé."), ("ZD-2", "Colis perdu."), ("ZD-1", "Deux fois.")])
    let first = try base.importCases(
      rows, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(first.recorded.count == 2)
    #expect(first.alreadyThere == [3])
    #expect(try fixture.git("rev-list", "--count", "HEAD") == "2\n")
    let again = try base.importCases(
      rows, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(again.recorded.isEmpty)
    #expect(again.commit == nil)
    #expect(try fixture.git("rev-list", "--count", "HEAD") == "2\n")
    let refs = try base.cases().documents.compactMap(\.value.ref).sorted()
    #expect(refs == ["ZD-1", "ZD-2"])
  }

  /// Draws the same three ids again and again, and at last others.
  private struct Repeating: RandomNumberGenerator {
    var draws = 0
    var others = SeededGenerator(seed: 6)

    mutating func next() -> UInt64 {
      draws += 1
      return draws <= 6 * 9 ? UInt64((draws - 1) / 6 % 3) << 60 : others.next()
    }
  }

  /// Of tens of thousands of rows of one day some draw an id that another has.
  @Test func rowsThatDrawTheSameIDAreAllRecorded() throws {
    let fixture = try BaseFixture()
    var base = try fixture.open()
    var random = Repeating()
    for round in 1...2 {
      let report = try base.importCases(
        rows((1...5).map { ("R-\(round)-\($0)", "Colis \($0).") }), as: BaseFixture.claire,
        today: BaseFixture.today, using: &random)
      #expect(report.recorded.count == 5 && report.alreadyThere.isEmpty)
      random.draws = 0
    }
    #expect(try base.cases().documents.count == 10)
  }

  @Test func aBadRowIsReportedAndTheOthersGoOn() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var rows = rows([("1", "Bon."), ("2", ""), ("3", "Aussi.")])
    rows.append(
      ImportRow(
        number: 9,
        fields: [Field("text", .text("Montant.")), Field("requested", .token("beaucoup"))]))
    let report = try base.importCases(
      rows, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(report.recorded.count == 2)
    #expect(report.refused.map(\.row) == [2, 9])
    #expect(try base.cases().faults.isEmpty)
  }

  @Test func manyRowsArriveAsOnePack() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let report = try base.importCases(
      rows((0..<300).map { ("r\($0)", "Le colis numéro \($0) est en retard.") }),
      as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(report.recorded.count == 300)
    #expect(try base.cases().documents.count == 300)
    #expect(try fixture.git("count-objects", "-v").contains("packs: 1"))
    #expect(try fixture.git("status", "--porcelain") == "?? .keep\n")
    _ = try fixture.git("fsck", "--strict")
  }

  @Test func rowsKeepTheirIdsAndUnknownKeys() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let row = ImportRow(
      number: 1,
      fields: [
        Field("id", .token("fc-20261118-7k3fqz")), Field("title", .text("Vase brisé")),
        Field("date", .token("2026-11-18")), Field("weather", .text("rain")),
        Field("body", .text("## Situation\n\nBrisé.\n\n## Décision\n\nRenvoi.\n")),
      ])
    let report = try base.importCases(
      [row], as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(report.recorded.map(\.description) == ["fc-20261118-7k3fqz"])
    let stored = try base.fieldCase("7k3fqz")
    #expect(stored.value.decision == "Renvoi.")
    let text = String(decoding: try base.source(at: stored.path).bytes, as: UTF8.self)
    #expect(text.contains("weather: rain\n"))
  }

  /// A cap counts what was granted once, however often its row comes in.
  @Test func aRepeatedRowDoesNotCountTwiceAgainstACap() throws {
    var fixture = try BaseFixture()
    try fixture.commitMapByHand(
      BaseFixture.map(aloneUpTo: 100).replacing(
        "    with: superviseur\n",
        with: "    with: superviseur\n    cap: 110 EUR per customer in 90 days\n"))
    var base = try fixture.open()
    func row(_ ref: String, _ amount: String) -> ImportRow {
      ImportRow(
        number: ref == "A" ? 1 : 2,
        fields: [
          Field("ref", .text(ref)), Field("text", .text("Colis \(ref).")),
          Field("role", .text("conseiller")), Field("action", .text("voucher")),
          Field("requested", .token(amount)), Field("granted", .token(amount)),
          Field("customer", .text("k-1")),
        ])
    }
    _ = try base.importCases(
      [row("A", "60 EUR")], as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    let second = try base.importCases(
      [row("A", "60 EUR"), row("B", "40 EUR")], as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(second.alreadyThere == [1])
    let added = try #require(second.recorded.first)
    #expect(try base.fieldCase(added.description).value.inForce?.zone == .alone)
  }

  @Test func aRowThatNamesWhatIsNotThereIsRecordedAndTold() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    func row(_ number: Int, _ id: String, precedents: [String]) -> ImportRow {
      ImportRow(
        number: number,
        fields: [
          Field("id", .text(id)), Field("text", .text("Colis.")),
          Field("precedents", .texts(precedents)),
        ])
    }
    let rows = [
      // Names a row that follows.
      row(1, "fc-20261101-aaaaaa", precedents: ["fc-20261101-bbbbbb"]),
      row(2, "fc-20261101-bbbbbb", precedents: []),
      row(3, "fc-20261101-cccccc", precedents: ["fc-20261101-dddddd", "fc-20200101-zzzzzz"]),
      row(4, "fc-20261101-dddddd", precedents: ["fc-20200101-zzzzzz"]),
    ]
    let report = try base.importCases(
      rows, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(report.recorded.count == 4 && report.refused.isEmpty)
    let missing = try #require(DocumentID("fc-20200101-zzzzzz"))
    #expect(report.missing == [missing: 2])
    #expect(try base.lint(today: BaseFixture.today).errors == 2)
  }

  @Test func aFileThatCannotBeReadIsNotOverwritten() throws {
    var fixture = try BaseFixture()
    let path = "field/2026/11/fc-20261118-7k3fqz-vase.md"
    try fixture.environment.write("\(fixture.name)/\(path)", "---\ntitle: [\n")
    _ = try fixture.git("add", "field")
    _ = try fixture.git("commit", "-qm", "a slip of the pen")
    var base = try fixture.open()
    let row = ImportRow(
      number: 1,
      fields: [
        Field("id", .text("fc-20261118-7k3fqz")), Field("title", .text("Vase")),
        Field("date", .token("2026-11-18")), Field("text", .text("Brisé.")),
      ])
    let report = try base.importCases(
      [row], as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(report.alreadyThere == [1])
    #expect(try fixture.git("show", "HEAD:\(path)") == "---\ntitle: [\n")
  }

  @Test func whatWouldBeLostIsRefusedAndSaid() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    func row(_ number: Int, _ fields: [(String, String)]) -> ImportRow {
      ImportRow(number: number, fields: fields.map { Field($0.0, .text($0.1)) })
    }
    let rows = [
      row(1, [("id", "77"), ("ref", "ZD-1"), ("text", "Un.")]),
      row(2, [("id", "ZD-2"), ("ref", "ZD-2"), ("text", "Deux.")]),
      row(3, [("id", "78"), ("ref", ""), ("text", "Trois."), ("body", "")]),
      row(4, [("text", "Quatre."), ("body", "Autre chose.")]),
    ]
    let report = try base.importCases(
      rows, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    #expect(try base.cases().documents.compactMap(\.value.ref).sorted() == ["78", "ZD-2"])
    #expect(report.refused.map(\.row) == [1, 4])
    guard report.refused.count == 2,
      case KnowledgeBaseError.idBesideRef("77", "ZD-1") = report.refused[0].reason,
      case KnowledgeBaseError.severalTexts(["text", "body"]) = report.refused[1].reason
    else {
      Issue.record("\(report.refused)")
      return
    }
  }

  /// What a table has in a column each becomes the sections, and no line of it a heading of its own.
  @Test func sectionsMayHaveColumnsOfTheirOwn() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    func row(_ number: Int, _ fields: [(String, String)]) -> ImportRow {
      ImportRow(number: number, fields: fields.map { Field($0.0, .text($0.1)) })
    }
    let report = try base.importCases(
      [
        row(
          1,
          [
            ("ref", "1"), ("situation", "Vase cassé.\n## Why\nDit-elle."),
            ("decision", "Remplacé."), ("why", "Fidèle."), ("outcome_text", "Contente."),
          ]),
        row(
          2,
          [
            ("ref", "2"), ("text", "Colis perdu."), ("decision", "Renvoyé."), ("why", ""),
            ("lang", "en"),
          ]),
        row(3, [("decision", "Rien d'autre.")]),
        row(4, [("situation", "Un."), ("text", "Deux.")]),
        // An export of a case that has such a key in its front matter.
        row(5, [("ref", "5"), ("body", "## Situation\nTrois."), ("decision", "17")]),
      ], as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    let cases = try base.cases().documents.map(\.value)
    let byRef = Dictionary(uniqueKeysWithValues: cases.map { ($0.ref, $0) })
    let first = try #require(byRef["1"])
    #expect(first.title == "Vase cassé. ## Why Dit-elle")
    #expect(first.situation == "Vase cassé.\n## Why\nDit-elle.")
    #expect(first.decision == "Remplacé.")
    #expect(first.why == "Fidèle.")
    #expect(first.outcomeText == "Contente.")
    let second = try #require(byRef["2"])
    #expect(second.situation == "Colis perdu.")
    #expect(second.decision == "Renvoyé.")
    #expect(second.why == nil)
    let path = try fixture.git("grep", "-l", "Renvoyé")
    #expect(
      try fixture.git("show", "HEAD:\(path.dropLast())").hasSuffix(
        "---\n\n## Situation\nColis perdu.\n\n## Decision\nRenvoyé.\n"))
    #expect(byRef["5"]?.situation == "Trois.")
    #expect(byRef["5"]?.decision == nil)
    #expect(report.unknownKeys == ["decision": 1])
    #expect(report.refused.map(\.row) == [3, 4])
    guard report.refused.count == 2,
      case KnowledgeBaseError.noSituation = report.refused[0].reason,
      case KnowledgeBaseError.severalTexts(["situation", "text"]) = report.refused[1].reason
    else {
      Issue.record("\(report.refused)")
      return
    }
  }
}
