import Git
import Latitude

/// What an index holds, and whether it is right.
struct IndexReport {
  let language: Language

  private static let mostPaths = 20

  func lines(_ summary: IndexSummary) -> [StyledText] {
    let cases = summary.cases
    let segments = summary.segments
    return [
      StyledText(
        language(
          en:
            "\(cases) \(cases == 1 ? "case" : "cases") indexed at \(summary.commit.abbreviated), "
            + "\(size(summary.bytes)) in \(segments) \(segments == 1 ? "segment" : "segments")",
          fr:
            "\(cases) cas indexé\(cases < 2 ? "" : "s") à \(summary.commit.abbreviated), "
            + "\(size(summary.bytes)) en \(segments) segment\(segments < 2 ? "" : "s")"))
    ]
  }

  /// In the unit that makes it a small number.
  private func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? language(en: "\(bytes / 1_000) kB", fr: "\(bytes / 1_000) ko")
      : language(en: "\(bytes / 1_000_000) MB", fr: "\(bytes / 1_000_000) Mo")
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
