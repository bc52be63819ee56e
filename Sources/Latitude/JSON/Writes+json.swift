import Documents
import Git

extension RecordedCase {
  /// The answer as `latitude.record/1`: Schemas/record.json; a dry run has no commit.
  ///
  /// - Parameter obstacle: Why the map says nothing, in words.
  public func json(obstacle: String?) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.record/1")
      json.field("id", id.description)
      json.field("path", path)
      json.field("commit", commit?.description)
      json.object("authority", authority) { $1.writeFields(to: &$0) }
      json.field("obstacle", obstacle)
    }
  }
}

extension EditedDocument {
  /// The answer as `latitude.edit/1`: Schemas/edit.json.
  ///
  /// Without a commit where it was a dry run, or changed nothing.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.edit/1")
      json.field("id", id.description)
      json.field("path", path)
      json.field("commit", commit?.description)
    }
  }
}
