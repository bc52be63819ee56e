import ArgumentParser
import AutonomyMaps
import Documents
import Git
import Latitude

struct IdeaNewCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "new",
      abstract: help(en: "Propose a change of a map.", fr: "Proposer un changement de carte."),
      discussion: help(
        en: """
          Anybody may. --rule names a rule of the map, and --alone and --consult say what would change \
          in it; with --action it may be a new one. Shows what would have changed for past cases. On \
          a terminal, what is missing is asked for.
          """,
        fr: """
          Chacun peut. --rule nomme une règle de la carte, --alone et --consult ce qui y changerait ; \
          avec --action, elle peut être nouvelle. Montre ce qui aurait changé aux cas passés. Dans un \
          terminal, ce qui manque est demandé.
          """))
  }

  @OptionGroup(title: help(en: "The idea", fr: "L'idée"))
  var fields: IdeaFields

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
    if file != nil && fields.saysSomething {
      throw ValidationError(
        help(
          en: "--file is a whole document: its fields stand in it.",
          fr: "--file est un document entier : ses champs s'y trouvent."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let today = Clock.current.today
      let author = write.isDryRun ? nil : try place.author(of: base)
      var random = SystemRandomNumberGenerator()
      let document: [UInt8]
      if let file {
        document = try Input.bytes(at: file)
      } else {
        let id = DocumentID(kind: .idea, day: today, using: &random)
        document = try fields.idea(id: id, date: today, base: base, console: console).rendered()
      }
      let recorded: RecordedIdea
      do {
        recorded = try base.propose(
          document: document, as: author, today: today, using: &random)
      } catch KnowledgeBaseError.invalidMap(_, let problems) where file == nil {
        // The path of a file that nobody wrote would lead nowhere.
        throw CommandError.invalidRule(problems.filter { $0.severity == .error })
      }
      answer(recorded, vocabulary: base.vocabulary, today: today, console: console)
    }
  }

  /// What it would change goes to standard error, its id to standard output.
  private func answer(
    _ recorded: RecordedIdea, vocabulary: Vocabulary, today: Day, console: Console
  ) {
    if output.json { return console.write(recorded.json()) }
    if let proposal = recorded.proposal {
      let labels = Labels(language: console.language, vocabulary: vocabulary)
      console.note(
        ProposalReport(labels: labels, width: console.width, today: today).lines(proposal))
    }
    if write.isDryRun {
      console.note("\(recorded.path):")
      return console.write(file: recorded.content)
    }
    console.print(recorded.idea.id.description)
  }
}

