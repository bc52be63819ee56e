import ArgumentParser
import Documents
import Latitude

/// An error on its way to the user: what happened, in which language it will be said, and how the
/// process ends.
struct Failure: Error {
  let cause: any Error
  let language: Language

  init(cause: any Error, language: Language) {
    self.cause = (cause as? Failure)?.cause ?? cause
    self.language = language
  }

  /// What is wrong, and with which thing; a line for each where there are several.
  var message: String { words.message }

  /// What to do next; nil where there is nothing to advise.
  var hint: String? { words.hint }

  var status: ExitStatus { words.status }

  private var words: ErrorWords {
    if let explained = cause as? any Explained { return explained.words(in: language) }
    return ErrorWords(
      language(
        en: "This should not have happened: \(printable("\(cause)"))",
        fr: "Ceci n'aurait pas dû arriver : \(printable("\(cause)"))"),
      next: language(
        en: "please report it, with the command and \"latitude --version\"",
        fr: "signalez-le, avec la commande et « latitude --version »"),
      .internalFault)
  }

  /// Why one row of many was refused, on one line and without a place in a document that nobody
  /// wrote.
  var reason: String {
    switch cause {
    case KnowledgeBaseError.invalidDocument(_, let problems):
      problems.filter { $0.severity == .error }.map { problem in
        (problem.field.map { printable($0) + language.colon } ?? "")
          + problem.reason.sentence(in: language)
      }.joined(separator: " ; ")
    case let fault as CSVFault: fault.sentence(in: language)
    default: message
    }
  }

  /// Says what went wrong and ends the process.
  static func end(with error: any Error) -> Never {
    let failure =
      error as? Failure
      ?? Failure(cause: error, language: Invocation.current.language)
    // Help, versions, and what the parser of arguments refuses have words and a status of their own.
    let isParsersOwn = Root.exitCode(for: failure.cause) != .failure
    if failure.cause is ExitCode { Root.exit(withError: failure.cause) }
    let console = Console(language: failure.language)
    var words = ErrorWords(failure.message, next: failure.hint, failure.status)
    if isParsersOwn, !(failure.cause is any Explained) {
      let parser = ParserWords(language: failure.language)
      if Root.exitCode(for: failure.cause).isSuccess {
        console.print(parser.help(Root.fullMessage(for: failure.cause)))
        console.flush()
        Root.exit()
      }
      words = parser.words(for: failure.cause)
    }
    console.note(words.message)
    if let hint = words.hint { console.note("→ \(hint)") }
    Root.exit(withError: ExitCode(words.status.rawValue))
  }
}

/// What a person is told about an error, and how the process ends.
struct ErrorWords {
  /// What is wrong with which thing; a line for each where there are several.
  var message: String
  /// The next step; nil where there is nothing to advise.
  var hint: String?
  var status: ExitStatus

  init(_ message: String, next hint: String? = nil, _ status: ExitStatus) {
    self.message = message
    self.hint = hint
    self.status = status
  }
}

/// An error that has words of its own in both languages.
protocol Explained: Error {
  func words(in language: Language) -> ErrorWords
}

extension Language {
  /// A word from a document or a caller, in this language's quotation marks; long ones are cut.
  func quoted(_ text: String) -> String {
    let safe = printable(text)
    let short = safe.count > 80 ? safe.prefix(79) + "…" : safe
    return self(en: "\"\(short)\"", fr: "« \(short) »")
  }

  /// "Did you mean … ?", where a near name is known.
  func didYouMean(_ nearest: String?) -> String? {
    nearest.map { self(en: "did you mean \(quoted($0))?", fr: "vouliez-vous dire \(quoted($0)) ?") }
  }

  /// "known: a, b, c", cut after a dozen; nil where there is none.
  func known(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(12).map { printable($0) }.joined(separator: ", ")
    let more = names.count > 12 ? ", …" : ""
    return self(en: "known: \(shown)\(more)", fr: "connus : \(shown)\(more)")
  }

  /// What helps with an unknown name: the near one, else the known ones.
  func help(nearest: String?, among known: [String]) -> String? {
    didYouMean(nearest) ?? self.known(known)
  }

  /// "a, b or c"; more than a dozen are cut, and seen to be.
  func choices(_ names: [String]) -> String {
    let shown = names.prefix(12).map { printable($0) }
    return names.count > 12 ? (shown + ["…"]).joined(separator: ", ") : either(shown)
  }

  /// "a, b or c".
  func either(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + self(en: " or ", fr: " ou ") + last
  }
}
