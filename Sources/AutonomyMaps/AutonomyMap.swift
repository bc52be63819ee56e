public import Documents

/// A map ready to judge: its conditions are typed by the vocabulary.
///
/// What the parts of a map mean, and which of them wins, is written down in docs/maps.md.
public struct AutonomyMap: Sendable, Hashable {
  public let document: MapDocument
  let vocabulary: Vocabulary
  let domains: Domains
  private let lists: DecisionLists

  /// Types the conditions of a map.
  ///
  /// Names of levels, teams, motives or actions that the vocabulary does not know are no error
  /// here: they never match (`problems` reports them).
  ///
  /// - Throws: `MapError` where a condition does not fit the vocabulary.
  ///
  /// - Parameter sibling: Another map of the same vocabulary, which saves work where it is of the same role.
  package init(
    _ document: MapDocument, vocabulary: Vocabulary, sibling: AutonomyMap? = nil
  ) throws(MapError) {
    let shared = sibling?.document.role == document.role ? sibling?.domains : nil
    let domains = shared ?? Domains(role: document.role, vocabulary: vocabulary)
    let typed = MapTyping(document, in: domains)
    let problems = typed.problems.filter { $0.reason.preventsJudging }
    guard problems.isEmpty else { throw MapError(problems: problems) }
    self.document = document
    self.vocabulary = vocabulary
    self.domains = domains
    lists = DecisionLists(
      rules: Dictionary(grouping: typed.rules) { document.rules[$0.place].action },
      limits: typed.limits, default: document.default, domains: domains)
  }

  /// A map of the same role that says nothing but its default, which is to escalate.
  init(withoutRulesLike map: AutonomyMap) {
    document = MapDocument(
      role: map.document.role, title: "", effective: map.document.effective, default: .escalate)
    vocabulary = map.vocabulary
    domains = map.domains
    lists = DecisionLists(rules: [:], limits: [], default: .escalate, domains: domains)
  }

  /// What the map says about an action; the last clause always holds.
  func list(forAction action: String) -> DecisionList { lists[action] }

  /// The actions with rules of their own.
  var actions: Set<String> { lists.actions }

  /// Whether a customer's past can matter for an action.
  package func hasCap(forAction action: String) -> Bool {
    !list(forAction: action).capScopes.isEmpty
  }

  /// The index of the revision that counts on `day`: the newest whose `effective` is on or before
  /// it.
  ///
  /// - Parameter effective: Of every revision, oldest first; nil where the revision cannot be read.
  package static func revisionInForce(on day: Day, effective: [Day?]) -> Int? {
    effective.lastIndex { $0.map { $0 <= day } ?? false }
  }

  /// Maps are the same when their documents and vocabularies are; the rest follows from these.
  public static func == (left: AutonomyMap, right: AutonomyMap) -> Bool {
    left.document == right.document && left.vocabulary == right.vocabulary
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(document)
    hasher.combine(vocabulary)
  }
}

extension AutonomyMap {
  /// The rule that a voice belongs to; nil for the default.
  func rule(of voice: Voice) -> RuleDocument? {
    switch voice {
    case .rule(let place), .trial(_, let place): document.rules[place]
    case .byDefault: nil
    }
  }

  /// The trial that a voice is, if it is one.
  func trial(of voice: Voice) -> TrialDocument? {
    if case .trial(let place, _) = voice { document.trials[place] } else { nil }
  }

  /// Where a voice consults: a trial's own word, else its rule's.
  func with(of voice: Voice) -> String? {
    trial(of: voice)?.with ?? rule(of: voice)?.with
  }

  /// The cap under which a voice speaks, and what counts against it.
  func capScope(of voice: Voice) -> CapScope? {
    guard let rule = rule(of: voice) else { return nil }
    return (trial(of: voice)?.cap ?? rule.cap).map {
      CapScope(action: rule.action, motives: rule.motives, cap: $0)
    }
  }

  /// A judgement's origin as verdicts name it: a limit that forces the zone before the rule below
  /// it.
  func source(of judgement: Judgement) -> Verdict.Source {
    if let limit = judgement.limit {
      return .limit(document.limits[limit].id, why: document.limits[limit].why)
    }
    switch judgement.voice {
    case .rule(let place): return .rule(document.rules[place].id)
    case .trial(let place, let rule):
      return .trial(document.trials[place].id, rule: document.rules[rule].id)
    case .byDefault, nil: return .byDefault
    }
  }
}

extension MapProblem.Reason {
  /// Whether a condition with this problem has no meaning.
  var preventsJudging: Bool {
    switch self {
    case .unknownField, .unknownChoice, .wrongType, .noOrder, .underNeedsMotive: true
    default: false
    }
  }
}
