import Documents

/// Two maps on one action: every pair of judgements that some situation gets from them.
///
/// Nothing is known here, so that all fields are free, caps included: whether a cap is passed is a
/// field of its own, bound to the others by what no history of grants can do.
struct MapComparison {
  let action: String
  let old: AutonomyMap
  let new: AutonomyMap
  let space: CellSpace
  /// A function to places in `pairs`.
  let root: Diagrams.Node
  /// The pairs by terminal; the first stands for what cannot be.
  let pairs: [Pair?]
  /// The terminals of situations that can be.
  let possible: [Int]

  /// The branches that one action may take: a comparison is made once, where a check is made often.
  private static let greatestSize = 2_000_000

  struct Pair: Hashable {
    var old: Judgement
    var new: Judgement
  }

  init(
    of action: String, from old: AutonomyMap, to new: AutonomyMap, in domains: Domains
  ) throws(TooManyCells) {
    let (oldList, newList) = (old.list(forAction: action), new.list(forAction: action))
    let caps = MapComparison.possible(oldList.capScopes + newList.capScopes)
    let formulas = Formulas(
      of: [caps] + (oldList.clauses + newList.clauses).map(\.holds), in: domains)
    let (oldRoots, newRoots) = (
      formulas.roots.dropFirst().prefix(oldList.clauses.count),
      formulas.roots.suffix(newList.clauses.count)
    )
    var space = try CellSpace(of: formulas, in: domains, size: MapComparison.greatestSize)
    var pairs: [Pair?] = [nil]
    var places: [Pair: Int] = [:]
    var judgements: [Judgement] = []
    func terminal(_ judgement: Judgement) -> Int {
      if let place = judgements.firstIndex(of: judgement) { return place }
      judgements.append(judgement)
      return judgements.count - 1
    }
    let oldSteps = try space.steps(of: oldList.clauses, roots: oldRoots)
    let oldFunction = try space.function(of: oldSteps, terminal: terminal)
    let newSteps = try space.steps(of: newList.clauses, roots: newRoots)
    let newFunction = try space.function(of: newSteps, terminal: terminal)
    let both = try space.diagrams.combine(oldFunction, newFunction) { oldPlace, newPlace in
      let pair = Pair(old: judgements[oldPlace], new: judgements[newPlace])
      if let place = places[pair] { return place }
      places[pair] = pairs.count
      pairs.append(pair)
      return pairs.count - 1
    }
    root = try space.diagrams.choose(
      try space.node(of: formulas.roots[0]), both, Diagrams.Node(terminal: 0))
    self.action = action
    self.old = old
    self.new = new
    self.space = space
    self.pairs = pairs
    possible = space.diagrams.reach(of: root).terminals.filter { $0 > 0 }
  }

  /// What histories of grants allow: an amount above a cap passes it, and whoever passes the looser
  /// of two caps passes the stricter.
  private static func possible(_ scopes: [CapScope]) -> Proposition {
    var all: [Proposition] = []
    for scope in scopes {
      let exceeded = Proposition.test(.exceeded(scope), .isTrue)
      let amount = scope.cap.amount
      all.append(
        .or([
          exceeded,
          .comparison(.requested(amount.currency), .lessOrEqual, amount.tenThousandths),
        ]))
      for other in scopes where other != scope && scope.isLooser(than: other) {
        all.append(.or([.not(exceeded), .test(.exceeded(other), .isTrue)]))
      }
    }
    return .and(all)
  }
}

extension CapScope {
  /// Whether passing this cap means passing the other, whatever was granted before.
  fileprivate func isLooser(than other: CapScope) -> Bool {
    let isInside =
      other.motives.isEmpty
      || (!motives.isEmpty
        && motives.allSatisfy { motive in other.motives.contains { motive.isUnder($0) } })
    return isInside && action == other.action && cap.amount.currency == other.cap.amount.currency
      && cap.amount.tenThousandths >= other.cap.amount.tenThousandths && cap.days <= other.cap.days
  }
}

extension MapDifference.Change {
  init(from old: Zone, to new: Zone) {
    self = new < old ? .wider : old < new ? .narrower : .same
  }

  /// Both changes at once.
  func joined(with other: MapDifference.Change) -> MapDifference.Change {
    if self == .same || self == other { return other }
    return other == .same ? self : .mixed
  }
}
