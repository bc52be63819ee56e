/// The lines of a document that an edit takes away and adds.
enum ChangeReport {
  static func lines(from old: [UInt8], to new: [UInt8]) -> [StyledText] {
    let before = split(old)
    let after = split(new)
    let changes = after.difference(from: before)
    return changes.removals.map { StyledText("- " + line(of: $0), .red) }
      + changes.insertions.map { StyledText("+ " + line(of: $0), .green) }
  }

  private static func line(of change: CollectionDifference<Substring>.Change) -> Substring {
    switch change {
    case .insert(_, let line, _), .remove(_, let line, _): line
    }
  }

  private static func split(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
}
