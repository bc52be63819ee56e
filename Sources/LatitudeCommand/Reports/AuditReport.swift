import Documents
import Insights
import Latitude

/// Where practice and maps part, by kind of finding: what a manager talks about with a team.
struct AuditReport {
  let labels: Labels
  let width: Int

  private var language: Language { labels.language }
  private static let clustersShown = 3
  /// The motives and teams with most cases; programs get all.
  private static let groupsShown = 6

  func lines(_ answer: AuditAnswer) -> [StyledText] {
    answer.audits.enumerated().flatMap { place, audit in
      (place == 0 ? [] : [""]) + lines(audit, of: answer.selection)
    }
  }

  private func lines(_ audit: Audit, of selection: CaseSelection) -> [StyledText] {
    var lines = paragraph(counts(audit), hanging: 2, width: width)
    for revision in audit.unusable {
      let role = printable(audit.role)
      lines += paragraph(
        StyledText(
          language(
            en: "\(role)@\(revision) cannot be used and judges no case: "
              + "latitude map show \(shellWord(audit.role)) --revision \(revision)",
            fr: "\(role)@\(revision) est inutilisable et ne juge aucun cas : "
              + "latitude map show \(shellWord(audit.role)) --revision \(revision)"), .yellow),
        margin: "  ", hanging: 4, width: width)
    }
    guard audit.cases != nil else { return lines }
    for kind in AuditFinding.Kind.allCases {
      let findings = audit.findings.filter { $0.kind == kind }
      guard !findings.isEmpty else { continue }
      let isPartial = kind == .ruleUnused && selection != CaseSelection()
      let heading =
        isPartial
        ? language(
          en: "Rules not used in the cases selected",
          fr: "Règles sans emploi dans les cas retenus") : labels.word(kind)
      lines += ["", StyledText(heading, .bold)]
      lines += paragraph(
        StyledText(kind.meaning(in: language), .dim), margin: "  ", width: width)
      if kind == .ruleUnused {
        let rules = findings.compactMap(\.part.name).joined(separator: ", ")
        lines += paragraph(StyledText(rules), margin: "  ", width: width)
      } else {
        for finding in findings { lines += self.lines(finding) }
      }
    }
    if audit.findings.isEmpty && audit.unusable.isEmpty {
      lines += paragraph(
        StyledText(language(en: "Nothing found.", fr: "Rien à signaler.")), margin: "  ",
        width: width)
    }
    return lines + withheld(audit)
  }

  /// How many cases were looked at, or that they are too few to say.
  private func counts(_ audit: Audit) -> StyledText {
    let role = StyledText(labels.role(audit.role), .bold)
    guard let cases = audit.cases, let unjudged = audit.unjudged else {
      let few = language(
        en:
          "fewer than \(audit.smallestGroup) cases held against the map, in which people could be recognised: "
          + "nothing is shown",
        fr:
          "moins de \(audit.smallestGroup) cas rapprochés de la carte, où l'on reconnaîtrait les personnes : "
          + "rien n'est montré")
      return .joined([role, StyledText(few)])
    }
    let rest =
      unjudged == 0
      ? ""
      : language(
        en: "\(unjudged) more cannot be held against the map",
        fr: unjudged == 1
          ? "1 de plus ne peut pas être rapproché de la carte"
          : "\(unjudged) de plus ne peuvent pas être rapprochés de la carte")
    return .joined([role, StyledText(labels.cases(cases)), StyledText(rest)])
  }

  // MARK: One finding

