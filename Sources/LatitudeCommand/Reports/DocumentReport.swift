import AutonomyMaps
import Documents
import Latitude

/// One document whole: its fields with their labels, then its texts.
struct DocumentReport {
  let labels: Labels
  let width: Int
  /// Titles of the documents that it names, as far as the base has them.
  var titles: [DocumentID: String] = [:]
  /// What the map says of the case; nil: nobody asked.
  var hindsight: CaseHindsight?

  private var language: Language { labels.language }

  // MARK: Cases

  func lines(_ stored: Stored<FieldCase>) -> [StyledText] {
    let value = stored.value
    var lines = heading(stored, value.title, value.id, value.date, value.status)
    lines += [""] + table(fields(value))
    let sections: [(CaseSection, String?)] = [
      (.situation, value.situation), (.decision, value.decision), (.why, value.why),
      (.outcome, value.outcomeText),
    ]
    for case (let section, let text?) in sections where !text.isEmpty {
      lines += ["", StyledText(labels.word(section), .bold)] + prose(text, indent: 2, width: width)
    }
    let remark = value.discussionText ?? ""
    guard !remark.isEmpty || !value.discussion.isEmpty else { return lines }
    lines += ["", StyledText(labels.word(CaseSection.discussion), .bold)]
    if !remark.isEmpty { lines += prose(remark, indent: 2, width: width) }
    for entry in value.discussion { lines += self.entry(entry) }
    return lines
  }

  private func fields(_ value: FieldCase) -> [(String, StyledText)] {
    let role = value.role.map { labels.role($0) + (value.level.map { " (\($0))" } ?? "") }
    let amounts = [
      value.requested.map { language(en: "\($0) asked", fr: "\($0) demandés") },
      value.granted.map { language(en: "\($0) granted", fr: "\($0) accordés") },
    ]
    let facts = value.facts.map {
      labels.fact($0.name) + language.colon + labels.value($0.text, ofFact: $0.name)
    }
    let decided = StyledText.joined([
      value.zone.map { StyledText(labels.word($0), $0.style) } ?? "",
      StyledText(consulted(value.consulted)),
      StyledText(value.minutes.map { language(en: "\($0) minutes", fr: "\($0) minutes") } ?? ""),
    ])
    let outcome = value.outcome.map { outcome in
      labels.word(outcome)
        + (value.outcomeDate.map { language(en: ", \($0)", fr: ", le \($0)") } ?? "")
    }
    return [
      (
        language(en: "Who", fr: "Qui"),
        .joined([
          StyledText(role ?? ""), StyledText(value.team ?? ""), StyledText(value.channel ?? ""),
        ])
      ),
      (
        language(en: "Motive", fr: "Motif"),
        StyledText(value.motive.map { labels.motive($0) } ?? "")
      ),
      ("Action", StyledText(value.action.map { labels.action($0) } ?? "")),
      (
        language(en: "Amount", fr: "Montant"),
        StyledText(amounts.compactMap(\.self).joined(separator: " → "))
      ),
      (language(en: "Facts", fr: "Faits"), StyledText(facts.joined(separator: ", "))),
      (language(en: "Decided", fr: "Décidé"), decided),
      (
        language(en: "Map then", fr: "Carte alors"),
        (hindsight?.then ?? value.inForce).map(map) ?? ""
      ), (language(en: "Map today", fr: "Aujourd'hui"), mapToday),
      (language(en: "Outcome", fr: "Issue"), StyledText(outcome ?? "")),
      (language(en: "Tags", fr: "Étiquettes"), StyledText(value.tags.joined(separator: ", "))),
      (language(en: "Customer", fr: "Client"), StyledText(value.customer ?? "")),
      (language(en: "Reference", fr: "Référence"), StyledText(value.ref ?? "")),
    ] + references(language(en: "Leans on", fr: "S'appuie sur"), value.precedents)
      + references(language(en: "Learnings", fr: "Leçons"), value.learnings)
  }

  private func consulted(_ roles: [String]) -> String {
    guard !roles.isEmpty else { return "" }
    return language(en: "asked: ", fr: "consulté : ")
      + roles.map { labels.role($0) }.joined(separator: ", ")
  }

  /// The map's word when the case was recorded.
  private func map(_ inForce: InForce) -> StyledText {
    let limit = inForce.limit.map { limit in
      inForce.zone == .escalate
        ? language(en: "above \(limit)", fr: "au-delà de \(limit)")
        : language(en: "up to \(limit)", fr: "jusqu'à \(limit)")
    }
    return .joined([
      StyledText(labels.word(orUndecided: inForce.zone), inForce.zone?.style ?? .cyan),
      StyledText(limit ?? ""), StyledText(inForce.rule ?? ""),
      "\(inForce.map)@\(inForce.revision) (\(inForce.commit))",
    ])
  }

