extension Vocabulary {
  /// The keys of `latitude.yml` in their usual order.
  package static let keys = [
    "format", "name", "language", "languages", "currency", "branch", "roles", "teams", "channels",
    "motives", "actions", "facts", "people", "privacy", "similarity",
  ]

  /// Reads `latitude.yml`; `format`, `name`, `language` and `currency` must be readable for a
  /// value.
  package static func parse(
    _ source: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) -> Parsed<Vocabulary> {
    let root: YAMLNode
    do throws(DocumentProblem) {
      let start = try SourceText.check(source, limits: limits)
      if let (offset, scalar) = SourceText.firstControl(in: source, range: start..<source.count) {
        throw DocumentProblem(
          .error, at: SourceText.position(of: offset, in: source), .controlCharacter(scalar))
      }
      root = try YAMLReader.mapping(
        in: source, range: start..<source.count, line: 1, limits: limits)
    } catch {
      return Parsed(refused: error)
    }
    var reader = FieldReader(root, source: source)
    let value = Vocabulary(reading: &reader)
    reader.reportUnknownKeys(besides: keys)
    return Parsed(
      value: value, problems: reader.problems, positions: FieldPositions(root: root))
  }

  private init?(reading reader: inout FieldReader) {
    let isKnownFormat = reader.checkFormat()
    let name = reader.requiredText("name")
    if reader.node("language") == nil { reader.reportMissing("language") }
    let language = reader.language("language")
    if reader.node("currency") == nil { reader.reportMissing("currency") }
    let currency = reader.scalar(
      "currency", { Currency($0) }, orElse: DocumentProblem.Reason.invalidCurrency)
    guard isKnownFormat, let name, let language, let currency else { return nil }
    self.init(name: name, language: language, currency: currency)
    let others = reader.list(
      "languages", FieldReader.language, orElse: DocumentProblem.Reason.invalidLanguage)
    for other in others where !languages.contains(other) { languages.append(other) }
    branch = reader.text("branch")
    roles = reader.named("roles") { Role(name: $0, reading: &$1) }
    teams = reader.texts("teams")
    channels = reader.texts("channels")
    motives = reader.named("motives") { Motive(name: $0, reading: &$1) }
    actions = reader.named("actions") { Action(name: $0, reading: &$1) }
    facts = reader.named("facts", labelsAlone: false) { FactDeclaration(name: $0, reading: &$1) }
    people = reader.people("people")
    privacy = reader.privacy("privacy")
    weights = reader.weights("similarity")
  }
}

/// What stands right of a name: a label alone, or a mapping with one.
enum NamedValue {
  case label(String)
  case fields(FieldReader)

  /// The label, or the name where there is none.
  mutating func label(for name: String) -> String {
    switch self {
    case .label(let label): return label.isEmpty ? name : label
    case .fields(var reader):
      let label = reader.text("label") ?? ""
      self = .fields(reader)
      return label.isEmpty ? name : label
    }
  }

  /// Reads more than a label; nil where there is only one.
  mutating func read<Value>(_ read: (inout FieldReader) -> Value) -> Value? {
    guard case .fields(var reader) = self else { return nil }
    let value = read(&reader)
    self = .fields(reader)
    return value
  }
}

extension Vocabulary.Role {
  init?(name: String, reading value: inout NamedValue) {
    self.init(name: name, label: value.label(for: name))
    value.read { reader in
      levels = reader.texts("levels")
      reader.reportUnknownKeys(besides: ["label", "levels"])
    }
  }
}

extension Vocabulary.Motive {
  init?(name: String, reading value: inout NamedValue) {
    self.init(name: name, label: value.label(for: name))
    value.read { reader in
      children = reader.named("children") { Vocabulary.Motive(name: $0, reading: &$1) }
      reader.reportUnknownKeys(besides: ["label", "children"])
    }
  }
}

extension Vocabulary.Action {
  init?(name: String, reading value: inout NamedValue) {
    self.init(name: name, label: value.label(for: name))
    value.read { $0.reportUnknownKeys(besides: ["label"]) }
  }
}

extension FactDeclaration {
  private static let types = ["integer", "boolean", "money", "choice"]

  init?(name: String, reading value: inout NamedValue) {
    let label = value.label(for: name)
    let declaration = value.read { FactDeclaration(name: name, label: label, reading: &$0) }
    guard let declaration, let declaration else { return nil }
    self = declaration
  }

