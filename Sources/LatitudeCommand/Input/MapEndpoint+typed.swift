import Documents
import Latitude

extension MapEndpoint {
  /// What a word on the command line names: a revision, a day, an idea, a file, or else a revision
  /// of git.
  ///
  /// - Throws: `CommandError.cannotRead`.
  init(typed text: String) throws {
    // Longer numbers are abbreviated commits.
    if text.utf8.count < 7, let number = Int(text) {
      self = .revision(number)
    } else if let day = Day(text) {
      self = .inForce(day)
    } else if text.hasPrefix("id-") {
      self = .idea(text)
    } else if text == "-" || text.contains("/") && Input.isFile(text) || text.hasSuffix(".md") {
      self = .file(path: text, content: try Input.bytes(at: text))
    } else {
      self = .commit(text)
    }
  }
}
