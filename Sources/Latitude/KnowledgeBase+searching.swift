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
  /// How many of them there are of each kind, and of each value of the fields that people filter by.
  public var facets: [Facet]
  public var faults: [Fault]

  /// A field and how many documents have each of its values, most first, then by name.
  public struct Facet: Sendable {
    /// `kind`, or a key of the front matter.
    public var field: String
    public var values: [(value: String, count: Int)]
  }

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
  public func search(
    _ request: SearchRequest, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) throws -> SearchAnswer {
    do {
      return try search(request, in: try openIndex(progress: progress))
    } catch is IndexDamage {
      return try search(request, in: try rebuiltIndex(progress: progress))
    }
  }

  private func search(_ request: SearchRequest, in opened: OpenedIndex) throws -> SearchAnswer {
    let selection = try request.selection.filter(in: vocabulary)
    let wanted = request.kinds.isEmpty ? Set(DocumentKind.allCases) : request.kinds
    let notes = try notes(wanted)
    let others = try CaseIndex(of: notes.items.map(\.text), languages: vocabulary.languages)
    let indexes = [opened.index, others]
    let search = try TextSearch(
      TextQuery(request.text), in: indexes, languages: vocabulary.languages)
    var accepted = [opened.index.liveDocuments, others.liveDocuments]
    if !wanted.contains(.fieldCase) {
      accepted[0] = opened.index.segments.map {
        DocumentSet(capacity: $0.segment.documentCount)
      }
    } else if request.selection != CaseSelection() {
      accepted[0] = try opened.index.documents(acceptedBy: selection)
    }
    for (number, item) in notes.items.enumerated() where !request.selection.fits(day: item.date) {
      let (segment, document) = others.place(of: number)
      accepted[1][segment].remove(document)
    }
    let answer = try search.run(among: accepted, order: request.order, limit: request.limit)
    return SearchAnswer(
      commit: commit,
      hits: try answer.hits.map { try self.hit($0, notes.items, opened.index, search) },
      total: answer.total,
      facets: try facets(answer.matching, opened.index, others, notes.items),
      faults: (wanted.contains(.fieldCase) ? try faults(of: opened) : []) + notes.faults)
  }

  /// A learning, an idea or a map as it is searched.
  private struct Note {
    var kind: DocumentKind
    var name: String
    var path: String
    var date: Day?
    var text: TextDocument
  }

  private func hit(
    _ hit: TextHit, _ notes: [Note], _ index: CaseIndex, _ search: TextSearch
  ) throws -> SearchAnswer.Hit {
    let note: Note
    if hit.index == 0 {
      let stored = try storedCase(hit.number, of: index)
      let value = stored.value
      note = Note(
        kind: .fieldCase, name: value.id.description, path: stored.path, date: value.date,
        text: TextDocument(title: value.title, body: value.searchedText, date: value.date))
    } else {
      note = notes[hit.number]
    }
    let passage = search.passage(of: hit, title: note.text.title, body: note.text.body)
    return SearchAnswer.Hit(
      kind: note.kind, name: note.name, path: note.path, title: note.text.title, date: note.date,
      titleHighlights: passage.titleHighlights, excerpt: passage.excerpt, score: hit.score)
  }

  /// All documents of these kinds but cases, newest first, then by name.
  private func notes(_ kinds: Set<DocumentKind>) throws -> (items: [Note], faults: [Fault]) {
    var items: [Note] = []
    var faults: [Fault] = []
    func add<Value>(
      _ kind: DocumentKind, _ shelf: @autoclosure () throws -> Shelf<Value>,
      _ note: (Value) -> (name: String, title: String, date: Day, body: String)
    ) throws {
      guard kinds.contains(kind) else { return }
      let shelf = try shelf()
      faults += shelf.faults
      for stored in shelf.documents {
        let (name, title, date, body) = note(stored.value)
        items.append(
          Note(
            kind: kind, name: name, path: stored.path, date: date,
            text: TextDocument(title: title, body: body, date: date)))
      }
    }
    try add(.learning, try learnings()) { ($0.id.description, $0.title, $0.date, $0.body) }
    try add(.idea, try ideas()) { ($0.id.description, $0.title, $0.date, $0.body) }
    try add(.map, try maps()) { ($0.role, $0.title, $0.effective, $0.body) }
    items.sort {
      ($0.date ?? Day(ordinal: 0), $1.name) > ($1.date ?? Day(ordinal: 0), $0.name)
    }
    return (items, faults)
  }

  private func facets(
    _ matching: [[DocumentSet]], _ index: CaseIndex, _ others: CaseIndex, _ notes: [Note]
  ) throws -> [SearchAnswer.Facet] {
    var kinds = [DocumentKind.fieldCase.rawValue: matching[0].reduce(0) { $0 + $1.count }]
    for (number, note) in notes.enumerated() {
      let (segment, document) = others.place(of: number)
      if matching[1][segment].contains(document) { kinds[note.kind.rawValue, default: 0] += 1 }
    }
    var facets = [SearchAnswer.Facet("kind", kinds)]
    for column in [CaseColumn.role, .team, .motive, .action, .zone, .outcome] {
      facets.append(
        SearchAnswer.Facet(
          "\(column)", try index.counts(ofValuesIn: column, among: matching[0])))
    }
    return facets.filter { !$0.values.isEmpty }
  }
}

extension SearchAnswer.Facet {
  fileprivate init(_ field: String, _ counts: [String: Int]) {
    self.field = field
    values = counts.filter { $0.value > 0 }.map { (value: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }
}

extension FieldCase {
  /// What a search looks through besides the title.
  fileprivate var searchedText: String {
    ([situation, decision, why, outcomeText, discussionText].compactMap(\.self)
      + discussion.map(\.text)).joined(separator: "\n\n")
  }
}
