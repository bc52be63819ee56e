import ArgumentParser
import Documents

// The library that reads the command line speaks English, in a form of its own. Here its sentences
// get ours: two lines for an error, French where French is wanted. What is not known stays as it
// is; the transcripts show what a new version of the library changed.

/// What the reader of the command line has to say.
struct ParserWords {
  let language: Language

  /// An error in two lines: what is wrong, and where the options are listed.
  func words(for error: any Error) -> ErrorWords {
    let full = Root.fullMessage(for: error)
    let message = Root.message(for: error)
    let help = slots(of: full, in: ["  See '", "' for more information."])?[0]
    if let unknown = unknownCommand(message, help) { return unknown }
    let next = attachedValue(message) ?? help
    return ErrorWords(sentence(message), next: next, .usage)
  }

  /// A value that begins with a hyphen counts as an option unless it is attached: `--text="- a"`.
  private func attachedValue(_ message: String) -> String? {
    let arguments = CommandLine.arguments
    let value: Int?
    if let option = slots(of: message, in: ["Missing value for '", "'"])?[0].split(separator: " ")
      .first
    {
      value = arguments.lastIndex { $0 == option }.map { $0 + 1 }
    } else if let text = slots(of: message, in: ["Invalid option: ", ""])?[0] {
      value = arguments.lastIndex(of: text)
    } else {
      return nil
    }
    guard let value, value > 1, value < arguments.count, arguments[value - 1].hasPrefix("--") else {
      return nil
    }
    let text = arguments[value]
    let isOption = text.drop { $0 == "-" }.first?.isLetter ?? false && !text.contains(" ")
    guard text.hasPrefix("-"), !isOption else { return nil }
    return "\(arguments[value - 1])=\(shellWord(text))"
  }

  /// What to say where `latitude help` is asked about something that is no command; nil otherwise.
  func unknownTopic(in words: [String]) -> ErrorWords? {
    guard words.first == "help" else { return nil }
    return unknownCommand(in: words.dropFirst().prefix { !$0.hasPrefix("-") })
  }

  /// The same of a word that stands where the library expects a command.
  private func unknownCommand(_ message: String, _ help: String?) -> ErrorWords? {
    let several = slots(of: message, in: ["", " unexpected arguments: '", "'"])
    guard let group = help.flatMap({ slots(of: $0, in: ["latitude", " --help"]) })?[0],
      let typed = slots(of: message, in: ["Unexpected argument '", "'"])?[0] ?? several?[1]
    else { return nil }
    let path = group.split(separator: " ").map { String($0) }
    let subcommands = path.reduce(subcommands(of: Root.self)) { subcommands, word in
      subcommands.first { $0.configuration.commandName == word }.map(self.subcommands) ?? []
    }
    return subcommands.isEmpty ? nil : unknownCommand(in: path + [typed])
  }

  private func subcommands(of command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    command.configuration.subcommands
      + command.configuration.groupedSubcommands.flatMap(\.subcommands)
  }

  /// What is wrong with words that should lead from the program to a command.
  private func unknownCommand(in words: some Sequence<String>) -> ErrorWords? {
    var command: any ParsableCommand.Type = Root.self
    var path = "latitude"
    for word in words {
      let subcommands = subcommands(of: command)
      guard let found = subcommands.first(where: { $0.configuration.commandName == word }) else {
        let names = subcommands.compactMap { $0.configuration.commandName }
        return ErrorWords(
          language(
            en: "\(path) has no command \(language.quoted(word))",
            fr: "\(path) n'a pas de commande \(language.quoted(word))"),
          next: nearestName(to: word, among: names).map { "\(path) \($0) --help" }
            ?? "\(path) --help", .usage)
      }
      command = found
      path += " \(word)"
    }
    return nil
  }

  /// Help as the library lays it out, with its few words in our language.
  func help(_ text: String) -> String {
    let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
    guard language == .fr else { return String(text) }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { helpLine(String($0)) }.joined(separator: "\n")
  }

