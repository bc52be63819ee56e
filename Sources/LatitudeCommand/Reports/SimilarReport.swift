import AutonomyMaps
import Documents
import Latitude
import Similarity

/// Past cases like a new one, as lines for a person: first what the map says, then who decided what
/// before, and why each case is there at all.
struct SimilarReport {
  let labels: Labels
  let width: Int
  /// Whether each score is shown as the sum that it is.
  var explains = false

  var language: Language { labels.language }

  func lines(_ answer: SimilarAnswer) -> [StyledText] {
    let given = answer.request.query.features
    var lines = authority(answer) + [""] + paragraph(confidence(answer), hanging: 2, width: width)
    if !answer.results.isEmpty { lines += unsaid(given) }
    for result in answer.results { lines += [""] + self.result(result, given: given) }
    let summary = precedent(answer.precedent, of: answer.results.count)
    if !summary.isEmpty { lines += [""] + summary }
    if let suggestion = answer.suggestedMotive { lines += motive(suggestion) }
    return lines
  }

  // MARK: What the map says

  private func authority(_ answer: SimilarAnswer) -> [StyledText] {
    let motto = StyledText(
      language(
        en: "A precedent informs, the map decides.", fr: "Un précédent informe, la carte décide."),
      .dim)
    if let authority = answer.authority {
      let check = CheckReport(labels: labels, width: width)
      let title = language(en: "The map today: ", fr: "La carte aujourd'hui : ")
      return paragraph(
        "\(title)\(check.question(authority.request))", hanging: 2, width: width)
        + check.verdict(authority) + [
          "  " + motto
        ]
    }
    return paragraph("\(withoutMap(answer)) \(motto)", width: width)
  }

  /// Why no map speaks.
  private func withoutMap(_ answer: SimilarAnswer) -> String {
    let query = answer.request.query
    guard let role = query.role, query.action != nil else {
      let missing = [query.role == nil ? "--role" : nil, query.action == nil ? "--action" : nil]
      let options = labels.list(missing.compactMap(\.self))
      return language(
        en: "Give \(options) to know what the map says today.",
        fr: "Donnez \(options) pour savoir ce que dit la carte aujourd'hui.")
    }
    guard answer.obstacles[role] == nil else {
      return language(
        en: "The map cannot answer today for: \(labels.role(role)).",
        fr: "La carte ne peut pas répondre aujourd'hui pour : \(labels.role(role)).")
    }
    return language(
      en: "No map is in force today for: \(labels.role(role)).",
      fr: "Aucune carte n'est en vigueur aujourd'hui pour : \(labels.role(role)).")
  }

  /// What these cases say that the new one is about.
  private func motive(_ suggestion: MotiveSuggestion) -> [StyledText] {
    let percent = Int((suggestion.share * 100).rounded())
    let share = language(en: "\(percent)%", fr: "\(percent) %")
    let name = labels.motive(suggestion.motive)
    return paragraph(
      StyledText(
        language(
          en: "By the nearest cases it is about: \(name) (\(share)).",
          fr: "D'après les plus proches, il s'agit de : \(name) (\(share))."), .dim),
      hanging: 2, width: width)
  }

  // MARK: How sure the answer is

  private func confidence(_ answer: SimilarAnswer) -> StyledText {
    let shown = answer.results.count
    let count = language(
      en: "\(shown) of \(labels.cases(answer.cases))",
      fr: "\(shown) sur \(labels.cases(answer.cases))")
    switch answer.confidence {
    case .strong:
      let title = language(en: "Similar cases", fr: "Cas semblables")
      let remark = language(en: "good match", fr: "bonne correspondance")
      return "\(title, .bold) · \(count) · \(remark, .green)"
    case .weak:
      let title = language(en: "Similar cases", fr: "Cas semblables")
      let remark = language(
        en: "weak match, look closely", fr: "correspondance faible, à vérifier")
      return "\(title, .bold) · \(count) · \(remark, .yellow)"
    case .none:
      let title = language(en: "No good match.", fr: "Aucun bon précédent.")
      let remark =
        shown == 0
        ? language(
          en: "Nothing among \(labels.cases(answer.cases)) resembles this.",
          fr: "Rien n'y ressemble parmi \(labels.cases(answer.cases)).")
        : language(
          en: "The nearest of \(labels.cases(answer.cases)), for what they are worth:",
          fr: "Les moins éloignés des \(labels.cases(answer.cases)), pour ce qu'ils valent :")
      return "\(title, .yellow) \(remark)"
    }
  }

