import ArgumentParser
import Documents
import Latitude
import Similarity

struct SearchCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "search",
      abstract: help(
        en: "Search the words of cases, learnings, ideas and maps.",
        fr: "Chercher des mots dans les cas, apprentissages, idées et cartes."),
      discussion: help(
        en: """
          All words must be there, in any form and with or without accents: "a phrase" as it \
          stands, begin* for a beginning, -word for a word that must be missing (after --). \
          Filters on fields leave only cases.
          """,
        fr: """
          Tous les mots doivent y être, sous toutes leurs formes, avec ou sans accents : "une \
          expression" telle quelle, debut* pour un début, -mot pour un mot absent (après --). Un \
          filtre sur un champ ne garde que des cas.
          """))
  }

  @Argument(
    help: ArgumentHelp(
      help(en: "The words.", fr: "Les mots."), valueName: help(en: "words", fr: "mots")))
  var words: [String]

  @Option(
    help: ArgumentHelp(
      help(
        en: "Only case, learning, idea or map; repeatable.",
        fr: "Seulement case, learning, idea ou map ; répétable."),
      valueName: help(en: "kind", fr: "genre")))
  var kind: [String] = []

  @OptionGroup(title: help(en: "Which cases", fr: "Quels cas"))
  var filter: FilterOptions

  @Option(
    help: ArgumentHelp(
      help(en: "relevance (default) or date.", fr: "relevance (pertinence, par défaut) ou date."),
      valueName: help(en: "order", fr: "ordre")))
  var sort: String?

  @Option(
    help: ArgumentHelp(
      help(en: "At most this many documents.", fr: "Au plus ce nombre de documents."),
      valueName: help(en: "number", fr: "nombre")))
  var limit = 20

  @OptionGroup var output: ListOutputOptions
  @OptionGroup var place: PlaceOptions

  private enum Order: String, CaseIterable {
    case relevance, date
  }

  func validate() throws { try requirePositive(limit) }

  func run() throws {
    try place.withBase { base, console in
      var request = SearchRequest(text: words.joined(separator: " "))
      request.kinds = Set(try kind.map { try DocumentKind(typed: $0, option: "--kind") })
      request.selection = try filter.selection(in: base.vocabulary)
      request.limit = limit
      if try sort.map({ try Order(option: "--sort", value: $0) }) == .date {
        request.order = .date
      }
      let progress = Progress()
      let answer = try base.search(request) { progress.show($0, of: $1) }
      progress.clear()
      console.note(unreadable: answer.faults)
      if output.json {
        console.write(answer.json())
      } else if output.jsonl {
        console.write(answer.jsonLines())
      } else if answer.hits.isEmpty {
        console.noteNothingFound()
      } else {
        let labels = Labels(language: console.language, vocabulary: base.vocabulary)
        console.show(SearchReport(labels: labels, width: console.width).lines(answer))
      }
    }
  }
}
