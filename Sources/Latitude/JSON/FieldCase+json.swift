import AutonomyMaps
public import Documents
public import Git

extension Stored<FieldCase> {
  /// The whole case as `latitude.case/1`: Schemas/case.json.
  ///
  /// - Parameters:
  ///   - commit: At which it was read.
  ///   - hindsight: What the map says of it; nil: nobody asks.
  ///   - obstacle: Why the map says nothing, in words.
  public func json(
    at commit: CommitID, hindsight: CaseHindsight? = nil, obstacle: String? = nil
  ) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.case/1")
      json.field("commit", commit.description)
      json.field("version", blob.description)
      writeSummary(to: &json)
      json.field("level", value.level)
      json.field("consulted", value.consulted)
      json.object("facts") { json in
        for fact in value.facts { json.field(fact.name, fixedMoney(fact.text)) }
      }
      json.object("inForce", value.inForce) { $1.writeFields(to: &$0) }
      json.object("map", hindsight) { $1.write(to: &$0, obstacle: obstacle) }
      json.field("minutes", value.minutes)
      json.field("outcomeDate", value.outcomeDate?.description)
      json.field("precedents", value.precedents.map(\.description))
      json.field("learnings", value.learnings.map(\.description))
      json.field("customer", value.customer)
      json.field("lang", value.lang)
      json.field("situation", value.situation)
      json.field("decision", value.decision)
      json.field("why", value.why)
      json.field("outcomeText", value.outcomeText)
      json.array("discussion", value.discussion) { json, entry in
        json.object { entry.writeFields(to: &$0) }
      }
    }
  }

  /// What lists show of a case.
  func writeSummary(to json: inout JSONWriter) {
    json.field("id", value.id.description)
    json.field("ref", value.ref)
    json.field("path", path)
    json.field("title", value.title)
    json.field("date", value.date.description)
    json.field("status", value.status?.rawValue)
    json.field("role", value.role)
    json.field("team", value.team)
    json.field("channel", value.channel)
    json.field("motive", value.motive?.description)
    json.field("action", value.action)
    json.field("requested", value.requested?.fixed)
    json.field("granted", value.granted?.fixed)
    json.field("zone", value.zone?.rawValue)
    json.field("outcome", value.outcome?.rawValue)
    json.field("tags", value.tags)
  }
}

extension CaseHindsight {
  fileprivate func write(to json: inout JSONWriter, obstacle: String?) {
    json.object("then", then) { $1.writeFields(to: &$0) }
    json.object("now", now.map { InForce($0) }) { $1.writeFields(to: &$0) }
    json.field("change", change?.rawValue)
    json.field("obstacle", obstacle)
  }
}

extension InForce {
  /// The map's word at the time of a case.
  func writeFields(to json: inout JSONWriter) {
    json.field("map", map)
    json.field("revision", revision)
    json.field("commit", commit)
    json.field("rule", rule)
    json.field("zone", zone?.rawValue)
    json.field("limit", limit?.fixed)
  }
}

extension DiscussionEntry {
  fileprivate func writeFields(to json: inout JSONWriter) {
    json.field("date", day.description)
    json.field("time", minute.map { "\(padded($0 / 60, to: 2)):\(padded($0 % 60, to: 2))" })
    json.field("author", author)
    json.field("kind", kind.rawValue)
    json.field("text", text)
  }
}