  /// What could be compared if it were said: once for all cases.
  private func unsaid(_ given: Set<Feature>) -> [StyledText] {
    let unsaid = Feature.allCases.filter { !given.contains($0) }.map { labels.word($0) }
    guard !unsaid.isEmpty else { return [] }
    let text = language(
      en: "not said, so not compared: ", fr: "non précisé, donc non comparé : ")
    return paragraph(
      StyledText(text + unsaid.joined(separator: ", "), .dim), hanging: 2, width: width)
  }

  // MARK: One case

  private func result(
    _ result: SimilarAnswer.Result, given: Set<Feature>
  ) -> [StyledText] {
    let past = result.stored.value
    let similar = result.similar
    let score = StyledText(language.decimal(places: 2, similar.score), .cyan)
    let margin = "  " + StyledText(String(repeating: " ", count: score.columns))
    let place: StyledText = "\(past.id.description, .dim)  \(past.date.description, .dim)"
    var decision = decision(past)
    let room = width - score.columns - place.columns - 4
    var lines: [StyledText] = []
    if columns(of: past.title) <= room {
      lines.append(
        score + "  " + StyledText(past.title, .bold).padded(to: room) + "  " + place)
    } else {
      lines += paragraph(StyledText(past.title, .bold), margin: score + "  ", width: width)
      decision = .joined([place, decision])
    }
    for text in [decision, reasons(similar, given: given), maps(result)] where !text.isEmpty {
      lines += paragraph(text, margin: margin, hanging: margin.columns + 2, width: width)
    }
    if !similar.alike.isEmpty {
      let ids = similar.alike.map(\.description).joined(separator: ", ")
      lines += paragraph(
        StyledText(
          language(
            en: "nearly the same: \(ids)", fr: "presque identiques : \(ids)"), .dim),
        margin: margin, hanging: margin.columns + 2, width: width)
    }
    if explains { lines += arithmetic(similar, indent: margin.columns) }
    let excerpt = similar.excerpt
    if !excerpt.text.isEmpty {
      let quote = StyledText(excerpt.text, highlights: excerpt.highlights, .dim)
      lines += paragraph(
        "\(language(en: "“", fr: "« "))\(quote)\(language(en: "”", fr: " »"))", margin: margin,
        width: width)
    }
    return lines
  }

  /// What was done: "Bon d'achat · 60 EUR demandés → 40 EUR accordés · seul · satisfait".
  private func decision(_ past: FieldCase) -> StyledText {
    let amount: String
    switch (past.requested, past.granted) {
    case (let requested?, let granted?):
      amount = language(
        en: "\(requested) asked → \(granted) granted",
        fr: "\(requested) demandés → \(granted) accordés")
    case (let requested?, nil):
      amount = language(en: "\(requested) asked", fr: "\(requested) demandés")
    case (nil, let granted?):
      amount = language(en: "\(granted) granted", fr: "\(granted) accordés")
    case (nil, nil): amount = ""
    }
    return .joined([
      StyledText(past.action.map { labels.action($0) } ?? ""), StyledText(amount),
      past.zone.map { StyledText(labels.word($0), $0.style) } ?? "",
      StyledText(past.outcome.map { labels.word($0) } ?? ""),
    ])
  }

  /// Why it is here: "pareil : motif, mots colis, cassé · diffère : montant ici 60 EUR, là 40 EUR".
  private func reasons(_ similar: SimilarCase, given: Set<Feature>) -> StyledText {
    var same = similar.same.filter { $0 != .text }.map { labels.word($0) }
    let words = (similar.parts.first { $0.feature == .text }?.why ?? []).map { $0.lowercased() }
    if !words.isEmpty {
      same.append(language(en: "words ", fr: "mots ") + words.prefix(5).joined(separator: ", "))
    }
    let differs = similar.differs.map { difference in
      let query = labels.value(difference.query, ofField: difference.field)
      let past = labels.value(difference.case, ofField: difference.field)
      return language(
        en: "\(labels.field(difference.field)) here \(query), there \(past)",
        fr: "\(labels.field(difference.field)) ici \(query), là \(past)")
    }
    let notCompared = similar.notCompared.filter(given.contains).map { labels.word($0) }
    return .joined([
      entry(language(en: "same", fr: "pareil"), same, .green),
      entry(language(en: "differs", fr: "diffère"), differs, .yellow),
      entry(language(en: "not compared", fr: "non comparé"), notCompared, .dim),
    ])
  }

