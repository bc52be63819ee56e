import Documents
import Latitude
import Similarity

/// Questions as JSON Lines on standard input, each answered by one line of JSON, in the same order.
///
/// A line that is no question gets an answer too, with `error`, and does not stop the others.
struct Batch {
  let console: Console
  let vocabulary: Vocabulary
  /// The schema that an answer with an error names.
  let schema: String

  /// - Parameter answer: One line of JSON, with the line's end.
  func answer(_ answer: (BatchQuestion) throws -> [UInt8]) throws {
    var lines = InputLines()
    while true {
      // Whoever waits for an answer before the next question gets it; a stream of questions is
      // answered in large pieces.
      if !lines.hasLine { console.flush() }
      guard let line = try lines.next() else { break }
      guard line.contains(where: { !BatchQuestion.isBlank($0) }) else { continue }
      var id: JSONValue?
      do {
        guard let value = JSONValue(line), case .object(let fields) = value else {
          throw CommandError.invalidJSON
        }
        id = fields["id"]
        console.write(try answer(BatchQuestion(fields, vocabulary: vocabulary)))
      } catch {
        console.write(failure(error, id: id))
      }
    }
  }

  private func failure(_ error: any Error, id: JSONValue?) -> [UInt8] {
    let words = Failure(cause: error, language: console.language)
    return JSONWriter.document(.compact) { json in
      json.field("schema", schema)
      json.object("query") { $0.field("id", id ?? .null) }
      json.object("error") { json in
        json.field("status", Int(words.status.rawValue))
        json.field("message", words.message)
        json.field("hint", words.hint)
      }
    }
  }
}

/// One question of a batch: the keys of the front matter, and `text`; what it leaves out, the
/// command's options say.
struct BatchQuestion {
  var id: JSONValue?
  private let fields: JSONObject
  private let vocabulary: Vocabulary

  /// What a question may say.
  static let keys = [
    "id", "text", "role", "level", "team", "channel", "motive", "action", "requested", "facts",
    "customer", "on", "limit", "where", "since", "until",
  ]

  /// A fact alone, as in a column of an import: `facts.orders`.
  private static let factPrefix = "facts."

  init(_ fields: JSONObject, vocabulary: Vocabulary) throws {
    // Foreign keys are somebody's own; one that nearly is one of ours is a slip that would change
    // the answer.
    for name in fields.members.map(\.name)
    where !BatchQuestion.keys.contains(name) && !name.hasPrefix(BatchQuestion.factPrefix) {
      let meant =
        vocabulary.fact(named: name) != nil
        ? BatchQuestion.factPrefix + name : nearestName(to: name, among: BatchQuestion.keys)
      if let meant { throw CommandError.unknownKey(name, nearest: meant) }
    }
    self.fields = fields
    self.vocabulary = vocabulary
    id = fields["id"]
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The question put to past cases.
  func applied(to defaults: SimilarRequest) throws -> SimilarRequest {
    var request = defaults
    request.query.text = try text("text") ?? request.query.text
    request.query.role = try text("role").map(vocabulary.name(ofRole:)) ?? request.query.role
    request.query.level = try text("level") ?? request.query.level
    request.query.team = try text("team") ?? request.query.team
    request.query.channel = try text("channel") ?? request.query.channel
    request.query.motive = try motive() ?? request.query.motive
    request.query.action =
      try text("action").map(vocabulary.name(ofAction:)) ?? request.query.action
    request.query.requested = try requested() ?? request.query.requested
    request.query.facts = try facts() ?? request.query.facts
    request.customer = try text("customer") ?? request.customer
    request.filter = try text("where") ?? request.filter
    request.since = try day("since") ?? request.since
    request.until = try day("until") ?? request.until
    request.day = try day("on") ?? request.day
    if let limit = try text("limit") {
      guard let number = Int(limit), number > 0 else { throw invalid("limit", limit, .count) }
      request.query.limit = number
    }
    return request
  }

  /// The question put to a map.
  func applied(to defaults: CheckRequest) throws -> CheckRequest {
    var request = defaults
    request.role = try text("role").map(vocabulary.name(ofRole:)) ?? request.role
    request.action = try text("action").map(vocabulary.name(ofAction:)) ?? request.action
    let missing = [request.role.isEmpty ? "role" : nil, request.action.isEmpty ? "action" : nil]
      .compactMap(\.self)
    guard missing.isEmpty else { throw CommandError.missing(options: missing) }
    request.motive = try motive() ?? request.motive
    request.level = try text("level") ?? request.level
    request.team = try text("team") ?? request.team
    request.requested = try requested() ?? request.requested
    request.facts = try facts() ?? request.facts
    request.customer = try text("customer") ?? request.customer
    request.day = try day("on") ?? request.day
    return request
  }

  private func text(_ key: String) throws -> String? {
    switch fields[key] {
    case nil, .null: return nil
    case .some(let value):
      guard let text = value.scalar else { throw invalid(key, "[…]", .text) }
      return text
    }
  }

  private func motive() throws -> MotivePath? {
    try text("motive").map {
      try motivePath(vocabulary.name(ofMotive: $0), option: "motive")
    }
  }

  private func requested() throws -> Money? {
    guard try text("requested") != nil, let text = fields["requested"]?.amountText else {
      return nil
    }
    return try money(text, option: "requested", vocabulary: vocabulary)
  }

  private func day(_ key: String) throws -> Day? {
    try text(key).map { try LatitudeCommand.day($0, option: key) }
  }

  /// Nil where no fact is said.
  private func facts() throws -> [Fact]? {
    let prefix = BatchQuestion.factPrefix
    var said = fields.members.filter { $0.name.hasPrefix(prefix) }
      .map { (String($0.name.dropFirst(prefix.count)), $0.value) }
    switch fields["facts"] {
    case nil, .null: if said.isEmpty { return nil }
    case .object(let facts): said += facts.members.map { ($0.name, $0.value) }
    default: throw invalid("facts", "[…]", .fact)
    }
    var facts: [Fact] = []
    for (name, value) in said {
      guard let text = value.amountText else { throw invalid("facts.\(name)", "[…]", .text) }
      guard !facts.contains(where: { $0.name == name }) else {
        throw CommandError.repeatedFact(name)
      }
      facts.append(
        Fact(
          name: name,
          text: try factText(
            text, of: vocabulary.fact(named: name), option: "facts.\(name)", in: vocabulary)))
    }
    return facts
  }

  private func invalid(
    _ key: String, _ value: String, _ expected: CommandError.Expectation
  ) -> CommandError {
    .invalidValue(option: key, value: value, expected: expected)
  }
}
