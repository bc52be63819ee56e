import Documents

extension Condition {
  /// The comparisons `FIELD <= AMOUNT` and `FIELD < AMOUNT` that widen the condition as the amount
  /// grows, in reading order: those outside of every `not`.
  var upperBounds: [(field: String, amount: Money)] {
    switch self {
    case .comparison(let field, .lessOrEqual, .money(let amount)),
      .comparison(let field, .less, .money(let amount)):
      [(field, amount)]
    case .and(let parts), .or(let parts): parts.flatMap(\.upperBounds)
    default: []
    }
  }

  /// The condition with another amount in the upper bound at this place of `upperBounds`.
  func replacingUpperBound(_ place: Int, by amount: Money) -> Condition {
    var remaining = place
    return replacingUpperBound(&remaining, by: amount)
  }

  private func replacingUpperBound(_ remaining: inout Int, by amount: Money) -> Condition {
    switch self {
    case .comparison(let field, let comparison, .money)
    where comparison == .lessOrEqual || comparison == .less:
      defer { remaining -= 1 }
      return remaining == 0
        ? .comparison(field: field, comparison, .money(amount)) : self
    case .and(let parts):
      return .and(parts.map { $0.replacingUpperBound(&remaining, by: amount) })
    case .or(let parts):
      return .or(parts.map { $0.replacingUpperBound(&remaining, by: amount) })
    default: return self
    }
  }
}
