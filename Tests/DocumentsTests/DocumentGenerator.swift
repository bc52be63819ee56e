import Documents
import TestSupport

/// Documents of every kind, from a seed: ordinary words mixed with everything YAML and Markdown
/// trip over.
struct DocumentGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  mutating func maybe<Value>(_ value: (inout DocumentGenerator) -> Value) -> Value? {
    chance(60) ? value(&self) : nil
  }

  mutating func several<Value>(
    _ most: Int = 3, _ value: (inout DocumentGenerator) -> Value
  ) -> [Value] {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in value(&self) }
  }

  // MARK: - Texts

  private static let whole = [
    "", " ", "null", "~", "true", "no", "12", "-1", "1.5", "1e3", "0x1F", "12:30", "2026-11-18",
    "-",
    "- a", "a: b", "a:", ":", ": a", "a #b", "#a", "'", "\"", "'a' b", "\"a\" b", "[a]", "{a: b}",
    "@a", "`a`", "%a", "&a", "*a", "!a", "!!str a", "|", ">", "|-", "? a", "?", "<<", "=", "...",
    "---", "--- a", "a\nb", "\na", "a\n", " a", "a ", "\ta", "a\t", "a\tb", "a\\b", "\\", "a\\nb",
    "a\u{85}b", "a\u{2028}b", "\u{FEFF}a", "a\rb", "a\r\nb", "l'été", "dix € et « plus »", "日本",
    "👩‍👩‍👧 a", "e\u{301}", "a, b", "a ]", "}", "a{", "_", "y", "Null", ".5", "+", ".inf", "k-5f1c09",
    "http://exemple.fr/a?b=c#d", "a\u{A0}b",
  ]

  private static let pieces = [
    "colis", "abîmé", "Bon d'achat", " ", "  ", ": ", ":", "#", " #", "-", "'", "\"", "\\", ",",
    "[",
    "]", "{", "}", "&", "*", "!", "|", ">", "%", "@", "`", "?", "é", "€", "œ", "\n", "\t", "1",
    "2026",
    "·", " · ", "🎁", "\u{2028}", "~", "=", "…",
  ]

  /// Any text that a field may hold.
  mutating func text() -> String {
    if chance(30) { return pick(DocumentGenerator.whole) }
    return several(6) { $0.pick(DocumentGenerator.pieces) }.joined()
  }

  /// A text with something to read in it.
  mutating func title() -> String {
    let text = text()
    return text.contains { !$0.isWhitespace } ? text : "a" + text
  }

  /// A name that can be part of a path.
  mutating func name() -> String {
    pick(["conseiller", "superviseur", "a", "voucher-80", "été", "null", "12", "no", "x_y", "v1.2"])
  }

  /// Distinct names.
  mutating func names(_ most: Int = 4) -> [String] {
    several(most) { $0.name() }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static let lines = [
    "Le colis est arrivé.", "", "", "    code", "## Situation", "## Décision", "## Decision ##",
    "## pourquoi", "## Why:", "## Issue", "## Outcome", "## Discussion", "## Autre chose",
    "# Titre",
    "\\## Décision", "\\\\## Why", "### 2026-11-19 10:15 · Claire · thanks", "### 2026-11-19 · A",
    "\\### 2026-11-19 · A · flag", "### hier · B", "###", "```", "```swift", "~~~", "~~~~ a`b",
    "````", "  ```", "\\```", "  \\~~~", "    ```", "``` `a`", "- [ ] a", "---", "\\", "\\a",
    "trailing  ", "\ttab", "a\u{2028}b", "## ", "##Situation", " ## Situation",
  ]

  /// Markdown as it reads back: nothing blank around it.
  mutating func prose() -> String {
    canonical(several(8) { $0.pick(DocumentGenerator.lines) }.joined(separator: "\n"))
  }

  private func canonical(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func isBlank(_ line: Substring) -> Bool { line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    var bytes = Array(lines.joined(separator: "\n").utf8)
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: - Values

  mutating func day() -> Day { Day(ordinal: Int.random(in: 18_000..<24_000, using: &random)) }

  mutating func id(_ kind: DocumentKind) -> DocumentID {
    DocumentID(kind: kind, day: day(), using: &random)
  }

  mutating func money() -> Money {
    let currency = Currency("EUR") ?? Money.euro
    return Money(
      tenThousandths: pick([
        0, 1, 10_000, 595_000, 600_000, 1_250, .random(in: 0...(1 << 45), using: &random),
      ]),
      currency: chance(90) ? currency : Currency("USD") ?? currency)
  }

  mutating func path() -> MotivePath {
    let names = [text(), text()].map { $0.filter { $0 != "/" } }.filter { !$0.isEmpty }
    return MotivePath(names.joined(separator: "/")) ?? MotivePath.delivery
  }

  mutating func condition(depth: Int = 2) -> Condition {
    guard depth > 0, chance(50) else {
      switch Int.random(in: 0..<5, using: &random) {
      case 0: return pick([.always, .never])
      case 1:
        return .comparison(field: "requested", pick(ComparisonOperator.allCases), .money(money()))
      case 2: return .membership(field: "risk", [.text("legal"), .text("a: b #c"), .text("d'e")])
      case 3: return .under(field: "motive", MotivePath.delivery)
      default: return .comparison(field: "orders", .greater, .number(30_000))
      }
    }
    let members = [condition(depth: depth - 1), condition(depth: depth - 1)]
    return pick([.and(members), .or(members), .not(members[0])])
  }

  // MARK: - Documents

  mutating func fieldCase() -> FieldCase {
    var value = FieldCase(id: id(.fieldCase), title: title(), date: day())
    value.status = maybe { $0.pick(Status.allCases) }
    value.role = maybe { $0.text() }
    value.level = maybe { $0.text() }
    value.team = maybe { $0.text() }
    value.channel = maybe { $0.text() }
    value.motive = maybe { $0.path() }
    value.action = maybe { $0.text() }
    value.requested = maybe { $0.money() }
    value.granted = maybe { $0.money() }
    value.zone = maybe { $0.pick(Zone.allCases) }
    value.consulted = several { $0.text() }
    value.facts = facts()
    value.inForce = maybe { $0.inForce() }
    value.minutes = maybe { Int.random(in: 0...999_999_999, using: &$0.random) }
    value.outcome = maybe { $0.pick(Outcome.allCases) }
    value.outcomeDate = maybe { $0.day() }
    value.tags = several { $0.text() }
    value.precedents = several { $0.id(.fieldCase) }
    value.learnings = several { $0.id(.learning) }
    value.customer = maybe { $0.text() }
    value.lang = maybe { $0.pick(["fr", "en", "no"]) }
    value.ref = maybe { $0.text() }
    value.situation = prose()
    value.decision = maybe { $0.prose() }.flatMap { $0.isEmpty ? nil : $0 }
    value.why = maybe { $0.prose() }.flatMap { $0.isEmpty ? nil : $0 }
    value.outcomeText = maybe { $0.prose() }.flatMap { $0.isEmpty ? nil : $0 }
    value.discussionText = maybe { $0.prose() }.flatMap { $0.isEmpty ? nil : $0 }
    value.discussion = several { $0.entry() }
    return value
  }

  mutating func facts() -> [Fact] {
    let names = several(4) { $0.text() }.reduce(into: [String]()) {
      // Equal for Swift and different for YAML would be two keys.
      if !$0.contains($1) { $0.append($1) }
    }
    return names.map { Fact(name: $0, text: text()) }
  }

  mutating func inForce() -> InForce {
    InForce(
      map: title(), revision: Int.random(in: 0...500, using: &random), commit: title(),
      rule: maybe { $0.text() }, zone: maybe { $0.pick(Zone.allCases) }, limit: maybe { $0.money() }
    )
  }

  mutating func entry() -> DiscussionEntry {
    DiscussionEntry(
      day: day(), minute: maybe { Int.random(in: 0..<1_440, using: &$0.random) },
      author: pick(["Claire", "Jean-Luc d'A.", "thanks", "a · b", "É. C", "###"]),
      kind: pick(EntryKind.allCases), text: prose())
  }

  mutating func learning() -> Learning {
    var value = Learning(id: id(.learning), title: title(), date: day())
    value.status = maybe { $0.pick(Status.allCases) }
    value.format = maybe { $0.pick(LearningFormat.allCases) }
    value.cases = several { $0.id(.fieldCase) }
    value.rules = several { $0.name() + "/" + $0.name() }
    value.motives = several { $0.path() }
    value.tags = several { $0.text() }
    value.body = prose()
    return value
  }

  mutating func idea() -> Idea {
    var value = Idea(id: id(.idea), title: title(), date: day())
    value.role = maybe { $0.text() }
    value.status = maybe { $0.pick(IdeaStatus.allCases) }
    value.rules = rules()
    value.decidedBy = maybe { $0.text() }
    value.decidedOn = maybe { $0.day() }
    value.reason = text()
    value.revision = maybe { $0.text() }
    value.tags = several { $0.text() }
    value.body = prose()
    return value
  }

  mutating func map() -> MapDocument {
    var value = MapDocument(
      role: name(), title: title(), effective: day(), default: pick(Zone.allCases))
    value.rules = rules()
    value.limits = names().map { limit($0) }
    value.trials = names(2).map { trial($0) }
    value.body = prose()
    return value
  }

  mutating func rules() -> [RuleDocument] {
    names().map { id in
      var rule = RuleDocument(id: id, action: title(), position: .nowhere)
      rule.motives = several { $0.path() }
      rule.levels = several { $0.text() }
      rule.alone = maybe { $0.condition() }
      rule.consult = maybe { $0.condition() }
      rule.with = maybe { $0.text() }
      rule.cap = maybe { $0.cap() }
      rule.priority = maybe { Int.random(in: -100...100, using: &$0.random) }
      rule.because = several { $0.id($0.pick([.fieldCase, .learning])) }
      rule.examples = several { $0.id(.fieldCase) }
      return rule
    }
  }

  private mutating func cap() -> Cap {
    Cap(amount: money(), days: Int.random(in: 1...3_660, using: &random))
  }

  private mutating func limit(_ id: String) -> LimitDocument {
    var limit = LimitDocument(id: id, position: .nowhere)
    limit.escalate = condition()
    limit.consult = maybe { $0.condition() }
    limit.why = maybe { $0.text() }
    return limit
  }

  private mutating func trial(_ id: String) -> TrialDocument {
    var trial = TrialDocument(id: id, rule: title(), from: day(), until: day(), position: .nowhere)
    trial.teams = several { $0.text() }
    trial.alone = maybe { $0.condition() }
    trial.consult = maybe { $0.condition() }
    trial.with = maybe { $0.text() }
    trial.cap = maybe { $0.cap() }
    return trial
  }

  mutating func vocabulary() -> Vocabulary {
    var value = Vocabulary(name: title(), language: pick(["fr", "en"]), currency: Money.euro)
    if chance(50) { value.languages.append("de") }
    value.branch = maybe { $0.text() }
    value.roles = names().map { name in
      Vocabulary.Role(name: name, label: title(), levels: several { $0.text() })
    }
    value.teams = several { $0.text() }
    value.channels = several { $0.text() }
    value.motives = motives(depth: 3)
    value.actions = names().map { Vocabulary.Action(name: $0, label: title()) }
    value.facts = names().map { declaration($0) }
    value.people = several { generator in
      Vocabulary.Person(
        email: generator.title(), name: generator.maybe { $0.text() },
        role: generator.maybe { $0.text() }, manages: generator.several { $0.text() })
    }
    value.privacy.personalData = pick(Vocabulary.Privacy.PersonalData.allCases)
    value.privacy.smallestGroup = Int.random(in: 0...20, using: &random)
    value.weights.text = pick([0, 0.5, 4, 12.25, 1_000])
    value.weights.facts = pick([1, 0.0001, 2])
    return value
  }

  private mutating func motives(depth: Int) -> [Vocabulary.Motive] {
    guard depth > 0 else { return [] }
    return names(3).map { name in
      Vocabulary.Motive(name: name, label: title(), children: motives(depth: depth - 1))
    }
  }

  private mutating func declaration(_ name: String) -> FactDeclaration {
    let type = pick([FactType.integer, .boolean, .money, .choice(["none", "legal", text()])])
    let value: FactValue =
      switch type {
      case .integer: .integer(.random(in: -5...5, using: &random))
      case .boolean: .boolean(chance(50))
      case .money: .money(money())
      case .choice(let values): .choice(pick(values))
      }
    return FactDeclaration(
      name: name, type: type, label: title(), default: chance(50) ? value : nil)
  }
}

extension Money {
  static var euro: Currency {
    guard let currency = Currency("EUR") else { preconditionFailure("EUR is a currency") }
    return currency
  }
}

extension MotivePath {
  static var delivery: MotivePath {
    guard let path = MotivePath("delivery/damaged") else { preconditionFailure("a path") }
    return path
  }
}

extension SourcePosition {
  static let nowhere = SourcePosition(offset: 0, line: 1, column: 1)
}

extension MapDocument {
  /// The map without the places of its rules, limits and trials.
  var unplaced: MapDocument {
    var map = self
    for index in map.rules.indices { map.rules[index].position = .nowhere }
    for index in map.limits.indices { map.limits[index].position = .nowhere }
    for index in map.trials.indices { map.trials[index].position = .nowhere }
    return map
  }
}

extension Idea {
  /// The idea without the places of its rules.
  var unplaced: Idea {
    var idea = self
    for index in idea.rules.indices { idea.rules[index].position = .nowhere }
    return idea
  }
}