  /// What the map in force today says, and whether that is freer.
  private var mapToday: StyledText {
    guard let hindsight, let now = hindsight.now else { return "" }
    let change = hindsight.change.map { change in
      change == .same
        ? StyledText(language(en: "as then", fr: "comme alors"), .dim)
        : StyledText(labels.word(change), change.style)
    }
    return .joined([map(InForce(now)), change ?? ""])
  }

  private func entry(_ entry: DiscussionEntry) -> [StyledText] {
    let time = entry.minute.map { " \(padded($0 / 60, to: 2)):\(padded($0 % 60, to: 2))" } ?? ""
    let kind = entry.kind == .comment ? "" : labels.word(entry.kind)
    let heading = StyledText.joined([
      StyledText(entry.author, .bold), StyledText(kind, .cyan),
      StyledText("\(entry.day)\(time)", .dim),
    ])
    return ["", "  " + heading] + prose(entry.text, indent: 2, width: width)
  }

  // MARK: Learnings and ideas

  func lines(_ stored: Stored<Learning>) -> [StyledText] {
    let value = stored.value
    let motives = value.motives.map { labels.motive($0) }
    return heading(stored, value.title, value.id, value.date) + [""]
      + table(
        [
          (
            language(en: "Format", fr: "Format"),
            StyledText(value.format.map { labels.word($0) } ?? "")
          ),
          (
            language(en: "Status", fr: "État"),
            StyledText(value.status.map { labels.word($0) } ?? "")
          ),
          (language(en: "Motives", fr: "Motifs"), StyledText(motives.joined(separator: ", "))),
          (language(en: "Rules", fr: "Règles"), StyledText(value.rules.joined(separator: ", "))),
          (language(en: "Tags", fr: "Étiquettes"), StyledText(value.tags.joined(separator: ", "))),
        ] + references(language(en: "Cases", fr: "Cas"), value.cases))
      + body(value.body)
  }

  func lines(_ stored: Stored<Idea>) -> [StyledText] {
    let value = stored.value
    let decided = [value.decidedBy, value.decidedOn?.description].compactMap(\.self)
    let rules = value.rules.map { rule in
      let conditions = [(Zone.alone, rule.alone), (.consult, rule.consult)].compactMap {
        zone, condition in
        condition.map { "\(labels.word(zone)) \(language(en: "if", fr: "si")) \(labels.words($0))" }
      }
      return (
        language(en: "Proposes", fr: "Propose"),
        StyledText(labels.action(rule.action) + language.colon + conditions.joined(separator: ", "))
      )
    }
    return heading(stored, value.title, value.id, value.date) + [""]
      + table(
        [
          (
            language(en: "Status", fr: "État"),
            StyledText(value.status.map { labels.word($0) } ?? "")
          ),
          (language(en: "Role", fr: "Rôle"), StyledText(value.role.map { labels.role($0) } ?? "")),
        ] + rules + [
          (language(en: "Decided", fr: "Décidé"), StyledText(decided.joined(separator: ", "))),
          (language(en: "Reason", fr: "Raison"), StyledText(value.reason ?? "")),
          (language(en: "Revision", fr: "Révision"), StyledText(value.revision ?? "")),
          (language(en: "Tags", fr: "Étiquettes"), StyledText(value.tags.joined(separator: ", "))),
        ])
      + body(value.body)
  }

  private func body(_ text: String) -> [StyledText] {
    text.isEmpty ? [] : [""] + prose(text, indent: 0, width: width)
  }

  // MARK: Parts

  /// The title, what it is known by, and where it lies: a path stays whole, to be copied.
  private func heading<Value>(
    _ stored: Stored<Value>, _ title: String, _ id: DocumentID, _ date: Day, _ status: Status? = nil
  ) -> [StyledText] {
    let remark = status == .validated ? nil : status.map { labels.word($0) }
    return paragraph(StyledText(title, .bold), width: width) + [
      .joined([
        StyledText(id.description, .cyan), StyledText(date.description),
        StyledText(remark ?? "", .yellow),
      ]), StyledText(stored.path, .dim),
    ]
  }

  private func references(_ name: String, _ ids: [DocumentID]) -> [(String, StyledText)] {
    ids.enumerated().map { index, id in
      let title = titles[id].map { "  \($0)" } ?? ""
      return (index == 0 ? name : "", "\(id.description, .cyan)\(title)")
    }
  }

  private func table(_ fields: [(String, StyledText)]) -> [StyledText] {
    var table = Table()
    table.rows = fields.filter { !$0.1.isEmpty }.map { [StyledText($0.0, .dim), $0.1] }
    return table.lines(indent: 2, width: width, wraps: true)
  }
}
