import AutonomyMaps
import Documents
import Git

extension MapWhy {
  /// The line of descent as `latitude.map-why/1`: Schemas/map-why.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.map-why/1")
      json.field("role", role)
      json.field("part", part)
      json.field("inForce", inForce)
      json.object("current", current) { $1.write(to: &$0) }
      json.array("revisions", steps) { json, step in
        json.object { json in
          step.entry.writeOrigin(to: &json)
          json.object("before", step.before) { $1.write(to: &$0) }
          json.object("after", step.after) { $1.write(to: &$0) }
        }
      }
    }
  }
}

extension MapPart {
  /// Of `rule`, `limit` and `trial` two are null; `trials` are those of a rule.
  fileprivate func write(to json: inout JSONWriter) {
    var rule: RuleDocument?
    var limit: LimitDocument?
    var trial: TrialDocument?
    var trials: [TrialDocument] = []
    switch self {
    case .rule(let value, let itsTrials): (rule, trials) = (value, itsTrials)
    case .limit(let value): limit = value
    case .trial(let value): trial = value
    }
    json.object("rule", rule) { $1.write(to: &$0) }
    json.array("trials", trials) { json, trial in json.object { trial.write(to: &$0) } }
    json.object("limit", limit) { $1.write(to: &$0) }
    json.object("trial", trial) { $1.write(to: &$0) }
  }
}
