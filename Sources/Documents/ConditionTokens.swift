/// One token of a condition, and where it begins in the UTF-8 text.
struct ConditionToken {
  enum Kind: Hashable {
    case word(String)
    case quoted(String)
    case comparison(ComparisonOperator)
    case openParenthesis, closeParenthesis, openList, closeList, comma
    case end
  }

  var kind: Kind
  var utf8Offset: Int
  /// As it stands in the text, for messages; nil at the end.
  var text: String?
}

/// Cuts a condition into tokens, one ahead of the parser.
struct ConditionTokens {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var utf8Offset = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The words that mean something by themselves; as values they need quotes.
  static let keywords: Set<String> = ["always", "never", "and", "or", "not", "in", "under"]

  /// Letters, digits and the signs of names, paths, ids, decimals and times.
  ///
  /// Marks count, since an accented letter may come as letter and accent.
  static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", "/", ".", "@", ":": true
    case _ where scalar.isASCII: false
    default:
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .decimalNumber:
        true
      default: false
      }
    }
  }

  /// Whether a text can stand as a word without quotes and is read back as that word.
  static func isBareWord(_ text: String) -> Bool {
    !text.isEmpty && !keywords.contains(text) && text.unicodeScalars.allSatisfy(isWordScalar)
  }

  mutating func next() throws(ConditionError) -> ConditionToken {
    skipSpaces()
    let start = utf8Offset
    guard let scalar = peek else { return ConditionToken(kind: .end, utf8Offset: start) }
    if Self.isWordScalar(scalar) {
      let word = take(while: Self.isWordScalar)
      return ConditionToken(kind: .word(word), utf8Offset: start, text: word)
    }
    if scalar == "\"" || scalar == "'" { return try quoted(by: scalar) }
    if Self.comparisonSigns.contains(scalar) { return try comparison() }
    let kind: ConditionToken.Kind
    switch scalar {
    case "(": kind = .openParenthesis
    case ")": kind = .closeParenthesis
    case "[": kind = .openList
    case "]": kind = .closeList
    case ",": kind = .comma
    default: throw ConditionError(utf8Offset: start, reason: .unexpectedCharacter(scalar))
    }
    advance()
    return ConditionToken(kind: kind, utf8Offset: start, text: String(scalar))
  }

  private static let comparisonSigns: Set<Unicode.Scalar> = ["=", "!", "<", ">", "≤", "≥", "≠"]

  /// What people write who are used to other languages.
  private static let misspeltOperators: [String: ComparisonOperator] = [
    "==": .equal, "===": .equal, "!": .notEqual, "!==": .notEqual, "<>": .notEqual,
    "≠": .notEqual, "=!": .notEqual, "=<": .lessOrEqual, "≤": .lessOrEqual, "<<": .less,
    "=>": .greaterOrEqual, "≥": .greaterOrEqual, ">>": .greater,
  ]

  private mutating func comparison() throws(ConditionError) -> ConditionToken {
    let start = utf8Offset
    let sign = take { Self.comparisonSigns.contains($0) }
    guard let comparison = ComparisonOperator(rawValue: sign) else {
      let nearest = Self.misspeltOperators[sign] ?? .equal
      throw ConditionError(
        utf8Offset: start, reason: .unknownOperator(sign, nearest: nearest))
    }
    return ConditionToken(kind: .comparison(comparison), utf8Offset: start, text: sign)
  }

  /// A text between two of the same quotes, in which a doubled quote stands for itself.
  private mutating func quoted(by quote: Unicode.Scalar) throws(ConditionError) -> ConditionToken {
    let start = utf8Offset
    advance()
    var content = String.UnicodeScalarView()
    while let scalar = peek {
      guard scalar.value >= 0x20, scalar.value != 0x7F else {
        throw ConditionError(utf8Offset: utf8Offset, reason: .unexpectedCharacter(scalar))
      }
      advance()
      if scalar == quote {
        guard peek == quote else {
          let text = String(content)
          return ConditionToken(kind: .quoted(text), utf8Offset: start, text: text)
        }
        advance()
      }
      content.append(scalar)
    }
    throw ConditionError(utf8Offset: start, reason: .unterminatedQuote)
  }

  private var peek: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private mutating func advance() {
    utf8Offset += UTF8.width(scalars[position])
    position += 1
  }

  private mutating func take(while belongs: (Unicode.Scalar) -> Bool) -> String {
    var taken = String.UnicodeScalarView()
    while let scalar = peek, belongs(scalar) {
      taken.append(scalar)
      advance()
    }
    return String(taken)
  }

  /// White space includes the no-break spaces that French keyboards put between an amount and its
  /// unit.
  private mutating func skipSpaces() {
    while let scalar = peek {
      switch scalar {
      case " ", "\t", "\n", "\r", "\u{A0}", "\u{202F}": advance()
      default: return
      }
    }
  }
}
