import Documents
import Synchronization

/// Everything that a map says about one action, ready to be asked: the first clause that holds
/// decides.
struct DecisionList: Sendable {
  let clauses: [Clause]
  /// The roots are those of the clauses.
  let formulas: Formulas

  init(_ clauses: [Clause], in domains: Domains) {
    self.clauses = clauses
    formulas = Formulas(of: clauses.map(\.holds), in: domains)
  }

  /// The caps that the list asks about.
  var capScopes: [CapScope] {
    formulas.fields.compactMap { if case .exceeded(let scope) = $0 { scope } else { nil } }
  }
}

/// The decision lists of one map, each made when its action is first asked about.
///
/// A history of maps is read for one answer, and most of their actions are never asked about.
final class DecisionLists: Sendable {
  private let rules: [String: [TypedRule]]
  private let limits: [TypedLimit]
  private let `default`: Zone
  private let domains: Domains
  /// By action; nil stands for all actions without rules.
  private let made = Mutex<[String?: DecisionList]>([:])

  /// - Parameter rules: By action.
  init(
    rules: [String: [TypedRule]], limits: [TypedLimit], default zone: Zone, domains: Domains
  ) {
    self.rules = rules
    self.limits = limits
    self.default = zone
    self.domains = domains
  }

  /// The actions with rules of their own; all others have the same list.
  var actions: Set<String> { Set(rules.keys) }

  subscript(action: String) -> DecisionList {
    let rules = rules[action]
    let key = rules == nil ? nil : action
    return made.withLock { made in
      if let list = made[key] { return list }
      let clauses = Clause.list(rules: rules ?? [], limits: limits, default: self.default)
      let list = DecisionList(clauses, in: domains)
      made[key] = list
      return list
    }
  }
}
