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
}
