import ArgumentParser
import Documents
import Latitude
import Similarity

struct SimilarCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "similar",
      abstract: help(
        en: "Find how cases like this one were decided.",
        fr: "Retrouver comment des cas semblables ont été décidés."),
      discussion: help(
        en: """
          The more is said about the situation, the more is compared; what is not said counts \
          neither for nor against. With --role and --action, what the map says today stands above \
          the cases.
          """,
        fr: """
          Plus la situation est décrite, plus la comparaison est fine ; ce qui n'est pas dit ne \
          compte ni pour ni contre. Avec --role et --action, ce que dit la carte aujourd'hui \
          précède les cas.
          """))
  }

  @Argument(
    help: ArgumentHelp(
      help(
        en: "The situation in your words; - reads standard input.",
        fr: "La situation, dans vos mots ; - lit l'entrée standard."),
      valueName: help(en: "text", fr: "texte")))
  var text: String?

  @OptionGroup(title: help(en: "The new case", fr: "Le nouveau cas"))
  var situation: SituationOptions

  @Option(
    help: ArgumentHelp(
      help(en: "Read the situation from a file.", fr: "Lire la situation dans un fichier."),
      valueName: help(en: "file", fr: "fichier")), completion: .file())
  var file: String?

  @OptionGroup(title: help(en: "Which past cases", fr: "Quels cas passés"))
  var past: PastOptions

  @Option(
    help: ArgumentHelp(
      help(en: "At most this many cases.", fr: "Au plus ce nombre de cas."),
      valueName: help(en: "number", fr: "nombre")))
  var limit = 10

  @Flag(
    help: ArgumentHelp(
      help(en: "Show each score as the sum that it is.", fr: "Détailler le calcul de chaque score.")
    ))
  var explain = false

  @Flag(
    help: ArgumentHelp(
      help(
        en: "Answer JSON Lines on standard input, one line each.",
        fr: "Répondre aux lignes JSON de l'entrée standard, une ligne chacune.")))
  var batch = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if text != nil && file != nil {
      throw ValidationError(
        help(en: "Give a text or --file, not both.", fr: "Donnez un texte ou --file, pas les deux.")
      )
    }
    try requirePositive(limit)
  }

  func run() throws {
    try place.withBase { base, console in
      let defaults = try request(text: batch ? "" : try situationText(), in: base.vocabulary)
      let progress = Progress()
      var finder = try base.caseFinder { progress.show($0, of: $1) }
      progress.clear()
      console.note(unreadable: finder.faults)
      if batch {
        let batch = Batch(
          console: console, vocabulary: base.vocabulary, schema: SimilarAnswer.schema)
        var obstacles: [String: any Error] = [:]
        try batch.answer { question in
          let answer = try base.similar(question.applied(to: defaults), with: &finder)
          obstacles.merge(answer.obstacles) { first, _ in first }
          return answer.json(
            .compact, id: question.id, obstacles: answer.obstacles.mapValues(console.reason))
        }
        console.note(obstacles: obstacles)
        return
      }
      let answer = try base.similar(defaults, with: &finder)
      console.note(passedOver: answer.authority)
      console.note(obstacles: answer.obstacles)
      if output.json {
        console.write(answer.json(obstacles: answer.obstacles.mapValues(console.reason)))
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(
          SimilarReport(labels: labels, width: console.width, explains: explain).lines(answer))
      }
    }
  }

  /// The words to compare; none are needed where fields are given.
  private func situationText() throws -> String {
    if let file { return try Input.text(at: file) }
    if text == "-" { return try Input.text(at: "-") }
    if let text { return text }
    guard situation.saysSomething else {
      throw CommandError.missing(options: [help(en: "TEXT", fr: "TEXTE")])
    }
    return ""
  }

  private func request(text: String, in vocabulary: Vocabulary) throws -> SimilarRequest {
    let situation = situation.named(by: vocabulary)
    var query = SimilarityQuery(text: text)
    query.role = situation.role
    query.level = situation.level
    query.team = situation.team
    query.channel = situation.channel
    query.motive = try situation.motivePath()
    query.action = situation.action
    query.requested = try situation.requestedAmount(in: vocabulary)
    query.facts = try situation.facts(in: vocabulary)
    query.limit = limit
    var request = SimilarRequest(query: query, day: Clock.current.today)
    request.customer = situation.customer
    request.filter = past.where
    (request.since, request.until) = try past.period()
    return request
  }
}
