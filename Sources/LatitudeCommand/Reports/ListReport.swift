import Documents
import Latitude

/// Cases, one line each.
struct ListReport {
  let labels: Labels
  /// Nil: as wide as the titles are.
  let width: Int?

  func lines(_ cases: [Stored<FieldCase>]) -> [StyledText] {
    var table = Table(rightAligned: [2])
    for stored in cases {
      let value = stored.value
      table.rows.append([
        StyledText(value.id.description, .dim),
        value.zone.map { StyledText(labels.word($0), $0.style) } ?? "",
        StyledText((value.granted ?? value.requested)?.description ?? ""),
        StyledText(value.outcome.map { labels.word($0) } ?? "", .dim),
        StyledText(value.title),
      ])
    }
    return table.lines(width: width)
  }
}
