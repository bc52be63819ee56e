import ArgumentParser
import Documents
import Git
import Latitude

/// Which base, and in which language: every command has these, and `latitude` itself before the
/// command's name.
struct PlaceOptions: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp(
      help(
        en: "Work as if started in this folder.", fr: "Faire comme si l'on était dans ce dossier."),
      valueName: help(en: "dir", fr: "dossier")), completion: .directory)
  var directory: String?

  @Option(
    name: .customLong("base-path"),
    help: ArgumentHelp(
      help(
        en: "The base's folder in the repository, where it cannot be found (bare repositories).",
        fr: "Le dossier de la base dans le dépôt, s'il ne peut être trouvé (dépôts nus)."),
      valueName: help(en: "folder", fr: "dossier")))
  var basePath: String?

  @Option(
    name: .customLong("lang"),
    help: ArgumentHelp(
      help(en: "fr or en; default: the base's.", fr: "fr ou en ; sinon celle de la base."),
      valueName: help(en: "language", fr: "langue")), completion: .list(["fr", "en"]))
  var lang: String?

  func validate() throws {
    if let lang, Language(rawValue: lang) == nil {
      throw ValidationError(
        help(
          en: "--lang takes fr or en, not '\(printable(lang))'.",
          fr: "--lang attend fr ou en, et non « \(printable(lang)) »."))
    }
  }

  /// The folder to work in.
  var folder: String { directory ?? Invocation.current.leadingDirectory ?? "." }

  /// The base's folder in the repository, where it was given.
  var baseFolder: String? { basePath ?? Invocation.current.leadingBasePath }

  /// How a next command would begin: "latitude", or with the folder that was given.
  var command: String { folder == "." ? "latitude" : "latitude -C \(shellWord(folder))" }

  /// Opens the base and a console that speaks its language.
  func withBase(_ body: (inout KnowledgeBase, Console) throws -> Void) throws {
    var base = try KnowledgeBase(
      at: folder, folder: baseFolder)
    let console = Console(language: Invocation.current.language(of: base.vocabulary))
    defer { console.flush() }
    do { try body(&base, console) } catch {
      console.flush()
      throw Failure(cause: error, language: console.language)
    }
  }

  /// Who writes, as git would have it: its environment variables first, then its configuration.
  func author(of base: borrowing KnowledgeBase) throws -> Authorship {
    let clock = Clock.current
    return try Authorship(
      configured: try base.configuredIdentity(time: clock.seconds, offset: clock.offset), clock)
  }

  /// The same for what may be a trial run, which needs nobody: then nil where git names nobody.
  func author(of base: borrowing KnowledgeBase, _ write: WriteOptions) throws -> Authorship? {
    do { return try author(of: base) } catch CommandError.noIdentity where write.isDryRun {
      return nil
    }
  }
}

extension Authorship {
  /// Git's environment variables first, then what is configured.
  ///
  /// - Throws: `CommandError.noIdentity`.
  init(configured: Signature?, _ clock: Clock) throws {
    guard let author = Signature(environment: "AUTHOR", else: configured, clock),
      let committer = Signature(environment: "COMMITTER", else: configured, clock)
    else { throw CommandError.noIdentity }
    self.init(author: author, committer: committer)
  }
}

extension Signature {
  /// `GIT_AUTHOR_NAME`, `_EMAIL` and `_DATE` (or of the committer), each falling back on what is
  /// configured.
  init?(environment role: String, else configured: Signature?, _ clock: Clock) {
    func value(_ field: String) -> String? {
      environmentValue("GIT_\(role)_\(field)").flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let name = value("NAME") ?? configured?.name,
      let email = value("EMAIL") ?? configured?.email
    else { return nil }
    let (time, offset) =
      value("DATE").flatMap(Clock.parse) ?? (configured?.time ?? clock.seconds, clock.offset)
    self.init(name: name, email: email, time: time, offset: offset)
  }
}

extension Invocation {
  /// What was asked for, else the base's language, else the locale's.
  func language(of vocabulary: Vocabulary) -> Language {
    requestedLanguage ?? Language(rawValue: vocabulary.language) ?? language
  }
}

/// How a command that reads answers.
struct OutputOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(help(en: "Answer as one JSON object.", fr: "Répondre par un objet JSON.")))
  var json = false
}

/// How a command that lists answers.
struct ListOutputOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(help(en: "Answer as one JSON object.", fr: "Répondre par un objet JSON.")))
  var json = false

  @Flag(
    help: ArgumentHelp(
      help(en: "Answer as one JSON object a line.", fr: "Répondre par un objet JSON par ligne.")))
  var jsonl = false

  func validate() throws {
    if json && jsonl {
      throw ValidationError(
        help(en: "Give --json or --jsonl, not both.", fr: "Donnez --json ou --jsonl, pas les deux.")
      )
    }
  }
}

/// Every command that writes can be tried first.
struct WriteOptions: ParsableArguments {
  @Flag(
    name: .customLong("dry-run"),
    help: ArgumentHelp(
      help(en: "Show what would be written, and write nothing.", fr: "Montrer sans rien écrire.")))
  var isDryRun = false
}
