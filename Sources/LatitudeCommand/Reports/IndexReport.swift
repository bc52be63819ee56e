import Git
import Latitude

/// What an index holds, and whether it is right.
struct IndexReport {
  let language: Language

  private static let mostPaths = 20

  func lines(_ summary: IndexSummary) -> [StyledText] {
    let megabytes = (Double(summary.bytes) / 100_000).rounded() / 10
    return [
      StyledText(
        language(
          en:
            "\(summary.cases) \(summary.cases == 1 ? "case" : "cases") indexed at "
            + "\(summary.commit.abbreviated), \(megabytes) MB in \(summary.segments) "
            + "\(summary.segments == 1 ? "segment" : "segments")",
          fr:
            "\(summary.cases) cas indexé\(summary.cases < 2 ? "" : "s") à "
            + "\(summary.commit.abbreviated), "
            + "\(megabytes) Mo".replacing(".", with: ",")
            + " en \(summary.segments) segment\(summary.segments < 2 ? "" : "s")"))
    ]
  }

  func lines(_ check: IndexCheck) -> [StyledText] {
    if check.isGood {
      return [
        StyledText(
          language(
            en: "The index tells what a fresh one tells.",
            fr: "L'index dit ce que dirait un index refait."), .green)
      ] + lines(check.summary)
    }
    var lines: [StyledText] = []
    if check.isDamaged {
      lines.append(
        StyledText(language(en: "The index is damaged.", fr: "L'index est endommagé."), .red))
    } else {
      lines.append(
        StyledText(
          language(
            en: "The index tells otherwise than a fresh one.",
            fr: "L'index ne dit pas ce que dirait un index refait."), .red))
    }
    lines += check.differing.prefix(Self.mostPaths).map { StyledText("  \($0)") }
    if check.differing.count > Self.mostPaths {
      let more = check.differing.count - Self.mostPaths
      lines.append(StyledText(language(en: "  and \(more) more", fr: "  et \(more) autres")))
    }
    lines.append(
      StyledText(
        language(
          en: "Make it anew with: latitude index --rebuild",
          fr: "Refaites-le avec : latitude index --rebuild")))
    return lines
  }
}
