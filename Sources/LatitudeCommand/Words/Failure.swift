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
    if Failure.isParsersOwn(error) {
      let (error, language) = inLanguageOfBase(error)
      endParsing(with: error, language)
    }
    let failure = error as? Failure ?? Failure(cause: error, language: Invocation.current.language)
    if failure.cause is ExitCode { Root.exit(withError: failure.cause) }
    end(with: failure.words, Console(language: failure.language))
  }

  private static func end(with words: ErrorWords, _ console: Console) -> Never {
    console.note(words.message)
    if let hint = words.hint { console.note("→ \(hint)") }
    Root.exit(withError: ExitCode(words.status.rawValue))
  }

  // MARK: What the parser of arguments says: help, versions, and what it refuses

  private static func isParsersOwn(_ error: any Error) -> Bool {
    !(error is Failure) && !(error is ExitCode) && !(error is any Explained)
      && Root.exitCode(for: error) != .failure
  }

  private static func endParsing(with error: any Error, _ language: Language) -> Never {
    let console = Console(language: language)
    let parser = ParserWords(language: language)
    guard Root.exitCode(for: error).isSuccess else {
      end(with: parser.words(for: error), console)
    }
    if let words = parser.unknownTopic(in: Invocation.current.words) { end(with: words, console) }
    console.print(parser.help(Root.fullMessage(for: error)))
    console.flush()
    Root.exit()
  }

  /// The same said in the base's language, where there is a base.
  ///
  /// Its words were chosen while the arguments were read, before any base was open; so they are read
  /// once more.
  private static func inLanguageOfBase(_ error: any Error) -> (any Error, Language) {
    let invocation = Invocation.current
    // A script for a shell's completions is not for one base.
    let isScript = CommandLine.arguments.contains { $0.hasPrefix("--generate-completion-script") }
    guard invocation.requestedLanguage == nil, !isScript,
      let base = try? KnowledgeBase(
        at: invocation.directory ?? ".", folder: invocation.basePath)
    else { return (error, invocation.language) }
    let language = invocation.language(of: base.vocabulary)
    Invocation.speak(language)
    do {
      var command = try Root.parseAsRoot()
      // Only the command that shows help comes this far.
      if Root.exitCode(for: error).isSuccess { try command.run() }
    } catch let again where isParsersOwn(again) {
      return (again, language)
    } catch {}
    return (error, language)
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
