internal import Documents

/// What lines of front matter said when they were first read, so that each different one is read once.
struct LineMemory {
  /// A value of a column.
  struct Value {
    var column: Int
    var code: UInt32
  }

  /// What a line says: values, and the day where it is the date's.
  struct Entry {
    var values: [Value]
    var day: Day?
  }

  private var lines = ByteTable()
  private var entries: [Entry?] = []
  private var keys = ByteTable()

  /// The place of a key among all that were seen; at most 64 are told apart.
  mutating func bit(ofKey key: Span<UInt8>) -> UInt64? {
    let id = keys.id(of: key)
    return id < 64 ? 1 << UInt64(id) : nil
  }

  /// The number of a line; `isNew`: it was not seen before, and what it says has to be added.
  mutating func number(of line: borrowing Span<UInt8>) -> (number: Int, isNew: Bool) {
    let number = lines.id(of: line)
    return (number, number == entries.count)
  }

  /// What the newest line says; nil: only the whole file can be read.
  mutating func add(_ entry: Entry?) { entries.append(entry) }

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

/// What is known of a case while it is added.
struct CaseRow {
  var id: DocumentID?
  var date: Day?
  var lang: String?
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
