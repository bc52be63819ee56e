public import Documents
public import Git
public import Similarity

/// A full-text search over everything in a base.
public struct SearchRequest: Sendable {
  /// Words, "phrases", prefix*, -excluded.
  public var text: String
  /// Empty: all kinds.
  public var kinds: Set<DocumentKind> = []
  /// Days hold for all kinds by their dates; everything else only a case can satisfy.
  public var selection = CaseSelection()
  public var order: TextOrder = .relevance
  public var limit = 20

  public init(text: String) {
    self.text = text
  }
}

/// The documents that hold the words, best or newest first.
public struct SearchAnswer: Sendable {
  public var commit: CommitID
  public var hits: [Hit]
  /// How many documents hold the words in all.
  public var total: Int
  public var faults: [Fault]

  public struct Hit: Sendable {
    public var kind: DocumentKind
    /// A map's role, another document's id.
    public var name: String
    /// Below the base.
    public var path: String
    public var title: String
    public var date: Day?
    public var titleHighlights: [Range<Int>]
    public var excerpt: SimilarCase.Excerpt
    public var score: Double
  }
}

extension KnowledgeBase {
  /// Searches cases (with their discussion), learnings, ideas and maps for words.
  public func search(_ request: SearchRequest) throws -> SearchAnswer {
    let fits = try request.selection.test(in: vocabulary)
    var entries = try searchEntries(request.kinds)
    entries.items.sort {
      ($0.date ?? Day(ordinal: 0), $1.name) > ($1.date ?? Day(ordinal: 0), $0.name)
    }
    let items = entries.items
    let collection = TextCollection(
      documents: items.map(\.text), languages: vocabulary.languages)
    let answer = collection.search(
      TextQuery(request.text), order: request.order, limit: request.limit,
      where: { position in
        let item = items[position]
        if let fieldCase = item.fieldCase { return fits(fieldCase) }
        return request.selection.fits(day: item.date)
      })
    return SearchAnswer(
      commit: commit,
      hits: answer.hits.map { hit in
        let item = items[hit.position]
        return SearchAnswer.Hit(
          kind: item.kind, name: item.name, path: item.path, title: item.text.title,
          date: item.date, titleHighlights: hit.titleHighlights, excerpt: hit.excerpt,
          score: hit.score)
      },
      total: answer.total, faults: entries.faults)
  }

  private struct Item {
    var kind: DocumentKind
    var name: String
    var path: String
    var date: Day?
    var text: TextDocument
    var fieldCase: FieldCase?
  }

  private func searchEntries(
    _ kinds: Set<DocumentKind>
  ) throws -> (items: [Item], faults: [Fault]) {
    var items: [Item] = []
    var faults: [Fault] = []
    func wants(_ kind: DocumentKind) -> Bool { kinds.isEmpty || kinds.contains(kind) }
    if wants(.fieldCase) {
      let shelf = try cases()
      faults += shelf.faults
      items += shelf.documents.map { stored in
        let value = stored.value
        let discussion = value.discussion.map(\.text)
        let parts = [value.situation, value.decision, value.why, value.outcomeText].compactMap(
          \.self)
        return Item(
          kind: .fieldCase, name: value.id.description, path: stored.path, date: value.date,
          text: TextDocument(
            title: value.title, body: (parts + discussion).joined(separator: "\n\n"),
            lang: value.lang),
          fieldCase: value)
      }
    }
    if wants(.learning) {
      let shelf = try learnings()
      faults += shelf.faults
      items += shelf.documents.map { stored in
        Item(
          kind: .learning, name: stored.value.id.description, path: stored.path,
          date: stored.value.date,
          text: TextDocument(title: stored.value.title, body: stored.value.body))
      }
    }
    if wants(.idea) {
      let shelf = try ideas()
      faults += shelf.faults
      items += shelf.documents.map { stored in
        Item(
          kind: .idea, name: stored.value.id.description, path: stored.path,
          date: stored.value.date,
          text: TextDocument(title: stored.value.title, body: stored.value.body))
      }
    }
    if wants(.map) {
      let shelf = try maps()
      faults += shelf.faults
      items += shelf.documents.map { stored in
        Item(
          kind: .map, name: stored.value.role, path: stored.path, date: stored.value.effective,
          text: TextDocument(title: stored.value.title, body: stored.value.body))
      }
    }
    return (items, faults)
  }
}
