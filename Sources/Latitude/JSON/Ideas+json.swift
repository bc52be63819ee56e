import Documents
public import Git
import Insights

extension IdeaList {
  /// The answer as `latitude.idea-list/1`: Schemas/idea-list.json.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.idea-list/1")
      json.field("commit", commit.description)
      json.array("ideas", ideas) { json, idea in json.object { idea.writeFields(to: &$0) } }
      json.field("unreadable", faults.map(\.path))
    }
  }

  /// One line for each idea: the elements of `json`'s `ideas`.
  public func jsonLines() -> [UInt8] {
    ideas.flatMap { idea in JSONWriter.document(.compact) { idea.writeFields(to: &$0) } }
  }
}

extension IdeaView {
  /// The answer as `latitude.idea-show/1`: Schemas/idea-show.json.
  ///
  /// - Parameter obstacle: Why the idea cannot be compared with the map, in words.
  public func json(at commit: CommitID, obstacle: String?) -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.idea-show/1")
      json.field("commit", commit.description)
      json.object("idea") { idea.writeFields(to: &$0) }
      json.object("proposal", proposal) { $1.write(to: &$0) }
      json.field("obstacle", obstacle)
      json.field("smallestGroup", smallestGroup)
      json.array("trials", trials) { json, review in
        json.object { review.write(to: &$0, smallestGroup: smallestGroup) }
      }
    }
  }
}

extension RecordedIdea {
  /// The answer as `latitude.idea-new/1`: Schemas/idea-new.json; a dry run has no commit.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.idea-new/1")
      json.field("id", idea.id.description)
      json.field("path", path)
      json.field("commit", commit?.description)
      json.object("proposal", proposal) { $1.write(to: &$0) }
    }
  }
}

extension IdeaAnswer {
  /// The answer as `latitude.idea-answer/1`: Schemas/idea-answer.json; a dry run has no commit.
  public func json() -> [UInt8] {
    JSONWriter.document { json in
      json.field("schema", "latitude.idea-answer/1")
      json.field("id", idea.value.id.description)
      json.field("path", idea.path)
      json.field("status", decision.status.rawValue)
      json.field("reason", reason)
      json.field("commit", commit?.description)
      json.object("proposal", proposal) { $1.write(to: &$0) }
    }
  }
}

extension TrialReview {
  fileprivate func write(to json: inout JSONWriter, smallestGroup: Int) {
    json.object("trial") { trial.write(to: &$0) }
    json.field("until", until.description)
    json.object("tested") { tested.write(to: &$0, smallestGroup: smallestGroup) }
    json.object("others") { others.write(to: &$0, smallestGroup: smallestGroup) }
  }
}

extension CaseGroup {
  /// The group's figures; none of them where there are too few cases.
  fileprivate func write(to json: inout JSONWriter, smallestGroup: Int) {
    let isWithheld = isWithheld(below: smallestGroup)
    json.field("cases", isWithheld ? nil : cases)
    json.field("isWithheld", isWithheld)
    json.object("zones", isWithheld ? nil : zones) { json, zones in
      for zone in Zone.allCases { json.field(zone.rawValue, zones[zone] ?? 0) }
    }
    json.object("outcomes", isWithheld ? nil : outcomes) { $0.outcomes($1) }
    json.object("granted", isWithheld ? nil : grantedAmounts) { json, amounts in
      json.field("cases", amounts.cases)
      json.field("min", amounts.least.fixed)
      json.field("median", amounts.median.fixed)
      json.field("max", amounts.most.fixed)
    }
    json.field("medianMinutes", isWithheld ? nil : medianMinutes)
  }
}

extension JSONWriter {
  /// How many cases ended in which way; every way has its number.
  mutating func outcomes(_ outcomes: [Outcome: Int]) {
    for outcome in Outcome.allCases { field(outcome.rawValue, outcomes[outcome] ?? 0) }
  }
}
