import Documents
import Git
import Similarity

extension SearchAnswer {
  /// The answer as `latitude.search/1`: Schemas/search.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.search/1")
      json.field("commit", commit.description)
      json.field("total", total)
      json.array("results", hits) { json, hit in
        json.object { hit.writeFields(to: &$0) }
      }
      json.object("facets") { json in
        for facet in facets {
          json.object(facet.field) { json in
            for (value, count) in facet.values { json.field(value, count) }
          }
        }
      }
      json.field("unreadable", faults.map(\.path))
    }
  }

  /// One line for each document: the elements of `json`'s `results`.
  public func jsonLines() -> [UInt8] {
    hits.flatMap { hit in JSONWriter.document(.compact) { hit.writeFields(to: &$0) } }
  }
}

extension SearchAnswer.Hit {
  fileprivate func writeFields(to json: inout JSONWriter) {
    json.field("kind", kind.rawValue)
    json.field(kind == .map ? "role" : "id", name)
    json.field("path", path)
    json.field("title", title)
    json.field("date", date?.description)
    json.field("score", roundedScore(score))
    json.field("excerpt", excerpt.text)
  }
}
