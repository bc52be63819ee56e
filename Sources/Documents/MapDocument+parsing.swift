extension MapDocument {
  /// The keys of a map's front matter in their usual order.
  package static let keys = ["role", "title", "effective", "default", "rules", "limits", "trials"]

  /// Reads a map; every error makes it unusable, since a map without one of its limits would allow
  /// too much.
  package static func parse(
    _ source: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) -> Parsed<MapDocument> {
    let matter: FrontMatter
    do { matter = try FrontMatter(source, limits: limits) } catch { return Parsed(refused: error) }
    var reader = FieldReader(matter.root, source: source)
    var value = MapDocument(reading: &reader)
    reader.reportUnknownKeys(besides: keys)
    value?.body = matter.text
    return Parsed(
      value: reader.hasErrors ? nil : value, problems: reader.problems + matter.warnings,
      positions: FieldPositions(root: matter.root))
  }

  private init?(reading reader: inout FieldReader) {
    let role = reader.requiredName("role")
    let title = reader.requiredText("title")
    let effective = reader.requiredDay("effective")
    if reader.node("default") == nil { reader.reportMissing("default") }
    let zone = reader.choice("default", of: Zone.self)
    let rules = reader.rules("rules")
    let limits = reader.elements("limits", keys: LimitDocument.keys) { LimitDocument(reading: &$0) }
    let trials = reader.elements("trials", keys: TrialDocument.keys) { TrialDocument(reading: &$0) }
    guard let role, let title, let effective, let zone else { return nil }
    self.init(role: role, title: title, effective: effective, default: zone)
    self.rules = rules
    self.limits = limits
    self.trials = trials
  }
}

extension RuleDocument {
  static let keys = [
    "id", "action", "motives", "levels", "alone", "consult", "with", "cap", "priority", "because",
    "examples",
  ]

  init?(reading reader: inout FieldReader) {
    let id = reader.requiredName("id")
    let action = reader.requiredText("action")
    guard let id, let action else { return nil }
    self.init(id: id, action: action, position: reader.start)
    motives = reader.motives("motives")
    levels = reader.texts("levels")
    alone = reader.condition("alone")
    consult = reader.condition("consult")
    with = reader.text("with")
    cap = reader.cap("cap")
    priority = reader.scalar("priority", RuleDocument.priority) { .invalidInteger($0) }
    because = reader.ids("because", kinds: [.fieldCase, .learning])
    examples = reader.ids("examples", kinds: [.fieldCase])
  }

  private static func priority(_ text: String) -> Int? {
    guard text.hasPrefix("-") else { return FieldReader.count(text) }
    return FieldReader.count(String(text.dropFirst())).map { -$0 }
  }
}

extension LimitDocument {
  static let keys = ["id", "escalate", "consult", "why"]

  init?(reading reader: inout FieldReader) {
    guard let id = reader.requiredName("id") else { return nil }
    self.init(id: id, position: reader.start)
    escalate = reader.condition("escalate")
    consult = reader.condition("consult")
    why = reader.text("why")
    // A limit that limits nothing is a slip of the pen and would be believed.
    if reader.node("escalate") == nil, reader.node("consult") == nil {
      reader.reportMissing("escalate")
    }
  }
}

extension TrialDocument {
  static let keys = ["id", "rule", "teams", "from", "until", "alone", "consult", "with", "cap"]

  init?(reading reader: inout FieldReader) {
    let id = reader.requiredName("id")
    let rule = reader.requiredText("rule")
    let from = reader.requiredDay("from")
    let until = reader.requiredDay("until")
    guard let id, let rule, let from, let until else { return nil }
    self.init(id: id, rule: rule, from: from, until: until, position: reader.start)
    teams = reader.texts("teams")
    alone = reader.condition("alone")
    consult = reader.condition("consult")
    with = reader.text("with")
    cap = reader.cap("cap")
  }
}

extension Cap {
  /// Reads `150 EUR per customer in 90 days`; nil for every other form.
  package init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 7, words[2...4].elementsEqual(["per", "customer", "in"]),
      words[6] == "days" || words[6] == "day", let amount = Money("\(words[0]) \(words[1])"),
      let days = FieldReader.count(String(words[5])), (1...3_660).contains(days)
    else { return nil }
    self.init(amount: amount, days: days)
  }
}

extension FieldReader {
  /// The rules of a map or an idea.
  mutating func rules(_ key: String) -> [RuleDocument] {
    elements(key, keys: RuleDocument.keys) { RuleDocument(reading: &$0) }
  }

  mutating func cap(_ key: String) -> Cap? {
    scalar(key, { Cap($0) }, orElse: DocumentProblem.Reason.invalidCap)
  }

  /// A name that must be there and be fit for file names and trailers.
  mutating func requiredName(_ key: String) -> String? {
    guard let name = requiredText(key) else { return nil }
    guard DocumentPath.isSafeName(name) else {
      report(.invalidName(name), key: key, at: node(key)?.start)
      return nil
    }
    return name
  }

  /// The mappings of a list, each with an `id` of its own; those that cannot be read are left out.
  mutating func elements<Element>(
    _ key: String, keys: [String], _ read: (inout FieldReader) -> Element?
  ) -> [Element] {
    var elements: [Element] = []
    var ids: Set<String> = []
    for (index, item) in items(key).enumerated() {
      let id = item.entries?.first { $0.key == "id" }?.value.text
      let name = id.map { DocumentPath.isSafeName($0) ? "\(key).\($0)" : nil } ?? nil
      guard var reader = mapping(item, key: name ?? "\(key)[\(index)]") else { continue }
      if let element = read(&reader) { elements.append(element) }
      if let id, !ids.insert(id).inserted {
        reader.report(.duplicateID(id), key: "id", at: reader.node("id")?.start)
      }
      reader.reportUnknownKeys(besides: keys)
      absorb(reader)
    }
    return elements
  }
}
