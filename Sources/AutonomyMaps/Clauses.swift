import Documents

/// The part of a map that speaks before limits are looked at; numbers are places in the document.
enum Voice: Hashable, Sendable {
  case rule(Int)
  case trial(Int, rule: Int)
  case byDefault
}

/// A zone and where it comes from.
struct Judgement: Hashable, Sendable {
  var zone: Zone
  /// Nil where a limit escalates, whatever the rules say.
  var voice: Voice?
  /// The limit that forces the zone, by its place in the document.
  var limit: Int?
}

/// One step of a decision list: the first clause that holds decides.
struct Clause: Hashable, Sendable {
  var holds: Proposition
  var judgement: Judgement
}

/// A rule with typed conditions, and the trials that replace it.
struct TypedRule: Sendable {
  var place: Int
  var priority: Int
  /// Motive and level are the rule's.
  var speaks: Proposition
  /// The rule as it is, last, and each trial of it; at least one applies wherever the rule speaks.
  var variants: [Variant]

  struct Variant: Sendable {
    var voice: Voice
    /// Team and day are the trial's; for the rule itself: no trial's.
    var applies: Proposition
    var alone: Proposition
    var consult: Proposition
    /// The cap is passed; false without a cap.
    var exceeded: Proposition
  }
}

/// A limit with typed conditions.
struct TypedLimit: Sendable {
  var place: Int
  var escalate: Proposition
  var consult: Proposition
}

extension Clause {
  /// Everything that a map says about one action, as a decision list whose last clause always
  /// holds.
  ///
  /// - Parameter rules: Those of the action.
  static func list(
    rules: [TypedRule], limits: [TypedLimit], default zone: Zone
  ) -> [Clause] {
    var list = limits.map {
      Clause(holds: $0.escalate, judgement: Judgement(zone: .escalate, limit: $0.place))
    }
    for priority in Set(rules.map(\.priority)).sorted(by: >) {
      list += clauses(ofEqualRules: rules.filter { $0.priority == priority })
        .flatMap { $0.under(limits) }
    }
    let last = Clause(
      holds: .constant(true), judgement: Judgement(zone: zone, voice: .byDefault))
    return list + last.under(limits)
  }

  /// The strictest zone first: it wins among rules of one priority, and among trials of one rule.
  private static func clauses(ofEqualRules rules: [TypedRule]) -> [Clause] {
    Zone.allCases.reversed().flatMap { zone in
      rules.flatMap { rule in
        rule.variants.map { variant in
          Clause(
            holds: .and([rule.speaks, variant.applies, variant.yields(zone)]),
            judgement: Judgement(zone: zone, voice: variant.voice))
        }
      }
    }
  }

  /// This clause behind those limits that make it a consultation.
  private func under(_ limits: [TypedLimit]) -> [Clause] {
    guard judgement.zone < .escalate else { return [self] }
    let consulting = limits.filter { $0.consult != .constant(false) }.map { limit in
      Clause(
        holds: .and([holds, limit.consult]),
        judgement: Judgement(zone: .consult, voice: judgement.voice, limit: limit.place))
    }
    return consulting + [self]
  }
}

extension TypedRule.Variant {
  fileprivate func yields(_ zone: Zone) -> Proposition {
    switch zone {
    case .alone: .and([alone, .not(exceeded)])
    case .consult: .and([consult, .not(alone), .not(exceeded)])
    case .escalate: .or([exceeded, .not(.or([alone, consult]))])
    }
  }
}
