import Similarity

extension SimilarReport {
  /// The score as the sum that it is: each part's similarity × its weight.
  func arithmetic(_ similar: SimilarCase, indent: Int) -> [StyledText] {
    var table = Table(rightAligned: [1, 2, 3])
    table.rows.append(
      [
        language(en: "part", fr: "part"), language(en: "similarity", fr: "ressemblance"),
        language(en: "× weight", fr: "× poids"), language(en: "= share", fr: "= apport"), "",
      ].map { StyledText($0, .dim) })
    for part in similar.parts {
      table.rows.append([
        StyledText(labels.word(part.feature)),
        StyledText(language.decimal(places: 3, part.similarity)),
        StyledText(language.decimal(places: 3, part.weight)),
        StyledText(language.decimal(places: 3, part.similarity * part.weight)),
        StyledText(why(part), .dim),
      ])
    }
    table.rows.append([
      StyledText(language(en: "score", fr: "score"), .bold), "",
      StyledText(language.decimal(places: 3, similar.parts.reduce(0) { $0 + $1.weight })),
      StyledText(language.decimal(places: 3, similar.score), .bold), "",
    ])
    return table.lines(indent: indent, width: width)
  }

  private func why(_ part: SimilarCase.Part) -> String {
    part.why.map { labels.value($0, ofField: part.feature.rawValue) }.joined(separator: ", ")
  }
}
