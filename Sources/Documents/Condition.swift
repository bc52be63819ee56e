/// A condition of a map or of `--where`: comparisons joined by `and`, `or`, `not`.
///
/// There are no functions and no arithmetic, so that every condition stays decidable and two maps
/// can be compared exactly. The grammar is in docs/conditions.md; `ConditionParser` reads it,
/// whoever evaluates gives fields a meaning.
public indirect enum Condition: Hashable, Sendable {
  case always
  case never
  case comparison(field: String, ComparisonOperator, Literal)
  case membership(field: String, [Literal])
  /// `motive under delivery`
  case under(field: String, MotivePath)
  case not(Condition)
  case and([Condition])
  case or([Condition])
}

/// The six comparisons.
public enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// What stands right of a comparison, by its shape alone; the field's type decides what it may be.
public enum Literal: Hashable, Sendable {
  case money(Money)
  /// A plain decimal in ten-thousandths; integers are whole multiples of 10,000.
  case number(Int64)
  case day(Day)
  /// A bare word (`legal`, `true`, `fc-20260914-p2m8xd`) or a quoted text.
  case text(String)
}
