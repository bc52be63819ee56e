import AutonomyMaps
import Documents
import Latitude

/// A revision before it is committed: what it changes, and what it would have changed.
struct ProposalReport {
  let labels: Labels
  let width: Int
  let today: Day

  private var language: Language { labels.language }

  func lines(_ proposal: MapProposal) -> [StyledText] {
    let effective = proposal.document.effective
    let difference = DifferenceReport(labels: labels, width: width, usualDay: effective)
    let before = proposal.from.map { "\(proposal.role)@\($0.number) → " } ?? ""
    let heading = StyledText.joined([
      StyledText("\(before)\(proposal.role)@\(proposal.number)", .bold),
      StyledText(
        language(en: "in force from \(effective)", fr: "en vigueur à partir du \(effective)")),
      difference.word(proposal.difference.change),
    ])
    var lines = [heading] + difference.lines(proposal.difference)
    lines += ReplayReport(labels: labels, width: width).lines(proposal.replay, indent: 2)
    for warning in warnings(proposal) {
      lines += paragraph(
        StyledText(warning),
        margin: "  \(language(en: "warning", fr: "attention"), .yellow)  ", width: width)
    }
    return lines
  }

  private func warnings(_ proposal: MapProposal) -> [String] {
    let effective = proposal.document.effective
    var warnings: [String] = []
    if proposal.from != nil, effective < today {
      warnings.append(
        language(
          en: "\"effective\" is past: this revision also judges what was decided since "
            + "\(effective)",
          fr: "« effective » est passé : cette révision juge aussi ce qui s'est décidé depuis le "
            + "\(effective)"))
    }
    return warnings + proposal.warnings.map { $0.line(path: nil, in: language) }
  }
}
