package import AutonomyMaps
package import Documents

/// An audit in the making: cases come one at a time; of each only what findings show is kept.
///
/// Feed it every case of the base: what other cases granted counts against caps.
package struct AuditRun {
  private let role: String
  private let revisions: [Revision]
  /// One for each revision.
  private var judges: [ClassJudge?]
  private let smallestGroup: Int
  private var classes: FactClasses?
  private var grants: [String: [Gesture]] = [:]
  private var waiting: [FieldCase] = []
  private var tallies: [AuditFinding.Part: PartTally] = [:]
  private var audit: Audit
  /// How many cases were held against the map, and how many could not be.
  private var counts = (judged: 0, unjudged: 0)
  private var unusable: Set<Int> = []
  private let kinds: Set<AuditFinding.Kind>

  /// One revision of the map, oldest first; nil what cannot be read.
  package struct Revision {
    package var effective: Day?
    package var map: AutonomyMap?

    package init(effective: Day?, map: AutonomyMap?) {
      self.effective = effective
      self.map = map
    }
  }

  private struct Gesture {
    var id: DocumentID
    var grant: PastGrant
  }

  /// - Parameter kinds: Which findings are wanted.
  package init(
    role: String, revisions: [Revision], vocabulary: Vocabulary,
    kinds: [AuditFinding.Kind] = AuditFinding.Kind.allCases
  ) {
    self.role = role
    self.kinds = Set(kinds)
    self.revisions = revisions
    judges = revisions.map { revision in
      revision.map.map { ClassJudge(to: $0, vocabulary: vocabulary) }
    }
    smallestGroup = vocabulary.privacy.smallestGroup
    classes = revisions.last?.map.map { FactClasses(of: $0) }
    audit = Audit(role: role, smallestGroup: smallestGroup)
    if let newest = revisions.indices.last, revisions[newest].map == nil {
      unusable.insert(newest)
    }
  }

  /// Takes one case in; only its fields are looked at, never its texts.
  ///
  /// - Parameter counts: Whether it is to be judged; it counts against caps in any case.
  package mutating func add(_ fieldCase: FieldCase, counts: Bool = true) {
    if let customer = fieldCase.customer, let grant = PastGrant(fieldCase) {
      grants[customer, default: []].append(Gesture(id: fieldCase.id, grant: grant))
    }
    guard counts, fieldCase.role == role, let action = fieldCase.action else { return }
    guard let place = revision(on: fieldCase.date) else {
      self.counts.unjudged += 1
      return
    }
    guard let map = revisions[place].map else {
      self.counts.unjudged += 1
      unusable.insert(place)
      return
    }
    if fieldCase.customer != nil, map.hasCap(forAction: action) {
      var kept = fieldCase
      kept.dropTexts()
      waiting.append(kept)
    } else {
      judge(fieldCase, by: place)
    }
  }

  /// What all cases together show.
  package consuming func finish() -> Audit {
    for fieldCase in waiting {
      if let place = revision(on: fieldCase.date) { judge(fieldCase, by: place) }
    }
    audit.unusable = unusable.map { $0 + 1 }.sorted()
    // Even the rules that so few cases did not use would tell which they did.
    let tooFew = 1..<max(1, smallestGroup)
    guard !tooFew.contains(counts.judged), !tooFew.contains(counts.judged + counts.unjudged) else {
      (audit.cases, audit.unjudged) = (nil, nil)
      return audit
    }
    (audit.cases, audit.unjudged) = counts
    for (part, tally) in tallies {
      // Whoever is alone in a figure would be seen in it.
      guard tally.all.cases >= smallestGroup else {
        if tally.has(anyOf: kinds) { audit.withheldParts += 1 }
        continue
      }
      let (findings, withheld) = tally.findings(
        about: part, of: kinds, smallestGroup: smallestGroup)
      audit.findings += findings
      audit.withheldGroups += withheld
    }
    if kinds.contains(.ruleUnused) {
      for rule in revisions.last?.map?.document.rules ?? [] where tallies[.rule(rule.id)] == nil {
        audit.findings.append(
          AuditFinding(kind: .ruleUnused, part: .rule(rule.id), total: 0))
      }
    }
    audit.findings.sort { $0.isBefore($1) }
    return audit
  }

  /// The place of the revision in force on a day.
  private func revision(on day: Day) -> Int? {
    AutonomyMap.revisionInForce(on: day, effective: revisions.map(\.effective))
  }

  private mutating func judge(_ fieldCase: FieldCase, by place: Int) {
    let past = fieldCase.customer.map { customer in
      (grants[customer] ?? []).filter { $0.id != fieldCase.id && $0.grant.day <= fieldCase.date }
        .map(\.grant)
    }
    guard let answer = judges[place]?.answer(to: fieldCase, pastGrants: past),
      let zone = answer.after, let part = AuditFinding.Part(answer.source)
    else {
      counts.unjudged += 1
      return
    }
    counts.judged += 1
    tallies[part, default: PartTally()].add(
      fieldCase, allowed: zone, isCapReached: answer.isCapReached,
      facts: classes?.key(of: fieldCase) ?? [])
  }
}

extension AuditFinding.Part {
  /// A trial stands for its rule; nil where several parts could have spoken.
  fileprivate init?(_ source: Verdict.Source) {
    switch source {
    case .rule(let id), .trial(_, rule: let id): self = .rule(id)
    case .limit(let id, _): self = .limit(id)
    case .byDefault: self = .byDefault
    case .depends: return nil
    }
  }
}

extension AuditFinding {
  /// By kind, then most cases, then name.
  fileprivate func isBefore(_ other: AuditFinding) -> Bool {
    let kinds = Kind.allCases
    let (place, otherPlace) = (
      kinds.firstIndex(of: kind) ?? 0, kinds.firstIndex(of: other.kind) ?? 0
    )
    return (place, other.cases.count, part.name ?? "")
      < (otherPlace, cases.count, other.part.name ?? "")
  }
}

extension FieldCase {
  /// Fields alone are kept while others come in.
  fileprivate mutating func dropTexts() {
    situation = ""
    decision = nil
    why = nil
    outcomeText = nil
    discussionText = nil
    discussion = []
  }
}
