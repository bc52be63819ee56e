import ArgumentParser
import Documents
import Latitude

struct ListCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list",
      abstract: help(en: "List cases.", fr: "Lister les cas."),
      discussion: help(
        en: "Columns: id, zone, amount granted (or else requested), outcome, title.",
        fr: "Colonnes : identifiant, zone, montant accordé (sinon demandé), issue, titre."))
  }

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var filter: FilterOptions

  @Option(
    help: ArgumentHelp(
      help(
        en: "newest (default), oldest, amount or minutes first.",
        fr: "D'abord : newest (les derniers, par défaut), oldest, amount ou minutes."),
      valueName: help(en: "order", fr: "ordre")))
  var sort: String?

  @Option(
    help: ArgumentHelp(
      help(en: "At most this many cases.", fr: "Au plus ce nombre de cas."),
      valueName: help(en: "number", fr: "nombre")))
  var limit: Int?

  @OptionGroup var output: ListOutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws { try requirePositive(limit) }

  func run() throws {
    try place.withBase { base, console in
      var request = ListRequest()
      request.selection = try filter.selection(in: base.vocabulary)
      request.limit = limit
      if let sort {
        request.order = try ListRequest.Order(option: "--sort", value: sort)
      }
      let answer = try base.list(request)
      console.note(unreadable: answer.faults)
      if output.json {
        console.write(answer.json())
      } else if output.jsonl {
        console.write(answer.jsonLines())
      } else if answer.cases.isEmpty {
        console.noteNothingFound()
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        let report = ListReport(labels: labels, width: console.isTerminal ? console.width : nil)
        console.show(report.lines(answer.cases))
      }
    }
  }
}

/// Refuses a `--limit` that would show nothing.
func requirePositive(_ limit: Int?) throws {
  guard let limit, limit < 1 else { return }
  throw ValidationError(
    help(en: "--limit takes a number from 1.", fr: "--limit attend un nombre à partir de 1."))
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  /// One of a few names that an option takes.
  ///
  /// - Throws: `CommandError.invalidValue`.
  init(option: String, value: String) throws {
    guard let found = Self(rawValue: value) else {
      throw CommandError(option: option, value: value, isNoneOf: Self.allCases.map(\.rawValue))
    }
    self = found
  }
}
