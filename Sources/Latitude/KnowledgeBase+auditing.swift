import Documents
public import Git
public import Insights

/// Where practice and maps part.
public struct AuditAnswer: Sendable {
  public var commit: CommitID
  public var selection: CaseSelection
  /// One for each role, in the order of the vocabulary.
  public var audits: [Audit]
  public var faults: [Fault]

  /// How much was found, revisions that cannot judge included.
  public var findings: Int {
    audits.reduce(0) { $0 + $1.findings.count + $1.unusable.count }
  }
}

extension KnowledgeBase {
  /// Holds past cases against the maps in force on their days.
  ///
  /// - Parameters:
  ///   - roles: Each must have a map; empty: all that have one.
  ///   - kinds: Only these findings.
  /// - Throws: `KnowledgeBaseError.noMap`, and for names and filters that do not fit the vocabulary.
  public func audit(
    ofRoles roles: [String], kinds: [AuditFinding.Kind] = AuditFinding.Kind.allCases,
    of selection: CaseSelection = CaseSelection()
  ) throws -> AuditAnswer {
    let isSelected = try selection.test(in: vocabulary)
    var runs: [AuditRun] = []
    for role in try roles.isEmpty ? mappedRoles() : roles {
      let revisions = try mapHistory(ofRole: role).revisions.map {
        AuditRun.Revision(effective: $0.document?.effective, map: $0.map)
      }
      runs.append(AuditRun(role: role, revisions: revisions, vocabulary: vocabulary, kinds: kinds))
    }
    let faults = try forEachCase { fieldCase in
      let counts = isSelected(fieldCase)
      for place in runs.indices { runs[place].add(fieldCase, counts: counts) }
    }
    return AuditAnswer(
      commit: commit, selection: selection, audits: runs.map { $0.finish() }, faults: faults)
  }
}
