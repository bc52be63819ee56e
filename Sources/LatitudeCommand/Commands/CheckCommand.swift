import ArgumentParser
import AutonomyMaps
import Documents
import Latitude

struct CheckCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: help(
        en: "Ask the map in force: decide alone, consult, or escalate?",
        fr: "Interroger la carte en vigueur : décider seul, consulter, ou escalader ?"))
  }

  @OptionGroup(title: help(en: "The situation", fr: "La situation"))
  var situation: SituationOptions

  @Flag(
    help: ArgumentHelp(help(en: "Every action of the role.", fr: "Toutes les actions du rôle.")))
  var all = false

  @Option(
    help: ArgumentHelp(
      help(
        en: "The day whose map judges; default: today.",
        fr: "Le jour dont la carte juge ; sinon aujourd'hui."),
      valueName: "date"))
  var on: String?

  @Flag(
    help: ArgumentHelp(
      help(
        en: "Answer JSON Lines on standard input, one line each.",
        fr: "Répondre aux lignes JSON de l'entrée standard, une ligne chacune.")))
  var batch = false

  @Flag(
    name: .customLong("exit-code"),
    help: ArgumentHelp(
      help(
        en: "Exit 0 alone, 10 consult, 11 escalate, 12 undecided.",
        fr: "Sortie 0 seul, 10 consulter, 11 escalader, 12 indécis.")))
  var exitCode = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if all && (situation.action != nil || batch || exitCode) {
      throw ValidationError(
        help(
          en: "--all takes no --action, --batch or --exit-code.",
          fr: "--all ne va pas avec --action, --batch ou --exit-code."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let defaults = try request(in: base.vocabulary)
      if batch {
        let batch = Batch(
          console: console, vocabulary: base.vocabulary, schema: CheckAnswer.schema)
        // Maps and past gestures are read once for all lines.
        let judge = try base.judgeWithPastGrants()
        try batch.answer { question in
          let request = try question.applied(to: defaults)
          try base.vocabulary.validate(
            role: request.role, level: request.level, team: request.team, motive: request.motive,
            action: request.action)
          return try judge.check(request).json(.compact, id: question.id)
        }
        return
      }
      let report = CheckReport(
        labels: Labels(language: console.language, vocabulary: base.vocabulary),
        width: console.width)
      if all {
        let answers = try base.checkAll(defaults)
        console.note(passedOver: answers.first)
        if output.json {
          console.write(answers.json())
        } else if let map = try base.mapHistory(ofRole: defaults.role).inForce(on: defaults.day)?
          .document
        {
          console.show(AutonomyTable(report: report, map: map).lines(answers))
        }
        return
      }
      let answer = try base.check(defaults)
      console.note(passedOver: answer)
      if output.json { console.write(answer.json()) } else { console.show(report.lines(answer)) }
      if exitCode { throw ExitCode(ExitStatus(answer.verdict.zone).rawValue) }
    }
  }

  /// The question that the options put; a batch may leave open what its lines say.
  ///
  /// - Throws: `CommandError.missing` or `.invalidValue`.
  private func request(in vocabulary: Vocabulary) throws -> CheckRequest {
    var missing: [String] = []
    if situation.role == nil { missing.append("--role") }
    if situation.action == nil && !all { missing.append("--action") }
    guard missing.isEmpty || batch else { throw CommandError.missing(options: missing) }
    let situation = situation.named(by: vocabulary)
    let today = Clock.current.today
    var request = CheckRequest(
      role: situation.role ?? "", action: situation.action ?? "",
      day: try on.map { try day($0, option: "--on") } ?? today)
    request.motive = try situation.motivePath()
    request.level = situation.level
    request.team = situation.team
    request.requested = try situation.requestedAmount(in: vocabulary)
    request.facts = try situation.facts(in: vocabulary)
    request.customer = situation.customer
    return request
  }
}

extension ExitStatus {
  /// What `check --exit-code` ends with.
  init(_ zone: Zone?) {
    switch zone {
    case .alone: self = .done
    case .consult: self = .consult
    case .escalate: self = .escalate
    case nil: self = .undecided
    }
  }
}
