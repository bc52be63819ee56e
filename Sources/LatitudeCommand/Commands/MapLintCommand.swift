import ArgumentParser
import Documents
import Latitude

struct MapLintCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "lint",
      abstract: help(
        en: "Find what is wrong or contradicts itself in maps.",
        fr: "Trouver ce qui est faux ou se contredit dans les cartes."),
      discussion: help(
        en: "Reads the files as they stand, committed or not. Exit 1 where there is an error.",
        fr: "Lit les fichiers tels quels, commités ou non. Sortie 1 s'il y a une erreur."))
  }

  @Argument(
    help: ArgumentHelp(
      help(en: "Whose map; default: all.", fr: "La carte de qui ; sinon toutes."),
      valueName: help(en: "role", fr: "rôle")))
  var role: String?

  @OptionGroup var output: ListOutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let report = try base.lintMaps(ofRole: role, today: Clock.current.today)
      try LintOutput(console: console, of: base, in: place, options: output).show(report)
    }
  }
}
