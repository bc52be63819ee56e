import Documents
import Git

extension ListAnswer {
  /// The answer as `latitude.list/1`: Schemas/list.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.list/1")
      json.field("commit", commit.description)
      json.field("total", total)
      json.array("cases", cases) { json, stored in
        json.object { stored.writeSummary(to: &$0) }
      }
      json.field("unreadable", faults.map(\.path))
    }
  }

  /// One line for each case: the elements of `json`'s `cases`.
  public func jsonLines() -> [UInt8] {
    cases.flatMap { stored in
      JSONWriter.document(.compact) { stored.writeSummary(to: &$0) }
    }
  }
}
