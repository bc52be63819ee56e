public import Documents
public import Git
import Similarity

/// Which cases to list, in which order, and how many.
public struct ListRequest: Sendable {
  public var selection = CaseSelection()
  public var order = Order.newest
  /// Nil: all of them.
  public var limit: Int?

  public enum Order: String, Sendable, CaseIterable {
    /// By day of decision, then by id.
    case newest, oldest
    /// By the largest amount granted, else requested; cases without one last.
    case amount
    /// By the longest time to the decision; cases without one last.
    case minutes
  }

  public init() {}
}

/// Cases that fit a selection: their fields, without texts.
public struct ListAnswer: Sendable {
  public var commit: CommitID
  public var cases: [Stored<FieldCase>]
  /// How many fit in all.
  public var total: Int
  public var faults: [Fault]
}

extension KnowledgeBase {
  /// The cases that fit a selection, in order.
  ///
  /// - Throws: `KnowledgeBaseError` for names and filters that do not fit the vocabulary.
  public func list(_ request: ListRequest) throws -> ListAnswer {
    let filter = try request.selection.filter(in: vocabulary)
    let (opened, reader) = try fieldReader()
    var accepted = try opened.index.documents(acceptedBy: filter)
    let total = accepted.reduce(0) { $0 + $1.count }
    if request.order == .newest, let limit = request.limit {
      accepted = try opened.index.newest(limit, among: accepted)
    }
    var found: [(number: Int, value: FieldCase)] = []
    try reader.forEachCase(in: accepted) { found.append(($0, $1)) }
    found.sort { request.order.areInOrder($0.value, $1.value) }
    return ListAnswer(
      commit: commit,
      cases: try found.prefix(request.limit ?? found.count).map { number, value in
        let (segment, document) = opened.index.place(of: number)
        let place = opened.index.segments[segment].segment
        return Stored(
          value: value, path: try place.path(of: document),
          blob: BlobID(words: ObjectWords(bytes: try place.version(of: document))), problems: [])
      },
      total: total, faults: try faults(of: opened))
  }
}

extension ListRequest.Order {
  fileprivate func areInOrder(_ left: FieldCase, _ right: FieldCase) -> Bool {
    switch self {
    case .newest: (left.date, left.id) > (right.date, right.id)
    case .oldest: (left.date, left.id) < (right.date, right.id)
    case .amount: (left.amount, left.id) > (right.amount, right.id)
    case .minutes: (left.minutes ?? -1, left.id) > (right.minutes ?? -1, right.id)
    }
  }
}

extension FieldCase {
  fileprivate var amount: Int64 { (granted ?? requested)?.tenThousandths ?? -1 }
}
