import ArgumentParser
import Documents
import Git
import Latitude

/// What trial, accept and decline have in common: a reason, a question, and one commit.
struct IdeaAnswerOptions: ParsableArguments {
  @OptionGroup var idea: IdeaArgument

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      help(
        en: "Why, in a few sentences; everybody will read it.",
        fr: "Pourquoi, en quelques phrases ; tout le monde le lira."),
      valueName: help(en: "why", fr: "pourquoi")))
  var message: String?

  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp(help(en: "Do not ask.", fr: "Ne pas demander.")))
  var yes = false

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  /// Shows what an answer would change, asks, and commits it.
  ///
  /// - Parameter decision: Read once the base is open: names and days have to fit it.
  func answer(
    effective: String? = nil, _ decision: (Vocabulary, Day) throws -> IdeaDecision
  ) throws {
    try place.withBase { base, console in
      let language = console.language
      let today = Clock.current.today
      let decided = try decision(base.vocabulary, today)
      // Who may not answer learns it before anything else.
      let author = write.isDryRun ? nil : try place.author(of: base)
      var answer = try base.ideaAnswer(
        to: idea.id, decided, reason: try reason(console),
        effective: try effective.map { try day($0, option: "--effective") }, today: today,
        as: author)
      if !output.json {
        console.show(lines(answer, vocabulary: base.vocabulary, today: today, console: console))
      }
      if let author {
        try Confirmation.ask(
          language(en: "Write this answer?", fr: "Écrire cette réponse ?"), isGiven: yes, console)
        answer.commit = try base.commit(answer, as: author)
      }
      if output.json {
        console.write(answer.json())
      } else if let commit = answer.commit {
        let revision = answer.proposal.map { "\($0.role)@\($0.number) " } ?? ""
        console.show(["\(revision, .bold)\(commit.abbreviated, .dim)"])
      } else {
        console.note(language(en: "Nothing was written.", fr: "Rien n'a été écrit."))
      }
    }
  }

  /// What `-m` says, or what a person types.
  ///
  /// - Throws: `KnowledgeBaseError.ideaWithoutReason` where nobody can be asked.
  private func reason(_ console: Console) throws -> String {
    if let message { return message }
    guard console.isInteractive else { throw KnowledgeBaseError.ideaWithoutReason }
    return try GivenText.read(
      nil,
      question: console.language(
        en: "Why? Whoever had the idea will read it.", fr: "Pourquoi ? L'auteur de l'idée le lira."),
      console: console)
  }

  private func lines(
    _ answer: IdeaAnswer, vocabulary: Vocabulary, today: Day, console: Console
  ) -> [StyledText] {
    let labels = Labels(language: console.language, vocabulary: vocabulary)
    let status = answer.decision.status
    let heading = StyledText.joined([
      StyledText(answer.idea.value.id.description, .cyan),
      StyledText(answer.idea.value.title, .bold), StyledText(labels.word(status), status.style),
    ])
    var lines = paragraph(heading, hanging: 2, width: console.width)
    if let proposal = answer.proposal {
      lines += ProposalReport(labels: labels, width: console.width, today: today).lines(proposal)
    } else {
      lines.append(
        StyledText(
          console.language(en: "The map stays as it is.", fr: "La carte reste comme elle est.")))
    }
    return lines
  }
}

/// From when on a revision counts.
struct EffectiveOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      help(
        en: "In force from this day; default: from today.",
        fr: "En vigueur à partir de ce jour ; sinon dès aujourd'hui."),
      valueName: "date"))
  var effective: String?
}

struct IdeaTrialCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "trial",
      abstract: help(
        en: "Let some teams try an idea for a while.",
        fr: "Faire essayer une idée à quelques équipes, un temps."),
      discussion: help(
        en:
          "Adds a test zone to the map, in a revision that cites the idea. For managers of the role.",
        fr: "Ajoute un essai à la carte, par une révision qui cite l'idée. Pour qui gère ce rôle."))
  }

  @OptionGroup var answer: IdeaAnswerOptions

  @Option(
    help: ArgumentHelp(
      help(en: "A team that tries it; repeatable.", fr: "Une équipe qui l'essaie ; répétable."),
      valueName: help(en: "team", fr: "équipe")))
  var team: [String] = []

  @Option(
    help: ArgumentHelp(
      help(en: "The first day; default: today.", fr: "Le premier jour ; sinon aujourd'hui."),
      valueName: "date"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The last day.", fr: "Le dernier jour."), valueName: "date"))
  var until: String?

  func run() throws {
    try answer.answer { vocabulary, today in
      let missing = [team.isEmpty ? "--team" : nil, until == nil ? "--until" : nil]
        .compactMap(\.self)
      guard missing.isEmpty, let until else { throw CommandError.missing(options: missing) }
      for name in team {
        try vocabulary.validate(role: nil, level: nil, team: name, motive: nil, action: nil)
      }
      return .trial(
        teams: team, from: try from.map { try day($0, option: "--from") } ?? today,
        until: try day(until, option: "--until"))
    }
  }
}

struct IdeaAcceptCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "accept",
      abstract: help(
        en: "Make an idea a revision of the map.", fr: "Faire d'une idée une révision de la carte."),
      discussion: help(
        en: "The revision cites the idea and ends its trials. For managers of the role.",
        fr: "La révision cite l'idée et met fin à ses essais. Pour qui gère ce rôle."))
  }

  @OptionGroup var answer: IdeaAnswerOptions
  @OptionGroup var effective: EffectiveOption

  func run() throws { try answer.answer(effective: effective.effective) { _, _ in .accept } }
}

struct IdeaDeclineCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "decline",
      abstract: help(
        en: "Say no to an idea, with a reason that stays readable.",
        fr: "Dire non à une idée, avec une raison qui reste lisible."),
      discussion: help(
        en: "Ends its trials, if any are running. For managers of the role.",
        fr: "Met fin à ses essais, s'il y en a. Pour qui gère ce rôle."))
  }

  @OptionGroup var answer: IdeaAnswerOptions

  func run() throws { try answer.answer { _, _ in .decline } }
}
