import Documents
import Latitude

extension MapEndpoint {
  /// What a word on the command line names: a revision, a day, an idea, a file, or else a revision
  /// of git.
  ///
  /// - Parameter option: What errors call it.
  /// - Throws: `CommandError.cannotRead`, or `.invalidValue` for a day that does not exist.
  init(typed text: String, as option: String) throws {
    // Longer numbers are abbreviated commits.
    if text.utf8.count < 7, let number = Int(text) {
      self = .revision(number)
    } else if let day = Day(text) {
      self = .inForce(day)
    } else if text.hasFormOfDay {
      throw CommandError.invalidValue(option: option, value: text, expected: .day)
    } else if text.lowercased().hasPrefix("id-") {
      self = .idea(text)
    } else if text == "-" || text.contains("/") && Input.isFile(text) || text.hasSuffix(".md") {
      self = .file(path: text, content: try Input.bytes(at: text))
    } else {
      self = .commit(text)
    }
  }
}

extension String {
  /// Whether it is written as a day, one that exists or not.
  fileprivate var hasFormOfDay: Bool {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 2, 2]
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
