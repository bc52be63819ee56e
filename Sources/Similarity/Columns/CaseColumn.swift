internal import Documents

/// A field of cases as the index keeps it: its value as bytes, and back.
///
/// Texts stay what they are; a list's values are joined by NUL, which no document can hold. One column holds
/// `in_force` whole; each fact has a column of its own.
package enum CaseColumn: Hashable, Sendable {
  case id, title, date, status, role, level, team, channel, motive, action, requested, granted
  case zone, consulted, inForce, minutes, outcome, outcomeDate, tags, precedents, learnings
  case customer, lang, ref
  /// Where the file lies, below the base.
  case path
  case fact(String)

  /// Every column that all bases have.
  static let fixed: [CaseColumn] = [
    .id, .title, .date, .status, .role, .level, .team, .channel, .motive, .action, .requested,
    .granted, .zone, .consulted, .inForce, .minutes, .outcome, .outcomeDate, .tags, .precedents,
    .learnings, .customer, .lang, .ref, .path,
  ]

  /// The place of a column among the fixed ones, which is its number in every segment.
  static func number(of column: CaseColumn) -> Int { fixed.firstIndex(of: column) ?? 0 }

  static let idNumber = number(of: .id)
  static let titleNumber = number(of: .title)
  static let pathNumber = number(of: .path)
  static let customerNumber = number(of: .customer)
  static let refNumber = number(of: .ref)

  /// The key of the front matter, or the name that stands for it.
  var name: String {
    switch self {
    case .inForce: "in_force"
    case .outcomeDate: "outcome_date"
    case .fact(let name): "facts.\(name)"
    default: "\(self)"
    }
  }

  init(name: String) {
    if let column = CaseColumn.byName[name] {
      self = column
    } else {
      self = .fact(name.hasPrefix("facts.") ? String(name.dropFirst(6)) : name)
    }
  }

  private static let byName = Dictionary(uniqueKeysWithValues: fixed.map { ($0.name, $0) })

  // MARK: - Values as bytes

  /// The value of a case; nil where it has none.
  func value(of fieldCase: FieldCase) -> String? {
    switch self {
    case .id: fieldCase.id.description
    case .title: fieldCase.title
    case .date: fieldCase.date.description
    case .status: fieldCase.status?.rawValue
    case .role: fieldCase.role
    case .level: fieldCase.level
    case .team: fieldCase.team
    case .channel: fieldCase.channel
    case .motive: fieldCase.motive?.description
    case .action: fieldCase.action
    case .requested: fieldCase.requested?.description
    case .granted: fieldCase.granted?.description
    case .zone: fieldCase.zone?.rawValue
    case .consulted: joined(fieldCase.consulted)
    case .inForce: fieldCase.inForce.map { $0.joined }
    case .minutes: fieldCase.minutes.map { String($0) }
    case .outcome: fieldCase.outcome?.rawValue
    case .outcomeDate: fieldCase.outcomeDate?.description
    case .tags: joined(fieldCase.tags)
    case .precedents: joined(fieldCase.precedents.map(\.description))
    case .learnings: joined(fieldCase.learnings.map(\.description))
    case .customer: fieldCase.customer
    case .lang: fieldCase.lang
    case .ref: fieldCase.ref
    case .path: nil
    case .fact(let name): fieldCase.facts.first { $0.name == name }?.text
    }
  }

  /// Puts a value back where `value(of:)` took it from.
  func set(_ value: String, in fieldCase: inout FieldCase) {
    switch self {
    case .id: if let id = DocumentID(value) { fieldCase.id = id }
    case .title: fieldCase.title = value
    case .date: if let day = Day(value) { fieldCase.date = day }
    case .status: fieldCase.status = Status(rawValue: value)
    case .role: fieldCase.role = value
    case .level: fieldCase.level = value
    case .team: fieldCase.team = value
    case .channel: fieldCase.channel = value
    case .motive: fieldCase.motive = MotivePath(value)
    case .action: fieldCase.action = value
    case .requested: fieldCase.requested = Money(value)
    case .granted: fieldCase.granted = Money(value)
    case .zone: fieldCase.zone = Zone(rawValue: value)
    case .consulted: fieldCase.consulted = parts(value)
    case .inForce: fieldCase.inForce = InForce(joined: value)
    case .minutes: fieldCase.minutes = Int(value)
    case .outcome: fieldCase.outcome = Outcome(rawValue: value)
    case .outcomeDate: fieldCase.outcomeDate = Day(value)
    case .tags: fieldCase.tags = parts(value)
    case .precedents: fieldCase.precedents = parts(value).compactMap { DocumentID($0) }
    case .learnings: fieldCase.learnings = parts(value).compactMap { DocumentID($0) }
    case .customer: fieldCase.customer = value
    case .lang: fieldCase.lang = value
    case .ref: fieldCase.ref = value
    case .path: break
    case .fact(let name): fieldCase.facts.append(Fact(name: name, text: value))
    }
  }

  private func joined(_ values: [String]) -> String? {
    values.isEmpty ? nil : values.joined(separator: "\0")
  }

  private func parts(_ value: String) -> [String] {
    value.split(separator: "\0", omittingEmptySubsequences: false).map { String($0) }
  }
}

extension InForce {
  /// An absent value is a control character that no document holds.
  private static let absent = "\u{1}"

  fileprivate var joined: String {
    [
      map, String(revision), commit, rule ?? InForce.absent, zone?.rawValue ?? InForce.absent,
      limit?.description ?? InForce.absent,
    ].joined(separator: "\0")
  }

  fileprivate init?(joined: String) {
    let parts = joined.split(separator: "\0", omittingEmptySubsequences: false).map { String($0) }
    guard parts.count == 6, let revision = Int(parts[1]) else { return nil }
    func present(_ part: String) -> String? { part == InForce.absent ? nil : part }
    self.init(
      map: parts[0], revision: revision, commit: parts[2], rule: present(parts[3]),
      zone: present(parts[4]).flatMap { Zone(rawValue: $0) },
      limit: present(parts[5]).flatMap { Money($0) })
  }
}
