import AutonomyMaps
import Documents
public import Git

extension MapProposal {
  /// The proposal as `latitude.map-commit/1`: Schemas/map-commit.json.
  ///
  /// - Parameter commit: Nil: it was not committed.
  public func json(commit: CommitID?) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.map-commit/1")
      json.field("role", role)
      json.field("revision", number)
      json.field("commit", commit?.description)
      writeChange(to: &json)
    }
  }

  /// From when on it counts, what it changes, and what it would have changed.
  func writeChange(to json: inout JSONWriter) {
    json.field("effective", document.effective.description)
    difference.write(to: &json)
    json.object("replay") { json in
      ReplayCounts(replay).write(to: &json)
      replay.writeDetails(to: &json)
      json.field("undecidedCases", replay.undecided.map(\.description))
    }
  }

  /// The same as an object of its own, with the revision that it would be.
  func write(to json: inout JSONWriter) {
    json.field("role", role)
    json.field("revision", number)
    writeChange(to: &json)
  }
}
