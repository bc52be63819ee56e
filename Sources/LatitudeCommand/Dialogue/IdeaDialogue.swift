import Documents
import Latitude

/// Asks a person for what the options of `idea new` did not say.
///
/// Where nobody can be asked, a missing answer names its option.
struct IdeaDialogue {
  let console: Console
  let labels: Labels

  private var language: Language { labels.language }

  private var dialogue: Dialogue {
    Dialogue(
      language: language, width: console.width, readLine: { readLine() },
      ask: { console.ask($0) }, show: { console.note($0) })
  }

  /// - Throws: `CommandError.missing`.
  private func requireSomebody(_ option: String) throws {
    guard console.isInteractive else { throw CommandError.missing(options: [option]) }
  }

  func role(among names: [String]) throws -> String {
    try requireSomebody("--role")
    let options = names.map { Choice($0, labels.role($0)) }
    while true {
      if let name = try dialogue.choice(
        language(en: "Whose map would change?", fr: "La carte de qui changerait ?"), options)
      {
        return name
      }
    }
  }

  /// Nil where the idea is in words only.
  ///
  /// - Parameter isAsked: Whether there is anything to ask about.
  func rule(of map: MapDocument?, isAsked: Bool) throws -> String? {
    guard isAsked, console.isInteractive, let map else { return nil }
    let options = map.rules.map { rule in
      Choice(rule.id, "\(labels.action(rule.action)) (\(rule.id))")
    }
    return try dialogue.choice(
      language(
        en: "Which rule would change? (Enter: none yet)",
        fr: "Quelle règle changerait ? (Entrée : aucune encore)"), options)
  }

  /// The two conditions, each with what it says today.
  func complete(_ rule: inout RuleDocument) throws {
    try requireSomebody("--alone")
    let alone = language(en: "Decided alone if", fr: "Décidé seul si")
    rule.alone = try condition(alone, today: rule.alone)
    let consult = language(en: "Consulted if", fr: "Consulté si")
    rule.consult = try condition(consult, today: rule.consult)
  }

  private func condition(_ question: String, today: Condition?) throws -> Condition? {
    let suggestion = today.map { (text: $0.description, value: $0) }
    return try dialogue.answer(question, default: suggestion) { line in
      do { return try LatitudeCommand.condition(line, option: question) } catch {
        throw Dialogue.Retry(reason: Failure(cause: error, language: language).message)
      }
    }
  }

  func title() throws -> String {
    try requireSomebody("--title")
    return try dialogue.text(
      language(en: "The idea in one line", fr: "L'idée en une ligne"), isRequired: true) ?? ""
  }

  /// Empty where nobody can be asked: an idea may be as short as its title.
  func reason() throws -> String {
    guard console.isInteractive else { return "" }
    return try dialogue.lines(
      language(
        en: "Why? Name cases, and what could go wrong.",
        fr: "Pourquoi ? Nommez des cas, et ce qui pourrait mal tourner."))
  }
}
