import AutonomyMaps
import Documents
import Testing

/// A vocabulary with one of everything.
func sampleVocabulary() throws -> Vocabulary {
  var vocabulary = Vocabulary(
    name: "Maison Exemple", language: "fr", currency: try #require(Currency("EUR")))
  vocabulary.roles = [
    .init(name: "conseiller", label: "Conseiller", levels: ["debutant", "confirme"]),
    .init(name: "superviseur", label: "Superviseur"),
  ]
  vocabulary.teams = ["lyon", "toulouse", "lille"]
  vocabulary.motives = [
    .init(
      name: "delivery", label: "Livraison",
      children: [.init(name: "damaged", label: "Abîmé"), .init(name: "late", label: "Retard")]),
    .init(name: "billing", label: "Facturation"),
  ]
  vocabulary.actions = ["voucher", "refund", "modify-order"].map { .init(name: $0, label: $0) }
  vocabulary.facts = [
    .init(name: "orders", type: .integer, label: "Commandes"),
    .init(name: "claims", type: .integer, label: "Réclamations", default: .integer(0)),
    .init(name: "price", type: .money, label: "Prix"),
    .init(name: "photo", type: .boolean, label: "Photo"),
    .init(
      name: "risk", type: .choice(["none", "legal", "safety"]), label: "Risque",
      default: .choice("none")),
  ]
  return vocabulary
}

func money(_ text: String) throws -> Money { try #require(Money(text)) }

func day(_ text: String) throws -> Day { try #require(Day(text)) }

func motive(_ text: String) throws -> MotivePath { try #require(MotivePath(text)) }

private let nowhere = SourcePosition(offset: 0, line: 1, column: 1)

func rule(
  _ id: String, action: String = "voucher", motives: [String] = [], levels: [String] = [],
  alone: String? = nil, consult: String? = nil, with: String? = nil, cap: String? = nil,
  priority: Int? = nil
) throws -> RuleDocument {
  var rule = RuleDocument(id: id, action: action, position: nowhere)
  rule.motives = try motives.map(motive)
  rule.levels = levels
  rule.alone = try alone.map { try Condition.parse($0) }
  rule.consult = try consult.map { try Condition.parse($0) }
  rule.with = with
  rule.cap = try cap.map { try #require(Cap($0)) }
  rule.priority = priority
  return rule
}

func limit(
  _ id: String, escalate: String? = nil, consult: String? = nil, why: String? = nil
) throws -> LimitDocument {
  var limit = LimitDocument(id: id, position: nowhere)
  limit.escalate = try escalate.map { try Condition.parse($0) }
  limit.consult = try consult.map { try Condition.parse($0) }
  limit.why = why
  return limit
}

func trial(
  _ id: String, of rule: String, teams: [String], from: String = "2026-12-01",
  until: String = "2027-02-28", alone: String? = nil, consult: String? = nil,
  with: String? = nil, cap: String? = nil
) throws -> TrialDocument {
  var trial = TrialDocument(
    id: id, rule: rule, from: try day(from), until: try day(until), position: nowhere)
  trial.teams = teams
  trial.alone = try alone.map { try Condition.parse($0) }
  trial.consult = try consult.map { try Condition.parse($0) }
  trial.with = with
  trial.cap = try cap.map { try #require(Cap($0)) }
  return trial
}

func document(
  role: String = "conseiller", _ rules: [RuleDocument], limits: [LimitDocument] = [],
  trials: [TrialDocument] = [], default zone: Zone = .escalate
) throws -> MapDocument {
  var document = MapDocument(
    role: role, title: "Carte", effective: try day("2026-12-01"), default: zone)
  document.rules = rules
  document.limits = limits
  document.trials = trials
  return document
}

func map(
  role: String = "conseiller", _ rules: [RuleDocument], limits: [LimitDocument] = [],
  trials: [TrialDocument] = [], default zone: Zone = .escalate
) throws -> AutonomyMap {
  try AutonomyMap(
    document(role: role, rules, limits: limits, trials: trials, default: zone),
    vocabulary: sampleVocabulary())
}

func situation(
  _ action: String = "voucher", requested: String? = nil, motive path: String? = nil,
  level: String? = nil, team: String? = nil, facts: [String: FactValue] = [:],
  on date: String = "2026-12-10", pastGrants: [PastGrant]? = nil
) throws -> Situation {
  var situation = Situation(action: action, day: try day(date))
  situation.requested = try requested.map(money)
  situation.motive = try path.map(motive)
  situation.level = level
  situation.team = team
  situation.facts = facts
  situation.pastGrants = pastGrants
  return situation
}

func grant(
  _ amount: String, on date: String, action: String = "voucher", motive path: String? = nil
) throws -> PastGrant {
  PastGrant(
    day: try day(date), action: action, motive: try path.map(motive), granted: try money(amount))
}
