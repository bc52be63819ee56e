import ArgumentParser
import Documents
import Latitude

struct IdeaCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "idea",
      abstract: help(
        en: "Ideas for a map: propose, try, accept or decline, always with a reason.",
        fr: "Des idées pour une carte : proposer, essayer, retenir ou écarter, avec une raison."),
      subcommands: [
        IdeaNewCommand.self, IdeaListCommand.self, IdeaShowCommand.self, IdeaTrialCommand.self,
        IdeaAcceptCommand.self, IdeaDeclineCommand.self,
      ])
  }
}

/// The idea that a command is about.
struct IdeaArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      help(
        en: "The beginning of the idea's id, or of its last six characters.",
        fr: "Le début de l'identifiant de l'idée, ou de ses six derniers caractères."),
      valueName: "id"))
  var id: String
}

struct IdeaListCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list",
      abstract: help(
        en: "List ideas, newest first.", fr: "Lister les idées, les dernières d'abord."))
  }

  @Option(
    help: ArgumentHelp(
      help(en: "For this role's map.", fr: "Pour la carte de ce rôle."),
      valueName: help(en: "role", fr: "rôle")))
  var role: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "open, trial, accepted or declined; repeatable.",
        fr: "open (ouverte), trial, accepted ou declined ; répétable."),
      valueName: help(en: "status", fr: "état")))
  var status: [String] = []

  @OptionGroup var output: ListOutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let list = try base.ideaList(
        role: role.map(base.vocabulary.name(ofRole:)),
        statuses: try status.map { try IdeaStatus(typed: $0, option: "--status") })
      console.note(unreadable: list.faults)
      if output.json {
        console.write(list.json())
      } else if output.jsonl {
        console.write(list.jsonLines())
      } else if list.ideas.isEmpty {
        console.noteNothingFound()
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        let report = IdeaReport(
          labels: labels, width: console.width, today: Clock.current.today)
        console.show(report.lines(list, width: console.isTerminal ? console.width : nil))
      }
    }
  }
}

struct IdeaShowCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: help(
        en: "An idea, what it would change, its answer, and what its trials showed.",
        fr: "Une idée, ce qu'elle changerait, sa réponse, et ce que ses essais ont montré."))
  }

  @OptionGroup var idea: IdeaArgument
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let today = Clock.current.today
      let view = try base.ideaView(idea.id, today: today)
      if output.json {
        console.write(view.json(at: base.commit, obstacle: view.obstacle.map(console.reason)))
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(IdeaReport(labels: labels, width: console.width, today: today).lines(view))
      }
    }
  }
}
