extension Condition {
  /// The longest condition, in bytes of UTF-8.
  package static let greatestLength = 4_000
  /// How deep parentheses and `not` may nest.
  package static let greatestDepth = 32

  /// Reads a condition; the grammar is in docs/conditions.md.
  ///
  /// Fields and values are words here: whoever evaluates knows their types. Linear in the text's
  /// length.
  package static func parse(_ text: String) throws(ConditionError) -> Condition {
    guard text.utf8.count <= greatestLength else {
      throw ConditionError(utf8Offset: greatestLength, reason: .tooLong(limit: greatestLength))
    }
    var parser = try ConditionParser(text)
    return try parser.parse()
  }
}

/// Recursive descent with one token of look-ahead; the recursion is bounded by
/// `Condition.greatestDepth`.
private struct ConditionParser {
  private var tokens: ConditionTokens
  private var token: ConditionToken

  init(_ text: String) throws(ConditionError) {
    tokens = ConditionTokens(text)
    token = try tokens.next()
  }

  mutating func parse() throws(ConditionError) -> Condition {
    if token.kind == .end { throw fault(.emptyCondition) }
    let condition = try disjunction(depth: 0)
    switch token.kind {
    case .end: return condition
    case .closeParenthesis: throw fault(.unbalancedParenthesis)
    default: throw notAConnective()
    }
  }

  private mutating func disjunction(depth: Int) throws(ConditionError) -> Condition {
    var members = [try conjunction(depth: depth)]
    while token.kind == .word("or") {
      try advance()
      members.append(try conjunction(depth: depth))
    }
    return members.count == 1 ? members[0] : .or(members)
  }

  private mutating func conjunction(depth: Int) throws(ConditionError) -> Condition {
    var members = [try negation(depth: depth)]
    while token.kind == .word("and") {
      try advance()
      members.append(try negation(depth: depth))
    }
    return members.count == 1 ? members[0] : .and(members)
  }

  private mutating func negation(depth: Int) throws(ConditionError) -> Condition {
    var negations = 0
    while token.kind == .word("not") {
      negations += 1
      try checkDepth(depth + negations)
      try advance()
    }
    var condition = try primary(depth: depth + negations)
    for _ in 0..<negations { condition = .not(condition) }
    return condition
  }

  private mutating func primary(depth: Int) throws(ConditionError) -> Condition {
    switch token.kind {
    case .openParenthesis:
      let opening = token
      try checkDepth(depth + 1)
      try advance()
      let condition = try disjunction(depth: depth + 1)
      switch token.kind {
      case .closeParenthesis:
        try advance()
        return condition
      case .end:
        throw ConditionError(utf8Offset: opening.utf8Offset, reason: .unbalancedParenthesis)
      default: throw notAConnective()
      }
    case .word("always"):
      try advance()
      return .always
    case .word("never"):
      try advance()
      return .never
    case .word(let field) where !ConditionTokens.keywords.contains(field):
      try advance()
      return try test(of: field)
    default: throw fault(.expectedField(found: token.text))
    }
  }

  private mutating func test(of field: String) throws(ConditionError) -> Condition {
    if case .comparison(let comparison) = token.kind {
      try advance()
      return .comparison(field: field, comparison, try literal())
    }
    var negated = false
    if token.kind == .word("not") {
      negated = true
      try advance()
    }
    let condition: Condition
    switch token.kind {
    case .word("in"):
      try advance()
      condition = .membership(field: field, try list())
    case .word("under"):
      try advance()
      condition = .under(field: field, try motive())
    default: throw fault(.expectedOperator(field: field, found: token.text))
    }
    return negated ? .not(condition) : condition
  }

  private mutating func list() throws(ConditionError) -> [Literal] {
    let opening = token
    guard token.kind == .openList else { throw fault(.expectedList(found: token.text)) }
    var literals: [Literal] = []
    repeat {
      try advance()
      literals.append(try literal())
    } while token.kind == .comma
    guard token.kind == .closeList else {
      throw ConditionError(utf8Offset: opening.utf8Offset, reason: .unclosedList)
    }
    try advance()
    return literals
  }

  private mutating func motive() throws(ConditionError) -> MotivePath {
    let text: String
    switch token.kind {
    case .word(let word) where !ConditionTokens.keywords.contains(word): text = word
    case .quoted(let quoted): text = quoted
    default: throw fault(.expectedMotive(found: token.text))
    }
    guard let path = MotivePath(text) else { throw fault(.expectedMotive(found: token.text)) }
    try advance()
    return path
  }

  private mutating func literal() throws(ConditionError) -> Literal {
    switch token.kind {
    case .quoted(let text):
      try advance()
      return .text(text)
    case .word(let word) where !ConditionTokens.keywords.contains(word):
      let start = token
      try advance()
      if let currency = currencyAhead, Literal.isDigits(word) {
        guard let amount = Money.tenThousandths(word.utf8) else {
          throw ConditionError(utf8Offset: start.utf8Offset, reason: .unreadableNumber(word))
        }
        try advance()
        return .money(Money(tenThousandths: amount, currency: currency))
      }
      guard let literal = Literal(bareWord: word) else {
        throw ConditionError(utf8Offset: start.utf8Offset, reason: .unreadableNumber(word))
      }
      return literal
    default: throw fault(.expectedLiteral(found: token.text))
    }
  }

  /// The currency that the token names; AND and NOT look like one and are misspelt keywords.
  private var currencyAhead: Currency? {
    guard case .word(let code) = token.kind,
      !ConditionTokens.keywords.contains(code.lowercased())
    else { return nil }
    return Currency(code)
  }

  /// What stands where only `and`, `or` or the end can: a misspelt connective, or a currency in
  /// small letters.
  private func notAConnective() -> ConditionError {
    guard case .word(let word) = token.kind else {
      return fault(.unknownKeyword(token.text ?? "", nearest: nil))
    }
    let french = ["et": "and", "ou": "or"]
    let nearest = french[word.lowercased()] ?? nearestName(to: word, among: ["and", "or"])
    let currency = Currency(word.uppercased()).map(\.code)
    return fault(.unknownKeyword(word, nearest: nearest ?? currency))
  }

  private func checkDepth(_ depth: Int) throws(ConditionError) {
    if depth > Condition.greatestDepth { throw fault(.tooDeep(limit: Condition.greatestDepth)) }
  }

  private func fault(_ reason: ConditionError.Reason) -> ConditionError {
    ConditionError(utf8Offset: token.utf8Offset, reason: reason)
  }

  private mutating func advance() throws(ConditionError) {
    token = try tokens.next()
  }
}

extension Literal {
  /// The value of a word without quotes: a number, a day, or the word itself.
  ///
  /// Nil for digits that are no number. Leading zeros make a word: they matter in references and
  /// codes.
  init?(bareWord word: String) {
    let negative = word.hasPrefix("-")
    let digits = negative ? String(word.dropFirst()) : word
    if let day = Day(word) {
      self = .day(day)
    } else if Literal.isDigits(digits), !Literal.hasLeadingZero(digits) {
      guard let number = Money.tenThousandths(digits.utf8) else { return nil }
      self = .number(negative ? -number : number)
    } else {
      self = .text(word)
    }
  }

  /// Digits with at most one point among them.
  static func isDigits(_ word: String) -> Bool {
    var points = 0
    for byte in word.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
      case UInt8(ascii: "."): points += 1
      default: return false
      }
    }
    return points <= 1 && word.utf8.count > points
  }

  private static func hasLeadingZero(_ digits: String) -> Bool {
    digits.utf8.count > 1 && digits.hasPrefix("0") && !digits.hasPrefix("0.")
  }
}
