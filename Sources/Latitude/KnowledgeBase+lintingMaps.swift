import AutonomyMaps
public import Documents

extension KnowledgeBase {
  /// Holds maps to their format, to the vocabulary and to the cases, as their files stand in the work tree.
  ///
  /// - Parameters:
  ///   - role: Nil: every role that has a map, committed or not.
  ///   - today: The day whose trials count.
  /// - Throws: `KnowledgeBaseError.noMap`.
  public func lintMaps(ofRole role: String? = nil, today: Day) throws -> LintReport {
    let committed = try mappedRoles()
    let known = vocabulary.roles.map(\.name)
    var report = LintReport()
    var checks: [MapCheck] = []
    for name in role.map({ [$0] }) ?? committed + known.filter({ !committed.contains($0) }) {
      let path = mapPath(ofRole: name)
      let isCommitted = committed.contains(name)
      if let fault = try workTreeFault(path) {
        report.files += 1
        report.findings += [Finding(fault)].compactMap(\.self)
        continue
      }
      guard let content = try workTreeFile(path) ?? (isCommitted ? source(at: path).bytes : nil)
      else {
        guard role == nil else {
          throw KnowledgeBaseError.noMap(
            role: name, known: committed, nearest: nearestName(to: name, among: committed))
        }
        continue
      }
      checks.append(MapCheck(content, at: path, vocabulary: vocabulary, today: today))
    }
    _ = try forEachCase { fieldCase in
      for index in checks.indices { checks[index].coverage?.add(fieldCase) }
    }
    report.files += checks.count
    for check in checks {
      report.findings += try check.findings { try path(of: $0) != nil }
    }
    return report
  }
}

/// A map's file and all that lint has to say about it.
struct MapCheck {
  private let path: String
  private let file: MapFile
  /// What cases say; nil for a map that cannot judge.
  var coverage: MapCoverage?

  init(_ content: [UInt8], at path: String, vocabulary: Vocabulary, today: Day) {
    self.path = path
    file = MapFile(content, vocabulary: vocabulary, today: today)
    coverage = file.document.flatMap { try? AutonomyMap($0, vocabulary: vocabulary) }
      .map { MapCoverage($0, vocabulary: vocabulary, today: today) }
  }

  /// - Parameter isKnown: Whether the base holds a document.
  func findings(isKnown: (DocumentID) throws -> Bool) rethrows -> [Finding] {
    var findings = file.documentProblems.map { Finding(path: path, kind: .document($0)) }
    let problems = file.mapProblems + file.located(coverage?.problems ?? [])
    findings += problems.inReadingOrder.map { Finding(path: path, kind: .map($0)) }
    guard let document = file.document else { return findings }
    if mapPath(ofRole: document.role) != path {
      findings.append(Finding(path: path, kind: .otherRole(document.role)))
    }
    for rule in document.rules {
      for (field, ids) in [("because", rule.because), ("examples", rule.examples)] {
        for id in ids where try !isKnown(id) {
          findings.append(
            Finding(
              path: path,
              kind: .brokenReference(
                id, field: "rules.\(rule.id).\(field)",
                position: file.position(ofRule: rule.id, field))))
        }
      }
    }
    return findings.enumerated().sorted { left, right in
      let offsets = [left, right].map { $0.element.position?.offset ?? -1 }
      return (offsets[0], left.offset) < (offsets[1], right.offset)
    }.map(\.element)
  }
}
