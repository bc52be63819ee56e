import ArgumentParser
import Documents
import Git
import Latitude

struct ImportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: help(
        en: "Record cases from JSON Lines or CSV, in one commit.",
        fr: "Enregistrer des cas depuis du JSON Lines ou du CSV, en un commit."),
      discussion: help(
        en: """
          Names are the keys of a case; "text" or "body" is the situation. "situation", "decision", "why" and \
          "outcome_text" are its sections, where there is no "body". An id that is not one of \
          ours becomes ref. Rows whose id or ref is there already are left alone, so that an import of \
          rows that have one can be repeated. Keys that latitude does not know are kept. A bad row is reported and does not stop the others.
          """,
        fr: """
          Les noms sont les clés d'un cas ; « text » ou « body » est la situation. « situation », « decision », « why » et « outcome_text » \
          sont ses rubriques, s'il n'y a pas de « body ». Un id qui n'est \
          pas des nôtres devient ref. Les lignes dont l'id ou la ref est déjà là sont laissées de côté : \
          un import de lignes qui en ont peut être répété. Les clés inconnues sont gardées. Une mauvaise ligne est signalée et n'arrête pas les autres.
          """))
  }

  @Argument(
    help: ArgumentHelp(
      help(en: "The file; - reads standard input.", fr: "Le fichier ; - lit l'entrée standard."),
      valueName: help(en: "file", fr: "fichier")),
    completion: .file(extensions: ["csv", "tsv", "json", "jsonl", "ndjson"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      help(
        en: "jsonl or csv; default: by the name, else by the content.",
        fr: "jsonl ou csv ; sinon d'après le nom, puis le contenu."),
      valueName: "format"), completion: .list(["jsonl", "csv"]))
  var format: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "Their column is our key: --field Montant=requested; facts as facts.orders; "
          + "--field Email= leaves it out; repeatable.",
        fr: "Leur colonne est notre clé : --field Montant=requested ; un fait : facts.orders ; "
          + "--field Email= l'écarte ; répétable."),
      valueName: help(en: "theirs=ours", fr: "leur=notre")))
  var field: [String] = []

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let author = write.isDryRun ? nil : try place.author(of: base)
      let format = try self.format.map { try RowFormat(option: "--format", value: $0) }
      let reader = ImportRows(
        vocabulary: base.vocabulary, renames: try renames(in: base.vocabulary))
      let bytes = try Input.bytes(at: file)
      let read =
        switch format ?? RowFormat(path: file, content: bytes) {
        case .jsonl: try reader.read(json: bytes)
        case .csv: try reader.read(csv: bytes)
        }
      var random = SystemRandomNumberGenerator()
      let progress = Progress()
      var report = try base.importCases(
        read.rows, as: author, today: Clock.current.today, using: &random,
        progress: { progress.show($0, of: read.rows.count) })
      progress.clear()
      report.refused = (read.refused + report.refused).sorted { $0.row < $1.row }
      show(report, console)
      if !report.refused.isEmpty { throw ExitCode(ExitStatus.invalidData.rawValue) }
    }
  }

  /// - Throws: `CommandError.invalidValue`.
  private func renames(in vocabulary: Vocabulary) throws -> [String: String?] {
    var renames: [String: String?] = [:]
    for text in field {
      guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
        throw CommandError.invalidValue(option: "--field", value: text, expected: .rename)
      }
      let ours = String(text[text.index(after: equals)...])
      guard ours.isEmpty || ImportRows.isOurs(ours, in: vocabulary) else {
        let known = ImportRows.keys + vocabulary.facts.map { "facts.\($0.name)" }
        throw CommandError.invalidValue(
          option: "--field", value: text,
          expected: .ourKey(known, nearest: nearestName(to: ours, among: known)))
      }
      renames.updateValue(ours.isEmpty ? nil : ours, forKey: String(text[..<equals]))
    }
    return renames
  }

  private func show(_ report: ImportReport, _ console: Console) {
    let language = console.language
    func reason(_ error: any Error) -> String { Failure(cause: error, language: language).reason }
    if output.json { console.write(report.json(reason)) }
    let name = file == "-" ? language(en: "standard input", fr: "entrée standard") : file
    var hints: [String] = []
    for refusal in report.refused {
      console.note("\(printable(name)):\(refusal.row): \(reason(refusal.reason))")
      let hint = Failure(cause: refusal.reason, language: language).hint
      if let hint, !hints.contains(hint) { hints.append(hint) }
    }
    for hint in hints.prefix(3) { console.note("→ \(hint)") }
    for (key, count) in report.unknownKeys.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      console.note(
        language(
          en: "warning: key \(language.quoted(key)) is not one of latitude's; "
            + "kept in \(count) \(count == 1 ? "case" : "cases")",
          fr: "attention : la clé \(language.quoted(key)) n'est pas de latitude ; "
            + "gardée dans \(count) cas"))
    }
    note(missing: report.missing.keys.map(\.description).sorted(), console)
    console.note(obstacles: report.obstacles)
    guard !output.json else { return }
    console.print(summary(report, language))
  }

  private func note(missing ids: [String], _ console: Console) {
    guard !ids.isEmpty else { return }
    let language = console.language
    let more = ids.count - 3
    let names =
      ids.prefix(3).joined(separator: ", ")
      + (more > 0 ? language(en: " (and \(more) more)", fr: " (et \(more) de plus)") : "")
    console.note(
      language(
        en: "warning: the cases name what is not in the base: \(names)",
        fr: "attention : les cas nomment ce qui n'est pas dans la base : \(names)"))
    console.note(
      "→ "
        + language(
          en: "bring it in too; latitude lint names each place",
          fr: "apportez-le aussi ; latitude lint nomme chaque endroit"))
  }

  private func summary(_ report: ImportReport, _ language: Language) -> String {
    let count = report.recorded.count
    var words = [
      write.isDryRun
        ? language(
          en: "\(count) \(count == 1 ? "case" : "cases") would be recorded",
          fr: "\(count) cas \(count < 2 ? "serait enregistré" : "seraient enregistrés")")
        : language(
          en: "\(count) \(count == 1 ? "case" : "cases") recorded",
          fr: "\(count) cas \(count < 2 ? "enregistré" : "enregistrés")")
    ]
    if !report.alreadyThere.isEmpty {
      words.append(
        language(
          en: "\(report.alreadyThere.count) already there",
          fr: "\(report.alreadyThere.count) déjà là"))
    }
    if !report.refused.isEmpty {
      let refused = report.refused.count
      words.append(
        language(
          en: "\(refused) refused", fr: "\(refused) refusé\(refused < 2 ? "" : "s")"))
    }
    let commit = report.commit.map { "  \($0.abbreviated)" } ?? ""
    return words.joined(separator: ", ") + commit
  }
}

/// How rows are written in a file.
enum RowFormat: String, CaseIterable {
  case jsonl, csv

  /// By the file's name, else by its first sign.
  init(path: String, content: [UInt8]) {
    let name = path.lowercased()
    if name.hasSuffix(".csv") || name.hasSuffix(".tsv") {
      self = .csv
    } else if [".jsonl", ".ndjson", ".json"].contains(where: name.hasSuffix) {
      self = .jsonl
    } else {
      let start = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content[...]
      let first = start.first { !BatchQuestion.isBlank($0) }
      self = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .jsonl : .csv
    }
  }
}
