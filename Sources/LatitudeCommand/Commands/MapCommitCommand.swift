import ArgumentParser
import Documents
import Latitude

struct MapCommitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "commit",
      abstract: help(
        en: "Record a revision of a map, with its reason.",
        fr: "Enregistrer une révision de carte, avec sa raison."),
      discussion: help(
        en: """
          Shows the change in words and what it would have changed for past cases, asks, and records \
          that file alone.
          """,
        fr: """
          Montre le changement en toutes lettres et ce qu'il aurait changé aux cas passés, demande, \
          et enregistre ce seul fichier.
          """))
  }

  @OptionGroup var map: RoleArgument

  @OptionGroup var reason: RevisionOptions

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

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let why = try reason.why()
      let grounds = try reason.grounds(in: base)
      let content = try file.map { try Input.bytes(at: $0) }
      let isKnown = base.vocabulary.roles.contains { $0.name == map.role }
      if content == nil, isKnown, base.workTreePath(ofMap: map.role) == nil {
        // The file at hand, if any, is another branch's: what counts here would be the committed one.
        throw CommandError.noWorkTree(role: map.role)
      }
      let proposal = try base.proposal(forRole: map.role, content: content, named: file)
      let author = write.isDryRun ? nil : try place.author(of: base)
      try reason.commit(
        proposal, why: why, because: grounds, subject: subject, in: &base, as: author,
        showing: output, on: console)
    }
  }
}
