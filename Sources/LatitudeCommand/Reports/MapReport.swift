import AutonomyMaps
import Documents
import Git
import Latitude

/// A map in words: what is decided alone, with whom, and what must be escalated.
struct MapReport {
  let labels: Labels
  let width: Int
  let today: Day

  private var language: Language { labels.language }

  func lines(_ version: MapVersion) -> [StyledText] {
    let document = version.document
    var lines: [StyledText] = [
      StyledText(document.title, .bold),
      .joined([
        labels.name(version), StyledText(labels.inForce(document.effective, today: today)),
        StyledText(version.commit?.abbreviated ?? "", .dim),
      ]),
    ]
    for (index, rule) in document.rules.enumerated() {
      let isSameAction = index > 0 && document.rules[index - 1].action == rule.action
      lines += (isSameAction ? [] : [""]) + self.rule(rule)
    }
    if !document.limits.isEmpty {
      lines += [
        "",
        StyledText(
          language(
            en: "Limits, stronger than every rule", fr: "Limites, plus fortes que toute règle"),
          .bold),
      ]
      for limit in document.limits { lines += self.limit(limit) }
    }
    if !document.trials.isEmpty {
      lines += ["", StyledText(language(en: "Trials", fr: "Essais"), .bold)]
      for trial in document.trials { lines += self.trial(trial) }
    }
    lines += [
      "",
      "\(language(en: "Where no rule speaks", fr: "Sans règle"))\(language.colon)\(zone(document.default))",
    ]
    if !document.body.isEmpty { lines += [""] + prose(document.body, indent: 0, width: width) }
    return lines
  }

  /// One part alone; a rule with its trials.
  func lines(_ part: MapPart) -> [StyledText] {
    switch part {
    case .rule(let rule, let trials): self.rule(rule) + trials.flatMap { trial($0) }
    case .limit(let limit): self.limit(limit)
    case .trial(let trial): self.trial(trial)
    }
  }

  private func zone(_ zone: Zone) -> StyledText { StyledText(labels.word(zone), zone.style) }

  // MARK: Parts

  private func rule(_ rule: RuleDocument) -> [StyledText] {
    let scope =
      rule.motives.map { labels.motive($0) }
      + (rule.levels.isEmpty ? [] : [labels.list(rule.levels)])
    let heading = StyledText.joined([
      StyledText(labels.action(rule.action), .bold), StyledText(scope.joined(separator: ", ")),
      StyledText(rule.id, .dim),
      StyledText(
        rule.priority.map { language(en: "priority \($0)", fr: "priorité \($0)") } ?? "", .dim),
    ])
    var table = Table()
    table.rows = zones(alone: rule.alone, consult: rule.consult, with: rule.with)
    let isAlwaysDecided = rule.alone == .always || rule.consult == .always
    if !isAlwaysDecided {
      table.rows.append([zone(.escalate), StyledText(language(en: "otherwise", fr: "sinon"))])
    }
    add(language(en: "cap", fr: "plafond"), rule.cap.map { labels.words($0) }, to: &table)
    add(language(en: "rests on", fr: "s'appuie sur"), ids(rule.because), to: &table)
    add(language(en: "examples", fr: "exemples"), ids(rule.examples), to: &table)
    return [heading] + table.lines(indent: 2, width: width, wraps: true)
  }

  private func trial(_ trial: TrialDocument) -> [StyledText] {
    let teams =
      trial.teams.isEmpty
      ? language(en: "all teams", fr: "toutes les équipes") : labels.list(trial.teams)
    let state =
      today < trial.from
      ? language(en: "to come", fr: "à venir")
      : trial.until < today
        ? language(en: "over", fr: "terminé") : language(en: "running", fr: "en cours")
    let heading = StyledText.joined([
      StyledText(trial.id, .bold),
      StyledText(
        language(en: "instead of rule \(trial.rule)", fr: "au lieu de la règle \(trial.rule)")),
      StyledText(teams),
      StyledText(
        language(en: "\(trial.from) to \(trial.until)", fr: "du \(trial.from) au \(trial.until)")),
      StyledText(state, .cyan),
    ])
    var table = Table()
    table.rows = zones(alone: trial.alone, consult: trial.consult, with: trial.with)
    add(language(en: "cap", fr: "plafond"), trial.cap.map { labels.words($0) }, to: &table)
    return paragraph("  " + heading, hanging: 4, width: width)
      + table.lines(indent: 4, width: width, wraps: true)
  }

  private func limit(_ limit: LimitDocument) -> [StyledText] {
    var table = Table()
    func row(_ zone: Zone, _ condition: Condition?) {
      guard let condition else { return }
      table.rows.append([
        self.zone(zone), "\(language(en: "if", fr: "si")) \(labels.words(condition))",
      ])
    }
    row(.escalate, limit.escalate)
    row(.consult, limit.consult)
    add(language(en: "why", fr: "pourquoi"), limit.why, to: &table)
    return ["  \(limit.id, .dim)"] + table.lines(indent: 4, width: width, wraps: true)
  }

  private func zones(alone: Condition?, consult: Condition?, with role: String?) -> [[StyledText]] {
    var rows: [[StyledText]] = []
    if let alone, alone != .never { rows.append([zone(.alone), "\(labels.words(alone))"]) }
    if let consult, consult != .never {
      let whom = role.map { language(en: "with: ", fr: "avec : ") + labels.role($0) } ?? ""
      rows.append([
        zone(.consult), .joined([StyledText(labels.words(consult)), StyledText(whom)], by: ", "),
      ])
    }
    return rows
  }

  private func ids(_ ids: [DocumentID]) -> String {
    let shown = ids.prefix(4).map(\.description).joined(separator: ", ")
    return ids.count > 4 ? "\(shown), … (\(labels.documents(ids)))" : shown
  }

  private func add(_ name: String, _ text: String?, to table: inout Table) {
    guard let text, !text.isEmpty else { return }
    table.rows.append([StyledText(name, .dim), StyledText(text)])
  }
}

extension MapVersion {
  /// The commit that it was read from; nil for a file.
  var commit: CommitID? {
    switch origin {
    case .revision(_, let commit), .commit(_, let commit): commit
    case .workTree, .idea, .file: nil
    }
  }
}

extension Labels {
  /// What a state of a map is called: "conseiller@6", "main", "le fichier".
  func name(_ version: MapVersion) -> StyledText {
    switch version.origin {
    case .revision(let number, _): "\(version.role)@\(String(number))"
    case .commit(let name, _): "\(name)"
    case .workTree: StyledText(language(en: "the file as it stands", fr: "le fichier tel quel"))
    case .idea(let id, _): "\(language(en: "idea", fr: "idée")) \(id)"
    case .file(let path): "\(path)"
    }
  }

  /// "en vigueur depuis le 2026-10-19", or from a day to come.
  func inForce(_ effective: Day, today: Day) -> String {
    effective <= today
      ? language(en: "in force since \(effective)", fr: "en vigueur depuis le \(effective)")
      : language(en: "in force from \(effective)", fr: "en vigueur à partir du \(effective)")
  }
}
