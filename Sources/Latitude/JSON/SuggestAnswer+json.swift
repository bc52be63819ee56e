import Documents
import Git
import Insights

extension SuggestAnswer {
  /// The answer as `latitude.suggest/1`: Schemas/suggest.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.suggest/1")
      json.field("commit", commit.description)
      json.field("role", role)
      json.field("revision", revision)
      json.field("least", found.least)
      json.field("cases", found.cases)
      json.array("suggestions", limits) { json, limit in json.object { limit.write(to: &$0) } }
      json.array("weaker", found.weaker) { json, weaker in
        json.object { json in
          json.field("rule", weaker.rule)
          json.field("action", weaker.action)
          json.field("zone", weaker.zone.rawValue)
          json.field("support", weaker.support)
          json.field("against", weaker.against)
        }
      }
      json.field("unreadable", faults.map(\.path))
    }
  }
}

extension SuggestedLimit {
  fileprivate func write(to json: inout JSONWriter) {
    let interval = suggestion.agreement.interval
    json.field("direction", suggestion.direction.rawValue)
    json.field("zone", suggestion.zone.rawValue)
    json.field("field", suggestion.field)
    json.field("from", suggestion.from?.fixed)
    json.field("to", suggestion.to.fixed)
    json.object("rule") { suggestion.rule.write(to: &$0) }
    json.field("changesRule", suggestion.changesRule)
    json.field("support", suggestion.support)
    json.field("alike", suggestion.alike)
    json.field("against", suggestion.against)
    json.field("beyond", suggestion.beyond)
    json.field("open", suggestion.open)
    json.object("agreement") { json in
      json.field("hits", suggestion.agreement.hits)
      json.field("total", suggestion.agreement.total)
      json.field("low", interval.lowerBound.thousandths)
      json.field("high", interval.upperBound.thousandths)
    }
    json.array("ideas", ideas) { json, idea in
      json.object { json in
        json.field("id", idea.value.id.description)
        json.field("status", (idea.value.status ?? .open).rawValue)
      }
    }
    json.field("proposedBy", proposingIdea?.value.id.description)
    json.object("proposal") { proposal.write(to: &$0) }
  }
}

extension JSONWriter {
  fileprivate mutating func field(_ name: String, _ evidence: [Evidence]) {
    array(name, evidence) { json, one in
      json.object { json in
        json.field("id", one.id.description)
        json.field("amount", one.amount.fixed)
        json.field("granted", one.granted?.fixed)
        json.field("zone", one.zone.rawValue)
        json.field("outcome", one.outcome?.rawValue)
      }
    }
  }
}

extension Double {
  /// Shares are shown no more exactly than this.
  fileprivate var thousandths: Double { (self * 1_000).rounded() / 1_000 }
}
