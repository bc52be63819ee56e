public import Documents
public import Git

extension Stored<Learning> {
  /// The whole learning as `latitude.learning/1`: Schemas/learning.json.
  public func json(at commit: CommitID) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.learning/1")
      json.field("commit", commit.description)
      json.field("version", blob.description)
      json.field("id", value.id.description)
      json.field("path", path)
      json.field("title", value.title)
      json.field("date", value.date.description)
      json.field("status", value.status?.rawValue)
      json.field("format", value.format?.rawValue)
      json.field("cases", value.cases.map(\.description))
      json.field("rules", value.rules)
      json.field("motives", value.motives.map(\.description))
      json.field("tags", value.tags)
      json.field("body", value.body)
    }
  }
}

extension Stored<Idea> {
  /// The whole idea as `latitude.idea/1`: Schemas/idea.json; its rules are in the map's words.
  public func json(at commit: CommitID) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.idea/1")
      json.field("commit", commit.description)
      writeFields(to: &json)
    }
  }

  /// Everything that the idea's file says.
  func writeFields(to json: inout JSONWriter) {
    json.field("version", blob.description)
    json.field("id", value.id.description)
    json.field("path", path)
    json.field("title", value.title)
    json.field("date", value.date.description)
    json.field("role", value.role)
    json.field("status", value.status?.rawValue)
    json.field("decidedBy", value.decidedBy)
    json.field("decidedOn", value.decidedOn?.description)
    json.field("reason", value.reason)
    json.field("revision", value.revision)
    json.array("rules", value.rules) { json, rule in json.object { rule.write(to: &$0) } }
    json.field("tags", value.tags)
    json.field("body", value.body)
  }
}
