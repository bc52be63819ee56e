public import Documents

/// Something wrong with a map: where, and what it is, as data.
public struct MapProblem: Error, Hashable, Sendable {
  public var place: Place
  public var reason: Reason

  /// Whether the map must not be committed like this, deserves a look, or is only good to know.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    case error
    case warning
    case note
  }

  /// Which part of the map, and what in it.
  public struct Place: Hashable, Sendable {
    public var part: Part
    /// The key: `alone`, `motives`, `with`; nil for the part as a whole.
    public var field: String?
    /// Where the part begins in the file; nil for the map as a whole.
    public var position: SourcePosition?
    /// The faulty comparison of a condition, and where it begins in the condition's canonical text.
    public var test: Test?

    public init(
      part: Part, field: String? = nil, position: SourcePosition? = nil, test: Test? = nil
    ) {
      self.part = part
      self.field = field
      self.position = position
      self.test = test
    }
  }

  /// A part of a map, by its id.
  public enum Part: Hashable, Sendable {
    case map
    case rule(String)
    case limit(String)
    case trial(String)
  }

  /// One comparison inside a condition.
  public struct Test: Hashable, Sendable {
    /// As a condition writes it: `risk = legal`.
    public var text: String
    /// Bytes of UTF-8 from the start of the condition's canonical text.
    public var utf8Offset: Int

    public init(text: String, utf8Offset: Int) {
      self.text = text
      self.utf8Offset = utf8Offset
    }
  }

  /// What is wrong, with all that a message needs to name it.
  public enum Reason: Hashable, Sendable {
    // Names that the vocabulary does not have.
    case unknownRole(String, nearest: String?)
    case unknownAction(String, nearest: String?)
    case unknownMotive(String, nearest: String?)
    case unknownLevel(String, role: String, nearest: String?)
    case unknownTeam(String, nearest: String?)

    // Conditions.
    /// Neither `requested` nor `motive` nor a declared fact.
    case unknownField(String, nearest: String?)
    case unknownChoice(field: String, value: String, allowed: [String], nearest: String?)
    case wrongType(field: String, expected: ComparedType, found: Literal)
    /// `<`, `<=`, `>` or `>=` on what has no order.
    case noOrder(field: String, ComparedType)
    /// `under` on something else than the motive.
    case underNeedsMotive(field: String)
    /// One field compared in several currencies: no amount can settle all of them.
    case mixedCurrencies(field: String, [Currency])
    /// No situation fulfils the condition.
    case neverHolds
    /// Wherever `consult` holds, `alone` holds already.
    case consultNeverReached

    // Parts that contradict each other.
    case duplicateID(String)
    /// The other rule can speak in the same situations and has the same priority.
    case overlapsRule(String)
    /// Rules of higher priority speak wherever this one could.
    case neverReached(behind: [String])
    /// The limits together escalate whatever the rule would allow.
    case swallowed(byLimits: [String])
    /// `alone` holds where `consult` does not: who may not decide alone there is not even consulted.
    case aloneBeyondConsult
    /// No rule of the action speaks where `condition` holds, so that the default decides.
    case leftToDefault(action: String, condition: String, Zone)
    /// A trial of a rule that the map does not have.
    case unknownRule(String, nearest: String?)
    case endsBeforeItBegins(from: Day, until: Day)
    /// Two trials of one rule for one team on the same day.
    case overlapsTrial(String)
    /// The trial's last day is past: its rule speaks again.
    case trialEnded(Day)

    // What the cases say.
    /// No case records the fact, so that nothing is known of what the condition asks.
    case factNeverRecorded(String)
    /// Cases of the role with an action for which no rule speaks.
    case uncoveredAction(String, cases: Int)
    /// A case that the rule names as its example, and that the map now escalates.
    case refusesExample(DocumentID)
    /// A case that the rule names as its reason, and that the map now escalates.
    case refusesReason(DocumentID)
    /// Too many combinations to look for contradictions in this part.
    case tooComplexToCheck
  }

  public init(place: Place, reason: Reason) {
    self.place = place
    self.reason = reason
  }

  public var severity: Severity {
    switch reason {
    case .mixedCurrencies, .neverHolds, .consultNeverReached, .neverReached, .swallowed,
      .uncoveredAction, .refusesExample, .tooComplexToCheck:
      .warning
    case .aloneBeyondConsult, .leftToDefault, .trialEnded, .factNeverRecorded, .refusesReason: .note
    default: .error
    }
  }
}

/// Why a map cannot judge: its conditions do not fit the vocabulary.
public struct MapError: Error, Hashable, Sendable {
  /// At least one, in the order of the file.
  public var problems: [MapProblem]

  public init(problems: [MapProblem]) {
    self.problems = problems
  }
}
