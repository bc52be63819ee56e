import ArgumentParser
import Documents
import Latitude

struct ExportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "export",
      abstract: help(
        en: "Write cases as JSON Lines or CSV, which import reads back.",
        fr: "Écrire les cas en JSON Lines ou CSV, qu'import sait relire."),
      discussion: help(
        en: "Every key of the front matter, unknown ones included, and the Markdown as \"body\".",
        fr: "Toutes les clés de l'en-tête, même inconnues, et le Markdown comme « body »."))
  }

  @Option(
    help: ArgumentHelp(
      help(en: "jsonl (default) or csv.", fr: "jsonl (par défaut) ou csv."), valueName: "format"),
    completion: .list(["jsonl", "csv"]))
  var format: String?

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var filter: FilterOptions

  @Option(
    help: ArgumentHelp(
      help(en: "Only the newest of them, this many.", fr: "Les derniers seulement, ce nombre."),
      valueName: help(en: "number", fr: "nombre")))
  var limit: Int?

  @OptionGroup var output: ListOutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    try requirePositive(limit)
    if output.json && format != nil || output.jsonl && format == RowFormat.csv.rawValue {
      throw ValidationError(
        help(
          en: "Give --format or --json or --jsonl, not both.",
          fr: "Donnez --format ou --json ou --jsonl, pas les deux."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let format = try self.format.map { try RowFormat(option: "--format", value: $0) } ?? .jsonl
      let export = try base.export(
        try filter.selection(in: base.vocabulary), limit: limit)
      console.note(unreadable: export.faults)
      if output.json { return console.write(export.json(at: base.commit)) }
      switch format {
      case .jsonl: console.write(export.jsonLines())
      case .csv: console.write(file: export.csv())
      }
    }
  }
}
