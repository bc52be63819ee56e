import Documents

extension AutonomyMap {
  /// The zone of a situation, or exactly what is missing to know it.
  ///
  /// Fields that are missing and change nothing are not asked for. What exactly means, and where it
  /// ends, is in docs/maps.md.
  public func judge(_ situation: Situation) -> Verdict {
    let judging = Judging(map: self, situation: situation)
    do { return try judging.verdict() } catch { return judging.verdictOnTooMuch() }
  }

  /// The same zone, needs and assumptions, without what leads further: no `limit`, no `freer`, no
  /// `outcomes`.
  func judgeBriefly(_ situation: Situation) -> Verdict {
    let judging = Judging(map: self, situation: situation)
    do { return try judging.verdict(isBrief: true) } catch { return judging.verdictOnTooMuch() }
  }
}

/// One question to one map.
struct Judging {
  let map: AutonomyMap
  let situation: Situation
  private let list: DecisionList
  /// What is known of the list's fields, in their order.
  private let values: [CellValue?]
  private let spent: [CapScope: Int64]

  init(map: AutonomyMap, situation: Situation) {
    self.map = map
    self.situation = situation
    list = map.list(forAction: situation.action)
    values = list.formulas.fields.map { situation.value(of: $0, in: map.domains) }
    spent = Dictionary(
      uniqueKeysWithValues: list.capScopes.map { ($0, situation.spent(under: $0)) })
  }

  /// The question with all that is known, or with one field, by its place, open on purpose.
  private func space(
    varying field: Int? = nil
  ) throws(TooManyCells) -> (space: CellSpace, steps: CellSpace.Steps) {
    var values = values
    if let field { values[field] = nil }
    return try space(values, first: field)
  }

  private func space(
    _ values: [CellValue?], first: Int? = nil
  ) throws(TooManyCells) -> (space: CellSpace, steps: CellSpace.Steps) {
    var space = try CellSpace(
      of: list.formulas, in: map.domains, values: values, spent: spent, first: first)
    let steps = try space.steps(of: list.clauses, roots: list.formulas.roots[...])
    return (space, steps)
  }

  func verdict(isBrief: Bool = false) throws(TooManyCells) -> Verdict {
    var (space, steps) = try space()
    let zones = try space.zones(of: steps)
    let judgements = try self.judgements(of: steps, in: &space)
    let sources = Set(judgements.map(map.source))
    var verdict = Verdict(
      zone: zones.terminal.map(Zone.init),
      decidedBy: sources.count == 1 ? sources.first ?? .depends : .depends)
    addParts(of: judgements, to: &verdict)
    verdict.assumed += assumedFacts()
    if isBrief {
      if verdict.zone == nil { verdict.undecided = needs(zones, in: space) }
    } else if let zone = verdict.zone {
      let byAmount = try amountVaried(in: zone)
      verdict.limit = byAmount?.limit
      verdict.freer = byAmount?.freer
      if verdict.freer == nil, judgements.allSatisfy({ $0.limit == nil }) {
        verdict.freer = try freerByFact(than: zone)
      }
    } else {
      verdict.undecided = undecided(zones, in: space)
    }
    return verdict
  }

  /// The answer where exactness would take too long: what may be needed, without possibilities.
  func verdictOnTooMuch() -> Verdict {
    let missing = zip(list.formulas.fields, values).filter { field, value in
      if case .exceeded = field { false } else { value == nil }
    }.map(\.0)
    var verdict = Verdict(
      zone: nil,
      undecided: Verdict.Undecided(needs: names(of: missing), outcomes: [], isComplete: false),
      decidedBy: .depends)
    verdict.assumed = assumedFacts()
    return verdict
  }

  // MARK: - What is missing

  private func needs(_ zones: Diagrams.Node, in space: CellSpace) -> Verdict.Undecided {
    let needs = space.diagrams.reach(of: zones).fields.map { space.fields[$0] }
    return Verdict.Undecided(needs: names(of: needs), outcomes: [])
  }

