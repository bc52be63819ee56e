import AutonomyMaps
import Documents
import Git

extension MapReplay {
  /// The replay as `latitude.map-replay/1`: Schemas/map-replay.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.map-replay/1")
      json.field("role", role)
      json.object("from", from) { $1.writeOrigin(to: &$0) }
      json.object("to") { to.writeOrigin(to: &$0) }
      ReplayCounts(replay).write(to: &json)
      replay.writeDetails(to: &json)
      json.field("unreadable", faults.map(\.path))
    }
  }
}

extension Replay {
  /// What stands behind the counts: `moves`, `unjudged`, `assumed`, `minutes`.
  func writeDetails(to json: inout JSONWriter) {
    json.array("moves", moves) { json, move in json.object { move.write(to: &$0) } }
    json.array("unjudged", unjudged) { json, group in
      json.object { json in
        json.field("needs", group.needs)
        json.field("cases", group.cases.map(\.description))
        json.field("couldMove", group.couldMove)
        json.field("grantedOnly", group.grantedOnly)
      }
    }
    json.array("assumed", assumed) { json, assumed in
      json.object { json in
        switch assumed.assumption {
        case .fact(let name, let value):
          json.field("fact", name)
          json.field("value", value.description)
          json.null("uncheckedCap")
        case .capUnchecked(let rule):
          json.null("fact")
          json.null("value")
          json.field("uncheckedCap", rule)
        }
        json.field("cases", assumed.cases)
      }
    }
    json.array("minutes", minutes) { json, zone in
      json.object { json in
        json.field("zone", zone.zone.rawValue)
        json.field("cases", zone.cases)
        json.field("lowerQuartile", zone.lowerQuartile.tenths)
        json.field("median", zone.median.tenths)
        json.field("upperQuartile", zone.upperQuartile.tenths)
      }
    }
  }
}

extension Replay.Move {
  fileprivate func write(to json: inout JSONWriter) {
    json.field("from", from.rawValue)
    json.field("to", to.rawValue)
    json.field("cases", cases.map(\.description))
    json.array("requested", requested) { $1.write(to: &$0) }
    json.array("granted", granted) { $1.write(to: &$0) }
    json.object("outcomes") { $0.outcomes(outcomes) }
    json.object("minutesSaved", saved) { json, saved in
      json.field("cases", saved.cases)
      json.field("minutes", saved.minutes.tenths)
      json.field("low", saved.low.tenths)
      json.field("high", saved.high.tenths)
    }
  }
}

extension Replay.Amounts {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("cases", cases)
      json.field("total", total.fixed)
      json.field("min", least.fixed)
      json.field("median", median.fixed)
      json.field("max", most.fixed)
    }
  }
}

extension Double {
  /// Medians and their bounds are no more exact than this.
  fileprivate var tenths: Double { (self * 10).rounded() / 10 }
}
