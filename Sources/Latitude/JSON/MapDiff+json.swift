import AutonomyMaps
import Documents
import Git

extension MapDiff {
  /// The difference as `latitude.map-diff/1`: Schemas/map-diff.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.map-diff/1")
      json.field("role", to.role)
      json.object("from") { from.writeOrigin(to: &$0) }
      json.object("to") { to.writeOrigin(to: &$0) }
      difference.write(to: &json)
      json.field("changesProse", changesProse)
    }
  }
}

extension MapDifference {
  /// The change and its parts: `change`, `isExact`, `rules`, `trials`, `limits`, `default`.
  func write(to json: inout JSONWriter) {
    json.field("change", change.rawValue)
    json.field("isExact", isExact)
    json.array("rules", parts.filter { if case .rule = $0.part { true } else { false } }) {
      $1.write(to: &$0)
    }
    json.array("trials", parts.filter { if case .trial = $0.part { true } else { false } }) {
      $1.write(to: &$0)
    }
    json.array("limits", parts.filter { if case .limit = $0.part { true } else { false } }) {
      $1.write(to: &$0)
    }
    let byDefault = parts.first { if case .byDefault = $0.part { true } else { false } }
    json.key("default")
    if let byDefault { byDefault.write(to: &json) } else { json.null() }
  }
}

extension MapDifference.PartChange {
  /// The part as it was and is, null where there is none, and a situation that tells both apart.
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      switch part {
      case .rule(let before, let after):
        json.field("rule", (after ?? before)?.id)
        json.field("action", (after ?? before)?.action)
        writeChange(to: &json)
        json.object("before", before) { $1.write(to: &$0) }
        json.object("after", after) { $1.write(to: &$0) }
      case .trial(let before, let after):
        json.field("trial", (after ?? before)?.id)
        json.field("rule", (after ?? before)?.rule)
        writeChange(to: &json)
        json.object("before", before) { $1.write(to: &$0) }
        json.object("after", after) { $1.write(to: &$0) }
      case .limit(let before, let after):
        json.field("limit", (after ?? before)?.id)
        writeChange(to: &json)
        json.object("before", before) { $1.write(to: &$0) }
        json.object("after", after) { $1.write(to: &$0) }
      case .byDefault(let before, let after):
        writeChange(to: &json)
        json.field("before", before.rawValue)
        json.field("after", after.rawValue)
      }
      json.object("example", example) { json, example in
        json.object("situation") { example.situation.write(to: &$0) }
        json.field("before", example.before.rawValue)
        json.field("after", example.after.rawValue)
      }
    }
  }

  private func writeChange(to json: inout JSONWriter) { json.field("change", change.rawValue) }
}

extension Situation {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("action", action)
    json.field("motive", motive?.description)
    json.field("level", level)
    json.field("team", team)
    json.field("requested", requested?.fixed)
    json.object("facts") { json in
      for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
        json.field(name, value.description)
      }
    }
    json.field("date", day.description)
    json.array("pastGrants", pastGrants ?? []) { json, grant in
      json.object { json in
        json.field("date", grant.day.description)
        json.field("action", grant.action)
        json.field("motive", grant.motive?.description)
        json.field("granted", grant.granted.fixed)
      }
    }
  }
}
