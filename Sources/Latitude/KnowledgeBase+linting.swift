public import AutonomyMaps
public import Documents
import Git

/// Something that lint says about one file of the base.
public struct Finding: Sendable {
  /// Below the base.
  public var path: String
  public var kind: Kind

  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  public enum Kind: Sendable {
    case document(DocumentProblem)
    case map(MapProblem)
    /// Two files carry one id; `first` is the one that counts.
    case duplicateID(DocumentID, first: String)
    /// The file's name does not begin with the document's id.
    case misnamed(expected: String)
    /// A map's file says that it is another role's.
    case otherRole(String)
    /// A field names a document that the base does not hold.
    case brokenReference(DocumentID, field: String, position: SourcePosition? = nil)
    /// A learning names a rule, limit or trial that the role's map does not have, or has no longer.
    case unknownPart(role: String, part: String, nearest: String?, position: SourcePosition?)
    /// An idea names a revision that its role's map never had.
    case unknownRevision(String, position: SourcePosition?)
    /// A field tells of something that has happened, on a day that is still to come.
    case futureDate(Day, field: String, position: SourcePosition?)
    case symbolicLink
    case submodule
    case nameNotUTF8
  }

  /// Whether the finding makes `lint` fail.
  public var isError: Bool { severity == .error }

  /// How much it matters; only errors make `lint` fail.
  public var severity: MapProblem.Severity {
    switch kind {
    case .document(let problem): problem.severity == .error ? .error : .warning
    case .map(let problem): problem.severity
    case .duplicateID, .brokenReference, .nameNotUTF8, .otherRole, .unknownRevision: .error
    case .misnamed, .futureDate, .symbolicLink, .submodule, .unknownPart: .warning
    }
  }
}

/// All that lint found, by path, and how many files it read.
public struct LintReport: Sendable {
  public var files = 0
  public var findings: [Finding] = []

  public init(files: Int = 0, findings: [Finding] = []) {
    self.files = files
    self.findings = findings
  }

  public var errors: Int { count(.error) }
  public var warnings: Int { count(.warning) }
  /// What is only good to know.
  public var notes: Int { count(.note) }

  private func count(_ severity: MapProblem.Severity) -> Int {
    findings.count { $0.severity == severity }
  }
}

extension KnowledgeBase {
  /// The base's folder as it is reached from a directory of the work tree; nil from anywhere else.
  public func folder(from directory: String) -> String? {
    guard let start = repository.relativePath(of: directory) else { return nil }
    return KnowledgeBase.path(to: folder, from: start.split(separator: "/").map(String.init))
  }
}

extension Finding {
  /// Where it stands in the file; nil for what concerns the file as a whole.
  public var position: SourcePosition? {
    switch kind {
    case .document(let problem): problem.position
    case .map(let problem): problem.place.position
    case .brokenReference(_, _, let position): position
    case .unknownPart(_, _, _, let position), .unknownRevision(_, let position): position
    case .futureDate(_, _, let position): position
    case .duplicateID, .misnamed, .otherRole, .symbolicLink, .submodule, .nameNotUTF8: nil
    }
  }

  /// The path of the field: `facts.orders`, `rules.voucher.alone`.
  public var field: String? {
    switch kind {
    case .document(let problem): problem.field
    case .map(let problem): problem.place.name
    case .brokenReference(_, let field, _), .futureDate(_, let field, _): field
    case .otherRole: "role"
    case .unknownPart: "rules"
    case .unknownRevision: "revision"
    case .duplicateID, .misnamed, .symbolicLink, .submodule, .nameNotUTF8: nil
    }
  }
}

extension MapProblem.Place {
  /// The part and the key in it: `rules.voucher.alone`; nil for the whole map.
  public var name: String? {
    let owner: String? =
      switch part {
      case .map: nil
      case .rule(let id): "rules.\(id)"
      case .limit(let id): "limits.\(id)"
      case .trial(let id): "trials.\(id)"
      }
    let path = [owner, field].compactMap(\.self)
    return path.isEmpty ? nil : path.joined(separator: ".")
  }
}

