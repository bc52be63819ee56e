import ArgumentParser
import Documents
import Latitude

struct ShowCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: help(
        en: "Show a case, a learning or an idea.",
        fr: "Montrer un cas, un apprentissage ou une idée."))
  }

  @Argument(
    help: ArgumentHelp(
      help(
        en: "The beginning of an id, or of its last six characters.",
        fr: "Le début d'un identifiant, ou de ses six derniers caractères."),
      valueName: "id"))
  var id: String

  @Flag(
    help: ArgumentHelp(
      help(en: "The file as it is in git.", fr: "Le fichier tel qu'il est dans git.")))
  var raw = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if raw && output.json {
      throw ValidationError(
        help(en: "Give --raw or --json, not both.", fr: "Donnez --raw ou --json, pas les deux."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let found = try base.locate(id)
      if raw {
        console.write(file: try base.source(at: found.path).bytes)
        return
      }
      var report = DocumentReport(
        labels: Labels(language: console.language, vocabulary: base.vocabulary),
        width: console.width)
      func answer<Value>(
        _ stored: Stored<Value>, naming ids: [DocumentID], json: (Stored<Value>) -> [UInt8],
        lines: (DocumentReport) -> [StyledText]
      ) {
        if output.json {
          console.write(json(stored))
        } else {
          for id in ids { report.titles[id] = try? base.title(of: id) }
          console.show(lines(report))
        }
      }
      switch found.id.kind {
      case .fieldCase:
        let stored = try base.fieldCase(found.id.description)
        let hindsight = try base.hindsight(on: stored.value, today: Clock.current.today)
        report.hindsight = hindsight
        if let obstacle = hindsight.obstacle { console.note(obstacle: obstacle) }
        answer(stored, naming: stored.value.precedents + stored.value.learnings) {
          $0.json(
            at: base.commit, hindsight: hindsight, obstacle: hindsight.obstacle.map(console.reason))
        } lines: {
          $0.lines(stored)
        }
      case .learning:
        let stored = try base.learning(found.id.description)
        answer(stored, naming: stored.value.cases) {
          $0.json(at: base.commit)
        } lines: {
          $0.lines(stored)
        }
      case .idea, .map:
        let stored = try base.idea(found.id.description)
        answer(stored, naming: []) {
          $0.json(at: base.commit)
        } lines: {
          $0.lines(stored)
        }
      }
    }
  }
}

extension KnowledgeBase {
  /// The title of a document that another one names.
  fileprivate func title(of id: DocumentID) throws -> String {
    switch id.kind {
    case .learning: try learning(id.description).value.title
    case .idea: try idea(id.description).value.title
    case .fieldCase, .map: try fieldCase(id.description).value.title
    }
  }
}
