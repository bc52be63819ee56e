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
    try place.withBase { base, console in
      try LintOutput(console: console, of: base, options: output)
        .show(try base.lint(today: Clock.current.today))
    }
  }
}

/// What a check of documents found, for people or programs, and the exit status that follows.
struct LintOutput {
  let console: Console
  /// Of the base in the repository: people get paths that they can open.
  let folder: String
  private let labels: Labels
  /// How programs want it; nil: for people.
  var form: Form?

  enum Form { case json, jsonLines }

  init(console: Console, of base: borrowing KnowledgeBase, options: ListOutputOptions? = nil) {
    self.console = console
    folder = base.folder
    labels = Labels(language: console.language, vocabulary: base.vocabulary)
    if let options { form = options.json ? .json : options.jsonl ? .jsonLines : nil }
  }

  private var language: Language { console.language }

  /// - Throws: `ExitCode` 1 where there is an error.
  func show(_ report: LintReport) throws {
    func message(_ finding: Finding) -> String { finding.kind.sentence(in: labels) }
    switch form {
    case .json: console.write(report.json(message))
    case .jsonLines: console.write(report.jsonLines(message))
    case nil:
      showLines(report.findings)
      console.flush()
      console.note(summary(report))
    }
    if report.errors > 0 { throw ExitCode(ExitStatus.found.rawValue) }
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
    let path = folder.isEmpty ? finding.path : "\(folder)/\(finding.path)"
    let place = language.place(path: path, finding.position)
    let mark: StyledText =
      switch finding.severity {
      case .error: StyledText(language(en: "error", fr: "erreur"), .red)
      case .warning: StyledText(language(en: "warning", fr: "attention"), .yellow)
      case .note: StyledText(language(en: "note", fr: "à savoir"), .cyan)
      }
    let field = finding.field.map { $0 + language.colon } ?? ""
    return "\(place)\(mark)\(language.colon)\(field)\(finding.kind.sentence(in: labels))"
  }

  private func summary(_ report: LintReport) -> String {
    let files = report.files
    let errors = report.errors
    let warnings = report.warnings
    let notes = report.notes
    if report.findings.isEmpty {
      return language(
        en: "\(files) \(files == 1 ? "file" : "files"), nothing to say",
        fr: "\(files) fichier\(files == 1 ? "" : "s"), rien à signaler")
    }
    return language(
      en:
        "\(files) \(files == 1 ? "file" : "files"): \(errors) \(errors == 1 ? "error" : "errors"), "
        + "\(warnings) \(warnings == 1 ? "warning" : "warnings")"
        + (notes == 0 ? "" : ", \(notes) \(notes == 1 ? "note" : "notes")"),
      fr: "\(files) fichier\(files == 1 ? "" : "s") : \(errors) erreur\(errors < 2 ? "" : "s"), "
        + "\(warnings) avertissement\(warnings < 2 ? "" : "s")"
        + (notes == 0 ? "" : ", \(notes) à savoir"))
  }
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
