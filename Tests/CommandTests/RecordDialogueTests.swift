import Documents
import Latitude
import TestSupport
import Testing

@testable import LatitudeCommand

/// The questions of `record`, with lines from a list instead of a terminal.
@Suite struct RecordDialogueTests {
  /// A person who types these lines and reads what is said.
  private final class Person {
    var lines: [String]
    var heard = ""

    init(_ lines: [String]) { self.lines = lines }
  }

  /// What comes of a conversation on the fixture base.
  private func record(
    _ lines: [String], in language: Language = .fr, from draft: FieldCase? = nil,
    habits: FieldCase? = nil
  ) throws -> (case: FieldCase, person: Person) {
    let environment = try FixtureBase.copy()
    let base = try KnowledgeBase(at: environment.path(TranscriptRunner.folder))
    let judge = try base.judgeWithPastGrants()
    let day = try #require(Day("2026-11-20"))
    let person = Person(lines)
    let dialogue = RecordDialogue(
      dialogue: Dialogue(
        language: language, width: 80,
        readLine: { person.lines.isEmpty ? nil : person.lines.removeFirst() },
        ask: { person.heard += $0.plain },
        show: { person.heard += $0.map { $0.plain + "\n" }.joined() }),
      labels: Labels(language: language, vocabulary: base.vocabulary),
      judge: { try? judge.check($0) }, map: { judge.map(ofRole: $0, on: day) })
    let id = try #require(DocumentID("fc-20261120-000000"))
    let empty = FieldCase(id: id, title: "", date: day)
    return (try dialogue.complete(draft ?? empty, habits: habits), person)
  }

  @Test func numbersNamesAndPartsOfNamesChoose() throws {
    let (recorded, person) = try record([
      "Trois verres cassés, la cliente reste calme.", "Elle demande 45 EUR.", "",
      "",  // title: the first sentence
      "1", "confirmé", "Lyon", "phone",  // role by number, level with an accent it does not have
      "abime",  // a leaf of the tree, without accents
      "bon d'achat", "45",  // the amount in the base's currency
      "",  // risk: as assumed
      "k-91b2d4",  // asked for because the rule has a cap
      "", "",  // granted as asked, decided as the map says
      "Un bon de 45 EUR.", "Elle n'y est pour rien.", "9", "", "initiative, verre", "o",
    ])
    var expected = recorded
    expected.title = "Trois verres cassés, la cliente reste calme"
    expected.situation = "Trois verres cassés, la cliente reste calme.\nElle demande 45 EUR."
    (expected.role, expected.level, expected.team) = ("conseiller", "confirme", "lyon")
    (expected.channel, expected.motive) = ("phone", MotivePath("delivery/damaged"))
    (expected.action, expected.requested) = ("voucher", Money("45 EUR"))
    (expected.granted, expected.zone) = (Money("45 EUR"), .alone)
    (expected.facts, expected.customer) = ([], "k-91b2d4")
    (expected.decision, expected.why) = ("Un bon de 45 EUR.", "Elle n'y est pour rien.")
    (expected.minutes, expected.outcome) = (9, .pending)
    expected.tags = ["initiative", "verre"]
    #expect(recorded == expected)
    #expect(person.lines.isEmpty)
    #expect(person.heard.contains("SEUL, jusqu'à 50 EUR"))
    #expect(person.heard.contains("0 EUR déjà accordés"))
  }

  @Test func whatMakesNoSenseIsAskedAgain() throws {
    let (recorded, person) = try record(
      [
        "", "The plates came broken.", "", "Plates", "xyz", "conseillr", "7", "confirme",
        "marseille", "lyon", "ph", "delivery", "9", "2", "voucher", "-5", "much", "20", "maybe",
        "", "", "", "", "", "", "soon", "5", "", "", "yes please", "y",
      ], in: .en)
    #expect(recorded.role == "conseiller")
    #expect(recorded.motive == MotivePath("delivery/late"))
    #expect(recorded.requested == Money("20 EUR"))
    #expect(recorded.minutes == 5)
    #expect(person.lines.isEmpty)
    let parts = person.heard.split(separator: "Nothing is called that")
    #expect(parts.count == 6)
    for said in ["This one is needed.", "An amount such as", "A whole number", "Type y or n."] {
      #expect(person.heard.contains(said))
    }
  }

