import ArgumentParser

/// What managers do with autonomy maps.
struct MapCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "map",
      abstract: help(
        en: "Autonomy maps: what may be decided alone, and what it takes to change that.",
        fr: "Cartes d'autonomie : ce qui se décide seul, et comment cela change."),
      subcommands: [
        MapShowCommand.self, MapEditCommand.self, MapLintCommand.self, MapDiffCommand.self,
        MapReplayCommand.self, MapCommitCommand.self, MapRevertCommand.self, MapLogCommand.self,
        MapWhyCommand.self,
        MapPrintCommand.self,
        MapSuggestCommand.self,
      ])
  }
}

/// The map that a command is about.
struct RoleArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      help(en: "Whose map: conseiller.", fr: "La carte de qui : conseiller."),
      valueName: help(en: "role", fr: "rôle")))
  var role: String
}