  private init?(name: String, label: String, reading reader: inout FieldReader) {
    reader.reportUnknownKeys(besides: ["type", "label", "values", "default"])
    if reader.node("type") == nil { reader.reportMissing("type") }
    let word = reader.scalar(
      "type", { FactDeclaration.types.contains($0) ? $0 : nil },
      orElse: { .unknownValue($0, among: FactDeclaration.types) })
    let values = reader.texts("values")
    let type: FactType
    switch word {
    case "integer": type = .integer
    case "boolean": type = .boolean
    case "money": type = .money
    case "choice":
      guard !values.isEmpty else {
        reader.reportMissing("values")
        return nil
      }
      type = .choice(values)
    default: return nil
    }
    self.init(name: name, type: type, label: label)
    self.default = reader.scalar("default", parse) { .invalidFact($0, expected: type) }
  }
}

extension FieldReader {
  /// Only format 1 exists.
  fileprivate mutating func checkFormat() -> Bool {
    guard node("format") != nil else {
      reportMissing("format")
      return false
    }
    let isKnown = scalar(
      "format", { $0 == "1" ? true : nil }, orElse: DocumentProblem.Reason.unsupportedFormat)
    return isKnown ?? false
  }

  /// A mapping from names to mappings or, where `labelsAlone`, to labels, in the file's order.
  fileprivate mutating func named<Value>(
    _ key: String, labelsAlone: Bool = true, _ read: (String, inout NamedValue) -> Value?
  ) -> [Value] {
    guard var reader = mapping(key) else { return [] }
    defer { absorb(reader) }
    return reader.entries.compactMap { entry in
      guard DocumentPath.isSafeName(entry.key) else {
        reader.report(.invalidName(entry.key), key: entry.key, at: entry.keyStart)
        return nil
      }
      var value: NamedValue
      if labelsAlone, let text = entry.value.text {
        value = .label(text)
      } else if let fields = reader.mapping(entry.value, key: entry.key) {
        value = .fields(fields)
      } else {
        return nil
      }
      let result = read(entry.key, &value)
      if case .fields(let fields) = value { reader.absorb(fields) }
      return result
    }
  }

  fileprivate mutating func people(_ key: String) -> [Vocabulary.Person] {
    var people: [Vocabulary.Person] = []
    for (index, item) in items(key).enumerated() {
      guard var reader = mapping(item, key: "\(key)[\(index)]") else { continue }
      if let email = reader.requiredText("email") {
        people.append(
          Vocabulary.Person(
            email: email, name: reader.text("name"), role: reader.text("role"),
            manages: reader.texts("manages")))
      }
      reader.reportUnknownKeys(besides: ["email", "name", "role", "manages"])
      absorb(reader)
    }
    return people
  }

  fileprivate mutating func privacy(_ key: String) -> Vocabulary.Privacy {
    var privacy = Vocabulary.Privacy()
    guard var reader = mapping(key) else { return privacy }
    if let data = reader.choice("personal_data", of: Vocabulary.Privacy.PersonalData.self) {
      privacy.personalData = data
    }
    if let group = reader.count("smallest_group") { privacy.smallestGroup = group }
    reader.reportUnknownKeys(besides: ["personal_data", "smallest_group"])
    absorb(reader)
    return privacy
  }

  fileprivate mutating func weights(_ key: String) -> SimilarityWeights {
    var weights = SimilarityWeights()
    guard var similarity = mapping(key) else { return weights }
    similarity.reportUnknownKeys(besides: ["weights"])
    if var reader = similarity.mapping("weights") {
      for feature in SimilarityWeights.features {
        if let weight = reader.scalar(
          feature.key, SimilarityWeights.weight, orElse: DocumentProblem.Reason.invalidDecimal)
        {
          weights[keyPath: feature.path] = weight
        }
      }
      reader.reportUnknownKeys(besides: SimilarityWeights.features.map(\.key))
      similarity.absorb(reader)
    }
    absorb(similarity)
    return weights
  }
}

extension SimilarityWeights {
  /// The features in their usual order.
  static var features: [(key: String, path: WritableKeyPath<SimilarityWeights, Double>)] {
    [
      ("text", \.text), ("motive", \.motive), ("action", \.action), ("requested", \.requested),
      ("role", \.role), ("channel", \.channel), ("level", \.level), ("team", \.team),
      ("facts", \.facts),
    ]
  }

  /// A plain decimal of at most four decimals and at most 1,000.
  static func weight(_ text: String) -> Double? {
    guard let value = Money.tenThousandths(text.utf8), value <= 10_000_000 else { return nil }
    return Double(value) / 10_000
  }
}
