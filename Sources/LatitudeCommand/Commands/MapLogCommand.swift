import ArgumentParser
import Documents
import Latitude

struct MapLogCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "log",
      abstract: help(
        en: "A map's revisions: what changed, why, on which cases.",
        fr: "Les révisions d'une carte : ce qui a changé, pourquoi, sur quels cas."))
  }

  @OptionGroup var map: RoleArgument

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      help(en: "At most this many revisions.", fr: "Au plus ce nombre de révisions."),
      valueName: help(en: "number", fr: "nombre")))
  var limit: Int?

  @OptionGroup var output: ListOutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws { try requirePositive(limit) }

  func run() throws {
    try place.withBase { base, console in
      // Only programs are given the examples.
      let entries = try base.mapLog(
        ofRole: map.role, limit: limit, givesExamples: output.json || output.jsonl)
      if output.json {
        console.write(entries.json(ofRole: map.role))
      } else if output.jsonl {
        console.write(entries.jsonLines())
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(MapLogReport(labels: labels, width: console.width).lines(entries))
      }
    }
  }
}