  private func entry(_ name: String, _ items: [String], _ style: Console.Style) -> StyledText {
    guard !items.isEmpty else { return "" }
    return "\(name, style)\(language.colon)\(items.joined(separator: ", "))"
  }

  /// Both maps: "la carte alors : consulter (conseiller@4, voucher) · aujourd'hui : seul".
  private func maps(_ result: SimilarAnswer.Result) -> StyledText {
    let then = result.then.map { then in
      let details = ["\(then.map)@\(then.revision)", then.rule, limit(then.limit, in: then.zone)]
      return details.compactMap(\.self)
    }
    guard let now = result.now?.verdict else {
      return then.map { mapped(before, result.then?.zone, $0) } ?? ""
    }
    let today = language(en: "today", fr: "aujourd'hui")
    guard let then else {
      let details = [now.decidedBy.name, limit(now.limit, in: now.zone)]
      return mapped(
        language(en: "the map today", fr: "la carte aujourd'hui"), now.zone,
        details.compactMap(\.self))
    }
    let isSameRule = result.then?.rule == now.decidedBy.name
    if isSameRule, result.then?.zone == now.zone, result.then?.limit == now.limit {
      return mapped("\(before)\(language(en: " and ", fr: " et "))\(today)", now.zone, then)
    }
    let details = [isSameRule ? nil : now.decidedBy.name, limit(now.limit, in: now.zone)]
    return .joined([
      mapped(before, result.then?.zone, then), mapped(today, now.zone, details.compactMap(\.self)),
    ])
  }

  private var before: String { language(en: "the map then", fr: "la carte alors") }

  private func mapped(_ name: String, _ zone: Zone?, _ details: [String]) -> StyledText {
    let text: StyledText =
      "\(name, .dim)\(language.colon)\(labels.word(orUndecided: zone), zone?.style ?? .cyan)"
    return details.isEmpty ? text : "\(text) (\(details.joined(separator: ", ")))"
  }

  private func limit(_ limit: Money?, in zone: Zone?) -> String? {
    limit.map { limit in
      zone == .escalate
        ? language(en: "above \(limit)", fr: "au-delà de \(limit)")
        : language(en: "up to \(limit)", fr: "jusqu'à \(limit)")
    }
  }

  // MARK: All of them together

  private func precedent(_ summary: PrecedentSummary, of count: Int) -> [StyledText] {
    let zones = Zone.allCases.compactMap { zone in
      summary.zones[zone].map { "\($0) \(labels.word(zone))" }
    }
    let granted = summary.granted.map { granted in
      granted.min == granted.max
        ? language(en: "\(granted.median) granted", fr: "\(granted.median) accordés")
        : language(
          en: "\(granted.min) to \(granted.max) granted, median \(granted.median)",
          fr: "\(granted.min) à \(granted.max) accordés, médiane \(granted.median)")
    }
    let outcomes = Outcome.allCases.compactMap { outcome in
      summary.outcomes[outcome].map { labels.count($0, outcome) }
    }
    let title = language(
      en: count == 1 ? "This case" : "These \(count) cases",
      fr: count == 1 ? "Ce cas" : "Ces \(count) cas")
    let text = StyledText.joined([
      StyledText(zones.joined(separator: ", ")), StyledText(granted ?? ""),
      StyledText(outcomes.joined(separator: ", ")),
    ])
    guard !text.isEmpty else { return [] }
    return paragraph(text, margin: "\(title, .bold)\(language.colon)", hanging: 2, width: width)
  }
}

extension SimilarityQuery {
  /// What the new case says, and past cases can be compared by.
  fileprivate var features: Set<Feature> {
    var features: Set<Feature> = []
    func add(_ feature: Feature, if isGiven: Bool) {
      if isGiven { features.insert(feature) }
    }
    add(.text, if: text.contains { !$0.isWhitespace })
    add(.motive, if: motive != nil)
    add(.action, if: action != nil)
    add(.requested, if: requested != nil)
    add(.role, if: role != nil)
    add(.level, if: level != nil)
    add(.channel, if: channel != nil)
    add(.team, if: team != nil)
    add(.facts, if: !facts.isEmpty)
    return features
  }
}
