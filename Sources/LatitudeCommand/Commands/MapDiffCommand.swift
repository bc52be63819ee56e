import ArgumentParser
import AutonomyMaps
import Documents
import Latitude

struct MapDiffCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "diff",
      abstract: help(
        en: "What changes between two states of a map, in words.",
        fr: "Ce qui change entre deux états d'une carte, en toutes lettres."),
      discussion: help(
        en: """
          A and B are revisions (4), days (2026-05-04: what was in force), ideas (id-20261112-z2p5kc), \
          files (./draft.md), or commits, branches and tags of git (main~3). Without B: the file as it \
          stands, or what an idea would change; without A too: since the newest revision.
          """,
        fr: """
          A et B sont des révisions (4), des jours (2026-05-04 : ce qui était en vigueur), des idées \
          (id-20261112-z2p5kc), des fichiers (./essai.md), ou des commits, branches et étiquettes de \
          git (main~3). Sans B : le fichier tel quel, ou ce que changerait une idée ; sans A non plus : \
          depuis la dernière révision.
          """))
  }

  @OptionGroup var map: RoleArgument

  @Argument(
    help: ArgumentHelp(help(en: "The state before.", fr: "L'état d'avant."), valueName: "A"))
  var before: String?

  @Argument(
    help: ArgumentHelp(help(en: "The state after.", fr: "L'état d'après."), valueName: "B"))
  var after: String?

  @Flag(
    name: .customLong("exit-code"),
    help: ArgumentHelp(
      help(
        en: "Exit 1 where some situation changes zone.",
        fr: "Sortie 1 si une situation change de zone.")))
  var exitCode = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      var from = try base.mapVersion(
        try before.map { try MapEndpoint(typed: $0, as: "A") } ?? .newest, ofRole: map.role)
      let to: MapVersion
      if after == nil, case .idea = from.origin {
        // An idea alone is asked about for what it would change.
        (from, to) = (try base.mapVersion(.newest, ofRole: map.role), from)
      } else {
        to = try base.mapVersion(
          try after.map { try MapEndpoint(typed: $0, as: "B") } ?? .workTree, ofRole: map.role)
      }
      let diff = base.mapDiff(from: from, to: to)
      if output.json {
        console.write(diff.json())
      } else {
        console.show(
          lines(
            diff, Labels(language: console.language, vocabulary: base.vocabulary), console.width))
      }
      if exitCode && diff.difference.change != .same {
        throw ExitCode(ExitStatus.found.rawValue)
      }
    }
  }

  private func lines(_ diff: MapDiff, _ labels: Labels, _ width: Int) -> [StyledText] {
    let language = labels.language
    let report = DifferenceReport(
      labels: labels, width: width, usualDay: diff.to.document.effective)
    func side(_ version: MapVersion) -> StyledText {
      "\(labels.name(version)) (\(version.document.effective))"
    }
    let heading = StyledText.joined([
      "\(side(diff.from)) → \(side(diff.to))", report.word(diff.difference.change),
    ])
    var lines = paragraph(heading, hanging: 2, width: width) + report.lines(diff.difference)
    if diff.changesProse {
      lines.append(
        StyledText(language(en: "  The prose changes.", fr: "  Le texte change."), .dim))
    }
    return lines
  }
}
