import Documents
import Latitude

/// A map as one page for the wall: what it holds, before any form is chosen.
struct MapPage {
  var title: String
  /// "Conseiller · en vigueur depuis le 2026-10-19 · révision 6".
  var subtitle: String
  /// The names of the columns of `rows`.
  var columns: [String]
  var rows: [Row]
  var limitsTitle: String
  var limits: [Limit]
  var trialsTitle: String
  var trials: [String]
  /// What holds where no rule speaks.
  var otherwise: String
  /// The map's prose, Markdown.
  var body: String
  /// Two letters.
  var language: String

  /// One rule: the action, to what it applies, and the three zones.
  struct Row {
    var action: String
    /// Motives and levels; empty: everything.
    var scope: String
    var alone: String
    var consult: String
    var escalate: String
  }

  struct Limit {
    /// "escalader si risque : legal".
    var words: String
    var why: String?
  }

  init(_ version: MapVersion, labels: Labels, today: Day) {
    let language = labels.language
    let document = version.document
    self.language = language.rawValue
    title = document.title
    subtitle = [
      labels.role(version.role), labels.inForce(document.effective, today: today),
      labels.name(version).plain,
    ].joined(separator: " · ")
    columns = [
      language(en: "Decision", fr: "Décision"), language(en: "Alone", fr: "Seul"),
      language(en: "After consulting", fr: "Après avoir consulté"),
      language(en: "Escalate", fr: "À escalader"),
    ]
    rows = document.rules.map { Row($0, labels) }
    limitsTitle = language(en: "Always first", fr: "Avant toute chose")
    limits = document.limits.map { Limit($0, labels) }
    trialsTitle = language(en: "Being tried", fr: "À l'essai")
    trials = document.trials.filter { $0.until >= today }.map { labels.words($0, in: document) }
    otherwise = language(
      en: "Where nothing is written: \(labels.word(document.default)).",
      fr: "Là où rien n'est écrit : \(labels.word(document.default)).")
    body = document.body
  }
}

extension MapPage.Row {
  fileprivate init(_ rule: RuleDocument, _ labels: Labels) {
    let language = labels.language
    action = labels.action(rule.action)
    scope = (rule.motives.map { labels.motive($0) } + rule.levels).joined(separator: ", ")
    func words(_ condition: Condition?) -> String {
      condition.flatMap { $0 == .never ? nil : labels.words($0) } ?? "—"
    }
    let cap = rule.cap.map { "\(labels.words($0)) \(language(en: "at most", fr: "au plus"))" }
    let whom = rule.consult == nil ? nil : rule.with.map { labels.role($0) }
    alone = [words(rule.alone), rule.alone == nil ? nil : cap].compactMap(\.self)
      .joined(separator: " ; ")
    consult = [words(rule.consult), whom].compactMap(\.self).joined(separator: " → ")
    let isAlwaysDecided = rule.alone == .always || rule.consult == .always
    escalate = isAlwaysDecided ? "—" : language(en: "otherwise", fr: "sinon")
  }
}

extension MapPage.Limit {
  fileprivate init(_ limit: LimitDocument, _ labels: Labels) {
    let language = labels.language
    words = [(Zone.escalate, limit.escalate), (.consult, limit.consult)].compactMap {
      zone, condition in
      condition.map {
        "\(labels.word(zone)) \(language(en: "if", fr: "si")) \(labels.words($0))"
      }
    }.joined(separator: " ; ")
    why = limit.why
  }
}

extension Labels {
  /// "Bon d'achat, toulouse, du … au … : seul si montant ≤ 80 EUR".
  fileprivate func words(_ trial: TrialDocument, in map: MapDocument) -> String {
    let rule = map.rules.first { $0.id == trial.rule }
    let teams =
      trial.teams.isEmpty ? language(en: "all teams", fr: "toutes les équipes") : list(trial.teams)
    let period = language(
      en: "\(trial.from) to \(trial.until)", fr: "du \(trial.from) au \(trial.until)")
    let zones = [(Zone.alone, trial.alone), (.consult, trial.consult)].compactMap {
      zone, condition in
      condition.map { "\(word(zone)) \(language(en: "if", fr: "si")) \(words($0))" }
    }
    return [rule.map { action($0.action) } ?? trial.rule, teams, period].joined(separator: ", ")
      + language.colon + zones.joined(separator: " ; ")
  }
}