  private func lines(_ finding: AuditFinding) -> [StyledText] {
    let share = language(
      en: "\(finding.cases.count) of \(labels.cases(finding.total))",
      fr: "\(finding.cases.count) sur \(labels.cases(finding.total))")
    var lines = paragraph(
      .joined([
        StyledText(labels.source(finding.part)), StyledText(share),
        StyledText(labels.outcomes(finding.outcomes)),
        StyledText(
          finding.minutes.map { language(en: "\($0) min in all", fr: "\($0) min en tout") } ?? ""),
      ]), margin: "  ", hanging: 4, width: width)
    var table = Table()
    func add(_ name: String, _ groups: [AuditFinding.Group], _ label: (String) -> String) {
      guard !groups.isEmpty else { return }
      let words = groups.prefix(Self.groupsShown).map { group in
        language(
          en: "\(label(group.name)) \(group.cases) of \(group.total)",
          fr: "\(label(group.name)) \(group.cases) sur \(group.total)")
      }
      let more = groups.count > Self.groupsShown ? ", …" : ""
      table.rows.append([StyledText(name, .dim), StyledText(words.joined(separator: ", ") + more)])
    }
    add(language(en: "motives", fr: "motifs"), finding.motives) {
      labels.value($0, ofField: "motive")
    }
    add(language(en: "teams", fr: "équipes"), finding.teams) { $0 }
    for cluster in finding.clusters.prefix(Self.clustersShown) {
      table.rows.append([StyledText(language(en: "alike", fr: "pareils"), .dim), words(cluster)])
    }
    if finding.clusters.isEmpty {
      table.rows.append([
        StyledText(language(en: "cases", fr: "cas"), .dim), StyledText(labels.ids(finding.cases)),
      ])
    } else if finding.clusters.count > Self.clustersShown {
      let more = finding.clusters.count - Self.clustersShown
      table.rows.append([
        "",
        StyledText(
          language(
            en: "and \(more) more such \(more == 1 ? "group" : "groups") (--json)",
            fr: "et \(more) autre\(more < 2 ? "" : "s") groupe\(more < 2 ? "" : "s") (--json)"),
          .dim),
      ])
    }
    lines += table.lines(indent: 4, width: width, wraps: true)
    return lines
  }

  /// "60 EUR demandés, de 20 à 60 EUR accordés · 1 seul, 1 consulter : fc-…, fc-…".
  private func words(_ cluster: AuditFinding.Cluster) -> StyledText {
    func range(_ least: Money?, _ most: Money?) -> String? {
      guard let least, let most else { return nil }
      guard least != most else { return most.description }
      return language(
        en: "\(least.decimal(leastDecimals: 0)) to \(most)",
        fr: "de \(least.decimal(leastDecimals: 0)) à \(most)")
    }
    let requested = range(cluster.leastRequested, cluster.mostRequested).map {
      language(en: "\($0) asked", fr: "\($0) demandés")
    }
    let granted = range(cluster.leastGranted, cluster.mostGranted).map {
      language(en: "\($0) granted", fr: "\($0) accordés")
    }
    let amounts = [requested, granted].compactMap(\.self).joined(separator: ", ")
    let words = StyledText.joined([
      StyledText(amounts), StyledText(labels.zones(cluster.zones)),
      StyledText(cluster.motive.map { labels.motive($0) } ?? ""),
    ])
    return "\(words)\(language.colon)\(labels.ids(cluster.cases), .dim)"
  }

  /// What is not shown, so that silence is not taken for nothing.
  private func withheld(_ audit: Audit) -> [StyledText] {
    guard audit.withheldParts + audit.withheldGroups > 0 else { return [] }
    let parts = audit.withheldParts
    let groups = audit.withheldGroups
    var what: [String] = []
    if parts > 0 {
      what.append(
        language(
          en: "\(parts) \(parts == 1 ? "part" : "parts") of the map",
          fr: "\(parts) partie\(parts < 2 ? "" : "s") de la carte"))
    }
    if groups > 0 {
      what.append(
        language(
          en: "\(groups) \(groups == 1 ? "motive or team" : "motives or teams")",
          fr: "\(groups) motif\(groups < 2 ? "" : "s") ou équipe\(groups < 2 ? "" : "s")"))
    }
    let list = labels.list(what)
    return [""]
      + paragraph(
        StyledText(
          language(
            en: "Not shown: \(list) with fewer than \(audit.smallestGroup) cases, in which people "
              + "could be recognised.",
            fr:
              "Non montré : \(list) de moins de \(audit.smallestGroup) cas, où l'on reconnaîtrait "
              + "les personnes."), .dim), width: width)
  }
}
