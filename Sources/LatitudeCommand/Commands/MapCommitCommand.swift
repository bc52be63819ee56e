import ArgumentParser
import AutonomyMaps
import Documents
import Git
import Latitude

struct MapCommitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "commit",
      abstract: help(
        en: "Commit a revision of a map, with its reason.",
        fr: "Commiter une révision de carte, avec sa raison."),
      discussion: help(
        en: """
          Shows the change in words and what it would have changed for past cases, asks, and commits \
          that file alone.
          """,
        fr: """
          Montre le changement en toutes lettres et ce qu'il aurait changé aux cas passés, demande, \
          et commite ce seul fichier.
          """))
  }

  @OptionGroup var map: RoleArgument

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      help(en: "Why, in a few sentences.", fr: "Pourquoi, en quelques phrases."),
      valueName: help(en: "why", fr: "pourquoi")))
  var message: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "A case or learning it rests on; repeatable.",
        fr: "Un cas ou un apprentissage à l'appui ; répétable."),
      valueName: "id"))
  var because: [String] = []

  @Option(
    help: ArgumentHelp(
      help(
        en: "The new map; default: its file as it stands.",
        fr: "La nouvelle carte ; sinon son fichier tel quel."),
      valueName: help(en: "file", fr: "fichier")), completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "The commit's subject, after \"map(ROLE): \"; default: the change in words.",
        fr: "Le sujet du commit, après « map(ROLE): » ; sinon le changement."),
      valueName: help(en: "subject", fr: "sujet")))
  var subject: String?

  @Flag(
    help: ArgumentHelp(
      help(
        en: "The change may be in force before today.",
        fr: "Le changement peut valoir avant aujourd'hui.")))
  var retroactive = false

  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp(help(en: "Do not ask.", fr: "Ne pas demander.")))
  var yes = false

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      guard let why = message, why.contains(where: { !$0.isWhitespace }) else {
        throw KnowledgeBaseError.noReason
      }
      let content = try file.map { try Input.bytes(at: $0) }
      let reasons = try because.map { try base.locate($0).id }
      let proposal = try base.proposal(forRole: map.role, content: content, named: file)
      let labels = Labels(language: console.language, vocabulary: base.vocabulary)
      if !output.json {
        console.show(
          ProposalReport(labels: labels, width: console.width, today: Clock.current.today)
            .lines(proposal))
      }
      let author = write.isDryRun ? nil : try place.author(of: base)
      let today = Clock.current.today
      try base.mayCommit(
        proposal, why: why, because: reasons, today: today, isRetroactive: retroactive, as: author)
      var commit: CommitID?
      if let author {
        try confirm(console)
        commit = try base.commitMap(
          proposal, why: why, because: reasons, subject: subject, today: today,
          isRetroactive: retroactive, as: author)
      }
      if output.json {
        console.write(proposal.json(commit: commit))
      } else if let commit {
        console.show(["\(map.role, .bold)@\(proposal.number) \(commit.abbreviated, .dim)"])
      } else {
        console.note(console.language(en: "Nothing was written.", fr: "Rien n'a été écrit."))
      }
    }
  }

  /// - Throws: `CommandError.cancelled`; `.needsYes` where nobody can be asked.
  private func confirm(_ console: Console) throws {
    if yes { return }
    guard console.isInteractive else { throw CommandError.needsYes }
    let language = console.language
    console.ask(
      language(en: "Commit this revision? [y/N] ", fr: "Commiter cette révision ? [o/N] "))
    let answer = (readLine() ?? "").lowercased().filter { !$0.isWhitespace }
    guard ["y", "yes", "o", "oui"].contains(answer) else { throw CommandError.cancelled }
  }
}
