import ArgumentParser
import Documents
import Insights
import Latitude

struct AuditCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "audit",
      abstract: help(
        en: "Where practice and map part: asked without need, decided beyond the limit.",
        fr: "Là où pratique et carte divergent : demandé sans besoin, décidé au-delà."),
      discussion: help(
        en: """
          Holds each past case against the map in force on its day. By rule, motive and team, never \
          by person. Exit 1 where something is found.
          """,
        fr: """
          Rapproche chaque cas passé de la carte en vigueur ce jour-là. Par règle, motif et équipe, \
          jamais par personne. Sortie 1 s'il y a quelque chose à signaler.
          """))
  }

  @Argument(
    help: ArgumentHelp(
      help(en: "Whose map: conseiller.", fr: "La carte de qui : conseiller."),
      valueName: help(en: "role", fr: "rôle")))
  var role: String?

  @Flag(help: ArgumentHelp(help(en: "All maps.", fr: "Toutes les cartes.")))
  var all = false

  @Flag(
    name: .customLong("over-limit"),
    help: ArgumentHelp(
      help(
        en: "Only what was decided beyond the map, and how it ended.",
        fr: "Seulement ce qui s'est décidé au-delà de la carte, et son issue.")))
  var overLimit = false

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var past: PastOptions

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var filter: ShortFilterOptions

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard (role == nil) == all else {
      throw ValidationError(
        role == nil
          ? help(en: "Give a role or --all.", fr: "Donnez un rôle ou --all.")
          : help(
            en: "Give a role or --all, not both.", fr: "Donnez un rôle ou --all, pas les deux."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let roles = role.map { [base.vocabulary.name(ofRole: $0)] } ?? []
      let answer = try base.audit(
        ofRoles: roles, kinds: overLimit ? [.beyondMap] : AuditFinding.Kind.allCases,
        of: try filter.selection(past, in: base.vocabulary))
      console.note(unreadable: answer.faults)
      if output.json {
        console.write(answer.json())
      } else if answer.audits.isEmpty {
        console.note(
          console.language(
            en: "No map to hold cases against.", fr: "Aucune carte à confronter aux cas."))
        console.note("→ \(place.command) map edit \(console.language(en: "ROLE", fr: "RÔLE"))")
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(AuditReport(labels: labels, width: console.width).lines(answer))
      }
      if answer.findings > 0 { throw ExitCode(ExitStatus.found.rawValue) }
    }
  }
}
