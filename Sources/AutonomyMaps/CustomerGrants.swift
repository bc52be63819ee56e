import Documents

/// What customers were granted, as far as the caps of two maps ask for it.
struct CustomerGrants {
  /// Every cap of either map.
  private let scopes: [CapScope]
  private var places: [String: Int] = [:]
  private var customers: [[Gesture]] = []

  /// What one case granted.
  private struct Gesture {
    var id: DocumentID
    var grant: PastGrant
  }

  init(for maps: [AutonomyMap]) {
    var scopes: [CapScope] = []
    for map in maps {
      for action in map.actions {
        for scope in map.list(forAction: action).capScopes where !scopes.contains(scope) {
          scopes.append(scope)
        }
      }
    }
    self.scopes = scopes
  }

  /// Remembers what a case granted, if a cap could count it.
  mutating func add(_ fieldCase: FieldCase) {
    guard let customer = fieldCase.customer, let grant = PastGrant(fieldCase),
      scopes.contains(where: { $0.action == grant.action })
    else { return }
    customers[place(of: customer)].append(Gesture(id: fieldCase.id, grant: grant))
  }

  mutating func place(of customer: String) -> Int {
    if let place = places[customer] { return place }
    places[customer] = customers.count
    customers.append([])
    return customers.count - 1
  }

  /// What a customer was granted up to a day by other cases.
  func pastGrants(ofCustomer place: Int, until day: Day, besides id: DocumentID) -> [PastGrant] {
    customers[place].filter { $0.id != id && $0.grant.day <= day }.map(\.grant)
  }

  /// A customer's grants under one cap, ready to be summed over any window of days.
  func ledger(ofCustomer place: Int, under scope: CapScope) -> GrantLedger {
    GrantLedger(customers[place].map { ($0.id, $0.grant) }, under: scope)
  }
}

/// Grants that count against one cap, summed along their days.
struct GrantLedger {
  private let days: [Int]
  /// What the first grants come to; one more than `days`.
  private let sums: [Int64]
  private let scope: CapScope
  private let own: [DocumentID: Int64]

  init(_ grants: [(id: DocumentID, grant: PastGrant)], under scope: CapScope) {
    self.scope = scope
    let counted = grants.filter { scope.counts($0.grant) }.sorted { $0.grant.day < $1.grant.day }
    days = counted.map(\.grant.day.ordinal)
    var sums: [Int64] = [0]
    for (_, grant) in counted {
      // Beyond the cap it does not matter by how much: sums of many cannot overflow so.
      let (sum, overflow) = sums[sums.count - 1].addingReportingOverflow(
        grant.granted.tenThousandths)
      sums.append(overflow ? .max : sum)
    }
    self.sums = sums
    own = Dictionary(counted.map { ($0.id, $0.grant.granted.tenThousandths) }) { first, _ in first }
  }

  /// What counts against the cap on a day, without what case `id` granted itself on it.
  func spent(on day: Day, besides id: DocumentID) -> Int64 {
    let first = count(upTo: day.ordinal - scope.cap.days)
    let last = count(upTo: day.ordinal)
    return sums[last] - sums[first] - (own[id] ?? 0)
  }

  /// How many grants were given on or before a day.
  private func count(upTo day: Int) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension CapScope {
  /// Whether a grant of any day counts against the cap.
  func counts(_ grant: PastGrant) -> Bool {
    grant.action == action && grant.granted.currency == cap.amount.currency
      && (motives.isEmpty || motives.contains { grant.motive?.isUnder($0) ?? false })
  }
}
