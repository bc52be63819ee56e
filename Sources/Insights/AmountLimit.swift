import AutonomyMaps
import Documents

/// A place in a map where one amount is the limit of a zone, and what past cases say about it.
struct AmountLimit {
  /// The map's rule; without its rule, one for the action that the map is silent about.
  let rule: RuleDocument
  let isInMap: Bool
  let zone: Zone
  let field: String
  /// Nil: the zone's condition never holds today.
  let current: Money?
  /// The place in the condition's upper bounds; nil where it would be the whole condition.
  let bound: Int?
  /// The map beside itself with this limit lifted, and with nothing left below it.
  var lifted: ClassJudge
  var closed: ClassJudge?
  var wider: [Weighed] = []
  var tighter: [Weighed] = []

  /// Evidence with the fields that tell where it is concentrated.
  struct Weighed {
    var evidence: Evidence
    var side: Side
    var motive: MotivePath?
    var level: String?
  }

  /// What a case says about a limit.
  enum Side { case support, alike, against, open }

  init?(
    of rule: RuleDocument, isInMap: Bool, zone: Zone, field: String, current: Money?, bound: Int?,
    in map: AutonomyMap, vocabulary: Vocabulary
  ) {
    self.rule = rule
    self.isInMap = isInMap
    self.zone = zone
    self.field = field
    self.current = current
    self.bound = bound
    let currency = current?.currency ?? vocabulary.currency
    func variant(_ amount: Int64) -> ClassJudge? {
      var part = map.document
      part.rules = part.rules.filter { $0.action == rule.action && $0.id != rule.id }
      let money = Money(tenThousandths: amount, currency: currency)
      part.rules.append(AmountLimit.rule(rule, zone, field, bound, limitedTo: money))
      return (try? AutonomyMap(part, vocabulary: vocabulary)).map {
        ClassJudge(from: map, to: $0, vocabulary: vocabulary)
      }
    }
    guard let lifted = variant(Money.largestUnits * 10_000) else { return nil }
    self.lifted = lifted
    closed = current == nil || zone != .alone ? nil : variant(0)
  }

  /// The rule with another amount as its limit.
  func rule(limitedTo amount: Money) -> RuleDocument {
    AmountLimit.rule(rule, zone, field, bound, limitedTo: amount)
  }

  private static func rule(
    _ rule: RuleDocument, _ zone: Zone, _ field: String, _ bound: Int?, limitedTo amount: Money
  ) -> RuleDocument {
    var rule = rule
    let whole = Condition.comparison(field: field, .lessOrEqual, .money(amount))
    func changed(_ condition: Condition?) -> Condition {
      guard let bound, let condition else { return whole }
      return condition.replacingUpperBound(bound, by: amount)
    }
    if zone == .alone {
      rule.alone = changed(rule.alone)
    } else {
      rule.consult = changed(rule.consult)
    }
    return rule
  }

  /// The limits of one rule: the upper bounds of its conditions, and conditions that never hold.
  static func all(
    of rule: RuleDocument, isInMap: Bool, in map: AutonomyMap, vocabulary: Vocabulary
  ) -> [AmountLimit] {
    [(Zone.alone, rule.alone), (.consult, rule.consult)].flatMap {
      zone, condition -> [AmountLimit] in
      guard let condition, condition != .never else {
        // Without a consultation, nothing says that one would do instead of handing the case over.
        if zone == .alone, rule.consult == nil || rule.consult == .never { return [] }
        let limit = AmountLimit(
          of: rule, isInMap: isInMap, zone: zone, field: "requested", current: nil, bound: nil,
          in: map, vocabulary: vocabulary)
        return limit.map { [$0] } ?? []
      }
      return condition.upperBounds.enumerated().compactMap { place, bound in
        AmountLimit(
          of: rule, isInMap: isInMap, zone: zone, field: bound.field, current: bound.amount,
          bound: place, in: map, vocabulary: vocabulary)
      }
    }
  }
}
