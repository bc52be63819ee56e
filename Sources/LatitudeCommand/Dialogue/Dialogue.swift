import Documents

/// Questions to a person, one line each: Enter takes what stands in brackets, the end of input
/// cancels everything.
///
/// Where lines come from and where questions go is the caller's: a terminal, or a test.
struct Dialogue {
  let language: Language
  let width: Int
  /// The next line that was typed; nil at the end of input.
  let readLine: () -> String?
  let ask: (StyledText) -> Void
  let show: ([StyledText]) -> Void

  /// A line of text; nil where nothing was typed and there is no default.
  ///
  /// - Parameter read: What the text means; throws `Retry` for what makes no sense.
  func answer<Value>(
    _ question: String, default: (text: String, value: Value)? = nil, isRequired: Bool = false,
    read: (String) throws -> Value
  ) throws -> Value? {
    while true {
      let suggestion = `default`.map { " [\($0.text)]" } ?? ""
      let end = question.hasSuffix("?") && suggestion.isEmpty ? " " : language.colon
      let line = try next("\(question, .bold)\(suggestion, .dim)\(end)")
      if line.isEmpty {
        if let value = `default`?.value { return value }
        if !isRequired { return nil }
        explain(language(en: "This one is needed.", fr: "Cette réponse est nécessaire."))
        continue
      }
      do { return try read(line) } catch let retry as Retry { explain(retry.reason) }
    }
  }

  /// What was typed makes no sense, and why.
  struct Retry: Error {
    var reason: String
  }

  /// A line of text as it is.
  func text(_ question: String, default: String? = nil, isRequired: Bool = false) throws -> String?
  {
    try answer(question, default: `default`.map { ($0, $0) }, isRequired: isRequired) { $0 }
  }

  /// Several lines, ended by an empty one.
  func lines(_ question: String) throws -> String {
    let hint = language(en: " (an empty line ends it)", fr: " (une ligne vide termine)")
    show(paragraph("\(question, .bold)\(hint, .dim)", width: width))
    var lines: [String] = []
    while true {
      let line = try next("> ")
      if !line.isEmpty {
        lines.append(line)
      } else if !lines.isEmpty {
        return lines.joined(separator: "\n")
      } else {
        explain(language(en: "This one is needed.", fr: "Cette réponse est nécessaire."))
      }
    }
  }

  /// Yes or no.
  func confirm(_ question: String) throws -> Bool {
    let yes = language(en: "Y/n", fr: "O/n")
    let answer: Bool? = try answer(question, default: (yes, true)) { line in
      switch line.lowercased() {
      case "y", "yes", "o", "oui": return true
      case "n", "no", "non": return false
      default:
        throw Retry(reason: language(en: "Type y or n.", fr: "Tapez o ou n."))
      }
    }
    return answer ?? true
  }

  /// One of a few, by number, by name, or by what the name begins with or nearly is.
  ///
  /// - Returns: The name; nil where nothing was typed and there is no default.
  func choice(_ question: String, _ options: [Choice], default: String? = nil) throws -> String? {
    list(options)
    return try choice(question, among: Choices(options), default: `default`)
  }

  /// The same without the list, among more than was shown.
  func choice(
    _ question: String, among choices: Choices, default: String? = nil
  ) throws -> String? {
    let label = `default`.map { name in
      (choices.options.first { $0.name == name }?.label ?? name, name)
    }
    return try answer(question, default: label) { line in
      switch choices.find(line) {
      case .one(let option): return option.name
      case .several(let options):
        let labels = options.prefix(6).map(\.label).joined(separator: ", ")
        throw Retry(
          reason: language(
            en: "Several fit: \(labels).", fr: "Plusieurs correspondent : \(labels)."))
      case .none:
        throw Retry(
          reason: language(
            en: "Nothing is called that: a number or a name, or Enter to go on.",
            fr: "Rien ne s'appelle ainsi : un numéro ou un nom, ou Entrée pour passer."))
      }
    }
  }

  /// Numbered options in as many columns as fit.
  func list(_ options: [Choice]) {
    let digits = String(options.count).count
    let cells = options.enumerated().map { index, option in
      StyledText(String(index + 1), .cyan).aligned(right: digits) + " " + StyledText(option.label)
    }
    let cell = (cells.map(\.columns).max() ?? 0) + 2
    let columns = max(1, (width - 2) / cell)
    let rows = (cells.count + columns - 1) / columns
    show(
      (0..<rows).map { row in
        var line: StyledText = "  "
        for index in stride(from: row, to: cells.count, by: rows) {
          line += cells[index].padded(to: cell)
        }
        return line.withoutTrailingSpaces
      })
  }

  private func next(_ question: StyledText) throws -> String {
    ask(question)
    guard let line = readLine() else {
      ask("\n")
      throw CommandError.cancelled
    }
    return withoutSpaceAround(line)
  }

  private func explain(_ reason: String) { show(["  \(reason, .yellow)"]) }
}
