import ArgumentParser
import Documents
import Latitude

struct OutcomeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "outcome",
      abstract: help(en: "Say how a case ended.", fr: "Dire comment un cas s'est terminé."))
  }

  @Argument(
    help: ArgumentHelp(
      help(
        en: "The beginning of a case's id, or of its last six characters.",
        fr: "Le début de l'identifiant d'un cas, ou de ses six derniers caractères."),
      valueName: "id"))
  var id: String

  @Argument(
    help: ArgumentHelp(
      help(
        en: "pending, satisfied, mixed, dissatisfied or lost.",
        fr: "pending (en attente), satisfied, mixed, dissatisfied ou lost."),
      valueName: help(en: "outcome", fr: "issue")))
  var outcome: String

  @Argument(
    help: ArgumentHelp(
      help(
        en: "What to add to the discussion about it; - reads standard input.",
        fr: "Ce qu'il faut en dire dans la discussion ; - lit l'entrée standard."),
      valueName: help(en: "text", fr: "texte")))
  var text: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "The day of the outcome; default: today.", fr: "Le jour de l'issue ; sinon aujourd'hui."
      ),
      valueName: "date"))
  var on: String?

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let outcome = try Outcome(
        typed: self.outcome, option: console.language(en: "<outcome>", fr: "<issue>"))
      if outcome == .pending, on != nil {
        throw CommandError.dayOfPending
      }
      let today = Clock.current.today
      let day = try on.map { try LatitudeCommand.day($0, option: "--on") } ?? today
      let author = try place.author(of: base, write)
      let stored = try base.fieldCase(id)
      let writer = EntryWriter(place: place, write: write, output: output, console: console)
      let entry = try text.map { text in
        writer.entry(
          .outcome, try GivenText.read(text, question: "", console: console), by: author)
      }
      // The version read here is not insisted on: whoever knows the outcome knows better than the
      // file.
      let edited = try base.setOutcome(
        outcome, on: day, of: stored.value.id.description, entry: entry,
        as: write.isDryRun ? nil : author)
      try writer.answer(edited, before: stored, in: base)
    }
  }
}
