import AutonomyMaps
import Documents
import Git

extension MapVersion {
  /// The map as `latitude.map/1`: Schemas/map.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.map/1")
      json.field("role", role)
      json.field("title", document.title)
      writeOrigin(to: &json)
      json.field("default", document.default.rawValue)
      json.array("rules", document.rules) { json, rule in json.object { rule.write(to: &$0) } }
      json.array("limits", document.limits) { json, limit in json.object { limit.write(to: &$0) } }
      json.array("trials", document.trials) { json, trial in json.object { trial.write(to: &$0) } }
      json.field("body", document.body)
    }
  }

  /// The map as a page, `latitude.map-print/1`: Schemas/map-print.json.
  public func json(page: String, format: String) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.map-print/1")
      json.field("role", role)
      writeOrigin(to: &json)
      json.field("format", format)
      json.field("page", page)
    }
  }

  /// Where the map comes from: what `from` and `to` of a difference hold.
  func writeOrigin(to json: inout JSONWriter) {
    switch origin {
    case .revision(let number, let commit):
      json.field("revision", number)
      json.field("commit", commit.description)
      json.null("file")
    case .commit(_, let commit):
      json.null("revision")
      json.field("commit", commit.description)
      json.null("file")
    case .workTree:
      json.null("revision")
      json.null("commit")
      json.field("file", mapPath(ofRole: role))
    case .idea(_, let path), .file(let path):
      json.null("revision")
      json.null("commit")
      json.field("file", path)
    }
    json.field("effective", document.effective.description)
  }
}

extension RuleDocument {
  /// The rule's fields as the file has them, conditions as their canonical text.
  func write(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("action", action)
    json.field("motives", motives.map(\.description))
    json.field("levels", levels)
    json.field("alone", alone?.description)
    json.field("consult", consult?.description)
    json.field("with", with)
    json.field("cap", cap?.description)
    json.field("priority", priority)
    json.field("because", because.map(\.description))
    json.field("examples", examples.map(\.description))
  }
}

extension LimitDocument {
  func write(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("escalate", escalate?.description)
    json.field("consult", consult?.description)
    json.field("why", why)
  }
}

extension TrialDocument {
  func write(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("rule", rule)
    json.field("teams", teams)
    json.field("from", from.description)
    json.field("until", until.description)
    json.field("alone", alone?.description)
    json.field("consult", consult?.description)
    json.field("with", with)
    json.field("cap", cap?.description)
  }
}
