import ArgumentParser
import Documents
import Git
import Latitude

struct InitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "init",
      abstract: help(en: "Make a folder a base.", fr: "Faire d'un dossier une base."),
      discussion: help(
        en: """
          The folder, the repository, latitude.yml and the first commit, as far as they are missing. \
          An existing base is left alone.
          """,
        fr: """
          Le dossier, le dépôt, latitude.yml et le premier commit, pour autant qu'ils manquent. Une \
          base existante reste telle quelle.
          """))
  }

  @Argument(
    help: ArgumentHelp(
      help(en: "The folder; it may not exist yet.", fr: "Le dossier ; il peut ne pas exister."),
      valueName: help(en: "dir", fr: "dossier")), completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      help(en: "What the base is called.", fr: "Comment s'appelle la base."),
      valueName: help(en: "name", fr: "nom")))
  var name: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "The language of the base, in two letters; default: yours.",
        fr: "La langue de la base, en deux lettres ; sinon la vôtre."),
      valueName: help(en: "language", fr: "langue")), completion: .list(["fr", "en"]))
  var language: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The currency, in three letters.", fr: "La monnaie, en trois lettres."),
      valueName: "code"))
  var currency = "EUR"

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let spoken = Invocation.current.language
    let console = Console(language: spoken)
    defer { console.flush() }
    do { try run(console) } catch {
      console.flush()
      throw Failure(cause: error, language: spoken)
    }
  }

  private func run(_ console: Console) throws {
    guard let currency = Currency(currency.uppercased()) else {
      throw CommandError.invalidValue(option: "--currency", value: currency, expected: .currency)
    }
    let code = language ?? console.language.rawValue
    guard code.utf8.count == 2, code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
      throw CommandError.invalidValue(option: "--language", value: code, expected: .languageCode)
    }
    if let name, name.allSatisfy(\.isWhitespace) {
      throw CommandError.invalidValue(option: "--name", value: name, expected: .name)
    }
    let path = folder.hasPrefix("/") || place.folder == "." ? folder : "\(place.folder)/\(folder)"
    let starter = Starter(
      name: name ?? Starter.name(ofFolder: place.baseFolder ?? path), language: code,
      currency: currency)
    let clock = Clock.current
    let author =
      write.isDryRun
      ? nil
      : try Authorship(
        configured: try KnowledgeBase.configuredIdentity(
          at: path, time: clock.seconds, offset: clock.offset), clock)
    do {
      let created = try KnowledgeBase.create(
        at: path, folder: place.baseFolder, vocabulary: Array(starter.text.utf8), as: author)
      answer(created, at: path, starter, console)
    } catch KnowledgeBaseError.alreadyABase {
      if output.json { return console.write(json(created: false)) }
      console.note(
        console.language(
          en: "\(printable(path)) is a base already; it was left as it is.",
          fr: "\(printable(path)) est déjà une base ; elle reste telle quelle."))
    }
  }

  private func answer(
    _ created: CreatedBase, at path: String, _ starter: Starter, _ console: Console
  ) {
    guard let commit = created.commit else {
      if output.json { return console.write(json(created: true, content: starter.text)) }
      return console.write(file: Array(starter.text.utf8))
    }
    if output.json { return console.write(json(created: true, commit: commit)) }
    let words = console.language
    console.print(
      words(
        en: created.madeRepository ? "New base, in a new repository: " : "New base: ",
        fr: created.madeRepository ? "Nouvelle base, dans un nouveau dépôt : " : "Nouvelle base : ")
        + "\(printable(path))  \(commit.abbreviated)")
    let options =
      (path == "." ? "" : " -C \(shellWord(path))")
      + (place.baseFolder.map { " --base-path \(shellWord($0))" } ?? "")
    console.note("→ latitude\(options) record")
    console.note("→ latitude\(options) map edit \(starter.firstRole)")
  }

  /// - Parameter content: Of `latitude.yml`, where it is only shown.
  private func json(
    created: Bool, commit: CommitID? = nil, content: String? = nil
  ) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.init/1")
      json.field("folder", folder)
      json.field("created", created)
      json.field("commit", commit?.description)
      if let content { json.field("content", content) }
    }
  }
}
