import ArgumentParser
import AutonomyMaps
import Documents
import Latitude

struct MapEditCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "edit",
      abstract: help(
        en: "Edit a map's file, and see what that changes.",
        fr: "Éditer le fichier d'une carte, et voir ce que cela change."),
      discussion: help(
        en: "Opens $VISUAL or $EDITOR. Records nothing. A role without a map gets a first one.",
        fr:
          "Ouvre $VISUAL ou $EDITOR. N'enregistre rien. Un rôle sans carte en reçoit une première.")
    )
  }

  @OptionGroup var map: RoleArgument
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let role = map.role
      let language = console.language
      guard base.vocabulary.role(named: role) != nil else {
        let known = base.vocabulary.roles.map(\.name)
        throw KnowledgeBaseError.unknownTerm(
          field: "role", value: role, nearest: nearestName(to: role, among: known), known: known)
      }
      guard let path = base.workTreePath(ofMap: role) else {
        throw CommandError.noWorkTree(role: role)
      }
      if !Input.isFile(path) {
        let first = base.vocabulary.firstMap(
          ofRole: role, today: Clock.current.today, in: language)
        try Editor.create(path, first)
      }
      try Editor.open(path)
      let lint = try base.lintMaps(ofRole: role, today: Clock.current.today)
      do {
        try LintOutput(console: console, of: base, in: place).show(lint)
      } catch {
        console.note("→ \(place.command) map edit \(shellWord(role))")
        throw error
      }
      let proposal: MapProposal
      do { proposal = try base.proposal(forRole: role) } catch KnowledgeBaseError.unchangedMap {
        console.note(
          language(
            en: "The map of \(role) is as it was.", fr: "La carte de \(role) est comme avant."))
        return
      }
      let labels = Labels(language: language, vocabulary: base.vocabulary)
      console.show(
        ProposalReport(labels: labels, width: console.width, today: Clock.current.today)
          .lines(proposal))
      console.note("→ \(place.command) map commit \(shellWord(role)) -m \"…\"")
    }
  }
}

extension Vocabulary {
  /// The file that a role without a map begins with: everything escalated, and how to change that.
  func firstMap(ofRole role: String, today: Day, in language: Language) -> String {
    let label = self.role(named: role)?.label ?? role
    let action = actions.first?.name ?? "voucher"
    let title = language(en: "Autonomy map, \(label)", fr: "Carte d'autonomie, \(label)")
    return """
      ---
      role: \(role)
      title: \(YAMLText.quoted(title))
      effective: \(today)
      default: escalate
      rules:
        # alone: \(language(
        en: "without asking; consult: after asking; everything else is escalated.",
        fr: "sans demander ; consult: après avoir demandé ; tout le reste est escaladé."))
        - id: \(action)
          action: \(action)
          # alone: requested <= 20 \(currency)
          alone: never
          consult: always
      ---
      \(language(
        en: "What these limits protect, what is a good gesture and what is not.",
        fr: "Ce que ces limites protègent, ce qui est un bon geste et ce qui n'en est pas un."))

      """
  }
}

/// Texts as YAML writes them.
enum YAMLText {
  /// In double quotes: what is left to escape are quotes and backslashes.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in printable(text).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
