import Documents
import Git
import Insights

extension AuditAnswer {
  /// The answer as `latitude.audit/1`: Schemas/audit.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.audit/1")
      json.field("commit", commit.description)
      json.field("since", selection.since?.description)
      json.field("until", selection.until?.description)
      json.array("roles", audits) { json, audit in json.object { audit.write(to: &$0) } }
      json.field("unreadable", faults.map(\.path))
    }
  }
}

extension Audit {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("role", role)
    json.field("cases", cases)
    json.field("unjudged", unjudged)
    json.array("unusable", unusable) { $0.value($1) }
    json.array("findings", findings) { json, finding in json.object { finding.write(to: &$0) } }
    json.object("withheld") { json in
      json.field("smallestGroup", smallestGroup)
      json.field("parts", withheldParts)
      json.field("groups", withheldGroups)
    }
  }
}

extension AuditFinding {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("finding", kind.rawValue)
    json.object("part") { json in
      switch part {
      case .rule: json.field("kind", "rule")
      case .limit: json.field("kind", "limit")
      case .byDefault: json.field("kind", "default")
      }
      json.field("id", part.name)
    }
    json.field("count", cases.count)
    json.field("total", total)
    json.field("cases", cases.map(\.description))
    json.object("outcomes") { $0.outcomes(outcomes) }
    json.field("minutes", minutes)
    json.array("motives", motives) { json, group in group.write(to: &json) }
    json.array("teams", teams) { json, group in group.write(to: &json) }
    json.array("clusters", clusters) { json, cluster in
      json.object { json in
        json.field("cases", cluster.cases.map(\.description))
        json.field("motive", cluster.motive?.description)
        json.field("leastRequested", cluster.leastRequested?.fixed)
        json.field("mostRequested", cluster.mostRequested?.fixed)
        json.field("leastGranted", cluster.leastGranted?.fixed)
        json.field("mostGranted", cluster.mostGranted?.fixed)
        json.object("zones") { json in
          for zone in Zone.allCases { json.field(zone.rawValue, cluster.zones[zone] ?? 0) }
        }
      }
    }
  }
}

extension AuditFinding.Group {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("name", name)
      json.field("cases", cases)
      json.field("total", total)
    }
  }
}
