import ArgumentParser
import Documents
import Latitude

/// The words that describe a new case: the same in `similar`, `check` and `record`.
struct SituationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      help(en: "Who decides.", fr: "Qui décide."), valueName: help(en: "role", fr: "rôle")))
  var role: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The level in the role.", fr: "Le niveau dans le rôle."),
      valueName: help(en: "level", fr: "niveau")))
  var level: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The team.", fr: "L'équipe."), valueName: help(en: "team", fr: "équipe")))
  var team: String?

  @Option(
    help: ArgumentHelp(
      help(en: "How the customer came: phone, chat…", fr: "Par où vient le client : phone, chat…"),
      valueName: help(en: "channel", fr: "canal")))
  var channel: String?

  @Option(
    help: ArgumentHelp(
      help(en: "A path: delivery/damaged.", fr: "Un chemin : delivery/damaged."),
      valueName: help(en: "path", fr: "chemin")))
  var motive: String?

  @Option(
    help: ArgumentHelp(
      help(en: "What is to be decided.", fr: "Ce qu'il s'agit de décider."), valueName: "action"))
  var action: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The amount asked for: \"60 EUR\".", fr: "Le montant demandé : \"60 EUR\"."),
      valueName: help(en: "amount", fr: "montant")))
  var requested: String?

  @Option(
    help: ArgumentHelp(
      help(en: "A fact, as name=value; repeatable.", fr: "Un fait, nom=valeur ; répétable."),
      valueName: help(en: "name=value", fr: "nom=valeur")))
  var fact: [String] = []

  @Option(
    help: ArgumentHelp(
      help(en: "The customer's pseudonym.", fr: "Le pseudonyme du client."),
      valueName: help(en: "pseudonym", fr: "pseudonyme")))
  var customer: String?

  /// Whether there is anything to compare besides a text.
  var saysSomething: Bool {
    let words = [role, level, team, channel, motive, action, requested]
    return words.contains { $0 != nil } || !fact.isEmpty
  }

  /// The same with the vocabulary's names where its labels were typed, as the reports show them.
  func named(by vocabulary: Vocabulary) -> SituationOptions {
    var named = self
    named.role = role.map(vocabulary.name(ofRole:))
    named.action = action.map(vocabulary.name(ofAction:))
    named.motive = motive.map(vocabulary.name(ofMotive:))
    return named
  }

  /// - Throws: `CommandError.invalidValue`.
  func motivePath() throws -> MotivePath? {
    try motive.map { try LatitudeCommand.motivePath($0, option: "--motive") }
  }

  /// - Throws: `CommandError.invalidValue`.
  func requestedAmount(in vocabulary: Vocabulary) throws -> Money? {
    try requested.map { try money($0, option: "--requested", vocabulary: vocabulary) }
  }

  /// - Throws: `CommandError.invalidValue` for what has no name, `.repeatedFact`.
  func facts(in vocabulary: Vocabulary) throws -> [Fact] {
    var seen: Set<String> = []
    return try fact.map { text in
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw CommandError.invalidValue(option: "--fact", value: text, expected: .fact)
      }
      let name = String(text[..<equals])
      guard seen.insert(name).inserted else { throw CommandError.repeatedFact(name) }
      let value = String(text[text.index(after: equals)...])
      return Fact(
        name: name,
        text: try factText(
          value, of: vocabulary.fact(named: name), option: "--fact \(name)", in: vocabulary))
    }
  }
}
