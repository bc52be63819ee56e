import Git

extension IndexSummary {
  /// The summary as `latitude.index/1`: Schemas/index.json.
  public func json() -> [UInt8] {
    JSONWriter.document { writeFields(to: &$0) }
  }

  fileprivate func writeFields(to json: inout JSONWriter) {
    json.field("schema", "latitude.index/1")
    json.field("commit", commit.description)
    json.field("cases", cases)
    json.field("segments", segments)
    json.field("bytes", bytes)
    json.field("unreadable", faults.map(\.path))
  }
}

extension IndexCheck {
  /// The summary of a fresh index, and how the one on disk differs from it.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      summary.writeFields(to: &json)
      json.object("verified") { json in
        json.field("good", isGood)
        json.field("damaged", isDamaged)
        json.field("differing", differing)
        json.field("frequenciesDiffer", frequenciesDiffer)
      }
    }
  }
}
