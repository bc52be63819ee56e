extension FieldCase {
  /// The keys of a case's front matter in their usual order.
  package static let keys = [
    "id", "title", "date", "status", "role", "level", "team", "channel", "motive", "action",
    "requested", "granted", "zone", "consulted", "facts", "in_force", "minutes", "outcome",
    "outcome_date", "tags", "precedents", "learnings", "customer", "lang", "ref",
  ]

  /// Reads a case; only `id`, `title` and `date` must be readable for a value.
  ///
  /// A case without a situation is an error too, and still a value. O(size).
  package static func parse(
    _ source: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) -> Parsed<FieldCase> {
    let matter: FrontMatter
    do { matter = try FrontMatter(source, limits: limits) } catch { return Parsed(refused: error) }
    var reader = FieldReader(matter.root, source: source)
    var value = FieldCase(reading: &reader)
    reader.reportUnknownKeys(besides: keys)
    let body = CaseBody(source, range: matter.body)
    var problems = reader.problems + matter.warnings + body.problems
    value?.read(body)
    if let value, value.situation.isEmpty {
      problems.append(DocumentProblem(.error, at: nil, field: "situation", .missing))
    }
    return Parsed(
      value: value, problems: problems, positions: FieldPositions(root: matter.root))
  }

  /// Reads one line of front matter as if it stood in a case; nil for one that makes the whole front matter unreadable.
  ///
  /// Only the fields of the line mean anything in the result. The line is valid UTF-8 without control characters.
  package static func parse(line: ArraySlice<UInt8>) -> FieldCase? {
    let source = Array(line)
    guard
      let root = try? YAMLReader.mapping(
        in: source, range: 0..<source.count, line: 1, limits: DocumentLimits())
    else { return nil }
    var reader = FieldReader(root, source: source)
    var value = FieldCase(
      id: DocumentID(kind: .fieldCase, day: Day(ordinal: 0), suffix: "000000"), title: "",
      date: Day(ordinal: 0))
    // No case is without these, so that their lines must be readable.
    for entry in reader.entries {
      switch entry.key {
      case "id":
        guard let id = reader.requiredID(.fieldCase) else { return nil }
        value.id = id
      case "title":
        guard let title = reader.requiredText("title") else { return nil }
        value.title = title
      case "date":
        guard let date = reader.requiredDay("date") else { return nil }
        value.date = date
      default: break
      }
    }
    value.readOptional(&reader)
    return value
  }

  private init?(reading reader: inout FieldReader) {
    let id = reader.requiredID(.fieldCase)
    let title = reader.requiredText("title")
    let date = reader.requiredDay("date")
    guard let id, let title, let date else { return nil }
    self.init(id: id, title: title, date: date)
    readOptional(&reader)
  }

  private mutating func readOptional(_ reader: inout FieldReader) {
    status = reader.choice("status", of: Status.self)
    role = reader.text("role")
    level = reader.text("level")
    team = reader.text("team")
    channel = reader.text("channel")
    motive = reader.motive("motive")
    action = reader.text("action")
    requested = reader.money("requested")
    granted = reader.money("granted")
    zone = reader.choice("zone", of: Zone.self)
    consulted = reader.texts("consulted")
    facts = reader.facts("facts")
    inForce = reader.inForce("in_force")
    minutes = reader.count("minutes")
    outcome = reader.choice("outcome", of: Outcome.self)
    outcomeDate = reader.day("outcome_date")
    tags = reader.texts("tags")
    precedents = reader.ids("precedents", kinds: [.fieldCase])
    learnings = reader.ids("learnings", kinds: [.learning])
    customer = reader.text("customer")
    lang = reader.language("lang")
    ref = reader.text("ref")
  }

  private mutating func read(_ body: CaseBody) {
    let texts = body.texts
    situation = texts[.situation] ?? ""
    decision = texts[.decision]
    why = texts[.why]
    outcomeText = texts[.outcome]
    discussionText = texts[.discussion]
    discussion = texts.discussion
  }
}

extension FieldReader {
  /// The document's own id, reported when it is missing.
  mutating func requiredID(_ kind: DocumentKind) -> DocumentID? {
    guard node("id") != nil else {
      reportMissing("id")
      return nil
    }
    return id("id", kind: kind)
  }

  /// A date that must be there.
  mutating func requiredDay(_ key: String) -> Day? {
    guard node(key) != nil else {
      reportMissing(key)
      return nil
    }
    return day(key)
  }

  /// The facts of a case, as they are written.
  mutating func facts(_ key: String) -> [Fact] {
    guard var reader = mapping(key) else { return [] }
    let facts = reader.entries.compactMap { entry in
      reader.text(entry.key).map { Fact(name: entry.key, text: $0) }
    }
    absorb(reader)
    return facts
  }

  /// What the map said; nil unless the map, the revision and the commit are there.
  mutating func inForce(_ key: String) -> InForce? {
    guard var reader = mapping(key) else { return nil }
    defer { absorb(reader) }
    let map = reader.requiredText("map")
    if reader.node("revision") == nil { reader.reportMissing("revision") }
    let revision = reader.count("revision")
    let commit = reader.requiredText("commit")
    let zone = reader.choice("zone", of: Zone.self)
    let limit = reader.money("limit")
    let rule = reader.text("rule")
    reader.reportUnknownKeys(besides: ["map", "revision", "commit", "rule", "zone", "limit"])
    guard let map, let revision, let commit else { return nil }
    return InForce(
      map: map, revision: revision, commit: commit, rule: rule, zone: zone, limit: limit)
  }
}
