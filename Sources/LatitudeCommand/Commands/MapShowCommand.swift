import ArgumentParser
import Documents
import Latitude

struct MapShowCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: help(en: "Show a map in words.", fr: "Montrer une carte en toutes lettres."))
  }

  @OptionGroup var map: RoleArgument

  @OptionGroup var state: StateOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let today = Clock.current.today
      let version = try base.mapVersion(try state.endpoint(today: today), ofRole: map.role)
      if output.json {
        console.write(version.json())
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(MapReport(labels: labels, width: console.width, today: today).lines(version))
        if state.isUnsaid { try noteNext(in: base, after: today, labels, console) }
      }
    }
  }

  /// Names the revision that will be in force later, so that nobody plans by the old one.
  private func noteNext(
    in base: borrowing KnowledgeBase, after today: Day, _ labels: Labels, _ console: Console
  ) throws {
    let newest = try base.mapVersion(.newest, ofRole: map.role)
    guard newest.document.effective > today else { return }
    console.note(
      "→ \(labels.name(newest).plain), \(labels.inForce(newest.document.effective, today: today))")
  }
}

/// Which state of a map is shown.
struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      help(en: "This revision.", fr: "Cette révision."), valueName: help(en: "number", fr: "nombre")
    ))
  var revision: Int?

  @Option(
    help: ArgumentHelp(
      help(
        en: "The map in force on this day; default: today.",
        fr: "La carte en vigueur ce jour-là ; sinon aujourd'hui."),
      valueName: "date"))
  var on: String?

  func validate() throws {
    if revision != nil && on != nil {
      throw ValidationError(
        help(
          en: "Give --revision or --on, not both.", fr: "Donnez --revision ou --on, pas les deux."))
    }
  }

  /// Whether it is the map in force today, since nothing else was asked for.
  var isUnsaid: Bool { revision == nil && on == nil }

  /// - Throws: `CommandError.invalidValue`.
  func endpoint(today: Day) throws -> MapEndpoint {
    if let revision { return .revision(revision) }
    return .inForce(try on.map { try day($0, option: "--on") } ?? today)
  }
}
