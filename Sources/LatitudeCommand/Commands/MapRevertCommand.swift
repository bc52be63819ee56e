import ArgumentParser
import AutonomyMaps
import Documents
import Git
import Latitude

struct MapRevertCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "revert",
      abstract: help(
        en: "Bring back an older revision of a map, as a new one.",
        fr: "Revenir à une ancienne révision d'une carte, par une nouvelle."),
      discussion: help(
        en: """
          Nothing is taken back: the older words count again from today on, or from --effective, and \
          what was decided meanwhile stays judged by what was in force then.
          """,
        fr: """
          Rien n'est effacé : l'ancien texte vaut de nouveau à partir d'aujourd'hui, ou de \
          --effective, et ce qui s'est décidé entre-temps reste jugé par ce qui valait alors.
          """))
  }

  @OptionGroup var map: RoleArgument

  @Option(
    help: ArgumentHelp(
      help(en: "The revision to go back to.", fr: "La révision à laquelle revenir."),
      valueName: help(en: "number", fr: "nombre")))
  var to: Int

  @Option(
    help: ArgumentHelp(
      help(
        en: "In force from this day on; default: today.",
        fr: "En vigueur dès ce jour ; sinon aujourd'hui."),
      valueName: "date"))
  var effective: String?

  @OptionGroup var reason: RevisionOptions
  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let from = try effective.map { try day($0, option: "--effective") } ?? Clock.current.today
      let why = try reason.why()
      let grounds = try reason.grounds(in: base)
      let proposal = try base.proposal(bringingBack: to, ofRole: map.role, effective: from)
      let author = write.isDryRun ? nil : try place.author(of: base)
      try reason.commit(
        proposal, why: why, because: grounds, subject: "back to revision \(to)", in: &base,
        as: author,
        showing: output, on: console)
    }
  }
}
