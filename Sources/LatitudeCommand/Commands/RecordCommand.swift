import ArgumentParser
import AutonomyMaps
import Documents
import Git
import Latitude

struct RecordCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "record",
      abstract: help(en: "Record a case.", fr: "Enregistrer un cas."),
      discussion: help(
        en: """
          On a terminal and without --text, what no option says is asked for, with the map's verdict \
          before anything is saved. The map's word is written into the case, and its id goes to \
          standard output.
          """,
        fr: """
          Dans un terminal et sans --text, ce qu'aucune option ne dit est demandé, avec le verdict \
          de la carte avant d'enregistrer. La réponse de la carte est notée dans le cas, et \
          l'identifiant va sur la sortie standard.
          """))
  }

  @OptionGroup(title: help(en: "The situation", fr: "La situation"))
  var situation: SituationOptions

  @OptionGroup(title: help(en: "The case", fr: "Le cas"))
  var fields: RecordOptions

  @Option(
    help: ArgumentHelp(
      help(
        en: "Record a whole document; - reads standard input.",
        fr: "Enregistrer un document entier ; - lit l'entrée standard."),
      valueName: help(en: "file", fr: "fichier")), completion: .file())
  var file: String?

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if file != nil && (fields.saysSomething || situation.saysSomething || situation.customer != nil)
    {
      throw ValidationError(
        help(
          en: "--file is a whole document: its fields stand in it.",
          fr: "--file est un document entier : ses champs s'y trouvent."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let author = try place.author(of: base, write)
      let writer = write.isDryRun ? nil : author
      let today = Clock.current.today
      var random = SystemRandomNumberGenerator()
      let recorded: RecordedCase
      if let file {
        recorded = try base.record(
          document: try Input.bytes(at: file), as: writer, today: today, using: &random)
      } else {
        var draft = try fields.draft(situation, in: base, today: today, using: &random)
        try base.vocabulary.validate(
          role: draft.role, level: draft.level, team: draft.team, channel: draft.channel,
          motive: draft.motive, action: draft.action)
        if draft.situation.allSatisfy(\.isWhitespace) {
          guard console.isInteractive else { throw CommandError.missing(options: ["--text"]) }
          draft = try ask(draft, base: base, author: author?.author.email, console: console)
        }
        if draft.title.isEmpty { draft.title = FieldCase.title(from: draft.situation) }
        do {
          recorded = try base.record(draft, as: writer, today: today, using: &random)
        } catch KnowledgeBaseError.invalidDocument(let path, let problems) {
          // Lines and columns of a document that nobody wrote would lead nowhere.
          throw KnowledgeBaseError.invalidDocument(path: path, problems.map(\.withoutPosition))
        }
      }
      answer(recorded, vocabulary: base.vocabulary, console: console)
    }
  }

  private func ask(
    _ draft: FieldCase, base: borrowing KnowledgeBase, author: String?, console: Console
  ) throws -> FieldCase {
    let labels = Labels(language: console.language, vocabulary: base.vocabulary)
    let judge = try base.judgeWithPastGrants()
    let day = draft.date
    let dialogue = RecordDialogue(
      dialogue: Dialogue(
        language: console.language, width: console.width, readLine: { readLine() },
        ask: { console.ask($0) }, show: { console.note($0) }),
      labels: labels, judge: { try? judge.check($0) }, map: { judge.map(ofRole: $0, on: day) })
    let habits = try author.flatMap { try base.lastCase(by: $0) }
    return try dialogue.complete(draft, habits: habits)
  }

  private func answer(_ recorded: RecordedCase, vocabulary: Vocabulary, console: Console) {
    console.note(passedOver: recorded.authority)
    if let obstacle = recorded.obstacle { console.note(obstacle: obstacle) }
    for warning in recorded.warnings {
      console.note(warning.withoutPosition.line(path: nil, in: console.language))
    }
    if output.json {
      return console.write(recorded.json(obstacle: recorded.obstacle.map(console.reason)))
    }
    if write.isDryRun {
      console.note("\(recorded.path):")
      return console.write(file: recorded.content)
    }
    console.print(recorded.id.description)
  }
}

extension DocumentProblem {
  fileprivate var withoutPosition: DocumentProblem {
    var problem = self
    problem.position = nil
    return problem
  }
}
