import ArgumentParser
import Documents
import Latitude

struct MapWhyCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "why",
      abstract: help(
        en: "Who made a limit what it is, when, and why.",
        fr: "Qui a fixé une limite, quand et pourquoi."))
  }

  @OptionGroup var map: RoleArgument

  @Argument(
    help: ArgumentHelp(
      help(
        en: "A rule, limit or trial of the map: voucher.",
        fr: "Une règle, une limite ou un essai de la carte : voucher."),
      valueName: help(en: "rule", fr: "règle")))
  var part: String

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let today = Clock.current.today
      let why = try base.mapWhy(ofRole: map.role, part: part, today: today)
      if output.json {
        console.write(why.json())
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(WhyReport(labels: labels, width: console.width, today: today).lines(why))
      }
    }
  }
}
