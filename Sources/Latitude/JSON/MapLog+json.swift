import AutonomyMaps
import Documents
import Git

extension [MapLogEntry] {
  /// The history as `latitude.map-log/1`: Schemas/map-log.json.
  public func json(ofRole role: String) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.map-log/1")
      json.field("role", role)
      json.array("revisions", self) { json, entry in json.object { entry.write(to: &$0) } }
    }
  }

  /// One line for each revision: the elements of `json`'s `revisions`.
  public func jsonLines() -> [UInt8] {
    flatMap { entry in JSONWriter.document(.compact) { entry.write(to: &$0) } }
  }
}

extension MapLogEntry {
  fileprivate func write(to json: inout JSONWriter) {
    writeOrigin(to: &json)
    json.object("difference", difference) { $1.write(to: &$0) }
  }

  /// Which revision it is, who made it, why, on which cases, and what it would have changed.
  func writeOrigin(to json: inout JSONWriter) {
    json.field("revision", revision.number)
    json.field("effective", revision.document?.effective.description)
    json.field("commit", revision.commit.id.description)
    json.field("origin", origin.id.description)
    json.field("author", origin.author.name)
    json.field("email", origin.author.email)
    json.field("date", origin.author.timestamp)
    json.field("subject", subject)
    json.field("why", why)
    json.field("basedOn", basedOn.map(\.description))
    json.object("replay", replay) { $1.write(to: &$0) }
  }
}

extension ReplayCounts {
  func write(to json: inout JSONWriter) {
    json.field("cases", cases)
    json.field("changed", changed)
    json.field("wider", wider)
    json.field("narrower", narrower)
    json.field("undecided", undecided)
  }
}
