import Documents
import Git

extension ImportReport {
  /// The report as `latitude.import/1`: Schemas/import.json.
  ///
  /// - Parameter message: Why a row was refused, in words.
  public func json(_ message: (any Error) -> String) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.import/1")
      json.field("commit", commit?.description)
      json.field("recorded", recorded.map(\.description))
      json.key("alreadyThere")
      json.array(alreadyThere) { $0.value($1) }
      json.array("refused", refused) { json, refusal in
        json.object { json in
          json.field("line", refusal.row)
          json.field("message", message(refusal.reason))
        }
      }
      json.object("unknownKeys") { json in
        for (key, count) in unknownKeys.sorted(by: { $0.key < $1.key }) { json.field(key, count) }
      }
      json.object("missing") { json in
        for (id, count) in missing.map({ ($0.key.description, $0.value) }).sorted(by: <) {
          json.field(id, count)
        }
      }
    }
  }
}
