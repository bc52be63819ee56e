import AutonomyMaps
import Documents
import Latitude

/// What the past would have been under another map, as lines for a person.
struct ReplayReport {
  let labels: Labels
  let width: Int

  private var language: Language { labels.language }

  /// The whole answer of `map replay`.
  func lines(_ replay: MapReplay) -> [StyledText] {
    func side(_ version: MapVersion) -> StyledText {
      "\(labels.name(version)) (\(version.document.effective))"
    }
    let sides = [replay.from, replay.to].compactMap(\.self).map(side)
    return paragraph(.joined(sides, by: " → "), hanging: 2, width: width)
      + lines(replay.replay, indent: 2)
      + remarks(replay.replay)
  }

  /// The counts in a sentence, the moves, and what cannot be judged.
  func lines(_ replay: Replay, indent: Int) -> [StyledText] {
    let margin = StyledText(String(repeating: " ", count: indent))
    var lines = paragraph(
      StyledText(labels.words(ReplayCounts(replay))), margin: margin, width: width)
    for move in replay.moves { lines += self.lines(move, indent: indent) }
    let reachable = replay.unjudged.filter { $0.couldMove > 0 }
    for group in reachable.prefix(Self.groupsShown) {
      lines += paragraph(
        StyledText(words(group)), margin: margin + StyledText("? ", .cyan), width: width)
    }
    lines += paragraph(StyledText(directionWords(replay) ?? ""), margin: margin, width: width)
      .filter { !$0.withoutTrailingSpaces.isEmpty }
    return lines
  }

  /// Groups of cases that cannot be judged, the largest first; programs get all.
  private static let groupsShown = 4

  // MARK: One move

  private func lines(_ move: Replay.Move, indent: Int) -> [StyledText] {
    let margin = StyledText(String(repeating: " ", count: indent))
    let change: StyledText =
      "\(labels.word(move.from), move.from.style) → \(labels.word(move.to), move.to.style)"
    var table = Table()
    func add(_ name: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      table.rows.append([StyledText(name, .dim), StyledText(text)])
    }
    add(
      language(en: "asked for", fr: "demandé"), move.requested.map(words).joined(separator: " · "))
    add(language(en: "granted", fr: "accordé"), move.granted.map(words).joined(separator: " · "))
    add(language(en: "ended", fr: "issue"), outcomes(of: move))
    add(language(en: "time", fr: "temps"), move.saved.map(words))
    add(language(en: "cases", fr: "cas"), labels.ids(move.cases))
    return [margin + .joined([change, StyledText(labels.cases(move.cases.count))])]
      + table.lines(indent: indent + 2, width: width, wraps: true)
  }

  /// "1040 EUR en tout, de 62 à 80 EUR".
  private func words(_ amounts: Replay.Amounts) -> String {
    if amounts.cases == 1 { return amounts.total.description }
    if amounts.least == amounts.most {
      return language(
        en: "\(amounts.total) in all, \(amounts.most) each",
        fr: "\(amounts.total) en tout, \(amounts.most) chacun")
    }
    let least = amounts.least.decimal(leastDecimals: 0)
    let range = language(
      en: "\(amounts.total) in all, from \(least) to \(amounts.most)",
      fr: "\(amounts.total) en tout, de \(least) à \(amounts.most)")
    if amounts.cases < 4 { return range }
    return range
      + language(
        en: ", half of them up to \(amounts.median)", fr: ", la moitié jusqu'à \(amounts.median)")
  }

  private func outcomes(of move: Replay.Move) -> String {
    Outcome.allCases.compactMap { outcome in
      move.outcomes[outcome].map { labels.count($0, outcome) }
    }.joined(separator: ", ")
  }

  /// "environ 2 h 10 de travail en moins (de 1 h 30 à 2 h 50), sur 14 cas".
  private func words(_ saved: Replay.TimeSaved) -> String {
    let isGain = saved.minutes >= 0
    let bounds = [abs(saved.low), abs(saved.high)].sorted()
    // Where even the direction is unsure, there is nothing to promise.
    guard saved.low * saved.high > 0 else {
      return language(
        en: "no sure difference (\(saved.cases) cases)",
        fr: "pas de différence sûre (\(saved.cases) cas)")
    }
    let time = duration(abs(saved.minutes))
    return language(
      en: "about \(time) \(isGain ? "less" : "more") work (\(duration(bounds[0])) to "
        + "\(duration(bounds[1]))), over \(labels.cases(saved.cases))",
      fr: "environ \(time) de travail en \(isGain ? "moins" : "plus") (de \(duration(bounds[0])) à "
        + "\(duration(bounds[1]))), sur \(labels.cases(saved.cases))")
  }

  private func duration(_ minutes: Double) -> String {
    let whole = Int(minutes.rounded())
    return whole < 60 ? "\(whole) min" : "\(whole / 60) h \(padded(whole % 60, to: 2))"
  }

  // MARK: What cannot be judged

