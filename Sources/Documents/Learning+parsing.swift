extension Learning {
  /// The keys of a learning's front matter in their usual order.
  package static let keys = [
    "id", "title", "date", "status", "format", "cases", "rules", "motives", "tags",
  ]

  /// Reads a learning; only `id`, `title` and `date` must be readable for a value.
  package static func parse(
    _ source: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) -> Parsed<Learning> {
    let matter: FrontMatter
    do { matter = try FrontMatter(source, limits: limits) } catch { return Parsed(refused: error) }
    var reader = FieldReader(matter.root, source: source)
    var value = Learning(reading: &reader)
    reader.reportUnknownKeys(besides: keys)
    value?.body = matter.text
    return Parsed(
      value: value, problems: reader.problems + matter.warnings,
      positions: FieldPositions(root: matter.root))
  }

  private init?(reading reader: inout FieldReader) {
    let id = reader.requiredID(.learning)
    let title = reader.requiredText("title")
    let date = reader.requiredDay("date")
    guard let id, let title, let date else { return nil }
    self.init(id: id, title: title, date: date)
    status = reader.choice("status", of: Status.self)
    format = reader.choice("format", of: LearningFormat.self)
    cases = reader.ids("cases", kinds: [.fieldCase])
    rules = reader.list(
      "rules", { Learning.isRuleReference($0) ? $0 : nil },
      orElse: DocumentProblem.Reason.invalidRuleReference)
    motives = reader.motives("motives")
    tags = reader.texts("tags")
  }

  /// Whether a text has the form `role/rule`.
  static func isRuleReference(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { DocumentPath.isSafeName(String($0)) }
  }
}

extension FrontMatter {
  /// The Markdown below the front matter, with line feeds alone and nothing blank around it.
  var text: String { SourceText.string(source, CaseBody.trimmed(source, body)) }
}
