internal import Documents

/// A value of a column.
struct ColumnValue {
  var column: Int32
  var code: UInt32
}

/// What lines of front matter said when they were first read, so that each different one is read once.
///
/// The builders of several segments may use it one after the other.
package struct LineMemory {
  /// What a line says: its key's number, the values of columns, and the day or the language where it is one's line.
  struct Entry {
    var key: Int
    var values: [(column: CaseColumn, text: [UInt8])]
    var day: Day?
    var language: Language?
  }

  /// How a line is read.
  enum Kind {
    case id, title
    /// Mostly different in each case, and a text: the column's number.
    case unique(Int)
    case other
  }

  private var lines = ByteTable()
  private var entries: [Entry?] = []
  private var keys = ByteTable()

  package init() {}

  /// How many different lines it knows.
  package var count: Int { entries.count }

  /// The keys of lines that are not worth remembering: these have the first numbers.
  private let kinds: [(key: UInt64, kind: Kind)] = [
    ("id", .id), ("title", .title), ("ref", .unique(CaseColumn.refNumber)),
    ("customer", .unique(CaseColumn.customerNumber)),
  ].map { (key: String, kind: Kind) in (key.utf8.reduce(0) { $0 << 8 | UInt64($1) }, kind) }

  /// How a line is read, and its key's number where lines of its kind have no entry.
  func kind(of line: CaseOutline.Line) -> (kind: Kind, number: Int) {
    for number in kinds.indices where kinds[number].key == line.shortKey {
      return (kinds[number].kind, number)
    }
    return (.other, 0)
  }

  /// The number of a line; one that was not seen before is read.
  mutating func number(of line: CaseOutline.Line, in source: [UInt8]) -> Int {
    let number = lines.id(of: source.span.extracting(line.whole))
    if number == entries.count {
      entries.append(LineMemory.read(source[line.whole], key: numberOfKey(line, in: source)))
    }
    return number
  }

  /// What a line says; nil: only the whole file can be read.
  subscript(number: Int) -> Entry? { entries[number] }

  private mutating func numberOfKey(_ line: CaseOutline.Line, in source: [UInt8]) -> Int {
    let known = kind(of: line)
    guard case .other = known.kind else { return known.number }
    return kinds.count + keys.id(of: source.span.extracting(line.key))
  }

  private static func read(_ line: ArraySlice<UInt8>, key: Int) -> Entry? {
    guard let value = FieldCase.parse(line: line) else { return nil }
    let isDate = line.starts(with: "date:".utf8)
    let columns = repeated + (isDate ? [.date] : []) + value.facts.map { CaseColumn.fact($0.name) }
    return Entry(
      key: key,
      values: columns.compactMap { column in
        column.value(of: value).map { (column, Array($0.utf8)) }
      },
      day: isDate ? value.date : nil, language: value.lang.map { Language($0) })
  }

  /// The columns whose lines repeat.
  private static let repeated = CaseColumn.fixed.filter {
    ![.id, .title, .path, .date].contains($0)
  }
}

/// The sections of a case and what a word in them counts, in quarters.
///
/// A title says the most in the fewest words, and since similar situations are looked for, what was decided counts
/// less. The discussion is about the decision: it counts nothing, and full-text search finds it all the same.
enum SectionWeight {
  static let title = 2 * unitCount
  static let situation = unitCount
  static let decision = unitCount / 2
  static let discussion = 0
}

extension Words {
  /// Whether the words after the first `count` begin with these, the last one perhaps cut short: a title that was made
  /// of a text's first words says nothing new.
  func startAgain(after count: Int) -> Bool {
    guard count <= list.count - count else { return false }
    for place in 0..<count {
      let first = folded[list[place].folded]
      let again = folded[list[count + place].folded]
      guard place == count - 1 ? again.starts(with: first) : first == again else { return false }
    }
    return true
  }
}
