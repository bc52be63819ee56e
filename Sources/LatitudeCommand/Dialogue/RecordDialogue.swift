import AutonomyMaps
import Documents
import Latitude

/// The questions that make a case, with the base's own words to choose from and the map's verdict
/// before anything is saved.
struct RecordDialogue {
  let dialogue: Dialogue
  let labels: Labels
  /// Judges what is known so far; nil where no map can.
  let judge: (CheckRequest) -> CheckAnswer?
  /// The map in force of a role.
  let map: (String) -> MapDocument?

  var language: Language { labels.language }
  private var vocabulary: Vocabulary { labels.vocabulary }

  /// Asks for what a draft does not say yet.
  ///
  /// - Parameters:
  ///   - draft: What the command's options said.
  ///   - habits: What this person's last case said: suggestions.
  /// - Throws: `CommandError.cancelled`.
  func complete(_ draft: FieldCase, habits: FieldCase?) throws -> FieldCase {
    var draft = draft
    if draft.situation.isEmpty {
      draft.situation = try dialogue.lines(
        language(en: "What happened?", fr: "Que s'est-il passé ?"))
    }
    if draft.title.isEmpty {
      let title = FieldCase.title(from: draft.situation)
      draft.title =
        try dialogue.text(language(en: "Title", fr: "Titre"), default: title, isRequired: true)
        ?? title
    }
    try askWho(&draft, habits: habits)
    try askWhat(&draft)
    let verdict = try askFacts(&draft)
    try askDecision(&draft, verdict: verdict)
    try askRest(&draft)
    guard
      try dialogue.confirm(
        language(en: "Record this case?", fr: "Enregistrer ce cas ?"))
    else { throw CommandError.cancelled }
    return draft
  }

  // MARK: Who, where, what

  private func askWho(_ draft: inout FieldCase, habits: FieldCase?) throws {
    if draft.role == nil, !vocabulary.roles.isEmpty {
      draft.role = try dialogue.choice(
        language(en: "Role", fr: "Rôle"), vocabulary.roles.map { Choice($0.name, $0.label) },
        default: habits?.role)
    }
    let levels = draft.role.flatMap { vocabulary.role(named: $0)?.levels } ?? []
    if draft.level == nil, !levels.isEmpty {
      draft.level = try dialogue.choice(
        language(en: "Level", fr: "Niveau"), levels.map { Choice($0) },
        default: habits?.level.flatMap { levels.contains($0) ? $0 : nil })
    }
    if draft.team == nil, !vocabulary.teams.isEmpty {
      draft.team = try dialogue.choice(
        language(en: "Team", fr: "Équipe"), vocabulary.teams.map { Choice($0) },
        default: habits?.team)
    }
    if draft.channel == nil, !vocabulary.channels.isEmpty {
      draft.channel = try dialogue.choice(
        language(en: "Channel", fr: "Canal"), vocabulary.channels.map { Choice($0) },
        default: habits?.channel)
    }
  }

  private func askWhat(_ draft: inout FieldCase) throws {
    if draft.motive == nil, !vocabulary.motives.isEmpty { draft.motive = try askMotive() }
    if draft.action == nil, !vocabulary.actions.isEmpty {
      draft.action = try dialogue.choice(
        "Action", vocabulary.actions.map { Choice($0.name, $0.label) })
    }
    if draft.requested == nil {
      draft.requested = try amount(language(en: "Amount asked for", fr: "Montant demandé"))
    }
  }

  /// First the branches of the tree, then the leaves of one; a leaf may be typed at once.
  private func askMotive() throws -> MotivePath? {
    let tops = vocabulary.motives.map { Choice($0.name, $0.label) }
    let leaves = vocabulary.motivePaths.filter { $0.names.count > 1 }.compactMap { path in
      vocabulary.label(of: path).map { Choice(path.description, $0) }
    }
    let question = language(en: "Motive", fr: "Motif")
    dialogue.list(tops)
    guard
      let chosen = try dialogue.choice(question, among: Choices(tops, more: leaves)),
      let path = MotivePath(chosen)
    else { return nil }
    let children = vocabulary.motive(at: path)?.children ?? []
    guard !children.isEmpty else { return path }
    let deeper = try dialogue.choice(
      labels.motive(path), children.map { Choice("\(path)/\($0.name)", $0.label) })
    return deeper.flatMap { MotivePath($0) } ?? path
  }

  // MARK: What the map needs to know

  /// Asks for the facts that the map looks at, then shows what it says.
  private func askFacts(_ draft: inout FieldCase) throws -> Verdict? {
    guard let role = draft.role, let action = draft.action else { return nil }
    for name in map(role)?.facts(forAction: action) ?? [] {
      guard let fact = vocabulary.fact(named: name),
        !draft.facts.contains(where: { $0.name == name })
      else { continue }
      if let text = try ask(fact) { draft.facts.append(Fact(name: name, text: text)) }
    }
    guard var answer = CheckRequest(draft).flatMap(judge) else { return nil }
    if draft.customer == nil, answer.verdict.cap != nil {
      draft.customer = try dialogue.text(
        language(
          en: "Customer's pseudonym, for the cap (k-…)",
          fr: "Pseudonyme du client, pour le plafond (k-…)"))
      answer = CheckRequest(draft).flatMap(judge) ?? answer
    }
    let report = CheckReport(labels: labels, width: dialogue.width)
    let title = StyledText(language(en: "The map: ", fr: "La carte : "), .bold)
    let question = paragraph(
      title + report.question(answer.request), hanging: 2, width: dialogue.width)
    dialogue.show([""] + question + report.verdict(answer) + [""])
    return answer.verdict
  }