  private func undecided(_ zones: Diagrams.Node, in space: CellSpace) -> Verdict.Undecided {
    var undecided = needs(zones, in: space)
    let outcomes = space.boxes(of: zones)?.map { box in
      Verdict.Undecided.Outcome(
        condition: space.condition(of: box).description, zone: Zone(terminal: box.terminal))
    }
    undecided.outcomes = outcomes ?? []
    undecided.isComplete = outcomes != nil
    return undecided
  }

  /// Names of missing fields as a person would be asked for them: amounts with their currency where
  /// one is given in another, or where several are needed.
  private func names(of fields: [MapField]) -> [String] {
    let sorted = fields.sorted { $0.readingRank < $1.readingRank }
    return sorted.map { field in
      let currency: Currency
      let isGiven: Bool
      switch field {
      case .requested(let own): (currency, isGiven) = (own, situation.requested != nil)
      case .amount(let name, let own):
        (currency, isGiven) = (
          own, situation.facts[name] != nil || map.domains.facts[name]?.default != nil
        )
      default: return field.name
      }
      let isAlone = fields.filter { $0.name == field.name }.count == 1
      return isAlone && !isGiven ? field.name : "\(field.name) in \(currency)"
    }
  }

  // MARK: - Who speaks

  /// Every judgement that the situation can still get.
  private func judgements(
    of steps: CellSpace.Steps, in space: inout CellSpace
  ) throws(TooManyCells) -> [Judgement] {
    var judgements: [Judgement] = []
    let function = try space.function(of: steps) { judgement in
      if let place = judgements.firstIndex(of: judgement) { return place }
      judgements.append(judgement)
      return judgements.count - 1
    }
    return space.diagrams.reach(of: function).terminals.map { judgements[$0] }
  }

  private func addParts(of judgements: [Judgement], to verdict: inout Verdict) {
    let withs = Set(judgements.filter { $0.zone == .consult }.map { $0.voice.flatMap(map.with) })
    if withs.count == 1, let with = withs.first { verdict.with = with }

    switch verdict.decidedBy {
    case .rule, .trial: verdict.because = judgements.first?.voice.flatMap(map.rule)?.because ?? []
    default: break
    }

    let scopes = Set(judgements.compactMap { $0.voice.flatMap(map.capScope) })
    if scopes.count == 1, let scope = scopes.first { verdict.cap = capState(of: scope) }

    guard situation.pastGrants == nil else { return }
    for judgement in judgements where judgement.zone < .escalate {
      guard let voice = judgement.voice, map.capScope(of: voice) != nil,
        let rule = map.rule(of: voice)
      else { continue }
      let assumption = Verdict.Assumption.capUnchecked(rule: rule.id)
      if !verdict.assumed.contains(assumption) { verdict.assumed.append(assumption) }
    }
  }

  private func capState(of scope: CapScope) -> Verdict.CapState {
    let cap = scope.cap
    let used = spent[scope] ?? 0
    let now = situation.value(of: .requested(cap.amount.currency), in: map.domains)
    var sum = used
    if case .number(let requested) = now {
      sum = used.addingReportingOverflow(requested).partialValue
    }
    return Verdict.CapState(
      cap: cap, used: Money(tenThousandths: used, currency: cap.amount.currency),
      reached: sum > cap.amount.tenThousandths)
  }

  // MARK: - What was assumed

  /// The facts that took their default although another value could change the zone.
  private func assumedFacts() -> [Verdict.Assumption] {
    let defaulted = mentionedFacts.filter { situation.facts[$0.name] == nil && $0.default != nil }
    if defaulted.isEmpty { return [] }
    let matters = (try? fieldsThatMatterWithoutDefaults()) ?? Set(list.formulas.fields.map(\.name))
    return defaulted.filter { matters.contains($0.name) }.compactMap { fact in
      fact.default.map { .fact(name: fact.name, value: $0) }
    }
  }

  private func fieldsThatMatterWithoutDefaults() throws(TooManyCells) -> Set<String> {
    let said = list.formulas.fields.map {
      situation.value(of: $0, in: map.domains, assuming: false)
    }
    var (space, steps) = try space(said)
    let zones = try space.zones(of: steps)
    return Set(space.diagrams.reach(of: zones).fields.map { space.fields[$0].name })
  }

