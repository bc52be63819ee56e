import ArgumentParser
import Documents
import Latitude

struct MapPrintCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "print",
      abstract: help(
        en: "One page to hang up: a map as Markdown or HTML.",
        fr: "Une page à afficher : une carte en Markdown ou en HTML."))
  }

  enum Format: String, CaseIterable {
    case md, html
  }

  @OptionGroup var map: RoleArgument

  @Option(
    help: ArgumentHelp(
      help(en: "md or html.", fr: "md ou html."),
      valueName: help(en: "format", fr: "format")), completion: .list(["md", "html"]))
  var format = "md"

  @OptionGroup var state: StateOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let format = try Format(option: "--format", value: format)
      let today = Clock.current.today
      let version = try base.mapVersion(try state.endpoint(today: today), ofRole: map.role)
      let page = MapPage(
        version, labels: Labels(language: console.language, vocabulary: base.vocabulary),
        today: today)
      let text = format == .md ? page.markdown : page.html
      if output.json {
        console.write(version.json(page: text, format: format.rawValue))
      } else {
        console.write(file: Array(text.utf8))
      }
    }
  }
}
