import Documents

/// Prose that a command is given: as its argument, from standard input, from the person's editor,
/// or typed at a terminal.
enum GivenText {
  /// - Parameters:
  ///   - argument: What the command line says; `-` is standard input.
  ///   - question: What a person at the terminal is asked.
  /// - Throws: `CommandError.noText` where there are no words, `.cancelled` where a person wrote none.
  static func read(_ argument: String?, question: String, console: Console) throws -> String {
    if let argument, argument != "-" { return try checked(argument, else: .noText) }
    guard argument == nil, console.isInteractive else {
      return try checked(Input.text(at: "-"), else: .noText)
    }
    if Editor.isNamed {
      let mark = "# "
      let text = try Editor.edited("\n\(mark)\(question)\n")
      return try checked(
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .filter { $0 != mark + question }.joined(separator: "\n"), else: .cancelled)
    }
    return try Dialogue(
      language: console.language, width: console.width, readLine: { readLine() },
      ask: { console.ask($0) }, show: { console.note($0) }
    ).lines(question)
  }

  private static func checked(_ text: String, else error: CommandError) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else { throw error }
    return text
  }
}