  private func sentence(_ text: String) -> String {
    guard language == .fr else { return text }
    for (parts, french) in ParserWords.sentences {
      if let slots = slots(of: text, in: parts) { return french(slots) }
    }
    return text
  }

  /// Sentences of the library by what stands between their variable parts.
  private static let sentences: [(parts: [String], french: @Sendable ([String]) -> String)] = [
    (
      ["Unknown option '", "'. Did you mean '", "'?"],
      { "option inconnue « \($0[0]) » ; vouliez-vous dire « \($0[1]) » ?" }
    ),
    (["Unknown option '", "'"], { "option inconnue « \($0[0]) »" }),
    (["Unexpected argument '", "'"], { "argument inattendu « \($0[0]) »" }),
    (
      ["", " unexpected arguments: ", ""], { "\($0[0]) arguments inattendus : \($0[1])" }
    ),
    (["Invalid option: ", ""], { "option invalide « \($0[0]) »" }),
    (["Missing required subcommand."], { _ in "il manque une commande" }),
    (["Missing one of: ", ""], { "il manque l'un de : \($0[0])" }),
    (["Missing expected argument '", "'"], { "il manque l'argument « \($0[0]) »" }),
    (["Missing value for '", "'"], { "il manque la valeur de « \($0[0]) »" }),
    (
      ["The value '", "' is invalid for '", "'"],
      { "la valeur « \($0[0]) » ne convient pas à « \($0[1]) »" }
    ),
    (
      ["The option '", "' does not take any value, but '", "' was specified."],
      { "l'option « \($0[0]) » ne prend pas de valeur (« \($0[1]) »)" }
    ),
  ]

  private func helpLine(_ line: String) -> String {
    let known = [
      ("  --version ", "Show the version.", "Afficher la version."),
      ("  -h, --help ", "Show help information.", "Afficher cette aide."),
    ]
    if let (_, english, french) = known.first(where: { line.hasPrefix($0.0) }) {
      return String(line.dropLast(english.count)) + french
    }
    if let command = slots(of: line, in: ["  See 'latitude help ", "<subcommand>'"])?[0] {
      return "  latitude help \(command)<commande> : l'aide d'une commande."
    }
    if line.hasPrefix("OVERVIEW: ") { return String(line.dropFirst("OVERVIEW: ".count)) }
    if let usage = slots(of: line, in: ["USAGE: ", ""]) {
      let (start, end) = (usage[0].hasSuffix("<subcommand>"), "<subcommand>".count)
      return "UTILISATION : " + (start ? usage[0].dropLast(end) + "<commande>" : usage[0][...])
    }
    if let group = slots(of: line, in: ["", " SUBCOMMANDS:"]) { return group[0] + " :" }
    if line == "SUBCOMMANDS:" { return "COMMANDES :" }
    if line.hasSuffix(":"), !line.hasSuffix(" :"), !line.hasPrefix(" ") {
      return line.dropLast() + " :"
    }
    if let value = slots(of: line, in: ["", "(default: ", ")"]) {
      return "\(value[0])(par défaut : \(value[1]))"
    }
    return line
  }

  /// What stands between the given parts of a text; nil where one is missing.
  ///
  /// Each is found after the one before; an empty last part takes all the rest.
  private func slots(of text: String, in parts: [String]) -> [String]? {
    guard let first = parts.first else { return nil }
    var rest = text[...]
    if let start = range(of: first, in: rest) {
      rest = rest[start.upperBound...]
    } else if !first.isEmpty {
      return nil
    }
    var slots: [String] = []
    for part in parts.dropFirst() {
      if part.isEmpty {
        slots.append(String(rest))
        return slots
      }
      guard let found = range(of: part, in: rest) else { return nil }
      slots.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return slots
  }

  private func range(of part: String, in text: Substring) -> Range<String.Index>? {
    guard !part.isEmpty else { return nil }
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) {
        return start..<text.index(start, offsetBy: part.count)
      }
      start = text.index(after: start)
    }
    return nil
  }
}
