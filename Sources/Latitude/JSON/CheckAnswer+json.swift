import AutonomyMaps
import Documents
import Git

extension CheckAnswer {
  /// Names the form of `json`.
  public static let schema = "latitude.check/1"

  /// The answer as `latitude.check/1`: Schemas/check.json.
  ///
  /// - Parameter id: What the caller named its question by; it comes back at `query.id`.
  public func json(_ style: JSONWriter.Style = .pretty, id: JSONValue? = nil) -> [UInt8] {
    JSONWriter.document(style) { json in
      json.field("schema", CheckAnswer.schema)
      if let id { json.object("query") { $0.field("id", id) } }
      writeFields(to: &json)
    }
  }

  /// The fields of the answer, without its schema: `similar` holds them as `authority`.
  func writeFields(to json: inout JSONWriter) {
    json.field("role", request.role)
    json.field("action", request.action)
    json.field("on", request.day.description)
    json.field("requested", request.requested?.fixed)
    json.field("zone", verdict.zone?.rawValue)
    json.field("rule", verdict.decidedBy.name)
    json.field("decidedBy", verdict.decidedBy.kind)
    json.field("with", verdict.with)
    json.field("limit", verdict.limit?.fixed)
    json.object("undecided", verdict.undecided) { json, undecided in
      json.field("needs", undecided.needs)
      json.object("zones") { json in
        for outcome in undecided.outcomes { json.field(outcome.condition, outcome.zone.rawValue) }
      }
    }
    json.object("freer", verdict.freer) { json, freer in
      json.field("zone", freer.zone.rawValue)
      json.field("condition", freer.condition)
    }
    json.array("assumed", verdict.assumed) { json, assumption in
      json.object { json in
        switch assumption {
        case .fact(let name, let value):
          json.field("fact", name)
          json.field("value", fixedMoney(value.description))
        case .capUnchecked(let rule):
          json.field("capUnchecked", rule)
        }
      }
    }
    json.object("cap", verdict.cap) { json, state in
      json.field("cap", state.cap.description)
      json.field("used", state.used.fixed)
      json.field("reached", state.reached)
    }
    json.field("revision", revision)
    json.field("commit", commit.description)
    json.field("effective", effective.description)
    json.field("because", verdict.because.map(\.description))
  }
}

extension [CheckAnswer] {
  /// All actions of one role as `latitude.check-all/1`: Schemas/check-all.json.
  public func json(_ style: JSONWriter.Style = .pretty) -> [UInt8] {
    JSONWriter.document(style) { json in
      json.field("schema", "latitude.check-all/1")
      json.array("actions", self) { json, answer in
        json.object { answer.writeFields(to: &$0) }
      }
    }
  }
}
