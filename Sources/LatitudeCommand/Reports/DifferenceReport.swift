import AutonomyMaps
import Documents
import Latitude

/// What a revision of a map changes, part by part, as lines for a person: the same words in
/// `map diff`, `map log` and `map commit`.
struct DifferenceReport {
  let labels: Labels
  let width: Int
  /// Whether a situation that tells both maps apart stands below each part.
  var showsExamples = true
  /// The day that examples need not name.
  var usualDay: Day?

  private var language: Language { labels.language }

  func lines(_ difference: MapDifference, indent: Int = 2) -> [StyledText] {
    var lines = difference.parts.flatMap { part($0, indent: indent) }
    if !difference.isExact {
      lines.append(
        StyledText(
          String(repeating: " ", count: indent)
            + language(
              en:
                "Too many combinations to compare exactly; what was not compared counts as mixed.",
              fr:
                "Trop de combinaisons pour tout comparer ; ce qui ne l'est pas compte comme mixte."),
          .yellow))
    }
    return lines
  }

  /// "plus large", in its colour.
  func word(_ change: MapDifference.Change) -> StyledText {
    StyledText(labels.word(change), change.style)
  }

  // MARK: One part

  private func part(_ change: MapDifference.PartChange, indent: Int) -> [StyledText] {
    let margin = StyledText(String(repeating: " ", count: indent))
    var table = Table()
    let title: StyledText
    switch change.part {
    case .rule(let before, let after):
      let rule = after ?? before
      title = "\(rule.map { labels.action($0.action) } ?? "", .bold) (\(rule?.id ?? ""))"
      // A new or ended rule names its action in the title.
      table.rows = rows(before.map(fields), after.map(fields))
      if before == nil || after == nil { table.rows.removeFirst() }
    case .trial(let before, let after):
      let id = (after ?? before)?.id ?? ""
      title = "\(language(en: "trial", fr: "essai")) \(id, .bold)"
      table.rows = rows(before.map(fields), after.map(fields))
    case .limit(let before, let after):
      let id = (after ?? before)?.id ?? ""
      title = "\(language(en: "limit", fr: "limite")) \(id, .bold)"
      table.rows = rows(before.map(fields), after.map(fields))
    case .byDefault(let before, let after):
      title = StyledText(language(en: "where no rule speaks", fr: "sans règle"), .bold)
      table.rows = [
        [
          StyledText(language(en: "zone", fr: "zone"), .dim),
          changed(labels.word(before), labels.word(after)),
        ]
      ]
    }
    if showsExamples, let example = change.example {
      table.rows.append([
        StyledText(language(en: "example", fr: "exemple"), .dim), words(example),
      ])
    }
    let heading = StyledText.joined([
      "\(change.part.mark.0, change.part.mark.1) \(title)", word(change.change),
    ])
    return [margin + heading] + table.lines(indent: indent + 2, width: width, wraps: true)
  }

  private func rows(_ before: [Row]?, _ after: [Row]?) -> [[StyledText]] {
    guard let before, let after else {
      return (after ?? before ?? []).filter { !$0.text.isEmpty }.map { row in
        [StyledText(row.name, .dim), StyledText(row.text)]
      }
    }
    return zip(before, after).compactMap { old, new in
      guard old != new else { return nil }
      let text = new.ids == nil ? changed(old.text, new.text) : changed(old.ids, new.ids)
      return [StyledText(new.name, .dim), text]
    }
  }

  /// "≤ 80 EUR (avant : ≤ 50 EUR)".
  private func changed(_ before: String, _ after: String) -> StyledText {
    let was = language(en: "was", fr: "avant")
    if before.isEmpty { return StyledText(after) }
    let old = StyledText("(\(was)\(language.colon)\(before))", .dim)
    return after.isEmpty
      ? "\(language(en: "none", fr: "aucun")) \(old)" : "\(after) \(old)"
  }

  /// "+ fc-20260210-cmqr38, - 4 cas".
  private func changed(_ before: [DocumentID]?, _ after: [DocumentID]?) -> StyledText {
    let added = (after ?? []).filter { !(before ?? []).contains($0) }
    let removed = (before ?? []).filter { !(after ?? []).contains($0) }
    return .joined(
      [
        added.isEmpty ? "" : "\("+", .green) \(words(added))",
        removed.isEmpty ? "" : "\("-", .red) \(words(removed))",
      ], by: " · ")
  }

  // MARK: The fields of parts

  private struct Row: Equatable {
    var name: String
    var text: String
    /// Where the text stands for documents.
    var ids: [DocumentID]?
  }

  private func fields(_ rule: RuleDocument) -> [Row] {
    [
      Row(name: "action", text: labels.action(rule.action)),
      Row(
        name: language(en: "motives", fr: "motifs"),
        text: rule.motives.map { labels.motive($0) }.joined(separator: ", ")),
      Row(
        name: language(en: "levels", fr: "niveaux"), text: rule.levels.joined(separator: ", ")),
      zone(.alone, rule.alone), zone(.consult, rule.consult), with(rule.with), cap(rule.cap),
      Row(
        name: language(en: "priority", fr: "priorité"),
        text: rule.priority.map { String($0) } ?? ""),
      documents(language(en: "rests on", fr: "s'appuie sur"), rule.because),
      documents(language(en: "examples", fr: "exemples"), rule.examples),
    ]
  }

