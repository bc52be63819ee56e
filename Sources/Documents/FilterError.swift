/// Why a condition cannot filter cases: a field or value that does not fit the base's vocabulary.
public struct FilterError: Error, Hashable, Sendable {
  /// The faulty comparison, as a condition writes it: `zone = consulted`.
  public var test: String
  /// Where it begins in the condition's canonical text, in bytes of UTF-8.
  public var utf8Offset: Int
  public var reason: Reason

  /// What is wrong, with all that a message needs to name it.
  public enum Reason: Hashable, Sendable {
    /// Neither a field of cases nor a declared fact.
    case unknownField(String, nearest: String?)
    /// Not one of the values that the vocabulary or the format knows.
    case unknownValue(field: String, value: String, allowed: [String], nearest: String?)
    case wrongType(field: String, expected: ComparedType, found: Literal)
    /// `<`, `<=`, `>` or `>=` on what has no order.
    case noOrder(field: String, ComparedType)
    /// `under` on something else than the motive.
    case underNeedsMotive(field: String)
  }
}

/// The types of the fields that conditions compare.
public enum ComparedType: Hashable, Sendable {
  case text, id, day, money, integer, boolean, motive
  /// One of these names.
  case choice([String])
}
