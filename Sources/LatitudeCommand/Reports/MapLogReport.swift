import AutonomyMaps
import Documents
import Git
import Latitude

/// A map's revisions as their history tells them, newest first.
struct MapLogReport {
  let labels: Labels
  let width: Int

  private var language: Language { labels.language }

  func lines(_ entries: [MapLogEntry]) -> [StyledText] {
    entries.enumerated().flatMap { index, entry in (index == 0 ? [] : [""]) + lines(entry) }
  }

  private func lines(_ entry: MapLogEntry) -> [StyledText] {
    let change = entry.difference.map { change in
      DifferenceReport(labels: labels, width: width, showsExamples: false).lines(change)
    }
    return heading(entry) + (change ?? []) + grounds(entry)
  }

  /// Which revision it is, who made it, and why.
  func heading(_ entry: MapLogEntry) -> [StyledText] {
    let commit = entry.origin
    let effective =
      entry.revision.document.map { "\($0.effective)" }
      ?? language(en: "unreadable", fr: "illisible")
    let difference = DifferenceReport(labels: labels, width: width, showsExamples: false)
    var lines: [StyledText] = [
      .joined([
        StyledText("\(entry.role)@\(entry.revision.number)", .bold), StyledText(effective),
        entry.difference.map { difference.word($0.change) } ?? "",
        StyledText(commit.author.name),
        StyledText("\(commit.author.day) \(commit.id.abbreviated)", .dim),
      ])
    ]
    if entry.hasOwnSubject {
      lines += paragraph(StyledText(entry.subject, .bold), margin: "  ", width: width)
    }
    if let why = entry.why { lines += prose(why, indent: 2, width: width) }
    return lines
  }

  /// On which cases it rests, and what it would have changed.
  func grounds(_ entry: MapLogEntry) -> [StyledText] {
    var lines: [StyledText] = []
    if !entry.basedOn.isEmpty { lines += basedOn(entry.basedOn) }
    if let replay = entry.replay {
      lines += paragraph(StyledText(labels.words(replay), .dim), margin: "  ", width: width)
    } else if entry.difference != nil {
      let number = entry.revision.number
      lines.append(
        StyledText("  → latitude map replay \(entry.role) --revision \(number)", .dim))
    }
    return lines
  }

  private func basedOn(_ ids: [DocumentID]) -> [StyledText] {
    let shown = ids.prefix(4).map(\.description).joined(separator: ", ")
    let all = ids.count > 4 ? "\(labels.documents(ids))\(language.colon)\(shown), …" : shown
    let name = language(en: "rests on ", fr: "s'appuie sur ")
    return paragraph("\(name, .dim)\(all)", margin: "  ", width: width)
  }
}
