import AutonomyMaps
import Documents

extension AmountLimit {
  /// The zone from which a higher limit leads here: suggestions move by one zone at a time.
  private var stricterZone: Zone { zone == .alone ? .consult : .escalate }

  /// Puts a case beside the limit, if raising or lowering it would touch the case.
  ///
  /// - Parameters:
  ///   - zone: What the map says today.
  ///   - decided: How it was really decided.
  mutating func weigh(
    _ fieldCase: FieldCase, zone: Zone, decided: Zone, vocabulary: Vocabulary
  ) {
    guard let amount = amount(in: fieldCase, vocabulary),
      amount.currency == (current ?? amount).currency
    else { return }
    let evidence = Evidence(
      id: fieldCase.id, amount: amount, granted: fieldCase.granted, zone: decided,
      outcome: fieldCase.outcome)
    func weighed(_ side: Side) -> Weighed {
      Weighed(
        evidence: evidence, side: side, motive: fieldCase.motive, level: fieldCase.level)
    }
    if zone == stricterZone, lifted.answer(to: fieldCase)?.after == self.zone {
      wider.append(weighed(evidence.sideForWider(requested: fieldCase.requested)))
    } else if zone == .alone, decided == .alone,
      let answer = closed?.answer(to: fieldCase), answer.after != .alone
    {
      tighter.append(weighed(evidence.sideForTighter))
    }
  }

  private func amount(in fieldCase: FieldCase, _ vocabulary: Vocabulary) -> Money? {
    if field == "requested" { return fieldCase.requested }
    let text = fieldCase.facts.last { $0.name == field }?.text
    guard let text, case .money(let money)? = vocabulary.fact(named: field)?.parse(text) else {
      return nil
    }
    return money
  }

  /// What speaks for more freedom here, where it is no suggestion; nil where nothing does.
  var weakerSupport: Suggestions.WeakerSupport? {
    let support = wider.count { $0.side == .support }
    guard support > 0 else { return nil }
    return .init(
      rule: rule.id, action: rule.action, zone: zone, support: support,
      against: wider.count { $0.side == .against })
  }

  // MARK: A wider limit

  /// The largest round amount that the cases support; nil where there is none.
  func wider(
    least: Int, in map: AutonomyMap, motives: Set<MotivePath>, levels: Set<String>
  ) -> Suggestion? {
    let supports = wider.filter { $0.side == .support }
    guard let most = supports.map(\.evidence.amount.tenThousandths).max(), supports.count >= least
    else { return nil }
    let scoped = scopedRule(to: supports, motives: motives, levels: levels, in: map.document)
    let inside = wider.filter { $0.isInside(scoped) }
    let ceiling = min(most, rule.cap?.amount.tenThousandths ?? most)
    let floor = (current?.tenThousandths ?? 0) + 1
    guard floor <= ceiling else { return nil }
    for amount in RoundAmounts.within(floor...ceiling) {
      let (freed, beyond) = inside.split { $0.evidence.amount.tenThousandths <= amount }
      // A limit far above what was granted again and again would rest on one case at its edge.
      let near = freed.count {
        $0.side == .support && $0.evidence.amount.tenThousandths * 2 >= amount
      }
      guard near >= least else { continue }
      let suggestion = suggestion(
        .wider, scoped, to: amount, of: freed, beyond: beyond.filter { $0.side == .against })
      if let suggestion, suggestion.isClear { return suggestion }
    }
    return nil
  }

  /// The rule itself, or a more particular one where all support comes from one motive or one level
  /// and the rule was used elsewhere too.
  private func scopedRule(
    to supports: [Weighed], motives: Set<MotivePath>, levels: Set<String>, in map: MapDocument
  ) -> RuleDocument {
    var scoped = rule
    var name: String?
    if let shared = MotivePath.shared(by: supports.map(\.motive)),
      !rule.motives.contains(where: { $0.isUnder(shared) }) || rule.motives.isEmpty,
      !isInMap || motives.contains(where: { !$0.isUnder(shared) })
    {
      scoped.motives = [shared]
      name = shared.names.last
    }
    let shared = Set(supports.map(\.level))
    if shared.count == 1, case let level?? = shared.first, rule.levels != [level],
      !isInMap || levels.contains(where: { $0 != level })
    {
      scoped.levels = [level]
      name = name.map { "\($0)-\(level)" } ?? level
    }
    guard isInMap, let name else { return scoped }
    scoped.id = map.freeRuleID("\(rule.id)-\(name)")
    scoped.priority = (rule.priority ?? 0) + 10
    scoped.because = []
    scoped.examples = []
    return scoped
  }

