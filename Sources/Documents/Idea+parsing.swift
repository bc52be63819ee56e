extension Idea {
  /// The keys of an idea's front matter in their usual order.
  package static let keys = [
    "id", "title", "date", "role", "status", "decided_by", "decided_on", "reason", "revision",
    "tags", "rules",
  ]

  /// Reads an idea; only `id`, `title` and `date` must be readable for a value.
  package static func parse(
    _ source: [UInt8], limits: DocumentLimits = DocumentLimits()
  ) -> Parsed<Idea> {
    let matter: FrontMatter
    do { matter = try FrontMatter(source, limits: limits) } catch { return Parsed(refused: error) }
    var reader = FieldReader(matter.root, source: source)
    var value = Idea(reading: &reader)
    reader.reportUnknownKeys(besides: keys)
    value?.body = matter.text
    return Parsed(
      value: value, problems: reader.problems + matter.warnings,
      positions: FieldPositions(root: matter.root))
  }

  private init?(reading reader: inout FieldReader) {
    let id = reader.requiredID(.idea)
    let title = reader.requiredText("title")
    let date = reader.requiredDay("date")
    guard let id, let title, let date else { return nil }
    self.init(id: id, title: title, date: date)
    role = reader.text("role")
    status = reader.choice("status", of: IdeaStatus.self)
    rules = reader.rules("rules")
    decidedBy = reader.text("decided_by")
    decidedOn = reader.day("decided_on")
    reason = reader.text("reason")
    revision = reader.text("revision")
    tags = reader.texts("tags")
    // An answer without its reason is the one thing an idea must not get.
    if status == .accepted || status == .declined, reader.node("reason") == nil {
      reader.reportMissing("reason")
    }
  }
}
