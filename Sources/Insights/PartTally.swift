import Documents

/// What an audit counts about one part of a map.
struct PartTally {
  private(set) var all = Count()
  private var kinds: [AuditFinding.Kind: Found] = [:]
  private var capChecked = 0
  private var alike: [AlikeKey: [AlikeCase]] = [:]

  /// Cases in all, and by motive and team.
  struct Count {
    var cases = 0
    var motives: [String: Int] = [:]
    var teams: [String: Int] = [:]

    mutating func add(_ fieldCase: FieldCase) {
      cases += 1
      if let motive = fieldCase.motive { motives[motive.description, default: 0] += 1 }
      if let team = fieldCase.team { teams[team, default: 0] += 1 }
    }
  }

  private struct Found {
    var count = Count()
    var ids: [DocumentID] = []
    var outcomes: [Outcome: Int] = [:]
    var minutes: Int?

    mutating func add(_ fieldCase: FieldCase) {
      count.add(fieldCase)
      ids.append(fieldCase.id)
      if let outcome = fieldCase.outcome { outcomes[outcome, default: 0] += 1 }
      if let time = fieldCase.minutes { minutes = (minutes ?? 0) + time }
    }
  }

  /// - Parameters:
  ///   - allowed: What the map in force said.
  ///   - facts: The class of the case's facts.
  mutating func add(
    _ fieldCase: FieldCase, allowed: Zone, isCapReached: Bool?, facts: [Int64]
  ) {
    all.add(fieldCase)
    if let isCapReached, fieldCase.customer != nil {
      capChecked += 1
      if isCapReached { kinds[.capReached, default: Found()].add(fieldCase) }
    }
    guard let decided = fieldCase.zone else { return }
    if decided > allowed { kinds[.allowedYetAsked, default: Found()].add(fieldCase) }
    if decided < allowed { kinds[.beyondMap, default: Found()].add(fieldCase) }
    // What was allowed alone and escalated stands under the first finding already.
    if decided == .escalate, allowed == .escalate, let requested = fieldCase.requested,
      fieldCase.granted == requested
    {
      kinds[.escalatedThenGranted, default: Found()].add(fieldCase)
    }
    let key = AlikeKey(
      action: fieldCase.action, motive: fieldCase.motive, level: fieldCase.level, allowed: allowed,
      currency: fieldCase.requested?.currency, facts: facts)
    alike[key, default: []].append(AlikeCase(fieldCase, decided: decided))
  }

  /// Whether anything of these kinds would be said, were there enough cases.
  func has(anyOf wanted: Set<AuditFinding.Kind>) -> Bool {
    kinds.keys.contains(where: wanted.contains)
      || (wanted.contains(.decidedUnlike) && !clusters.isEmpty)
  }

  /// - Returns: The findings, and how many motives and teams are left out of them.
  func findings(
    about part: AuditFinding.Part, of wanted: Set<AuditFinding.Kind>, smallestGroup: Int
  ) -> (findings: [AuditFinding], withheld: Int) {
    var findings: [AuditFinding] = []
    var withheld = 0
    func groups(_ found: [String: Int], of totals: [String: Int]) -> [AuditFinding.Group] {
      var groups: [AuditFinding.Group] = []
      for (name, cases) in found {
        let total = totals[name] ?? 0
        guard total >= smallestGroup else {
          withheld += 1
          continue
        }
        groups.append(AuditFinding.Group(name: name, cases: cases, total: total))
      }
      return groups.sorted { ($1.cases, $0.name) < ($0.cases, $1.name) }
    }
    for (kind, found) in kinds where wanted.contains(kind) {
      if kind == .capReached, !isOften(found.ids.count, of: capChecked) { continue }
      var finding = AuditFinding(kind: kind, part: part, total: all.cases)
      if kind == .capReached { finding.total = capChecked }
      finding.cases = found.ids.sorted()
      finding.outcomes = found.outcomes
      finding.minutes = found.minutes
      finding.motives = groups(found.count.motives, of: all.motives)
      finding.teams = groups(found.count.teams, of: all.teams)
      findings.append(finding)
    }
    let clusters = wanted.contains(.decidedUnlike) ? clusters : []
    if !clusters.isEmpty {
      var finding = AuditFinding(kind: .decidedUnlike, part: part, total: all.cases)
      finding.cases = Set(clusters.flatMap(\.cases)).sorted()
      finding.clusters = clusters
      findings.append(finding)
    }
    return (findings, withheld)
  }

