import AutonomyMaps
import Documents

extension LintReport {
  /// The report as `latitude.lint/1`: Schemas/lint.json.
  ///
  /// - Parameter message: A finding in words.
  public func json(_ message: (Finding) -> String) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.lint/1")
      json.field("files", files)
      json.field("errors", errors)
      json.field("warnings", warnings)
      json.field("notes", notes)
      json.array("findings", findings) { json, finding in
        json.object { finding.write(to: &$0, message) }
      }
    }
  }

  /// One line for each finding: the elements of `json`'s `findings`.
  public func jsonLines(_ message: (Finding) -> String) -> [UInt8] {
    findings.flatMap { finding in
      JSONWriter.document(.compact) { finding.write(to: &$0, message) }
    }
  }
}

extension Finding {
  fileprivate func write(to json: inout JSONWriter, _ message: (Finding) -> String) {
    json.field("path", path)
    json.field("line", position?.line)
    json.field("column", position?.column)
    json.field("field", field)
    json.field("severity", severity.rawValue)
    json.field("reason", reason)
    json.field("message", message(self))
  }

  /// What is wrong in one word, for programs: the name of the reason's case.
  private var reason: String {
    switch kind {
    case .document(let problem): caseName(problem.reason)
    case .map(let problem): caseName(problem.reason)
    default: caseName(kind)
    }
  }
}

/// The name of an enumeration's case, without what it carries.
private func caseName(_ value: some Any) -> String {
  Mirror(reflecting: value).children.first?.label ?? "\(value)"
}
