import Documents

/// A field that a map's conditions and scopes can ask about.
///
/// Money compares only within its currency, so that an amount is one field for each currency it is
/// compared in.
enum MapField: Hashable, Sendable {
  case requested(Currency)
  /// A fact that is an integer, a boolean or a choice.
  case fact(String)
  /// A fact that is money, in one currency.
  case amount(String, Currency)
  case motive
  case level
  case team
  case day
  /// Whether what the customer was granted, and what is requested now, pass a cap.
  case exceeded(CapScope)
}

/// A cap and the past grants that count against it.
struct CapScope: Hashable, Sendable {
  var action: String
  /// Empty: all.
  var motives: [MotivePath]
  var cap: Cap
}

/// A value of a field, as tests see it: integers, ten-thousandths of money and days are all
/// numbers.
enum CellValue: Hashable, Sendable {
  case number(Int64)
  case name(String)
  case motive(MotivePath)
  case truth(Bool)
}

/// What can be asked about one field; every comparison comes down to these.
enum FieldTest: Hashable, Sendable {
  case isAtLeast(Int64)
  case isOneOf([String])
  case isMotive([MotivePath])
  case isUnder([MotivePath])
  case isTrue

  /// False for a value of another shape.
  func holds(for value: CellValue) -> Bool {
    switch (self, value) {
    case (.isAtLeast(let bound), .number(let number)): number >= bound
    case (.isOneOf(let names), .name(let name)): names.contains(name)
    case (.isMotive(let paths), .motive(let path)): paths.contains(path)
    case (.isUnder(let paths), .motive(let path)): paths.contains { path.isUnder($0) }
    case (.isTrue, .truth(let truth)): truth
    default: false
    }
  }
}

/// A condition whose fields have types: tests of single fields joined by `and`, `or`, `not`.
indirect enum Proposition: Hashable, Sendable {
  case constant(Bool)
  case test(MapField, FieldTest)
  case not(Proposition)
  case and([Proposition])
  case or([Proposition])

  /// A comparison of a number, in whole units of the field.
  ///
  /// Every order is a matter of lower bounds: `x <= 5` is not `x >= 6`, since all values are whole
  /// numbers.
  static func comparison(
    _ field: MapField, _ comparison: ComparisonOperator, _ bound: Int64
  ) -> Proposition {
    let atLeast = Proposition.test(field, .isAtLeast(bound))
    let above = Proposition.test(field, .isAtLeast(bound + 1))
    switch comparison {
    case .greaterOrEqual: return atLeast
    case .greater: return above
    case .less: return .not(atLeast)
    case .lessOrEqual: return .not(above)
    case .equal: return .and([atLeast, .not(above)])
    case .notEqual: return .not(.and([atLeast, .not(above)]))
    }
  }

  /// Calls `visit` with every test.
  func forEachTest(_ visit: (MapField, FieldTest) -> Void) {
    switch self {
    case .constant: break
    case .test(let field, let test): visit(field, test)
    case .not(let member): member.forEachTest(visit)
    case .and(let members), .or(let members):
      for member in members { member.forEachTest(visit) }
    }
  }
}
