import Documents
import Git
import Latitude
import TestSupport

/// A small base in a sealed environment: a vocabulary with two roles, one map, and what a test adds.
struct BaseFixture {
  let environment: TestEnvironment
  /// The base's folder below the environment's root.
  let name: String
  var random = SeededGenerator(seed: 11)

  static let claire = Authorship(
    author: Signature(
      name: "Claire", email: "claire@exemple.fr", time: 1_795_165_200, offset: 60))
  static let lea = Authorship(
    author: Signature(name: "Léa", email: "lea@exemple.fr", time: 1_795_165_200, offset: 60))
  static let today = Day("2026-11-20") ?? Day(ordinal: 0)

  static let vocabulary = """
    format: 1
    name: Essai
    language: fr
    languages: [fr, en]
    currency: EUR
    roles:
      conseiller: {label: Conseiller, levels: [debutant, confirme]}
      superviseur: {label: Superviseur}
    teams: [lyon, toulouse]
    channels: [phone, chat]
    motives:
      delivery: {label: Livraison, children: {damaged: Colis abîmé, late: Retard}}
    actions:
      voucher: {label: "Bon d'achat"}
      reship: {label: Renvoi}
    facts:
      orders: {type: integer, label: Commandes}
      risk: {type: choice, values: [none, legal], default: none}
    people:
      - {email: lea@exemple.fr, name: Léa, role: superviseur, manages: [conseiller]}

    """

  static func map(aloneUpTo amount: Int, effective: String = "2026-01-01") -> String {
    """
    ---
    role: conseiller
    title: Carte du conseiller
    effective: \(effective)
    default: escalate
    rules:
      - id: voucher
        action: voucher
        alone: requested <= \(amount) EUR
        consult: requested <= 120 EUR
        with: superviseur
    ---

    Prose.

    """
  }

  /// - Parameter folder: Where the base lies in the repository; "" for its root.
  init(name: String = "base", folder: String = "") throws {
    environment = try TestEnvironment()
    self.name = name
    try Repository.isolateConfiguration(to: TestEnvironment.noConfiguration)
    let place = folder.isEmpty ? name : "\(name)/\(folder)"
    try environment.write("\(name)/.keep", "")
    try environment.git("init", "-q", "-b", "main", in: name)
    _ = try KnowledgeBase.create(
      at: environment.path(place), vocabulary: Array(BaseFixture.vocabulary.utf8),
      as: BaseFixture.claire)
  }

  /// The base, opened anew.
  func open(_ folder: String = "") throws -> KnowledgeBase {
    try KnowledgeBase(at: environment.path(folder.isEmpty ? name : "\(name)/\(folder)"))
  }

  /// Commits a map with plain git, as somebody without the tool would.
  func commitMapByHand(_ text: String, message: String = "Revise the map by hand") throws {
    try commitByHand(["maps/conseiller.md": text], message: message)
  }

  /// Commits files with plain git, by their paths below the repository's root.
  func commitByHand(_ files: [String: String], message: String = "By hand") throws {
    for (path, text) in files {
      try environment.write("\(name)/\(path)", text)
      try environment.git("add", path, in: name)
    }
    try environment.git("commit", "-qm", message, in: name)
  }

  func git(_ arguments: String...) throws -> String {
    let result = try environment.run(["git"] + arguments, in: name)
    guard result.status == 0 else { throw ProcessFailure(arguments: arguments, result: result) }
    return result.output
  }

  /// A case as an agent would describe it.
  mutating func fieldCase(_ title: String = "Vase brisé à la livraison", day: Day = today)
    -> FieldCase
  {
    var fieldCase = FieldCase(
      id: DocumentID(kind: .fieldCase, day: day, using: &random), title: title, date: day)
    fieldCase.role = "conseiller"
    fieldCase.action = "voucher"
    fieldCase.motive = MotivePath("delivery/damaged")
    fieldCase.requested = Money("40 EUR")
    fieldCase.granted = Money("40 EUR")
    fieldCase.zone = .alone
    fieldCase.situation = "Le vase est arrivé en morceaux."
    return fieldCase
  }
}