  @Test func whatOptionsSaidIsNotAsked() throws {
    let id = try #require(DocumentID("fc-20261120-000000"))
    var draft = FieldCase(id: id, title: "Pause", date: try #require(Day("2026-11-20")))
    draft.situation = "Une pause de deux mois."
    (draft.role, draft.level, draft.team, draft.channel) = (
      "conseiller", "debutant", "lyon", "email"
    )
    (draft.motive, draft.action) = (MotivePath("subscription/pause"), "pause-subscription")
    let (recorded, person) = try record(
      ["", "legal", "", "", "superviseur", "", "", "", "", "", ""], from: draft)
    #expect(recorded.facts == [Fact(name: "risk", text: "legal")])
    #expect(recorded.zone == .escalate)
    #expect(recorded.consulted == ["superviseur"])
    #expect(!person.heard.contains("Rôle"))
    #expect(person.heard.contains("Ce qui engage l'entreprise ne se décide pas seul."))
  }

  @Test func anAmountThatMeansTwoThingsIsAskedForAgain() throws {
    let id = try #require(DocumentID("fc-20261120-000000"))
    var draft = FieldCase(id: id, title: "Retard", date: try #require(Day("2026-11-20")))
    draft.situation = "Un colis en retard."
    (draft.role, draft.level, draft.team, draft.channel) = (
      "conseiller", "debutant", "lyon", "email"
    )
    (draft.motive, draft.action) = (MotivePath("delivery/late"), "voucher")
    let lines = ["1,000", "1 000,50"] + Array(repeating: "", count: 14)
    let (recorded, person) = try record(lines, from: draft)
    #expect(recorded.requested == Money("1000.50 EUR"))
    #expect(person.heard.contains("« 1,000 » peut vouloir dire 1000 EUR ou 1 EUR"))
  }

  @Test func habitsAreSuggested() throws {
    let id = try #require(DocumentID("fc-20261119-000000"))
    var habits = FieldCase(id: id, title: "", date: id.day)
    (habits.role, habits.level, habits.team, habits.channel) = (
      "conseiller", "confirme", "toulouse", "chat"
    )
    let lines = ["Rien de grave.", ""] + Array(repeating: "", count: 16)
    let (recorded, person) = try record(lines, habits: habits)
    #expect(recorded.role == "conseiller")
    #expect(recorded.level == "confirme")
    #expect(recorded.team == "toulouse")
    #expect(recorded.channel == "chat")
    #expect(recorded.action == nil)
    #expect(person.heard.contains("Équipe [toulouse] : "))
  }

  @Test(arguments: 0..<16)
  func theEndOfInputCancelsAtEveryQuestion(after count: Int) throws {
    let lines = ["Un texte.", "", "", "1", "1", "1", "1", "1", "1", "1", "10", "", "", "", "", ""]
    #expect {
      try record(Array(lines.prefix(count)))
    } throws: { error in
      if case CommandError.cancelled = error { true } else { false }
    }
  }

  @Test func noAtTheEndCancels() throws {
    let id = try #require(DocumentID("fc-20261120-000000"))
    var draft = FieldCase(id: id, title: "Essai", date: id.day)
    draft.situation = "Un texte."
    let lines = Array(repeating: "", count: 12) + ["non"]
    #expect {
      try record(lines, from: draft)
    } throws: { error in
      if case CommandError.cancelled = error { true } else { false }
    }
  }
}

/// What a person types for one of several options.
@Suite struct ChoicesTests {
  private let choices = Choices(
    [Choice("voucher", "Bon d'achat"), Choice("refund", "Remboursement"), Choice("reship")],
    more: [Choice("delivery/damaged", "Colis abîmé")])

  @Test(arguments: [
    ("1", "voucher"), ("3", "reship"), ("voucher", "voucher"), ("bon d'achat", "voucher"),
    ("BON", "voucher"), ("achat", "voucher"), ("remb", "refund"), ("rembousement", "refund"),
    ("colis abime", "delivery/damaged"), ("abîmé", "delivery/damaged"),
  ])
  func finds(typed: String, name: String) {
    guard case .one(let choice) = choices.find(typed) else {
      Issue.record("\(typed): \(choices.find(typed))")
      return
    }
    #expect(choice.name == name)
  }

  @Test(arguments: ["0", "4", "-1", "99999999999", "xyz", "!"])
  func findsNothing(typed: String) {
    #expect(choices.find(typed) == .none)
  }

  @Test func severalAreNamed() {
    #expect(choices.find("re") == .several([choices.options[1], choices.options[2]]))
  }
}
