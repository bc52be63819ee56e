import Documents
import Testing

@Suite struct ElementEditingTests {
  private static let map = """
    ---
    # Written by hand.
    role: conseiller
    title: Carte
    effective: 2026-01-01
    default: escalate
    rules:
      # The first rule.
      - id: voucher   # our oldest
        action: voucher
        alone: requested <= 50 EUR
        mood: cautious
        because: [fc-20260312-8m2kqa]
      - id: "refund"
        action: refund
        alone: requested <= 20 EUR
    trials:
    - id: old
      rule: voucher
      from: 2026-02-01
      until: 2026-03-01
    ---
    Prose.

    """

  private func editor() throws -> DocumentEditor {
    try DocumentEditor(source: Array(Self.map.utf8))
  }

  private func text(_ editor: DocumentEditor) -> String {
    String(decoding: editor.bytes, as: UTF8.self)
  }

  @Test func oneFieldOfOneElementChangesItsLineAlone() throws {
    var editor = try editor()
    try editor.set(
      "alone", ofElement: "voucher", in: "rules", to: .token("requested <= 80 EUR"))
    #expect(text(editor) == Self.map.replacing("<= 50 EUR", with: "<= 80 EUR"))
    try editor.set("consult", ofElement: "voucher", in: "rules", to: .token("always"))
    try editor.set("because", ofElement: "voucher", in: "rules", to: nil)
    #expect(
      text(editor)
        == Self.map.replacing("<= 50 EUR\n", with: "<= 80 EUR\n    consult: always\n")
        .replacing("    because: [fc-20260312-8m2kqa]\n", with: ""))
  }

  @Test func newElementsStandBelowTheOthersAsTheseAreIndented() throws {
    var editor = try editor()
    try editor.appendElement(
      [Field("id", .text("reship")), Field("action", .text("reship"))], to: "rules")
    try editor.appendElement(
      [Field("id", .text("new")), Field("teams", .texts(["lyon"]))], to: "trials")
    #expect(
      text(editor)
        == Self.map
        .replacing("<= 20 EUR\n", with: "<= 20 EUR\n  - id: reship\n    action: reship\n")
        .replacing("2026-03-01\n", with: "2026-03-01\n- id: new\n  teams: [lyon]\n"))
  }

  @Test func aListIsWrittenWhereItIsMissing() throws {
    let source = Self.map.split(separator: "trials:")[0] + "---\nProse.\n"
    var editor = try DocumentEditor(source: Array(source.utf8))
    try editor.appendElement(
      [Field("id", .text("new")), Field("rule", .text("voucher"))], to: "trials")
    #expect(
      text(editor)
        == source.replacing(
          "---\nProse", with: "trials:\n  - id: new\n    rule: voucher\n---\nProse"))
  }

  @Test func aListInBracketsGetsItsElementToo() throws {
    var editor = try DocumentEditor(
      source: Array("---\nrole: a\ntrials: [{id: x, rule: y}]\n---\n".utf8))
    try editor.appendElement([Field("id", .text("z"))], to: "trials")
    #expect(
      text(editor) == "---\nrole: a\ntrials:\n  - id: x\n    rule: y\n  - id: z\n---\n")
    try editor.removeElement("x", from: "trials")
    #expect(text(editor) == "---\nrole: a\ntrials:\n  - id: z\n---\n")
  }

  @Test func anElementGoesWithItsLinesAndTheLastWithItsList() throws {
    var editor = try editor()
    try editor.removeElement("refund", from: "rules")
    #expect(
      text(editor)
        == Self.map.replacing(
          "  - id: \"refund\"\n    action: refund\n    alone: requested <= 20 EUR\n", with: ""))
    try editor.removeElement("old", from: "trials")
    #expect(!text(editor).contains("trials"))
    try editor.removeElement("nobody", from: "trials")
  }

  @Test func anElementThatIsNotThereIsAnError() throws {
    var editor = try editor()
    #expect(throws: DocumentProblem.self) {
      try editor.set("alone", ofElement: "nobody", in: "rules", to: .token("always"))
    }
    #expect(text(editor) == Self.map)
  }

  @Test func adoptedRulesKeepWhatTheyRestOnAndWhatIsUnknown() throws {
    var editor = try editor()
    let map = try #require(MapDocument.parse(Array(Self.map.utf8)).value)
    var voucher = map.rules[0]
    voucher.alone = try Condition.parse("requested <= 60 EUR")
    voucher.because = [try #require(DocumentID("fc-20260418-q4t7zc"))]
    var reship = RuleDocument(id: "reship", action: "reship", position: voucher.position)
    reship.alone = .always
    try editor.adopt([voucher, reship], in: map)
    #expect(
      text(editor)
        == Self.map.replacing("<= 50 EUR", with: "<= 60 EUR")
        .replacing("8m2kqa]", with: "8m2kqa, fc-20260418-q4t7zc]")
        .replacing(
          "<= 20 EUR\n", with: "<= 20 EUR\n  - id: reship\n    action: reship\n    alone: always\n")
    )
    let before = editor.bytes
    try editor.adopt([map.rules[1]], in: map)
    #expect(editor.bytes == before)
  }
}
