import AutonomyMaps
import Documents
import Latitude

/// The line of descent of a rule, limit or trial: what it says now, and each change with its reason.
struct WhyReport {
  let labels: Labels
  let width: Int
  let today: Day

  private var language: Language { labels.language }

  func lines(_ why: MapWhy) -> [StyledText] {
    let log = MapLogReport(labels: labels, width: width)
    return now(why)
      + why.steps.flatMap { step in
        [""] + log.heading(step.entry) + change(step) + log.grounds(step.entry)
      }
  }

  /// What is in force today.
  private func now(_ why: MapWhy) -> [StyledText] {
    let revision = why.inForce.map { "\(why.role)@\($0)" } ?? why.role
    guard let current = why.current else {
      return [
        StyledText(
          language(
            en: "\(why.part) is not in force today (\(revision))",
            fr: "\(why.part) n'est pas en vigueur aujourd'hui (\(revision))"), .yellow)
      ]
    }
    let report = MapReport(labels: labels, width: width, today: today)
    return report.lines(current) + [
      StyledText(
        language(en: "in force today, \(revision)", fr: "en vigueur aujourd'hui, \(revision)"), .dim
      )
    ]
  }

  private func change(_ step: MapWhy.Step) -> [StyledText] {
    DifferenceReport(labels: labels, width: width, showsExamples: false)
      .lines(MapDifference(change: .same, parts: step.parts(in: step.entry.difference)))
  }
}

extension MapWhy.Step {
  /// What changed of the part and of a rule's trials, with the words for it where they are known.
  fileprivate func parts(in difference: MapDifference?) -> [MapDifference.PartChange] {
    let ids = [before, after].compactMap(\.self).flatMap(\.ids)
    return (difference?.parts ?? []).filter { change in
      switch change.part {
      case .rule(let before, let after): ids.contains((after ?? before)?.id ?? "")
      case .trial(let before, let after): ids.contains((after ?? before)?.id ?? "")
      case .limit(let before, let after): ids.contains((after ?? before)?.id ?? "")
      case .byDefault: false
      }
    }
  }
}

extension MapPart {
  fileprivate var ids: [String] {
    switch self {
    case .rule(let rule, let trials): [rule.id] + trials.map(\.id)
    case .limit(let limit): [limit.id]
    case .trial(let trial): [trial.id]
    }
  }
}
