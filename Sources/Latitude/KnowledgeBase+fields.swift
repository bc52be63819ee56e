import Documents
import Git
import Similarity

extension KnowledgeBase {
  /// Every case one after the other, for counts and replays that look at fields only.
  ///
  /// The order is not said, and texts are missing: at the base's own commit the fields come from the index.
  ///
  /// - Parameter commit: Nil: the one that the base is read at.
  /// - Returns: The files that could not be used.
  /// - Complexity: about a microsecond a case; at another commit, one file read and parsed for each.
  func forEachCase(
    at commit: CommitID? = nil, _ body: (FieldCase) throws -> Void
  ) throws -> [Fault] {
    if let commit, commit != self.commit {
      let shelf = try cases(at: commit)
      for stored in shelf.documents { try body(stored.value) }
      return shelf.faults
    }
    let (opened, reader) = try fieldReader()
    try reader.forEachCase(in: opened.index.liveDocuments) { try body($1) }
    return try faults(of: opened)
  }

  /// What customers were granted in the past, for caps.
  func pastGrants() throws -> [String: [Judge.Gesture]] {
    var cases: [FieldCase] = []
    let (opened, reader) = try fieldReader()
    let withCustomer = CaseFilter(all: [.test(key: "customer") { $0.customer != nil }])
    try reader.forEachCase(in: opened.index.documents(acceptedBy: withCustomer)) {
      cases.append($1)
    }
    return Judge.grants(in: cases)
  }

  /// The index and what reads fields from it; all that can be found damaged in it is found here.
  func fieldReader() throws -> (opened: OpenedIndex, reader: CaseFieldReader) {
    do {
      let opened = try openIndex()
      return (opened, try CaseFieldReader(opened.index))
    } catch is IndexDamage {
      let opened = try rebuiltIndex()
      return (opened, try CaseFieldReader(opened.index))
    }
  }
}
