/// A place in a document: what an error points at.
public struct SourcePosition: Hashable, Sendable {
  /// Byte offset from the start of the file.
  public var offset: Int
  /// From 1.
  public var line: Int
  /// From 1, in Unicode scalars.
  public var column: Int

  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }
}
