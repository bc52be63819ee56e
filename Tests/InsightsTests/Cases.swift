import AutonomyMaps
import Documents

/// Cases and maps for tests, made of a few words.
enum Sample {
  static let vocabulary: Vocabulary = {
    let text = """
      format: 1
      name: Essai
      language: fr
      currency: EUR
      roles:
        conseiller: {label: Conseiller, levels: [debutant, confirme]}
        superviseur: {label: Superviseur}
      teams: [lyon, toulouse]
      motives:
        delivery: {label: Livraison, children: {damaged: Abîmé, late: Retard}}
        store: {label: Boutique}
      actions:
        voucher: {label: Bon}
        refund: {label: Remboursement}
        chase: {label: Relance}
      facts:
        orders: {type: integer, label: Commandes}
        price: {type: money, label: Prix}
        risk: {type: choice, values: [none, legal], default: none}
      privacy: {smallest_group: 5}

      """
    guard let vocabulary = Vocabulary.parse(Array(text.utf8)).value else {
      fatalError("the sample vocabulary cannot be read")
    }
    return vocabulary
  }()

  static func money(_ euros: Int) -> Money {
    Money(tenThousandths: Int64(euros) * 10_000, currency: vocabulary.currency)
  }

  static func day(_ number: Int) -> Day { Day(ordinal: 20_454 + number) }

  /// A map whose rules are given in the file's form, below "rules:".
  static func map(_ parts: String, effective: String = "2025-01-01") throws -> MapDocument {
    let text = """
      ---
      role: conseiller
      title: Carte
      effective: \(effective)
      default: escalate
      \(parts)
      ---

      """
    let parsed = MapDocument.parse(Array(text.utf8))
    guard let map = parsed.value else { throw Unreadable(problems: parsed.problems) }
    return map
  }

  struct Unreadable: Error {
    var problems: [DocumentProblem]
  }

  static let voucher = """
    rules:
      - id: voucher
        action: voucher
        alone: requested <= 20 EUR
        consult: requested <= 100 EUR
    """
}

/// Cases with ids of their own, in the order in which they were made.
struct CaseMaker {
  private var number = 0

  mutating func make(
    _ requested: Int?, granted: Int? = nil, _ zone: Zone, _ outcome: Outcome? = .satisfied,
    change: (inout FieldCase) -> Void = { _ in }
  ) throws -> FieldCase {
    number += 1
    let digits = String(100_000 + number)
    guard let id = DocumentID("fc-20260101-\(digits)") else {
      throw Sample.Unreadable(problems: [])
    }
    var fieldCase = FieldCase(id: id, title: "Cas \(number)", date: Sample.day(number))
    fieldCase.role = "conseiller"
    fieldCase.level = "confirme"
    fieldCase.team = "lyon"
    fieldCase.action = "voucher"
    fieldCase.motive = MotivePath("delivery/late")
    fieldCase.requested = requested.map(Sample.money)
    fieldCase.granted = (granted ?? requested).map(Sample.money)
    fieldCase.zone = zone
    fieldCase.outcome = outcome
    fieldCase.minutes = 10
    change(&fieldCase)
    return fieldCase
  }

  /// The same for each of these amounts, granted as asked.
  mutating func several(
    _ amounts: [Int], _ zone: Zone, _ outcome: Outcome? = .satisfied,
    change: (inout FieldCase) -> Void = { _ in }
  ) throws -> [FieldCase] {
    try amounts.map { try make($0, zone, outcome, change: change) }
  }
}
