import ArgumentParser
import AutonomyMaps
import Documents
import Latitude

struct MapReplayCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "replay",
      abstract: help(
        en: "Which past cases a changed map would have decided otherwise.",
        fr: "Quels cas passés une carte changée aurait décidés autrement."),
      discussion: help(
        en: """
          Judges each past case twice, by what was known then: before the change and after it. \
          Without --file and --revision: the map's file as it stands, against the newest revision. \
          With --revision: that revision, against the one before it.
          """,
        fr: """
          Juge deux fois chaque cas passé, par ce qu'on savait alors : avant le changement et après. \
          Sans --file ni --revision : le fichier de la carte tel quel, face à la dernière révision. \
          Avec --revision : cette révision, face à la précédente.
          """))
  }

  @OptionGroup var map: RoleArgument

  @Option(
    help: ArgumentHelp(
      help(en: "A changed map, or an idea.", fr: "Une carte changée, ou une idée."),
      valueName: help(en: "file", fr: "fichier")), completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      help(en: "This revision of the map.", fr: "Cette révision de la carte."),
      valueName: help(en: "number", fr: "nombre")))
  var revision: Int?

  @Option(
    help: ArgumentHelp(
      help(
        en: "What it is held against: a revision, a day, a file, an idea (see map diff).",
        fr: "À quoi la comparer : une révision, un jour, un fichier, une idée (voir map diff)."),
      valueName: help(en: "state", fr: "état")))
  var from: String?

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var past: PastOptions

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var filter: ShortFilterOptions

  @Flag(
    name: .customLong("exit-code"),
    help: ArgumentHelp(
      help(en: "Exit 1 where a case changes zone.", fr: "Sortie 1 si un cas change de zone.")))
  var exitCode = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if file != nil && revision != nil {
      throw ValidationError(
        help(
          en: "Give --file or --revision, not both.",
          fr: "Donnez --file ou --revision, pas les deux."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let selection = try filter.selection(past, in: base.vocabulary)
      let to = try base.mapVersion(
        try file.map { try MapEndpoint(typed: $0, as: "--file") } ?? revision.map(
          MapEndpoint.revision) ?? .workTree,
        ofRole: map.role)
      let before: MapEndpoint? =
        if let from { try MapEndpoint(typed: from, as: "--from") } else if let revision {
          revision > 1 ? .revision(revision - 1) : nil
        } else {
          .newest
        }
      let replay = try base.mapReplay(
        from: try before.map { try base.mapVersion($0, ofRole: map.role) }, to: to, of: selection)
      console.note(unreadable: replay.faults)
      if output.json {
        console.write(replay.json())
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(ReplayReport(labels: labels, width: console.width).lines(replay))
      }
      if exitCode && replay.replay.changed > 0 { throw ExitCode(ExitStatus.found.rawValue) }
    }
  }
}
