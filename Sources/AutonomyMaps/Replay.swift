public import Documents

/// Past cases judged by two maps: what a revision would have changed.
public struct Replay: Hashable, Sendable {
  /// Cases of the role that name an action.
  public var cases = 0
  /// From which zone to which, freest first; only moves that happened.
  public var moves: [Move] = []
  /// Cases that at least one of the maps cannot judge from what was recorded.
  public var undecided: [DocumentID] = []

  /// The cases that go from one zone to another.
  public struct Move: Hashable, Sendable {
    public var from: Zone
    public var to: Zone
    public var cases: [DocumentID]
  }

  public var changed: Int { moves.reduce(0) { $0 + $1.cases.count } }
  public var wider: Int { moves.filter { $0.to < $0.from }.reduce(0) { $0 + $1.cases.count } }
  public var narrower: Int { changed - wider }

  /// The form of the commit trailer.
  package var trailer: String {
    "cases=\(cases) changed=\(changed) wider=\(wider) narrower=\(narrower) "
      + "undecided=\(undecided.count)"
  }

  /// Judges every case of `role` twice, with what was recorded about it.
  ///
  /// Caps count what the same customer was granted up to the case's day by other cases.
  ///
  /// - Parameter old: nil for a first revision: nothing can move then.
  package init(
    of past: [FieldCase], role: String, from old: AutonomyMap?, to new: AutonomyMap,
    vocabulary: Vocabulary
  ) {
    let byCustomer = Dictionary(
      grouping: past.filter { $0.customer != nil }, by: { $0.customer ?? "" })
    var moved: [Zone: [Zone: [DocumentID]]] = [:]
    for fieldCase in past where fieldCase.role == role {
      guard var situation = Situation(of: fieldCase, vocabulary: vocabulary) else { continue }
      cases += 1
      situation.pastGrants = fieldCase.customer.map { customer in
        (byCustomer[customer] ?? []).filter { $0.id != fieldCase.id && $0.date <= fieldCase.date }
          .compactMap(PastGrant.init)
      }
      let after = new.judge(situation).zone
      guard let before = old.map({ $0.judge(situation).zone }) ?? after, let after else {
        undecided.append(fieldCase.id)
        continue
      }
      if before != after { moved[before, default: [:]][after, default: []].append(fieldCase.id) }
    }
    for from in Zone.allCases {
      for to in Zone.allCases {
        guard let cases = moved[from]?[to] else { continue }
        moves.append(Move(from: from, to: to, cases: cases.sorted()))
      }
    }
  }
}

extension PastGrant {
  /// What a case granted; nil where it names no action or amount.
  package init?(_ fieldCase: FieldCase) {
    guard let action = fieldCase.action, let granted = fieldCase.granted else { return nil }
    self.init(day: fieldCase.date, action: action, motive: fieldCase.motive, granted: granted)
  }
}

extension Situation {
  /// What a case says of itself; nil where it names no action.
  ///
  /// Facts that do not fit their type are left out.
  package init?(of fieldCase: FieldCase, vocabulary: Vocabulary) {
    guard let action = fieldCase.action else { return nil }
    self.init(action: action, day: fieldCase.date)
    motive = fieldCase.motive
    level = fieldCase.level
    team = fieldCase.team
    requested = fieldCase.requested
    for fact in fieldCase.facts {
      if let value = vocabulary.fact(named: fact.name)?.parse(fact.text) {
        facts[fact.name] = value
      }
    }
  }
}