  /// A cap is reached often when it stopped at least two cases, and one in ten.
  private func isOften(_ reached: Int, of checked: Int) -> Bool {
    reached >= 2 && reached * 10 >= checked
  }

  /// Near-identical cases that were decided differently, the widest apart first.
  private var clusters: [AuditFinding.Cluster] {
    alike.flatMap { key, cases in AlikeCase.clusters(of: cases, motive: key.motive) }
      .filter(\.isUnlike)
      .sorted {
        ($1.distance, $0.cases.first?.description ?? "")
          < ($0.distance, $1.cases.first?.description ?? "")
      }
  }
}

/// What near-identical cases share.
private struct AlikeKey: Hashable {
  var action: String?
  var motive: MotivePath?
  var level: String?
  /// What the map said then: a map that changed is no inconsistency.
  var allowed: Zone
  var currency: Currency?
  var facts: [Int64]
}

/// What tells near-identical cases apart.
private struct AlikeCase {
  var id: DocumentID
  var requested: Money?
  var granted: Money?
  var decided: Zone

  init(_ fieldCase: FieldCase, decided: Zone) {
    id = fieldCase.id
    requested = fieldCase.requested
    granted = fieldCase.granted
    self.decided = decided
  }

  /// Cases whose amounts lie within a tenth of the smallest of them, from the smallest on.
  ///
  /// Each case is in one cluster, so that none counts twice.
  static func clusters(
    of cases: [AlikeCase], motive: MotivePath?
  ) -> [AuditFinding.Cluster] {
    let sorted = cases.sorted {
      ($0.requested?.tenThousandths ?? -1, $0.id) < ($1.requested?.tenThousandths ?? -1, $1.id)
    }
    var clusters: [AuditFinding.Cluster] = []
    var members: [AlikeCase] = []
    func isNear(_ next: AlikeCase) -> Bool {
      guard let first = members.first?.requested else {
        return members.first != nil && next.requested == nil
      }
      guard let amount = next.requested else { return false }
      return amount.tenThousandths * 10 <= first.tenThousandths * 11
    }
    for next in sorted {
      if !members.isEmpty, !isNear(next) {
        clusters.append(AuditFinding.Cluster(members, motive: motive))
        members = []
      }
      members.append(next)
    }
    if !members.isEmpty { clusters.append(AuditFinding.Cluster(members, motive: motive)) }
    return clusters
  }
}

extension AuditFinding.Cluster {
  fileprivate init(_ members: [AlikeCase], motive: MotivePath?) {
    func inOrder(_ amounts: [Money?]) -> [Money] {
      amounts.compactMap(\.self).sorted { $0.tenThousandths < $1.tenThousandths }
    }
    let requested = inOrder(members.map(\.requested))
    let granted = inOrder(
      members.filter { $0.granted?.currency == $0.requested?.currency }.map(\.granted))
    self.init(
      cases: members.map(\.id).sorted(), motive: motive, leastRequested: requested.first,
      mostRequested: requested.last, leastGranted: granted.first, mostGranted: granted.last,
      zones: members.reduce(into: [:]) { $0[$1.decided, default: 0] += 1 })
  }

  /// Whether zones differ, or grants by more than a fifth of what was asked for.
  fileprivate var isUnlike: Bool {
    guard cases.count > 1 else { return false }
    return zones.count > 1
      || (mostRequested.map { distance * 5 > $0.tenThousandths } ?? false)
  }
}
