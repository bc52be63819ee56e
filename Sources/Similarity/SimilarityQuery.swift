public import Documents

/// A new situation to compare with past cases: free text and what is known in fields.
///
/// The text has no language: its words are compared with each case in the language of that case.
public struct SimilarityQuery: Hashable, Sendable {
  public var text: String
  public var role: String?
  public var level: String?
  public var team: String?
  public var channel: String?
  public var motive: MotivePath?
  public var action: String?
  public var requested: Money?
  public var facts: [Fact] = []
  /// At most this many results.
  public var limit = 10

  public init(text: String) {
    self.text = text
  }
}