  private func fields(_ trial: TrialDocument) -> [Row] {
    [
      Row(name: language(en: "instead of", fr: "au lieu de"), text: trial.rule),
      Row(name: language(en: "teams", fr: "équipes"), text: trial.teams.joined(separator: ", ")),
      Row(
        name: language(en: "period", fr: "période"),
        text: language(
          en: "\(trial.from) to \(trial.until)", fr: "du \(trial.from) au \(trial.until)")),
      zone(.alone, trial.alone), zone(.consult, trial.consult), with(trial.with), cap(trial.cap),
    ]
  }

  private func fields(_ limit: LimitDocument) -> [Row] {
    [
      zone(.escalate, limit.escalate), zone(.consult, limit.consult),
      Row(name: language(en: "why", fr: "pourquoi"), text: limit.why ?? ""),
    ]
  }

  private func zone(_ zone: Zone, _ condition: Condition?) -> Row {
    // Never is what a condition that is not there says too.
    let said = condition == .never ? nil : condition
    return Row(name: labels.word(zone), text: said.map { labels.words($0) } ?? "")
  }

  private func with(_ role: String?) -> Row {
    Row(name: language(en: "with", fr: "avec"), text: role.map { labels.role($0) } ?? "")
  }

  private func cap(_ cap: Cap?) -> Row {
    Row(name: language(en: "cap", fr: "plafond"), text: cap.map { labels.words($0) } ?? "")
  }

  /// Ids one by one while they are few, else their number.
  private func words(_ ids: [DocumentID]) -> String {
    ids.count <= 3 ? ids.map(\.description).joined(separator: ", ") : labels.documents(ids)
  }

  private func documents(_ name: String, _ ids: [DocumentID]) -> Row {
    Row(name: name, text: words(ids), ids: ids)
  }

  // MARK: Examples

  /// "Bon d'achat · 80 EUR · Livraison : consulter → seul".
  private func words(_ example: MapDifference.Example) -> StyledText {
    let situation = example.situation
    var words = [labels.action(situation.action)]
    words += [situation.motive.map { labels.motive($0) }, situation.level, situation.team]
      .compactMap(\.self)
    if let requested = situation.requested { words.append(requested.description) }
    for (name, value) in situation.facts.sorted(by: { $0.key < $1.key }) {
      words.append(
        labels.fact(name) + language.colon + labels.value(value.description, ofFact: name))
    }
    if situation.day != usualDay { words.append(situation.day.description) }
    for grant in situation.pastGrants ?? [] {
      words.append(
        language(
          en: "\(grant.granted) granted on \(grant.day) already",
          fr: "\(grant.granted) déjà accordés le \(grant.day)"))
    }
    let before = StyledText(labels.word(example.before), example.before.style)
    let after = StyledText(labels.word(example.after), example.after.style)
    return "\(words.joined(separator: " · "))\(language.colon)\(before) → \(after)"
  }
}

extension MapDifference.Part {
  /// New, gone, or changed.
  fileprivate var mark: (String, Console.Style?) {
    let (isNew, isGone) =
      switch self {
      case .rule(let before, let after): (before == nil, after == nil)
      case .trial(let before, let after): (before == nil, after == nil)
      case .limit(let before, let after): (before == nil, after == nil)
      case .byDefault: (false, false)
      }
    return isNew ? ("+", .green) : isGone ? ("-", .red) : ("~", .yellow)
  }
}

extension MapDifference.Change: Term {
  func word(in language: Language) -> String {
    switch self {
    case .same: language(en: "same", fr: "identique")
    case .wider: language(en: "wider", fr: "plus large")
    case .narrower: language(en: "narrower", fr: "moins large")
    case .mixed: language(en: "mixed", fr: "mixte")
    }
  }

  var style: Console.Style? {
    switch self {
    case .same: .dim
    case .wider: .green
    case .narrower: .red
    case .mixed: .yellow
    }
  }
}

extension Labels {
  /// "150 EUR par client en 90 jours".
  func words(_ cap: Cap) -> String {
    language(
      en: "\(cap.amount) per customer in \(cap.days) days",
      fr: "\(cap.amount) par client en \(cap.days) jours")
  }

  /// Ids, cut after a few; programs get all.
  func ids(_ ids: [DocumentID]) -> String {
    let shown = ids.prefix(6).map(\.description).joined(separator: ", ")
    return ids.count > 6 ? shown + ", …" : shown
  }

  /// "28 cas, 1 apprentissage".
  func documents(_ ids: [DocumentID]) -> String {
    let cases = ids.count { $0.kind == .fieldCase }
    let learnings = ids.count { $0.kind == .learning }
    let ideas = ids.count { $0.kind == .idea }
    var words: [String] = []
    if cases > 0 { words.append(self.cases(cases)) }
    if learnings > 0 {
      words.append(
        language(
          en: "\(learnings) \(learnings == 1 ? "learning" : "learnings")",
          fr: "\(learnings) apprentissage\(learnings < 2 ? "" : "s")"))
    }
    if ideas > 0 {
      words.append(
        language(
          en: "\(ideas) \(ideas == 1 ? "idea" : "ideas")",
          fr: "\(ideas) idée\(ideas < 2 ? "" : "s")"))
    }
    return words.joined(separator: ", ")
  }
}
