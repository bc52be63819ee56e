import ArgumentParser
import Latitude

/// The tree of commands; the files of this folder are named after them.
@main
struct Root: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "latitude",
      abstract: help(
        en: "A knowledge base of field cases and autonomy maps, kept in git.",
        fr: "Une base de cas terrain et de cartes d'autonomie, dans git."),
      version: versionText,
      groupedSubcommands: [
        CommandGroup(
          name: help(en: "Agents", fr: "Conseillers"),
          subcommands: [
            SimilarCommand.self, CheckCommand.self, RecordCommand.self, ShowCommand.self,
            SearchCommand.self, ListCommand.self, CommentCommand.self, ThankCommand.self,
            OutcomeCommand.self,
          ]),
        CommandGroup(
          name: help(en: "Managers", fr: "Responsables"),
          subcommands: [MapCommand.self, IdeaCommand.self, AuditCommand.self]),
        CommandGroup(
          name: help(en: "Keepers of the base", fr: "Gardiens de la base"),
          subcommands: [
            InitCommand.self, LintCommand.self, ImportCommand.self, ExportCommand.self,
            IndexCommand.self,
          ]),
      ])
  }

  @OptionGroup var place: PlaceOptions

  /// Runs the command, and turns whatever it throws into words and an exit status.
  static func main() {
    openStandardStreams()
    ignoreBrokenPipes()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.end(with: error)
    }
  }
}
