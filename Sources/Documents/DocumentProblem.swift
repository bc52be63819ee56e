/// Something wrong with a document: where it stands, in which field, and what it is, as data.
///
/// Wording, in French and English, and the next step are the front end's business.
public struct DocumentProblem: Error, Hashable, Sendable {
  /// Whether the document may count as it is.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// The field, or the whole document, cannot be used.
    case error
    /// Everything can be used, and something deserves a look.
    case warning
  }

  public var severity: Severity
  /// Nil for what concerns the document as a whole.
  public var position: SourcePosition?
  /// The path of the field: `title`, `facts.orders`, `rules.voucher.alone`, `people[2].email`.
  public var field: String?
  public var reason: Reason

  public init(
    _ severity: Severity, at position: SourcePosition?, field: String? = nil, _ reason: Reason
  ) {
    self.severity = severity
    self.position = position
    self.field = field
    self.reason = reason
  }

  /// What is wrong, with all that a message needs to name it.
  public enum Reason: Hashable, Sendable {
    // The file as bytes. Offsets and sizes in bytes.
    case tooLarge(size: Int, limit: Int)
    case notUTF8(offset: Int)
    case nulByte
    /// A control that shows text in another order than it is read, by its Unicode scalar value.
    case bidirectionalControl(UInt32)
    /// Any other control, a lone carriage return and Unicode's line separators included.
    case controlCharacter(UInt32)

    // The front matter as YAML.
    case noFrontMatter
    case unterminatedFrontMatter
    case syntax(SyntaxFault)
    case tooDeep(limit: Int)
    case tooManyKeys(limit: Int)
    case duplicateKey(String)
    /// An anchor or an alias, by its name.
    case aliasRefused(String)
    case tagRefused(String)
    case mergeKeyRefused
    /// A key that is itself a list or a mapping.
    case complexKeyRefused
    case directiveRefused
    case multipleDocumentsRefused

    // The fields.
    case unknownKey(String, nearest: String?)
    case missing
    case wrongType(expected: Shape, found: Shape)
    /// A text that is none of the few that the field takes.
    case unknownValue(String, allowed: [String], nearest: String?)
    case invalidDate(String)
    case invalidMoney(String)
    case invalidInteger(String)
    case invalidDecimal(String)
    case invalidID(String, expected: [DocumentKind])
    case invalidMotive(String)
    case invalidCap(String)
    case invalidCurrency(String)
    /// Not a language's two letters (ISO 639-1).
    case invalidLanguage(String)
    /// A name that cannot stand in a path or a file name.
    case invalidName(String)
    case invalidRuleReference(String)
    /// A value that an earlier entry of the same list has, and that must be its own.
    case duplicateID(String)
    case unsupportedFormat(String)
    /// An outcome on a day before that of the decision.
    case beforeDecision(Day, decided: Day)
    case condition(ConditionError)

    // The body of a case.
    /// A section that stands twice; both texts count.
    case repeatedSection(CaseSection)
    /// A heading of level 3 in the discussion that is not `date · author · kind`; it counts as
    /// text.
    case malformedEntry(String)
    case unknownEntryKind(String, allowed: [String], nearest: String?)

    /// The value is written in a way that cannot be changed in place without changing something
    /// else.
    case cannotEdit

    // What the base's vocabulary says.
    case unknownName(VocabularyTerm, String, nearest: String?)
    /// A level that the role does not have.
    case unknownLevel(String, role: String, nearest: String?)
    case invalidFact(String, expected: FactType)
    /// An amount in another currency than the base's.
    case otherCurrency(Currency, expected: Currency)
  }

  /// The shapes a field may have, as people call them.
  public enum Shape: String, Hashable, Sendable {
    case text, list, mapping
  }

  /// What the vocabulary names.
  public enum VocabularyTerm: String, Hashable, Sendable {
    case role, team, channel, motive, action, fact
  }

  /// The usual ways to break YAML, told apart so that each can get its own advice.
  public enum SyntaxFault: Hashable, Sendable {
    /// A second `: ` in an unquoted value.
    case colonInText
    /// A tab where only spaces may indent, or a character that needs quotes at the start of a
    /// value.
    case forbiddenStart
    /// Text after a closing quote, or a line whose indentation fits nothing.
    case misplacedText
    /// A line without a colon where a key must stand.
    case missingColon
    case unclosedQuote
    /// A `[` or `{` without its end.
    case unclosedBracket
    case unknownEscape
    /// What libyaml says of everything else.
    case other(String)
  }
}

/// What parsing a document gave: the value as far as it can be used, and everything that is wrong.
package struct Parsed<Value> {
  /// Nil when an error makes the document unusable.
  package var value: Value?
  /// In the order of the file; what has no place comes last.
  package var problems: [DocumentProblem]
  /// Where the fields stand, for checks that come later.
  package var positions: FieldPositions

  package init(value: Value?, problems: [DocumentProblem], positions: FieldPositions) {
    self.value = value
    self.problems =
      problems.count < 2
      ? problems
      : problems.sorted { ($0.position?.offset ?? .max) < ($1.position?.offset ?? .max) }
    self.positions = positions
  }

  /// A document that could not be read at all.
  init(refused problem: DocumentProblem) {
    self.init(value: nil, problems: [problem], positions: FieldPositions())
  }
}

extension Parsed: Sendable where Value: Sendable {}
extension Parsed: Equatable where Value: Equatable {}

/// What a document may be at most; the defaults fit every document that a person writes.
package struct DocumentLimits: Hashable, Sendable {
  /// Size of the file.
  package var bytes = 1 << 20
  /// Lists and mappings inside each other.
  package var depth = 16
  /// Keys of one mapping.
  package var keys = 4_096

  package init() {}
}
