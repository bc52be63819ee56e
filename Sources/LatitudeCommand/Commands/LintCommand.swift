import ArgumentParser
import AutonomyMaps
import Documents
import Latitude

struct LintCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "lint",
      abstract: help(
        en: "Hold every document to its format, to latitude.yml and to what it names.",
        fr: "Vérifier chaque document : forme, vocabulaire, documents qu'il cite."),
      discussion: help(
        en: "Reads what is committed. Exit 1 where there is an error; warnings do not count.",
        fr: "Lit ce qui est commité. Sortie 1 s'il y a une erreur ; un avertissement n'en est pas.")
    )
  }

  @OptionGroup var output: ListOutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    do {
      try place.withBase { base, console in
        try LintOutput(console: console, of: base, in: place, options: output)
          .show(try base.lint(today: Clock.current.today))
      }
    } catch KnowledgeBaseError.invalidDocument(let path?, let problems) {
      // Without its vocabulary a base cannot be opened, and this is all that can be said about it.
      let findings = problems.map { Finding(path: DocumentPath.vocabulary, kind: .document($0)) }
      let console = Console(language: Invocation.current.language)
      defer { console.flush() }
      try LintOutput(console: console, vocabularyAt: path, options: output)
        .show(LintReport(files: 1, findings: findings))
    }
  }
}

/// What a check of documents found, for people or programs, and the exit status that follows.
struct LintOutput {
  let console: Console
  /// Of a file of the base: a path that a person can open.
  private let shownPath: (String) -> String
  /// Nil: there is no vocabulary.
  private let labels: Labels?
  /// How programs want it; nil: for people.
  var form: Form?

  enum Form { case json, jsonLines }

  init(
    console: Console, of base: borrowing KnowledgeBase, in place: PlaceOptions,
    options: ListOutputOptions? = nil
  ) {
    self.console = console
    let start =
      base.folder(from: place.folder).map { reached($0, from: place.folder) } ?? base.folder
    shownPath = { start.isEmpty || start == "." ? $0 : "\(start)/\($0)" }
    labels = Labels(language: console.language, vocabulary: base.vocabulary)
    form = options?.form
  }

  /// For a base whose vocabulary cannot be read.
  init(console: Console, vocabularyAt path: String, options: ListOutputOptions) {
    self.console = console
    shownPath = { _ in path }
    labels = nil
    form = options.form
  }

  private var language: Language { console.language }

  /// - Throws: `ExitCode` 1 where there is an error.
  func show(_ report: LintReport) throws {
    switch form {
    case .json: console.write(report.json(sentence))
    case .jsonLines: console.write(report.jsonLines(sentence))
    case nil:
      showLines(report.findings)
      console.flush()
      console.note(summary(report))
    }
    if report.errors > 0 { throw ExitCode(ExitStatus.found.rawValue) }
  }

  private func sentence(_ finding: Finding) -> String {
    labels.map { finding.kind.sentence(in: $0) } ?? finding.kind.sentence(in: language)
  }

  /// One line for each; a key of another system's, which many files have, once.
  private func showLines(_ findings: [Finding]) {
    let counts = findings.compactMap(\.kind.foreignKey).reduce(into: [:]) {
      $0[$1, default: 0] += 1
    }
    var shown: Set<String> = []
    for finding in findings {
      guard let key = finding.kind.foreignKey, let count = counts[key], count > 3 else {
        console.show(line(finding))
        continue
      }
      guard shown.insert(key).inserted else { continue }
      let others = language(
        en: " (and in \(count - 1) other files)", fr: " (et dans \(count - 1) autres fichiers)")
      console.show(line(finding) + StyledText(others, .dim))
    }
  }

  private func line(_ finding: Finding) -> StyledText {
    let place = language.place(path: shownPath(finding.path), finding.position)
    let mark: StyledText =
      switch finding.severity {
      case .error: StyledText(language(en: "error", fr: "erreur"), .red)
      case .warning: StyledText(language(en: "warning", fr: "attention"), .yellow)
      case .note: StyledText(language(en: "note", fr: "à savoir"), .cyan)
      }
    let field = finding.field.map { $0 + language.colon } ?? ""
    return "\(place)\(mark)\(language.colon)\(field)\(sentence(finding))"
  }

  private func summary(_ report: LintReport) -> String {
    let files = report.files
    let errors = report.errors
    let warnings = report.warnings
    let notes = report.notes
    if report.findings.isEmpty {
      return language(
        en: "\(files) \(files == 1 ? "file" : "files"), nothing to say",
        fr: "\(files) fichier\(files < 2 ? "" : "s"), rien à signaler")
    }
    return language(
      en:
        "\(files) \(files == 1 ? "file" : "files"): \(errors) \(errors == 1 ? "error" : "errors"), "
        + "\(warnings) \(warnings == 1 ? "warning" : "warnings")"
        + (notes == 0 ? "" : ", \(notes) \(notes == 1 ? "note" : "notes")"),
      fr: "\(files) fichier\(files < 2 ? "" : "s") : \(errors) erreur\(errors < 2 ? "" : "s"), "
        + "\(warnings) avertissement\(warnings < 2 ? "" : "s")"
        + (notes == 0 ? "" : ", \(notes) à savoir"))
  }
}

extension ListOutputOptions {
  fileprivate var form: LintOutput.Form? { json ? .json : jsonl ? .jsonLines : nil }
}

extension Finding.Kind {
  /// The key that is like none of latitude's: an import brought it along.
  fileprivate var foreignKey: String? {
    guard case .document(let problem) = self, case .unknownKey(let key, nil) = problem.reason else {
      return nil
    }
    return key
  }
}
