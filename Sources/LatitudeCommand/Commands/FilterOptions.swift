import ArgumentParser
import Documents
import Latitude

/// Which past cases to look at, everywhere alike.
struct PastOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      help(
        en: "A condition: 'granted >= 30 EUR and zone = consult'.",
        fr: "Une condition : 'granted >= 30 EUR and zone = consult'."),
      valueName: "condition"))
  var `where`: String?

  @Option(
    help: ArgumentHelp(
      help(en: "Decided on this day or later.", fr: "Décidés ce jour-là ou après."),
      valueName: "date"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      help(en: "Decided on this day or earlier.", fr: "Décidés ce jour-là ou avant."),
      valueName: "date"))
  var until: String?

  /// The first and the last day.
  ///
  /// - Throws: `CommandError.invalidValue` or `.emptyPeriod`.
  func period() throws -> (since: Day?, until: Day?) {
    let first = try since.map { try day($0, option: "--since") }
    let last = try until.map { try day($0, option: "--until") }
    if let first, let last, first > last {
      throw CommandError.emptyPeriod(since: first, until: last)
    }
    return (first, last)
  }
}

/// The filters of commands that list cases; in `similar` and `check` the same words describe
/// the new case.
struct FilterOptions: ParsableArguments {
  @OptionGroup var past: PastOptions

  @Option(
    help: ArgumentHelp(
      help(en: "Of this role.", fr: "De ce rôle."), valueName: help(en: "role", fr: "rôle")))
  var role: String?

  @OptionGroup var short: ShortFilterOptions

  /// - Throws: `CommandError.invalidValue`.
  func selection(in vocabulary: Vocabulary) throws -> CaseSelection {
    var selection = try short.selection(past, in: vocabulary)
    selection.role = role.map(vocabulary.name(ofRole:))
    return selection
  }
}

/// The short filters, without the role: for commands that are about one role anyway.
struct ShortFilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      help(en: "Of this team.", fr: "De cette équipe."), valueName: help(en: "team", fr: "équipe")))
  var team: String?

  @Option(
    help: ArgumentHelp(
      help(en: "Under this motive: delivery.", fr: "Sous ce motif : delivery."),
      valueName: help(en: "path", fr: "chemin")))
  var motive: String?

  @Option(
    help: ArgumentHelp(
      help(en: "That came this way: phone, chat…", fr: "Venus par là : phone, chat…"),
      valueName: help(en: "channel", fr: "canal")))
  var channel: String?

  @Option(
    help: ArgumentHelp(help(en: "Of this action.", fr: "De cette action."), valueName: "action"))
  var action: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "Decided alone, consult or escalate.",
        fr: "Décidés alone (seul), consult (consulter) ou escalate (escalader)."),
      valueName: "zone"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "That ended pending, satisfied, mixed, dissatisfied or lost.",
        fr: "Finis en attente (pending), satisfied, mixed, dissatisfied ou lost."),
      valueName: help(en: "outcome", fr: "issue")))
  var outcome: String?

  @Option(
    help: ArgumentHelp(
      help(en: "With this tag; repeatable.", fr: "Avec cette étiquette ; répétable."),
      valueName: help(en: "tag", fr: "étiquette")))
  var tag: [String] = []

  /// - Throws: `CommandError.invalidValue`.
  func selection(_ past: PastOptions, in vocabulary: Vocabulary) throws -> CaseSelection {
    var selection = CaseSelection()
    selection.filter = past.where
    (selection.since, selection.until) = try past.period()
    selection.team = team
    selection.motive = try motive.map {
      try motivePath(vocabulary.name(ofMotive: $0), option: "--motive")
    }
    selection.channel = channel
    selection.action = action.map(vocabulary.name(ofAction:))
    selection.zone = try zone.map { try Zone(typed: $0, option: "--zone") }
    selection.outcome = try outcome.map { try Outcome(typed: $0, option: "--outcome") }
    selection.tags = tag
    return selection
  }
}
