public import Documents
public import Git

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

/// Cases that fit a selection.
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
    let fits = try request.selection.test(in: vocabulary)
    let shelf = try cases()
    let found = shelf.documents.filter { fits($0.value) }
    let sorted = found.sorted { request.order.areInOrder($0.value, $1.value) }
    return ListAnswer(
      commit: commit, cases: request.limit.map { Array(sorted.prefix($0)) } ?? sorted,
      total: found.count, faults: shelf.faults)
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