  // MARK: A tighter limit

  /// The largest round amount above which decisions taken alone ended badly; nil where there is none.
  func tighter(least: Int) -> Suggestion? {
    guard let current, current.tenThousandths > 1 else { return nil }
    for amount in RoundAmounts.within(1...current.tenThousandths - 1) {
      let (kept, taken) = tighter.split { $0.evidence.amount.tenThousandths <= amount }
      guard taken.count(where: { $0.side == .support }) >= least else { continue }
      let suggestion = suggestion(
        .tighter, rule, to: amount, of: taken, beyond: kept.filter { $0.side == .support })
      if let suggestion, suggestion.isClear { return suggestion }
    }
    return nil
  }

  private func suggestion(
    _ direction: Suggestion.Direction, _ scoped: RuleDocument, to amount: Int64,
    of weighed: [Weighed], beyond: [Weighed]
  ) -> Suggestion? {
    guard let currency = weighed.first?.evidence.amount.currency else { return nil }
    func those(_ side: Side) -> [Evidence] {
      weighed.filter { $0.side == side }.map(\.evidence).inOrder
    }
    let limit = Money(tenThousandths: amount, currency: currency)
    var proposed = rule(limitedTo: limit)
    (proposed.id, proposed.motives, proposed.levels, proposed.priority) =
      (scoped.id, scoped.motives, scoped.levels, scoped.priority)
    let support = those(.support)
    // The cases nearest to the limit say most about it.
    proposed.because = Array(support.suffix(Suggestion.reasons).map(\.id)).sorted()
    proposed.examples = []
    return Suggestion(
      direction: direction, zone: zone, rule: proposed, today: isInMap ? rule : nil, field: field,
      from: current, to: limit, support: support, alike: those(.alike), against: those(.against),
      beyond: beyond.map(\.evidence).inOrder, open: weighed.count { $0.side == .open })
  }
}

extension Suggestion {
  /// How many cases a proposed rule names as its reasons.
  static let reasons = 8

  /// Whether what happened agrees more often than not, at 95 %.
  var isClear: Bool { agreement.interval.lowerBound > 0.5 }
}

extension Evidence {
  /// What a case says about letting more such cases go without asking.
  ///
  /// A grant that is not noted counts as none: a limit must not grow on silence.
  func sideForWider(requested: Money?) -> AmountLimit.Side {
    switch outcome {
    case .dissatisfied, .lost: return .against
    case .satisfied where zone == .alone: return .alike
    default: break
    }
    if zone != .alone {
      guard let requested, let granted, granted.currency == requested.currency,
        granted.tenThousandths >= requested.tenThousandths
      else { return .against }
      if outcome == .satisfied { return .support }
    }
    return .open
  }

  /// What a decision taken alone says about taking fewer of them alone.
  var sideForTighter: AmountLimit.Side {
    switch outcome {
    case .dissatisfied, .lost: .support
    case .satisfied: .alike
    case .mixed, .pending, nil: .open
    }
  }
}

extension AmountLimit.Weighed {
  func isInside(_ rule: RuleDocument) -> Bool {
    (rule.motives.isEmpty || rule.motives.contains { motive?.isUnder($0) ?? false })
      && (rule.levels.isEmpty || level.map(rule.levels.contains) ?? false)
  }
}

extension [Evidence] {
  /// By amount, then by id.
  fileprivate var inOrder: [Evidence] {
    sorted { ($0.amount.tenThousandths, $0.id) < ($1.amount.tenThousandths, $1.id) }
  }
}

extension Array {
  /// Those that pass, and those that do not, each in their order.
  fileprivate func split(_ passes: (Element) -> Bool) -> (passing: [Element], others: [Element]) {
    (filter(passes), filter { !passes($0) })
  }
}

extension MotivePath {
  /// The longest path under which all of these lie; nil where there is none, or one is missing.
  static func shared(by paths: [MotivePath?]) -> MotivePath? {
    guard let first = paths.first, var names = first?.names else { return nil }
    for path in paths {
      guard let path else { return nil }
      while !path.names.starts(with: names) { names.removeLast() }
    }
    return MotivePath(names.joined(separator: "/"))
  }
}

extension MapDocument {
  /// An id for a new rule: the wanted one, with a number where the map has it already.
  package func freeRuleID(_ wanted: String) -> String {
    var id = wanted
    var number = 2
    while rules.contains(where: { $0.id == id }) {
      id = "\(wanted)-\(number)"
      number += 1
    }
    return id
  }
}