  /// The facts that the list asks about, in the vocabulary's order.
  private var mentionedFacts: [FactDeclaration] {
    var names: [String] = []
    for field in list.formulas.fields {
      switch field {
      case .fact(let name), .amount(let name, _):
        if !names.contains(name) { names.append(name) }
      default: break
      }
    }
    return names.compactMap { map.domains.facts[$0] }
  }
}

// MARK: - What would change the zone

extension Judging {
  /// What other amounts would give, everything else being equal; nil where the amount is not known
  /// or not asked for.
  fileprivate func amountVaried(
    in zone: Zone
  ) throws(TooManyCells) -> (limit: Money?, freer: Verdict.Freer?)? {
    guard let amount = situation.requested,
      let field = list.formulas.place(of: .requested(amount.currency))
    else { return nil }
    var (space, steps) = try space(varying: field)
    let zones = try space.zones(of: steps)
    guard space.fields.first == .requested(amount.currency), space.diagrams.field(of: zones) == 0
    else { return nil }
    let freer = try freer(than: zone, zones, steps, in: &space)
    return (limit(of: zone, at: amount, zones, in: space), freer)
  }

  /// The end of the run of cells that keep the zone for sure; for `escalate` of the nearest run
  /// below that is free of it.
  private func limit(
    of zone: Zone, at amount: Money, _ zones: Diagrams.Node, in space: CellSpace
  ) -> Money? {
    let cells = space.cells[0]
    guard case .ordered(let starts) = cells.shape,
      var cell = cells.index(of: .number(amount.tenThousandths))
    else { return nil }
    let reached = space.diagrams.children(of: zones).map {
      space.diagrams.reach(of: $0).terminals.map(Zone.init)
    }
    if zone == .escalate {
      guard let below = reached[..<cell].lastIndex(where: { !$0.contains(.escalate) }) else {
        return nil
      }
      cell = below
    } else {
      while cell + 1 < cells.count, reached[cell + 1] == [zone] { cell += 1 }
    }
    guard cell < starts.count else { return nil }
    let largest = starts[cell] - 1
    // "Less than 50 EUR" ends at 49.99 EUR for people, unless the cell begins above.
    let wholeCents = largest - largest % 100
    let least = cell == 0 ? 0 : starts[cell - 1]
    return Money(
      tenThousandths: wholeCents >= least ? wholeCents : largest, currency: amount.currency)
  }

  /// The first fact, in the vocabulary's order, that could lead to a freer zone.
  fileprivate func freerByFact(than zone: Zone) throws(TooManyCells) -> Verdict.Freer? {
    if zone == .alone { return nil }
    for (place, field) in list.formulas.fields.enumerated() where values[place] != nil {
      switch field {
      case .fact, .amount: break
      default: continue
      }
      var (space, steps) = try space(varying: place)
      let zones = try space.zones(of: steps)
      if let freer = try freer(than: zone, zones, steps, in: &space) { return freer }
    }
    return nil
  }

  /// The strictest zone below `zone` that a function takes, and where it is at least that free.
  private func freer(
    than zone: Zone, _ zones: Diagrams.Node, _ steps: CellSpace.Steps, in space: inout CellSpace
  ) throws(TooManyCells) -> Verdict.Freer? {
    let reached = space.diagrams.reach(of: zones).terminals.map(Zone.init)
    guard let next = reached.filter({ $0 < zone }).max() else { return nil }
    let isFreer = try space.function(of: steps) { $0.zone <= next ? 1 : 0 }
    let boxes = space.boxes(of: isFreer, limit: 16)?.filter { $0.terminal == 1 } ?? []
    let conditions = boxes.map { space.condition(of: $0) }
    guard let first = conditions.first else { return nil }
    let condition = conditions.count == 1 ? first : .or(conditions)
    return Verdict.Freer(zone: next, condition: condition.description)
  }
}