  private func ask(_ fact: FactDeclaration) throws -> String? {
    let assumed = fact.default.map { labels.value($0.description, ofFact: fact.name) }
    let question =
      fact.label + (assumed.map { " (\(language(en: "else", fr: "sinon")) \($0))" } ?? "")
    switch fact.type {
    case .choice(let values):
      return try dialogue.choice(question, values.map { Choice($0) })
    case .boolean:
      return try dialogue.choice(
        "\(question) (\(labels.yes)/\(labels.no))",
        among: Choices([Choice("true", labels.yes), Choice("false", labels.no)]))
    case .integer, .money:
      return try dialogue.answer(question) { line in
        let text = try retrying {
          try factText(line, of: fact, option: fact.label, in: vocabulary)
        }
        guard fact.parse(text) != nil else {
          throw Dialogue.Retry(
            reason: fact.type == .integer
              ? language(en: "A whole number, please.", fr: "Il faut un nombre entier.")
              : amountAdvice)
        }
        return text
      }
    }
  }

  // MARK: What was decided

  private func askDecision(_ draft: inout FieldCase, verdict: Verdict?) throws {
    if draft.granted == nil {
      draft.granted = try amount(language(en: "Granted", fr: "Accordé"), default: draft.requested)
    }
    if draft.zone == nil {
      let zones = Zone.allCases.map { Choice($0.rawValue, labels.word($0)) }
      draft.zone = try dialogue.choice(
        language(en: "How was it decided?", fr: "Décidé comment ?"), zones,
        default: verdict?.zone?.rawValue
      ).flatMap { Zone(rawValue: $0) }
    }
    if draft.consulted.isEmpty, let zone = draft.zone, zone > .alone {
      let others = vocabulary.roles.filter { $0.name != draft.role }
      draft.consulted =
        try dialogue.choice(
          language(en: "Who was asked?", fr: "Qui a été consulté ?"),
          others.map { Choice($0.name, $0.label) }, default: verdict?.with
        ).map { [$0] } ?? []
    }
    if draft.decision == nil {
      draft.decision = try dialogue.text(
        language(en: "What was decided, in words", fr: "La décision, en une phrase"))
    }
    if draft.why == nil {
      draft.why = try dialogue.text(language(en: "Why?", fr: "Pourquoi ?"))
    }
  }

  private func askRest(_ draft: inout FieldCase) throws {
    if draft.minutes == nil {
      draft.minutes = try dialogue.answer(
        language(en: "Minutes from first contact to decision", fr: "Minutes jusqu'à la décision")
      ) { line in
        guard let minutes = Int(line), minutes >= 0 else {
          throw Dialogue.Retry(
            reason: language(en: "A whole number, please.", fr: "Il faut un nombre entier."))
        }
        return minutes
      }
    }
    if draft.outcome == nil {
      draft.outcome = try dialogue.choice(
        language(en: "Outcome", fr: "Issue"),
        Outcome.allCases.map { Choice($0.rawValue, labels.word($0)) },
        default: Outcome.pending.rawValue
      ).flatMap { Outcome(rawValue: $0) }
      if let outcome = draft.outcome, outcome != .pending { draft.outcomeDate = draft.date }
    }
    if draft.tags.isEmpty {
      let question = language(
        en: "Tags (initiative, proactive, workaround, signal…)",
        fr: "Étiquettes (initiative, proactive, workaround, signal…)")
      let tags = try dialogue.text(question) ?? ""
      draft.tags = tags.split { $0 == "," || $0 == " " }.map(String.init)
    }
  }

  private func amount(_ question: String, default: Money? = nil) throws -> Money? {
    try dialogue.answer(question, default: `default`.map { ($0.description, $0) }) { line in
      try retrying { try money(line, option: question, vocabulary: vocabulary) }
    }
  }

  /// Asks again where an amount cannot be read, or can be read in two ways.
  private func retrying<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch let error as CommandError {
      guard case .ambiguousAmount = error else { throw Dialogue.Retry(reason: amountAdvice) }
      throw Dialogue.Retry(reason: error.words(in: language).message)
    }
  }

  private var amountAdvice: String {
    language(
      en: "An amount such as 60 or 29.90.", fr: "Un montant, comme 60 ou 29,90.")
  }
}

extension MapDocument {
  /// The facts that decide about an action: those of its rules first, then those of the limits.
  func facts(forAction action: String) -> [String] {
    let rules = rules.filter { $0.action == action }
    let trials = trials.filter { trial in rules.contains { $0.id == trial.rule } }
    let conditions =
      rules.flatMap { [$0.alone, $0.consult] } + trials.flatMap { [$0.alone, $0.consult] }
      + limits.flatMap { [$0.escalate, $0.consult] }
    var names: [String] = []
    for name in conditions.compactMap(\.self).flatMap(\.fields) where !names.contains(name) {
      names.append(name)
    }
    return names
  }
}

extension Condition {
  /// The fields that it looks at, in order.
  fileprivate var fields: [String] {
    switch self {
    case .always, .never: []
    case .comparison(let field, _, _), .membership(let field, _), .under(let field, _): [field]
    case .not(let inner): inner.fields
    case .and(let parts), .or(let parts): parts.flatMap(\.fields)
    }
  }
}
