internal import Documents

/// A value of a column.
struct ColumnValue {
  var column: Int32
  var code: UInt32
}

/// What lines of front matter said when they were first read, so that each different one is read once.
struct LineMemory {
  /// What a line says: a stretch of `values`, and the day where it is the date's.
  struct Entry {
    var values: Range<Int>
    var day: Day?
  }

  /// How a line is read.
  enum Kind {
    case id, title
    /// Mostly different in each case, and a text: the column's number.
    case unique(Int)
    case other
  }

  private(set) var values: [ColumnValue] = []
  private var lines = ByteTable()
  private var entries: [Entry?] = []
  private var keys = ByteTable()

  /// The keys of lines that are not worth remembering, by number.
  private static let kinds: [(key: String, kind: Kind)] = [
    ("id", .id), ("title", .title), ("ref", .unique(CaseColumn.refNumber)),
    ("customer", .unique(CaseColumn.customerNumber)),
  ]

  init() {
    for (key, _) in LineMemory.kinds { _ = keys.id(of: Array(key.utf8).span) }
  }

  /// The number of a key among all that were seen.
  mutating func number(ofKey key: borrowing Span<UInt8>) -> Int { keys.id(of: key) }

  static func kind(ofKey number: Int) -> Kind {
    number < kinds.count ? kinds[number].kind : .other
  }

  /// The number of a line; `isNew`: it was not seen before, and what it says has to be added.
  mutating func number(of line: borrowing Span<UInt8>) -> (number: Int, isNew: Bool) {
    let number = lines.id(of: line)
    return (number, number == entries.count)
  }

  /// What the newest line says; nil: only the whole file can be read.
  mutating func add(_ said: (values: [ColumnValue], day: Day?)?) {
    guard let said else { return entries.append(nil) }
    entries.append(Entry(values: values.count..<values.count + said.values.count, day: said.day))
    values += said.values
  }

  subscript(number: Int) -> Entry? { entries[number] }
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
  /// Whether another text begins with these words, the last one perhaps cut short: a title that was made of a text's
  /// first words says nothing new.
  func isBeginning(of other: Words) -> Bool {
    guard list.count <= other.list.count else { return false }
    for (place, (mine, theirs)) in zip(list, other.list).enumerated() {
      let mine = folded[mine.folded]
      let theirs = other.folded[theirs.folded]
      let isLast = place == list.count - 1
      guard isLast ? theirs.starts(with: mine) : mine == theirs else { return false }
    }
    return true
  }
}
