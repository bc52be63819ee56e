import Documents

/// What a replay keeps of a case once its class is known.
struct ToldCase {
  var id: DocumentID
  var day: Day
  var requested: Money?
  var granted: Money?
  /// How it was really decided.
  var zone: Zone?
  var outcome: Outcome?
  var minutes: Int?

  init(_ fieldCase: FieldCase) {
    id = fieldCase.id
    day = fieldCase.date
    requested = fieldCase.requested
    granted = fieldCase.granted
    zone = fieldCase.zone
    outcome = fieldCase.outcome
    minutes = fieldCase.minutes
  }
}

/// The counts and lists of a replay while cases come in.
struct ReplayTally {
  private var cases = 0
  private var moves: [Direction: Moving] = [:]
  private var minutes: [Zone: Durations] = [:]
  /// How many cases got each answer, by its place.
  private var hits: [Int] = []
  /// The cases of each answer that does not decide.
  private var open: [Int: Open] = [:]

  private struct Direction: Hashable {
    var from: Zone
    var to: Zone
  }

  fileprivate struct Moving {
    var cases: [DocumentID] = []
    var requested: [Currency: [Int64]] = [:]
    var granted: [Currency: [Int64]] = [:]
    var outcomes: [Outcome: Int] = [:]
    /// Those that were really decided in the zone they leave.
    var reallyThere = 0
  }

  private struct Open {
    var cases: [DocumentID] = []
    var grantedOnly = 0
  }

  mutating func add(_ told: ToldCase, _ answer: PairAnswer, at place: Int) {
    cases += 1
    while hits.count <= place { hits.append(0) }
    hits[place] += 1
    if let zone = told.zone, let time = told.minutes { minutes[zone, default: .init()].add(time) }
    guard let before = answer.before, let after = answer.after else {
      open[place, default: Open()].cases.append(told.id)
      if told.granted != nil, told.requested == nil { open[place]?.grantedOnly += 1 }
      return
    }
    guard before != after else { return }
    let direction = Direction(from: before, to: after)
    moves[direction, default: Moving()].add(told)
    if told.zone == before { moves[direction]?.reallyThere += 1 }
  }

  func replay(answers: [PairAnswer]) -> Replay {
    var replay = Replay()
    replay.cases = cases
    for from in Zone.allCases {
      for to in Zone.allCases {
        guard let moving = moves[Direction(from: from, to: to)] else { continue }
        var move = moving.move(from: from, to: to)
        if let left = minutes[from], let reached = minutes[to] {
          move.saved = left.saving(over: reached, cases: moving.reallyThere)
        }
        replay.moves.append(move)
      }
    }
    replay.unjudged = unjudged(answers)
    replay.assumed = assumed(answers)
    replay.minutes = Zone.allCases.compactMap { minutes[$0]?.summary(of: $0) }
    return replay
  }

  private func unjudged(_ answers: [PairAnswer]) -> [Replay.Unjudged] {
    var groups: [[String]: Replay.Unjudged] = [:]
    for (place, open) in open {
      let answer = answers[place]
      var group = groups[answer.needs] ?? .init(needs: answer.needs, cases: [])
      group.cases += open.cases
      group.grantedOnly += open.grantedOnly
      if answer.couldMove { group.couldMove += open.cases.count }
      groups[answer.needs] = group
    }
    return groups.values.map { group in
      var sorted = group
      sorted.cases.sort()
      return sorted
    }.sorted { left, right in
      left.cases.count == right.cases.count
        ? left.needs.lexicographicallyPrecedes(right.needs) : left.cases.count > right.cases.count
    }
  }

  private func assumed(_ answers: [PairAnswer]) -> [Replay.Assumed] {
    var counts: [Verdict.Assumption: Int] = [:]
    for (answer, hits) in zip(answers, hits) {
      for assumption in answer.assumed { counts[assumption, default: 0] += hits }
    }
    return counts.map { Replay.Assumed(assumption: $0.key, cases: $0.value) }
      .sorted { ($1.cases, $0.assumption.name) < ($0.cases, $1.assumption.name) }
  }
}

extension ReplayTally.Moving {
  fileprivate mutating func add(_ told: ToldCase) {
    cases.append(told.id)
    if let money = told.requested {
      requested[money.currency, default: []].append(money.tenThousandths)
    }
    if let money = told.granted {
      granted[money.currency, default: []].append(money.tenThousandths)
    }
    if let outcome = told.outcome { outcomes[outcome, default: 0] += 1 }
  }

  fileprivate func move(from: Zone, to: Zone) -> Replay.Move {
    var move = Replay.Move(from: from, to: to, cases: cases.sorted())
    move.requested = Self.amounts(requested)
    move.granted = Self.amounts(granted)
    move.outcomes = outcomes
    return move
  }

  private static func amounts(_ amounts: [Currency: [Int64]]) -> [Replay.Amounts] {
    amounts.sorted { $0.key.code < $1.key.code }.compactMap { currency, unsorted in
      let sorted = unsorted.sorted()
      guard let least = sorted.first, let most = sorted.last else { return nil }
      let total = sorted.reduce(Int64(0)) { sum, amount in
        let (total, overflow) = sum.addingReportingOverflow(amount)
        return overflow ? .max : total
      }
      func money(_ amount: Int64) -> Money { Money(tenThousandths: amount, currency: currency) }
      return Replay.Amounts(
        cases: sorted.count, total: money(total), least: money(least),
        median: money(sorted[(sorted.count - 1) / 2]), most: money(most))
    }
  }
}

extension Verdict.Assumption {
  /// The fact or the rule, to sort by.
  fileprivate var name: String {
    switch self {
    case .fact(let name, _): name
    case .capUnchecked(let rule): rule
    }
  }
}
