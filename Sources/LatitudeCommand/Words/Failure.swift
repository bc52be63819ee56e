import ArgumentParser
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

  /// What is wrong, and with which thing.
  var message: String { "\(cause)" }

  /// What to do next; nil where there is nothing to advise.
  var hint: String? { nil }

  var status: ExitStatus { .internalFault }

  /// Says what went wrong and ends the process.
  static func end(with error: any Error) -> Never {
    guard let failure = error as? Failure else { Root.exit(withError: error) }
    if let code = failure.cause as? ExitCode { Root.exit(withError: code) }
    let console = Console(language: failure.language)
    console.note(failure.message)
    if let hint = failure.hint { console.note("→ \(hint)") }
    Root.exit(withError: ExitCode(failure.status.rawValue))
  }
}
