/// Why a text is not a condition, and where.
public struct ConditionError: Error, Hashable, Sendable {
  /// Where the fault begins, in bytes of the condition's UTF-8.
  public var utf8Offset: Int
  /// What was wrong there.
  public var reason: Reason

  package init(utf8Offset: Int, reason: Reason) {
    self.utf8Offset = utf8Offset
    self.reason = reason
  }

  /// What was wrong; `found` is the text that stood there, nil at the end.
  public enum Reason: Hashable, Sendable {
    /// Nothing but white space.
    case emptyCondition
    /// More bytes than `limit`.
    case tooLong(limit: Int)
    /// Parentheses and `not` nested deeper than `limit`.
    case tooDeep(limit: Int)
    /// A character that has no place outside quotes.
    case unexpectedCharacter(Unicode.Scalar)
    /// A quoted text without its closing quote; the offset is that of the opening one.
    case unterminatedQuote
    /// `==`, `=>`, `≤` and the like, with the operator that was meant.
    case unknownOperator(String, nearest: ComparisonOperator)
    /// Digits that are no number of at most four decimals, or one that is too large.
    case unreadableNumber(String)
    case expectedField(found: String?)
    case expectedOperator(field: String, found: String?)
    case expectedLiteral(found: String?)
    /// After `in`: `[a, b]`.
    case expectedList(found: String?)
    /// After `under`: a path such as `delivery/damaged`.
    case expectedMotive(found: String?)
    /// `(` without `)`, or `)` without `(`; the offset is that of the lonely one.
    case unbalancedParenthesis
    /// `[` without `]`; the offset is that of the bracket.
    case unclosedList
    /// A word or sign where only `and` or `or` could follow; `nearest` is what was probably meant.
    case unknownKeyword(String, nearest: String?)
  }
}