/// An idea as options say it, and a person completes it.
struct IdeaFields: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      help(en: "Whose map would change.", fr: "La carte de qui changerait."),
      valueName: help(en: "role", fr: "rôle")))
  var role: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The idea in one line.", fr: "L'idée en une ligne."),
      valueName: help(en: "text", fr: "texte")))
  var title: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "Why, with the cases; - reads standard input.",
        fr: "Pourquoi, avec les cas ; - lit l'entrée standard."),
      valueName: help(en: "text", fr: "texte")))
  var text: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The rule that would change.", fr: "La règle qui changerait."),
      valueName: help(en: "rule", fr: "règle")))
  var rule: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The action of a new rule.", fr: "L'action d'une nouvelle règle."),
      valueName: "action"))
  var action: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "Only under this motive; repeatable.", fr: "Seulement sous ce motif ; répétable."),
      valueName: help(en: "path", fr: "chemin")))
  var motive: [String] = []

  @Option(
    help: ArgumentHelp(
      help(en: "Only for this level; repeatable.", fr: "Seulement pour ce niveau ; répétable."),
      valueName: help(en: "level", fr: "niveau")))
  var level: [String] = []

  @Option(
    help: ArgumentHelp(
      help(
        en: "Decided alone where this holds: 'requested <= 80 EUR'.",
        fr: "Décidé seul si : 'requested <= 80 EUR'."), valueName: "condition"))
  var alone: String?

  @Option(
    help: ArgumentHelp(
      help(en: "Consulted where this holds.", fr: "Consulté si."), valueName: "condition"))
  var consult: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The role to consult.", fr: "Le rôle à consulter."),
      valueName: help(en: "role", fr: "rôle")))
  var with: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "A cap: '150 EUR per customer in 90 days'.",
        fr: "Un plafond : '150 EUR per customer in 90 days'."),
      valueName: help(en: "cap", fr: "plafond")))
  var cap: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The rule's priority.", fr: "La priorité de la règle."),
      valueName: help(en: "number", fr: "nombre")))
  var priority: Int?

  @Option(
    help: ArgumentHelp(
      help(
        en: "A case or learning it rests on; repeatable.",
        fr: "Un cas ou un apprentissage à l'appui ; répétable."),
      valueName: "id"))
  var because: [String] = []

  @Option(
    help: ArgumentHelp(
      help(en: "A tag; repeatable.", fr: "Une étiquette ; répétable."),
      valueName: help(en: "tag", fr: "étiquette")))
  var tag: [String] = []

  var saysSomething: Bool {
    let texts = [role, title, text, rule, action, alone, consult, with, cap]
    return texts.contains { $0 != nil } || priority != nil
      || !(motive + level + because + tag).isEmpty
  }

  private var changesRule: Bool {
    [action, alone, consult, with, cap].contains { $0 != nil } || priority != nil
      || !(motive + level).isEmpty
  }

  /// - Throws: `CommandError.missing` where nobody can be asked; what is wrong with a value.
  func idea(
    id: DocumentID, date: Day, base: borrowing KnowledgeBase, console: Console
  ) throws -> Idea {
    let vocabulary = base.vocabulary
    let dialogue = IdeaDialogue(
      console: console, labels: Labels(language: console.language, vocabulary: vocabulary))
    let mapped = try base.mappedRoles()
    let role = try self.role.map(vocabulary.name(ofRole:)) ?? dialogue.role(among: mapped)
    try vocabulary.validate(role: role, level: nil, team: nil, motive: nil, action: nil)
    let map = mapped.contains(role) ? try base.mapVersion(.newest, ofRole: role).document : nil
    var idea = Idea(id: id, title: "", date: date)
    idea.role = role
    idea.status = .open
    idea.tags = tag
    if let name = try rule ?? dialogue.rule(of: map, isAsked: !changesRule && title == nil) {
      idea.rules = [try changed(name, in: map, base: base, dialogue: dialogue)]
    } else if changesRule {
      throw CommandError.missing(options: ["--rule"])
    }
    idea.title = try title ?? dialogue.title()
    idea.body =
      try text.map { try GivenText.read($0, question: "", console: console) }
      ?? dialogue.reason()
    return idea
  }

  private func changed(
    _ name: String, in map: MapDocument?, base: borrowing KnowledgeBase, dialogue: IdeaDialogue
  ) throws -> RuleDocument {
    let vocabulary = base.vocabulary
    let known = map?.rules.first { $0.id == name }
    let action = self.action.map(vocabulary.name(ofAction:)) ?? known?.action
    guard let action else {
      let names = map?.rules.map(\.id) ?? []
      // The first rule of a map is a new one, and says what it is about.
      guard !names.isEmpty else { throw CommandError.missing(options: ["--action"]) }
      throw CommandError.invalidValue(
        option: "--rule", value: name,
        expected: .oneOf(names, nearest: nearestName(to: name, among: names)))
    }
    var rule =
      known
      ?? RuleDocument(
        id: name, action: action, position: SourcePosition(offset: 0, line: 0, column: 0))
    rule.action = action
    rule.because = try because.map { try base.locate($0).id }
    rule.examples = []
    if !motive.isEmpty {
      rule.motives = try motive.map {
        try motivePath(vocabulary.name(ofMotive: $0), option: "--motive")
      }
    }
    if !level.isEmpty { rule.levels = level }
    if let alone { rule.alone = try condition(alone, option: "--alone") }
    if let consult { rule.consult = try condition(consult, option: "--consult") }
    if let with { rule.with = vocabulary.name(ofRole: with) }
    if let cap {
      guard let value = Cap(cap) else {
        throw CommandError.invalidValue(
          option: "--cap", value: cap, expected: .cap(vocabulary.currency))
      }
      rule.cap = value
    }
    if let priority { rule.priority = priority }
    if !changesRule { try dialogue.complete(&rule) }
    return rule
  }
}

/// A condition as somebody typed it.
///
/// - Throws: `CommandError.invalidCondition`.
func condition(_ text: String, option: String) throws -> Condition {
  do { return try Condition.parse(text) } catch {
    throw CommandError.invalidCondition(option: option, text: text, error)
  }
}
