import Documents

extension MapComparison {
  /// A situation with few fields that both maps decide, and differently, among those that lead to
  /// some terminals.
  ///
  /// Nil where there is none, or none that a situation can state (an amount in two currencies at
  /// once).
  func example(among terminals: Set<Int>) -> MapDifference.Example? {
    var known: [Diagrams.Node: Path?] = [:]
    let path = cheapest(from: root, known: &known) { terminals.contains($0) }
    guard let path else { return nil }
    for situation in situations(on: path) {
      let before = old.judge(situation).zone
      let after = new.judge(situation).zone
      if let before, let after, before != after {
        return MapDifference.Example(
          situation: smallest(situation), before: before, after: after)
      }
    }
    return nil
  }

  /// The situation without the fields that both maps decide the same without, by the same parts.
  ///
  /// A path names what tells judgements apart, such as a level on which two rules of one zone hang.
  private func smallest(_ situation: Situation) -> Situation {
    let wanted = [old, new].map { $0.judgeBriefly(situation) }
    var smallest = situation
    for shorter in Situation.shortenings(of: situation, usualDay: new.document.effective) {
      let shortened = shorter(smallest)
      let found = [old, new].map { $0.judgeBriefly(shortened) }
      let isSame = zip(found, wanted).allSatisfy { found, wanted in
        found.zone == wanted.zone && found.decidedBy == wanted.decidedBy
      }
      if isSame {
        smallest = shortened
      }
    }
    return smallest
  }

  /// Cells of some fields that lead to a terminal.
  private struct Path {
    var cost = 0
    var cells: [(field: Int, cell: Int)] = []
  }

  /// The path to a wanted terminal that says least.
  private func cheapest(
    from node: Diagrams.Node, known: inout [Diagrams.Node: Path?], isWanted: (Int) -> Bool
  ) -> Path? {
    if let terminal = node.terminal { return isWanted(terminal) ? Path() : nil }
    if let path = known[node] { return path }
    let field = space.diagrams.field(of: node)
    var best: Path?
    for (cell, child) in space.diagrams.children(of: node).enumerated() {
      guard var path = cheapest(from: child, known: &known, isWanted: isWanted) else { continue }
      path.cost += cost(of: cell, field: field)
      path.cells.append((field, cell))
      if path.cost < best?.cost ?? Int.max { best = path }
    }
    known[node] = .some(best)
    return best
  }

  /// What is assumed anyway costs nothing, a customer's history costs most.
  private func cost(of cell: Int, field: Int) -> Int {
    switch space.fields[field] {
    case .exceeded: return cell == 0 ? 5 : 30
    case .day: return usualCell(of: field) == cell ? 0 : 11
    case .requested:
      // An amount at the edge of the cell says more than one somewhere above.
      return cell + 1 < space.cells[field].count ? 10 : 11
    case .fact, .amount: return usualCell(of: field) == cell ? 0 : 12
    default: return 11
    }
  }

  /// The cell of what holds unless something else is said.
  private func usualCell(of field: Int) -> Int? {
    usualValue(of: space.fields[field]).flatMap { space.cells[field].index(of: $0) }
  }

  private func usualValue(of field: MapField) -> CellValue? {
    let nothingSaid = Situation(action: action, day: new.document.effective)
    return nothingSaid.value(of: field, in: new.domains)
  }

  // MARK: - Situations

  /// Situations on a path; several only where the customer's history can be told in several ways.
  private func situations(on path: Path) -> [Situation] {
    var situation = Situation(action: action, day: new.document.effective)
    var passed: [CapScope] = []
    var kept: [CapScope] = []
    for (place, cell) in path.cells {
      let field = space.fields[place]
      if case .exceeded(let scope) = field {
        if cell == 1 { passed.append(scope) } else { kept.append(scope) }
      } else if usualCell(of: place) != cell {
        situation.set(field, to: space.cells[place].typicalValue(at: cell, of: field))
      }
    }
    guard let scope = (passed + kept).first else { return [situation] }
    if situation.requested == nil {
      let least = (passed + kept).map(\.cap.amount.tenThousandths).min() ?? 0
      situation.requested = Money(tenThousandths: least, currency: scope.cap.amount.currency)
    }
    return histories(passing: passed, keeping: kept, at: situation)
  }

  /// One earlier grant, at every age and motive that can matter, or none.
  private func histories(
    passing passed: [CapScope], keeping kept: [CapScope], at situation: Situation
  ) -> [Situation] {
    var without = situation
    without.pastGrants = []
    let requested = situation.requested?.tenThousandths ?? 0
    let missing = passed.map { $0.cap.amount.tenThousandths - requested }.max() ?? 0
    guard let scope = passed.first, missing >= 0 else { return [without] }
    let amount = Money(
      tenThousandths: missing - missing % 100 + 100, currency: scope.cap.amount.currency)
    let ages = Set((passed + kept).flatMap { [$0.cap.days - 1, $0.cap.days] } + [0]).sorted()
    let motives = [nil] + (passed + kept).flatMap(\.motives)
    return ages.flatMap { age in
      motives.map { motive in
        var one = situation
        one.pastGrants = [
          PastGrant(
            day: situation.day.advanced(by: -age), action: action, motive: motive, granted: amount)
        ]
        return one
      }
    }
  }
}

extension Cells {
  /// A value of a cell that people would give as an example: the edge of a limit, in whole cents.
  fileprivate func typicalValue(at cell: Int, of field: MapField) -> CellValue {
    guard case .ordered(let starts) = shape else { return representatives[cell] }
    let from = cell == 0 ? nil : starts[cell - 1]
    let last = cell < starts.count ? starts[cell] - 1 : nil
    switch field {
    case .requested, .amount:
      if let last {
        let wholeCents = last - last % 100
        return .number(wholeCents >= from ?? 0 ? wholeCents : last)
      }
      return .number(from.map { ($0 + 99) / 100 * 100 } ?? 0)
    case .day: return .number(from ?? last ?? 0)
    default: return .number(last ?? from ?? 0)
    }
  }
}

extension Situation {
  /// Ways to say less than a situation does, one field each; those that people most like to be
  /// spared come first.
  fileprivate static func shortenings(
    of situation: Situation, usualDay: Day
  ) -> [(Situation) -> Situation] {
    func without(_ change: @escaping (inout Situation) -> Void) -> (Situation) -> Situation {
      { situation in
        var shorter = situation
        change(&shorter)
        return shorter
      }
    }
    return [without { $0.day = usualDay }]
      + situation.facts.keys.sorted().map { name in without { $0.facts[name] = nil } }
      + [
        without { $0.team = nil }, without { $0.level = nil }, without { $0.motive = nil },
        without { $0.requested = nil },
      ]
  }

  fileprivate mutating func set(_ field: MapField, to value: CellValue) {
    switch (field, value) {
    case (.requested(let currency), .number(let amount)):
      requested = Money(tenThousandths: amount, currency: currency)
    case (.motive, .motive(let path)): motive = path
    case (.level, .name(let name)): level = name
    case (.team, .name(let name)): team = name
    case (.day, .number(let ordinal)): day = Day(ordinal: Int(ordinal))
    case (.amount(let name, let currency), .number(let amount)):
      facts[name] = .money(Money(tenThousandths: amount, currency: currency))
    case (.fact(let name), .number(let number)): facts[name] = .integer(number)
    case (.fact(let fact), .name(let name)): facts[fact] = .choice(name)
    case (.fact(let name), .truth(let truth)): facts[name] = .boolean(truth)
    default: break
    }
  }
}
