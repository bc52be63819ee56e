import ArgumentParser
import AutonomyMaps
import Documents
import Git
import Latitude

/// What every revision of a map needs, and how it is shown, asked about and committed.
struct RevisionOptions: ParsableArguments {
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

  /// The reason.
  ///
  /// - Throws: `KnowledgeBaseError.noReason`.
  func why() throws -> String {
    guard let message, message.contains(where: { !$0.isWhitespace }) else {
      throw KnowledgeBaseError.noReason
    }
    return message
  }

  /// What it rests on.
  ///
  /// - Throws: `KnowledgeBaseError.notFound` or `.ambiguous`.
  func grounds(in base: borrowing KnowledgeBase) throws -> [DocumentID] {
    var grounds: [DocumentID] = []
    for prefix in because { grounds.append(try base.locate(prefix).id) }
    return grounds
  }

  /// Shows a revision with its replay, asks, and commits it.
  ///
  /// - Parameter author: Nil: nothing is written.
  func commit(
    _ proposal: MapProposal, why: String, because grounds: [DocumentID], subject: String?,
    in base: inout KnowledgeBase,
    as author: Authorship?, showing output: OutputOptions, on console: Console
  ) throws {
    let today = Clock.current.today
    let labels = Labels(language: console.language, vocabulary: base.vocabulary)
    if !output.json {
      console.show(
        ProposalReport(labels: labels, width: console.width, today: today).lines(proposal))
    }
    try base.mayCommit(
      proposal, why: why, because: grounds, today: today, isRetroactive: retroactive, as: author)
    var commit: CommitID?
    if let author {
      try Confirmation.ask(
        console.language(en: "Record this revision?", fr: "Enregistrer cette révision ?"),
        isGiven: yes, console)
      commit = try base.commitMap(
        proposal, why: why, because: grounds, subject: subject, today: today,
        isRetroactive: retroactive, as: author)
    }
    if output.json {
      console.write(proposal.json(commit: commit))
    } else if let commit {
      console.show(["\(proposal.role, .bold)@\(proposal.number) \(commit.abbreviated, .dim)"])
    } else {
      console.note(console.language(en: "Nothing was written.", fr: "Rien n'a été écrit."))
    }
  }
}