  /// "4 cas pourraient changer selon le montant, qu'ils ne disent pas : fc-…".
  private func words(_ group: Replay.Unjudged) -> String {
    let missing = labels.list(group.needs.map { labels.field($0) })
    return language(
      en:
        "\(labels.cases(group.couldMove)) could change, but \(group.couldMove == 1 ? "does" : "do")"
        + " not say: \(missing)",
      fr: "\(labels.cases(group.couldMove)) \(group.couldMove == 1 ? "pourrait" : "pourraient") "
        + "changer, mais ne \(group.couldMove == 1 ? "dit" : "disent") pas : \(missing)")
  }

  /// What cases without the amount asked for cannot tell.
  private func directionWords(_ replay: Replay) -> String? {
    let count = replay.unjudged.reduce(0) { $0 + $1.grantedOnly }
    guard count > 0 else { return nil }
    return language(
      en: "\(labels.cases(count)) only \(count == 1 ? "says" : "say") what was granted: whether a "
        + "wider limit would have helped shows only where the request was noted too.",
      fr: "\(labels.cases(count)) ne \(count == 1 ? "note" : "notent") que ce qui fut accordé : un "
        + "élargissement ne se juge que là où la demande est notée aussi.")
  }

  // MARK: What stands behind it

  private func remarks(_ replay: Replay) -> [StyledText] {
    var table = Table()
    let assumed = replay.assumed.compactMap(words) + [uncheckedCaps(replay)].compactMap(\.self)
    if !assumed.isEmpty {
      table.rows.append([
        StyledText(language(en: "assumed", fr: "supposé"), .dim),
        StyledText(assumed.joined(separator: ", ")),
      ])
    }
    if !replay.minutes.isEmpty {
      let zones = replay.minutes.map { zone in
        language(
          en:
            "\(labels.word(zone.zone)) \(minutes(zone.median)) min (\(minutes(zone.lowerQuartile))"
            + "–\(minutes(zone.upperQuartile)), \(labels.cases(zone.cases)))",
          fr:
            "\(labels.word(zone.zone)) \(minutes(zone.median)) min (\(minutes(zone.lowerQuartile))"
            + " à \(minutes(zone.upperQuartile)), \(labels.cases(zone.cases)))")
      }
      table.rows.append([
        StyledText(language(en: "usual time", fr: "temps usuel"), .dim),
        StyledText(zones.joined(separator: ", ")),
      ])
    }
    return table.lines(indent: 2, width: width, wraps: true)
  }

  private func minutes(_ minutes: Double) -> String { String(Int(minutes.rounded())) }

  private func words(_ assumed: Replay.Assumed) -> String? {
    guard case .fact(let name, let value) = assumed.assumption else { return nil }
    let text = labels.value(value.description, ofFact: name)
    return "\(labels.fact(name))\(language.colon)\(text) (\(labels.cases(assumed.cases)))"
  }

  private func uncheckedCaps(_ replay: Replay) -> String? {
    let count = replay.assumed.reduce(0) { sum, assumed in
      if case .capUnchecked = assumed.assumption { sum + assumed.cases } else { sum }
    }
    guard count > 0 else { return nil }
    return language(
      en: "nothing granted before where no customer is named (\(labels.cases(count)))",
      fr: "rien d'accordé auparavant là où aucun client n'est nommé (\(labels.cases(count)))")
  }
}

extension Labels {
  /// "sur 412 cas passés, 12 changeraient de zone : 12 plus libres, 0 plus stricts ; 5 …".
  func words(_ replay: ReplayCounts) -> String {
    let unjudged =
      replay.undecided == 0
      ? ""
      : language(
        en: "; \(replay.undecided) cannot be judged",
        fr: replay.undecided == 1
          ? " ; 1 ne peut pas être jugé" : " ; \(replay.undecided) ne peuvent pas être jugés")
    if replay.cases == 0 {
      return language(en: "no past cases to judge by it", fr: "aucun cas passé à juger ainsi")
    }
    let cases = language(
      en: "of \(replay.cases) past \(replay.cases == 1 ? "case" : "cases")",
      fr: "sur \(replay.cases) cas passé\(replay.cases < 2 ? "" : "s")")
    if replay.changed == 0 {
      return language(
        en: "\(cases), none would change zone\(unjudged)",
        fr: "\(cases), aucun ne changerait de zone\(unjudged)")
    }
    return language(
      en: "\(cases), \(replay.changed) would change zone\(directions(replay))\(unjudged)",
      fr: "\(cases), \(replay.changed) \(replay.changed == 1 ? "changerait" : "changeraient") de "
        + "zone\(directions(replay))\(unjudged)")
  }

  private func directions(_ replay: ReplayCounts) -> String {
    if replay.narrower == 0 {
      return language(en: ", to a freer one", fr: ", vers plus libre")
    }
    if replay.wider == 0 {
      return language(en: ", to a stricter one", fr: ", vers plus strict")
    }
    return language(
      en: ": \(replay.wider) freer, \(replay.narrower) stricter",
      fr: " : \(replay.wider) vers plus libre, \(replay.narrower) vers plus strict")
  }
}
