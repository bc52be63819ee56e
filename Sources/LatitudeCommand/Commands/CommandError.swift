import AutonomyMaps
import Documents

/// What can be wrong with a command's words and surroundings, before or beside the base.
enum CommandError: Error {
  case invalidValue(option: String, value: String, expected: Expectation)
  /// "1,000 EUR", and the amounts that it may mean.
  case ambiguousAmount(option: String, value: String, readings: [Money])
  /// A condition that cannot be read.
  case invalidCondition(option: String, text: String, ConditionError)
  /// Git's configuration names nobody.
  case noIdentity
  case cannotRead(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  case notUTF8(path: String, offset: Int)
  /// A key of a JSON question that nearly is a known one.
  case unknownKey(String, nearest: String)
  /// A line that is not one JSON object.
  case invalidJSON
  /// Nobody is there to answer questions, and this much is missing.
  case missing(options: [String])
  /// Words were wanted, and there are none.
  case noText
  /// One fact with two values.
  case repeatedFact(String)
  /// A first day after the last one.
  case emptyPeriod(since: Day, until: Day)
  /// The day of an outcome that is still to come.
  case dayOfPending
  case cancelled
  /// Nobody is there to confirm, and no `--yes`.
  case needsYes
  /// The editor ended with a failure, or could not be started.
  case editorFailed(String)
  /// No editor is named, and there is no terminal for the usual one.
  case noEditor
  /// An entry of a discussion that has a command of its own.
  case kindHasCommand(EntryKind, command: String)
  /// No work tree holds the file: the repository is bare, or another branch is checked out.
  case noWorkTree(role: String)

  /// A rule that options describe and the vocabulary or the map does not take.
  case invalidRule([MapProblem])

  enum Expectation {
    case money(Currency)
    case day
    case currency
    /// Of a base.
    case name
    /// Two letters.
    case languageCode
    case fact
    /// Their name and ours.
    case rename
    case motive
    /// A ceiling for one customer in a number of days.
    case cap(Currency)
    /// A column of the file that is imported.
    case column([String], nearest: String?)
    /// Of `--field`.
    case ourKey([String], nearest: String?)
    case oneOf([String], nearest: String?)
    case documentID
    /// A whole number from 1.
    case count
    /// A text or a number, and not a list or an object.
    case text
  }
}

extension CommandError {
  /// A value that is none of the names that an option takes.
  init(option: String, value: String, isNoneOf names: [String]) {
    self = .invalidValue(
      option: option, value: value,
      expected: .oneOf(names, nearest: nearestName(to: value, among: names)))
  }
}
