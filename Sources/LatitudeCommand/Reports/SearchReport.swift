import Documents
import Latitude
import Similarity

/// Documents that hold words, with the passages that do.
struct SearchReport {
  let labels: Labels
  let width: Int

  private var language: Language { labels.language }

  func lines(_ answer: SearchAnswer) -> [StyledText] {
    let shown = answer.hits.count
    let count =
      shown < answer.total
      ? language(en: "\(shown) of \(answer.total)", fr: "\(shown) sur \(answer.total)")
      : language(
        en: "\(shown) \(shown == 1 ? "document" : "documents")",
        fr: "\(shown) \(shown == 1 ? "document" : "documents")")
    return answer.hits.flatMap { hit in lines(hit) + [""] } + [StyledText(count, .dim)]
      + answer.facets.flatMap(lines)
  }

  /// So many values of a field are shown.
  private static let mostValues = 6

  /// How many documents have each value of a field; nothing where one value says no more than the count.
  private func lines(_ facet: SearchAnswer.Facet) -> [StyledText] {
    guard facet.values.count > 1 else { return [] }
    var counts = facet.values.prefix(Self.mostValues).map { value, count in
      "\(name(of: value, in: facet.field)) \(count)"
    }
    if facet.values.count > counts.count { counts.append("…") }
    let field =
      facet.field == "kind"
      ? language(en: "kind", fr: "genre") : labels.field(facet.field)
    return paragraph(
      StyledText("  \(field)\(language.colon)\(counts.joined(separator: ", "))", .dim),
      hanging: 4, width: width)
  }

  private func name(of value: String, in field: String) -> String {
    field == "kind"
      ? DocumentKind(rawValue: value).map { labels.word($0) } ?? value
      : labels.value(value, ofField: field)
  }

  private func lines(_ hit: SearchAnswer.Hit) -> [StyledText] {
    let title = StyledText(hit.title, highlights: hit.titleHighlights, .bold)
    let place = StyledText.joined(
      [
        StyledText(labels.word(hit.kind), .cyan), StyledText(hit.name, .dim),
        StyledText(hit.kind == .map ? "" : hit.date?.description ?? "", .dim),
      ], by: "  ")
    var lines = paragraph(title, width: width)
    lines.append("  " + place)
    if !hit.excerpt.text.isEmpty {
      let excerpt = StyledText(hit.excerpt.text, highlights: hit.excerpt.highlights, nil)
      lines += paragraph(excerpt, margin: "  ", width: width)
    }
    return lines
  }
}
