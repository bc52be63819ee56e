public import Documents
public import Git

/// A document as it stands in the base.
public struct Stored<Value: Sendable>: Sendable {
  public var value: Value
  /// Below the base.
  public var path: String
  /// The version: what an edit names as the one it started from.
  public var blob: BlobID
  /// What is odd in it without making it unusable.
  public var problems: [DocumentProblem]
}

/// A file of the base that cannot be used, and why: reported with every answer that had to do without it.
public struct Fault: Sendable {
  /// Below the base.
  public var path: String
  public var reason: Reason

  public enum Reason: Sendable {
    case document([DocumentProblem])
    /// Two files carry one id; `first` is the one that counts.
    case duplicateID(DocumentID, first: String)
    case symbolicLink
    case submodule
    /// The file's name is not UTF-8.
    case nameNotUTF8
  }
}

/// All documents of one kind, in the order of their paths, and the files that could not be used.
public struct Shelf<Value: Sendable>: Sendable {
  public var documents: [Stored<Value>] = []
  public var faults: [Fault] = []
}
