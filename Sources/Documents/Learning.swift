/// What the team takes from one or several cases.
public struct Learning: Hashable, Sendable {
  public var id: DocumentID
  public var title: String
  public var date: Day
  public var status: Status?
  public var format: LearningFormat?
  public var cases: [DocumentID] = []
  /// Rules of maps that it speaks about, as `role/rule`.
  public var rules: [String] = []
  public var motives: [MotivePath] = []
  public var tags: [String] = []
  /// The Markdown below the front matter.
  public var body: String = ""

  public init(id: DocumentID, title: String, date: Day) {
    self.id = id
    self.title = title
    self.date = date
  }
}
