public import Documents
public import Git

/// One row of another system's export: keys of the front matter, and `body` the Markdown below it; or `text` the
/// situation, or the keys of the sections.
package struct ImportRow: Sendable {
  /// From 1, as its source counts.
  package var number: Int
  package var fields: [Field]

  package init(number: Int, fields: [Field]) {
    self.number = number
    self.fields = fields
  }
}

/// What became of an import.
public struct ImportReport: Sendable {
  public var recorded: [DocumentID] = []
  /// Rows that the base already holds, by id or by `ref`.
  public var alreadyThere: [Int] = []
  public var refused: [Refusal] = []
  /// How many rows brought each key that the tool does not know; they are kept.
  public var unknownKeys: [String: Int] = [:]
  /// How many cases name each precedent or learning that is neither in the base nor among them; they are recorded all
  /// the same, since an export holds cases alone, and perhaps not all of them.
  public var missing: [DocumentID: Int] = [:]
  /// Why a role's map says nothing of some cases, where something is wrong; they are recorded all the same.
  public var obstacles: [String: any Error] = [:]
  /// Nil for a dry run, and when there was nothing to record.
  public var commit: CommitID?

  /// A row that could not become a case; the others went on.
  public struct Refusal: Sendable {
    public var row: Int
    public var reason: any Error

    public init(row: Int, reason: any Error) {
      self.row = row
      self.reason = reason
    }
  }
}

extension KnowledgeBase {
  /// Records all rows in one commit; what cannot become a case is reported and does not stop the others.
  ///
  /// A row whose `id` or `ref` the base holds is left alone, so that an import can be repeated. An `id` that is not one
  /// of ours becomes `ref`.
  ///
  /// - Parameters:
  ///   - author: Nil: a trial run, which writes nothing.
  ///   - progress: Called with the number of rows looked at so far.
  /// - Complexity: one pass over the base's cases, and linear in the rows.
  package mutating func importCases(
    _ rows: [ImportRow], as author: Authorship?, today: Day,
    using random: inout some RandomNumberGenerator, progress: (Int) -> Void = { _ in }
  ) throws -> ImportReport {
    var report = ImportReport()
    var drafts: [NumberedDraft] = []
    // Of many thousand rows of one day some would draw the same id, and the second would seem to be there already.
    var taken = try fileIDs()
    for (index, row) in rows.enumerated() {
      progress(index)
      do {
        let source = try row.document(language: vocabulary.language)
        let draft = try Draft(
          source, vocabulary: vocabulary, today: today, avoiding: taken, using: &random)
        taken.insert(draft.value.id)
        drafts.append((row.number, draft))
      } catch {
        report.refused.append(.init(row: row.number, reason: error))
      }
    }
    let refused = report
    func plan(in base: borrowing KnowledgeBase) throws -> (ImportReport, [WritePlan.FileEdit]) {
      var report = refused
      var edits: [WritePlan.FileEdit] = []
      var holdings = try base.holdings()
      let accepted = holdings.accept(drafts, report: &report)
      var judge = try base.judge()
      // Only what will be there counts: rows that stay away granted nothing, or are counted already.
      judge.pastGrants = Judge.grants(in: holdings.granting + accepted.map(\.draft.value))
      for (_, draft) in accepted {
        let recorded = try base.judged(draft, by: judge)
        edits.append(.init(path: recorded.path, content: recorded.content))
        report.recorded.append(draft.value.id)
        if let role = draft.value.role, let obstacle = recorded.obstacle {
          report.obstacles[role] = report.obstacles[role] ?? obstacle
        }
        for case .unknownKey(let key, _) in draft.warnings.map(\.reason) {
          report.unknownKeys[key, default: 0] += 1
        }
        for id in Set(draft.value.references) where !holdings.ids.contains(id) {
          report.missing[id, default: 0] += 1
        }
      }
      return (report, edits)
    }
    guard let author else { return try plan(in: self).0 }
    let commit = try write(as: author) { base in
      let (planned, edits) = try plan(in: base)
      report = planned
      let count = planned.recorded.count
      return WritePlan(
        edits: edits,
        message: CommitMessage(
          subject: "import: \(count) \(count == 1 ? "case" : "cases")",
          trailers: [("Cases", String(count))]))
    }
    report.commit = commit
    return report
  }

  /// What the base holds, as far as an import asks.
  private func holdings() throws -> Holdings {
    var holdings = Holdings()
    _ = try forEachCase { present in
      holdings.ids.insert(present.id)
      if let ref = present.ref { holdings.refs.insert(ref) }
      if present.customer != nil { holdings.granting.append(present) }
    }
    // A file that cannot be read has its id all the same, and must not be overwritten.
    holdings.ids.formUnion(try fileIDs())
    return holdings
  }

