import Documents

/// Propositions in which equal parts, tests and fields exist once and are known by number.
///
/// Judging asks the same few conditions several times, with other fields open each time; numbers
/// make that cheap.
struct Formulas: Sendable {
  /// A part of a proposition; members are numbers of earlier formulas.
  enum Formula: Hashable, Sendable {
    case constant(Bool)
    case test(Int)
    case not(Int)
    case and([Int])
    case or([Int])
  }

  struct Test: Hashable, Sendable {
    var field: Int
    var test: FieldTest
  }

  /// Every field that is asked about, in the order in which diagrams ask.
  ///
  /// Beside a cap stands the amount requested in its currency, which decides it once the past is
  /// known.
  let fields: [MapField]
  private(set) var tests: [Test] = []
  private(set) var formulas: [Formula] = []
  /// The formulas of the propositions that were given, in their order.
  private(set) var roots: [Int] = []

  init(of propositions: some Collection<Proposition>, in domains: Domains) {
    var mentioned: Set<MapField> = []
    for proposition in propositions {
      proposition.forEachTest { field, _ in
        mentioned.insert(field)
        if case .exceeded(let scope) = field {
          mentioned.insert(.requested(scope.cap.amount.currency))
        }
      }
    }
    fields = mentioned.map { (rank: domains.rank(of: $0), field: $0) }
      .sorted { $0.rank < $1.rank }.map(\.field)
    var builder = Builder(fields: fields)
    roots = propositions.map { builder.add($0) }
    tests = builder.tests
    formulas = builder.formulas
  }

  func place(of field: MapField) -> Int? { fields.firstIndex(of: field) }

  /// The numbers that were given so far.
  private struct Builder {
    var tests: [Test] = []
    var formulas: [Formula] = []
    private let fields: [MapField: Int]
    private var testPlaces: [Test: Int] = [:]
    private var formulaPlaces: [Formula: Int] = [:]

    init(fields: [MapField]) {
      self.fields = Dictionary(uniqueKeysWithValues: zip(fields, fields.indices))
    }

    mutating func add(_ proposition: Proposition) -> Int {
      switch proposition {
      case .constant(let holds): place(of: .constant(holds))
      case .test(let field, let test):
        place(of: .test(place(of: Test(field: fields[field] ?? 0, test: test))))
      case .not(let member): place(of: .not(add(member)))
      case .and(let members): place(of: .and(members.map { add($0) }))
      case .or(let members): place(of: .or(members.map { add($0) }))
      }
    }

    private mutating func place(of test: Test) -> Int {
      if let place = testPlaces[test] { return place }
      testPlaces[test] = tests.count
      tests.append(test)
      return tests.count - 1
    }

    private mutating func place(of formula: Formula) -> Int {
      if let place = formulaPlaces[formula] { return place }
      formulaPlaces[formula] = formulas.count
      formulas.append(formula)
      return formulas.count - 1
    }
  }
}