extension KnowledgeBase {
  /// Holds every document of the base to its format, to the vocabulary, and to the documents it names.
  ///
  /// - Parameter today: The day whose trials count, and after which nothing can have happened yet.
  public func lint(today: Day) throws -> LintReport {
    var report = LintReport(files: 1)
    report.add(vocabularyProblems, at: DocumentPath.vocabulary)
    let cases = try cases()
    let learnings = try learnings()
    let ideas = try ideas()
    let maps = try maps()
    let known = Set(
      cases.documents.map(\.value.id) + learnings.documents.map(\.value.id)
        + ideas.documents.map(\.value.id))
    func references(_ ids: [DocumentID], _ field: String, at path: String) {
      for id in ids where !known.contains(id) {
        report.findings.append(Finding(path: path, kind: .brokenReference(id, field: field)))
      }
    }
    func name(_ id: DocumentID, at path: String) {
      if DocumentPath(path) != .document(id) {
        report.findings.append(Finding(path: path, kind: .misnamed(expected: id.description)))
      }
    }

    func past(_ day: Day?, _ field: String, _ positions: FieldPositions, at path: String) {
      guard let day, day > today else { return }
      let position = positions.position(of: [.key(field)])
      report.findings.append(
        Finding(path: path, kind: .futureDate(day, field: field, position: position)))
    }

    report.add(cases)
    for stored in cases.documents {
      let fieldCase = stored.value
      let positions = FieldCase.parse(try repository.blob(stored.blob)).positions
      report.add(fieldCase.problems(in: vocabulary, positions: positions), at: stored.path)
      name(fieldCase.id, at: stored.path)
      references(fieldCase.precedents, "precedents", at: stored.path)
      references(fieldCase.learnings, "learnings", at: stored.path)
      past(fieldCase.date, "date", positions, at: stored.path)
      past(fieldCase.outcomeDate, "outcome_date", positions, at: stored.path)
    }
    report.add(learnings)
    for stored in learnings.documents {
      let positions = Learning.parse(try repository.blob(stored.blob)).positions
      report.add(stored.value.problems(in: vocabulary, positions: positions), at: stored.path)
      name(stored.value.id, at: stored.path)
      references(stored.value.cases, "cases", at: stored.path)
      past(stored.value.date, "date", positions, at: stored.path)
      report.findings += unknownParts(in: stored, positions, maps: maps)
    }
    report.add(ideas)
    for stored in ideas.documents {
      let positions = Idea.parse(try repository.blob(stored.blob)).positions
      report.add(stored.value.problems(in: vocabulary, positions: positions), at: stored.path)
      name(stored.value.id, at: stored.path)
      past(stored.value.date, "date", positions, at: stored.path)
      past(stored.value.decidedOn, "decided_on", positions, at: stored.path)
      if let revision = stored.value.revision, try !(isRevision(revision) ?? true) {
        report.findings.append(
          Finding(
            path: stored.path,
            kind: .unknownRevision(
              revision, position: positions.position(of: ["revision"]))))
      }
    }
    report.files += maps.documents.count + maps.faults.count
    report.add(maps.faults)
    var checks: [MapCheck] = []
    for stored in maps.documents {
      checks.append(
        MapCheck(
          try repository.blob(stored.blob), at: stored.path, vocabulary: vocabulary, today: today))
    }
    for index in checks.indices {
      for stored in cases.documents { checks[index].coverage?.add(stored.value) }
      report.findings += checks[index].findings { known.contains($0) }
    }
    report.findings.sort { $0.path < $1.path }
    return report
  }
}

extension KnowledgeBase {
  /// What a learning names of maps that they do not have; nothing is said of roles that are unknown themselves.
  private func unknownParts(
    in learning: Stored<Learning>, _ positions: FieldPositions, maps: Shelf<MapDocument>
  ) -> [Finding] {
    var findings: [Finding] = []
    for (index, reference) in learning.value.rules.enumerated() {
      let names = reference.split(separator: "/", maxSplits: 1).map(String.init)
      guard names.count == 2, vocabulary.role(named: names[0]) != nil,
        !maps.faults.contains(where: { $0.path == mapPath(ofRole: names[0]) })
      else { continue }
      let map = maps.documents.first { $0.path == mapPath(ofRole: names[0]) }?.value
      let known = map.map { MapPart.all(of: $0).map(\.id) } ?? []
      guard !known.contains(names[1]) else { continue }
      findings.append(
        Finding(
          path: learning.path,
          kind: .unknownPart(
            role: names[0], part: names[1], nearest: nearestName(to: names[1], among: known),
            position: positions.position(of: ["rules", .index(index)]))))
    }
    return findings
  }

  /// Whether `role@12` names a revision of that role's map; nil in a shallow clone, which does not know.
  private func isRevision(_ text: String) throws -> Bool? {
    let names = text.split(separator: "@", maxSplits: 1).map(String.init)
    guard names.count == 2, let number = Int(names[1]), try mappedRoles().contains(names[0]) else {
      return false
    }
    do {
      return try mapHistory(ofRole: names[0]).revisions.contains { $0.number == number }
    } catch let error as GitError {
      guard case .shallow = error.code else { throw error }
      return nil
    }
  }
}

extension LintReport {
  fileprivate mutating func add(_ problems: [DocumentProblem], at path: String) {
    findings += problems.map { Finding(path: path, kind: .document($0)) }
  }

  fileprivate mutating func add<Value>(_ shelf: Shelf<Value>) {
    files += shelf.documents.count + shelf.faults.count
    for stored in shelf.documents { add(stored.problems, at: stored.path) }
    add(shelf.faults)
  }

  fileprivate mutating func add(_ faults: [Fault]) {
    for fault in faults {
      if case .document(let problems) = fault.reason { add(problems, at: fault.path) }
      if let finding = Finding(fault) { findings.append(finding) }
    }
  }
}

extension Finding {
  /// What is wrong with a file as a file; nil where it is what the document says.
  package init?(_ fault: Fault) {
    switch fault.reason {
    case .document: return nil
    case .duplicateID(let id, let first):
      self.init(path: fault.path, kind: .duplicateID(id, first: first))
    case .symbolicLink: self.init(path: fault.path, kind: .symbolicLink)
    case .submodule: self.init(path: fault.path, kind: .submodule)
    case .nameNotUTF8: self.init(path: fault.path, kind: .nameNotUTF8)
    }
  }
}