  /// The ids that names of files tell, of cases and learnings.
  private func fileIDs() throws -> Set<DocumentID> {
    var ids: Set<DocumentID> = []
    for file in try files(of: .fieldCase) + files(of: .learning) {
      if case .document(let id) = DocumentPath(file.path) { ids.insert(id) }
    }
    return ids
  }
}

private typealias NumberedDraft = (row: Int, draft: Draft)

/// What a base holds that rows of an import are held against.
private struct Holdings {
  /// Of cases and learnings.
  var ids: Set<DocumentID> = []
  var refs: Set<String> = []
  /// Cases that may count against a customer's cap.
  var granting: [FieldCase] = []

  /// Takes the drafts in that are new; the others are reported.
  mutating func accept(
    _ drafts: [NumberedDraft], report: inout ImportReport
  ) -> [NumberedDraft] {
    drafts.filter { row, draft in
      let isNewRef = draft.value.ref.map { refs.insert($0).inserted } ?? true
      let isNew = isNewRef && ids.insert(draft.value.id).inserted
      if !isNew { report.alreadyThere.append(row) }
      return isNew
    }
  }
}

extension ImportRow {
  /// The keys of the situation, or of the whole body, which front matter cannot have.
  package static let reservedKeys = ["text", "body"]
  private static let sections: [(key: String, section: CaseSection)] = [
    ("situation", .situation), ("decision", .decision), ("why", .why), ("outcome_text", .outcome),
  ]

  /// The keys that stand for text below the front matter.
  package static let textKeys = reservedKeys + sections.map(\.key)

  /// Those of them that do so in a row with these keys: a body has all sections, and beside it, their keys are front
  /// matter like any other.
  package static func textKeys(in keys: some Sequence<String>) -> [String] {
    keys.contains("body") ? reservedKeys : textKeys
  }

  /// The row as a document, ready for the checks that every case passes.
  ///
  /// - Throws: `KnowledgeBaseError.idBesideRef` or `.severalTexts` for what would be lost, `.noSituation`,
  ///   `.invalidDocument` for keys that cannot be front matter.
  func document(language: String) throws -> [UInt8] {
    // Nothing is what an absent key says; only a key that nobody knows may mean something by it.
    let known = FieldCase.keys + ImportRow.textKeys
    let fields = fields.filter { $0.value != .text("") || !known.contains($0.key) }
    let textKeys = ImportRow.textKeys(in: fields.map(\.key))
    var front: [Field] = []
    var texts: [(key: String, text: String)] = []
    var foreignID: String?
    for field in fields {
      switch (field.key, field.value) {
      case (let key, .text(let text)) where textKeys.contains(key): texts.append((key, text))
      case ("id", .text(let text)) where DocumentID(text)?.kind != .fieldCase: foreignID = text
      default: front.append(field)
      }
    }
    let situations = texts.filter {
      $0.key == "situation" || ImportRow.reservedKeys.contains($0.key)
    }
    guard situations.count < 2 else {
      throw KnowledgeBaseError.severalTexts(situations.map(\.key))
    }
    guard let situation = situations.first else { throw KnowledgeBaseError.noSituation }
    var body = situation.text
    if texts.count > 1 || situation.key == "situation" {
      let sections = ImportRow.sections.map { key, section in
        (section, section == .situation ? situation.text : texts.first { $0.key == key }?.text)
      }
      body = renderedSections(
        sections, language: front.first { $0.key == "lang" }?.value.scalar ?? language)
    }
    if let id = foreignID {
      let ref = front.first { $0.key == "ref" }?.value.scalar
      if let ref, ref != id { throw KnowledgeBaseError.idBesideRef(id: id, ref: ref) }
      if ref == nil { front.append(Field("ref", .text(id))) }
    }
    if !front.contains(where: { $0.key == "title" }) {
      front.append(Field("title", .text(FieldCase.title(from: situation.text))))
    }
    // What another system wrote in any order stands in the usual one; what nobody knows, behind it.
    let order = FieldCase.keys
    let sorted = front.enumerated().sorted { left, right in
      let places = [left.element.key, right.element.key].map {
        order.firstIndex(of: $0) ?? order.count
      }
      return (places[0], left.offset) < (places[1], right.offset)
    }
    return renderedDocument(fields: sorted.map(\.element), body: body)
  }
}
