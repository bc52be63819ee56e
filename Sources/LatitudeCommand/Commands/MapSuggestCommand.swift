import ArgumentParser
import Documents
import Insights
import Latitude

struct MapSuggestCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "suggest",
      abstract: help(
        en: "Limits that past cases support; ideas to review, never a change.",
        fr: "Des limites que les cas soutiennent : des idées à relire, jamais un changement."),
      discussion: help(
        en: """
          Looks for requests that were consulted or escalated, granted as asked and ended well, again \
          and again, and for decisions taken alone that ended badly. Shows what speaks against it \
          too. --write records each suggestion as an idea.
          """,
        fr: """
          Cherche ce qui fut consulté ou escaladé, accordé comme demandé et bien fini, encore et \
          encore, et les décisions prises seul qui ont mal fini. Montre aussi ce qui parle contre. \
          --write enregistre chaque suggestion comme idée.
          """))
  }

  @OptionGroup var map: RoleArgument

  @Option(
    help: ArgumentHelp(
      help(
        en: "How many agreeing cases a suggestion needs; default: 4.",
        fr: "Combien de cas concordants il faut ; sinon 4."),
      valueName: help(en: "number", fr: "nombre")))
  var least: Int?

  @Option(
    help: ArgumentHelp(
      help(en: "Only the limits of this rule.", fr: "Seulement les limites de cette règle."),
      valueName: help(en: "rule", fr: "règle")))
  var rule: String?

  @Flag(
    help: ArgumentHelp(
      help(
        en: "Record the suggestions as ideas to review.",
        fr: "Enregistrer les suggestions comme idées à relire.")))
  var write = false

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var past: PastOptions

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var filter: ShortFilterOptions

  @OptionGroup var trial: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if let least, least < 1 {
      throw ValidationError(
        help(en: "--least takes a number from 1.", fr: "--least attend un nombre à partir de 1."))
    }
    if write && output.json {
      throw ValidationError(
        help(en: "Give --write or --json, not both.", fr: "Donnez --write ou --json, pas les deux.")
      )
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let today = Clock.current.today
      let answer = try base.suggest(
        forRole: map.role, least: least ?? Suggestions.usualLeast, rule: rule,
        of: try filter.selection(past, in: base.vocabulary), today: today)
      console.note(unreadable: answer.faults)
      let labels = Labels(language: console.language, vocabulary: base.vocabulary)
      if output.json {
        console.write(answer.json())
      } else if write {
        try record(answer, labels: labels, today: today, in: &base, console: console)
      } else {
        console.show(
          SuggestReport(
            labels: labels, width: console.width, today: today, command: place.command
          ).lines(answer))
      }
    }
  }

  /// One idea for each suggestion that no open idea makes already; their ids go to standard output.
  private func record(
    _ answer: SuggestAnswer, labels: Labels, today: Day, in base: inout KnowledgeBase,
    console: Console
  ) throws {
    let author = trial.isDryRun ? nil : try place.author(of: base)
    var random = SystemRandomNumberGenerator()
    for limit in answer.limits where limit.proposingIdea == nil {
      let draft = SuggestedIdea(labels: labels, suggestion: limit.suggestion).idea(
        id: DocumentID(kind: .idea, day: today, using: &random), date: today, role: answer.role)
      let recorded = try base.propose(
        document: draft.rendered(), as: author, today: today, using: &random)
      if trial.isDryRun {
        console.note("\(recorded.path):")
        console.write(file: recorded.content)
      } else {
        console.print(recorded.idea.id.description)
      }
    }
    for idea in answer.limits.compactMap(\.proposingIdea) {
      console.note(
        console.language(
          en: "Proposed already: \(idea.value.id)", fr: "Déjà proposé : \(idea.value.id)"))
    }
    if answer.limits.isEmpty {
      console.note(
        console.language(
          en: "No limit has enough cases that agree; nothing was written.",
          fr: "Aucune limite n'a assez de cas concordants ; rien n'a été écrit."))
    }
  }
}
