import Documents
import Git
import Latitude
import TestSupport
import Testing

@Suite struct ExportingTests {
  private static let document = """
    ---
    id: fc-20261118-7k3fqz
    title: "Un vase : [brisé], \\"en mille\\" morceaux"
    date: 2026-11-18
    role: conseiller
    requested: 60 EUR
    facts: {orders: 4, risk: none}
    minutes: 12
    tags: [initiative, "a, b"]
    customer: "007"
    weather: rain
    score: 12
    code: "12"
    ratio: 1.50
    flag: true
    word: "true"
    list: [a, [b, c], {d: e}]
    bracket: "[pas une liste]"
    nested: {a: {b: "c, d"}}
    ---

    ## Situation

    Le vase est arrivé ; « en morceaux », dit-elle.

    ## Décision

    Ligne 1
    Ligne 2, "entre guillemets"
    """

  /// The base's only case again, after its way through an export.
  private func reimported(_ fields: [Field]) throws -> [UInt8] {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    let report = try base.importCases(
      [ImportRow(number: 1, fields: fields)], as: BaseFixture.claire, today: BaseFixture.today,
      using: &fixture.random)
    #expect(report.refused.isEmpty)
    return try base.source(at: try base.fieldCase("7k3fqz").path).bytes
  }

  @Test func partsOfADocumentMakeItAgain() throws {
    let source = Array(ExportingTests.document.utf8)
    let (fields, body) = try documentParts(of: source)
    let again = try documentParts(of: renderedDocument(fields: fields, body: body))
    #expect(again.fields == fields)
    #expect(again.body == body)
    #expect(fields.map(\.key).contains("nested"))
  }

  @Test func anExportHoldsEveryKeyAndTheBody() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    _ = try base.record(
      document: Array(ExportingTests.document.utf8), as: BaseFixture.claire,
      today: BaseFixture.today, using: &fixture.random)
    let source = try base.source(at: try base.fieldCase("7k3fqz").path).bytes
    let export = try base.export(CaseSelection())
    let lines = export.jsonLines()
    guard case .object(let object)? = JSONValue(lines) else {
      Issue.record("one line of JSON")
      return
    }
    let (fields, body) = try documentParts(of: source)
    #expect(object.members.map(\.name) == fields.map(\.key) + ["body"])
    #expect(object["body"] == .text(body))
    #expect(object["score"] == .number("12"))
    #expect(object["code"] == .text("12"))
    #expect(object["ratio"] == .text("1.50"))
    #expect(object["flag"] == .boolean(true))
    #expect(object["word"] == .text("true"))
    #expect(object["list"]?.scalar == nil)
    let table = CSVReader.rows(export.csv())
    #expect(table.count == 1)
    #expect(table.first?["tags"] == #"[initiative, "a, b"]"#)
    #expect(table.first?["bracket"] == #""[pas une liste]""#)
    #expect(table.first?["code"] == #""12""#)
    #expect(table.first?["score"] == "12")
    #expect(table.first?["title"] == #"Un vase : [brisé], "en mille" morceaux"#)
    #expect(table.first?["body"] == body)
  }

  /// "1.125 EUR" is a thousand and more in other systems, and an import refuses it.
  @Test func amountsWithThreeDecimalsGetAFourth() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    var one = fixture.fieldCase("Un")
    one.requested = Money("1.125 EUR")
    one.granted = Money("1.50 EUR")
    _ = try base.record(
      one, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    let row = try #require(CSVReader.rows(try base.export(CaseSelection()).csv()).first)
    #expect(row["requested"] == "1.1250 EUR")
    #expect(row["granted"] == "1.50 EUR")
  }

  @Test func aSelectionLimitsTheRows() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    for title in ["Un", "Deux"] {
      var one = fixture.fieldCase(title)
      one.tags = [title]
      _ = try base.record(
        one, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    }
    var selection = CaseSelection()
    selection.tags = ["Deux"]
    #expect(try base.export(selection).count == 1)
    #expect(try base.export(CaseSelection()).count == 2)
  }

  @Test func aLimitLeavesTheNewest() throws {
    var fixture = try BaseFixture()
    var base = try fixture.open()
    for date in ["2026-11-03", "2026-11-01", "2026-11-02"] {
      var one = fixture.fieldCase(date)
      one.date = try #require(Day(date))
      _ = try base.record(
        one, as: BaseFixture.claire, today: BaseFixture.today, using: &fixture.random)
    }
    let rows = CSVReader.rows(try base.export(CaseSelection(), limit: 2).csv())
    #expect(Set(rows.map { $0["date"] }) == ["2026-11-02", "2026-11-03"])
    #expect(try base.export(CaseSelection(), limit: 9).count == 3)
  }

  @Test func fieldsComeBackInTheUsualOrder() throws {
    let bytes = try reimported([
      Field("weather", .text("rain")), Field("tags", .texts(["a"])),
      Field("id", .text("fc-20261118-7k3fqz")), Field("text", .text("Un vase.")),
    ])
    let keys = try documentParts(of: bytes).fields.map(\.key)
    #expect(keys == ["id", "title", "date", "tags", "weather"])
  }
}

extension CSVReader {
  /// The rows as cells by their columns' names.
  fileprivate static func rows(_ bytes: [UInt8]) -> [[String: String]] {
    guard let reader = try? CSVReader(bytes) else { return [] }
    return reader.compactMap { row in
      (try? row.get()).map { Dictionary(zip(reader.columns, $0.cells)) { first, _ in first } }
    }
  }
}
