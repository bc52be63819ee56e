/// The last question before something is written.
enum Confirmation {
  /// Goes on where the answer is yes; no is the answer of whoever only presses Enter.
  ///
  /// - Parameter isGiven: Whether `--yes` said so already.
  /// - Throws: `CommandError.cancelled`; `.needsYes` where nobody can be asked.
  static func ask(_ question: String, isGiven: Bool, _ console: Console) throws {
    if isGiven { return }
    guard console.isInteractive else { throw CommandError.needsYes }
    console.ask(question + console.language(en: " [y/N] ", fr: " [o/N] "))
    let answer = (readLine() ?? "").lowercased().filter { !$0.isWhitespace }
    guard ["y", "yes", "o", "oui"].contains(answer) else { throw CommandError.cancelled }
  }
}
