import ArgumentParser
import Latitude

struct IndexCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "index",
      abstract: help(
        en: "Bring the search index up to date, or check it.",
        fr: "Mettre à jour l'index de recherche, ou le vérifier."),
      discussion: help(
        en: """
          Not needed in daily work: every command that searches brings the index up to date itself. \
          The index lies in the git directory and can be deleted at any time.
          """,
        fr: """
          Inutile au quotidien : chaque commande qui cherche met l'index à jour elle-même. L'index \
          se trouve dans le répertoire git et peut être supprimé à tout moment.
          """))
  }

  @Flag(
    help: ArgumentHelp(
      help(en: "Make it anew from the commits.", fr: "Le refaire à partir des commits.")))
  var rebuild = false

  @Flag(
    help: ArgumentHelp(
      help(
        en: "Compare it with a fresh one; exit status 1 where they differ.",
        fr: "Le comparer à un index refait ; code de sortie 1 s'ils diffèrent.")))
  var verify = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if rebuild && verify {
      throw ValidationError(
        help(
          en: "Give --rebuild or --verify, not both.",
          fr: "Donnez --rebuild ou --verify, pas les deux."))
    }
  }

  func run() throws {
    try place.withBase { base, console in
      let progress = Progress()
      if verify {
        let check = try base.verifyIndex { progress.show($0, of: $1) }
        progress.clear()
        console.note(unreadable: check.summary.faults)
        if output.json {
          console.write(check.json())
        } else {
          console.show(IndexReport(language: console.language).lines(check))
        }
        if !check.isGood { throw ExitCode(ExitStatus.found.rawValue) }
        return
      }
      let summary = try base.refreshIndex(rebuild: rebuild) { progress.show($0, of: $1) }
      progress.clear()
      console.note(unreadable: summary.faults)
      if output.json {
        console.write(summary.json())
      } else {
        console.show(IndexReport(language: console.language).lines(summary))
      }
    }
  }
}
