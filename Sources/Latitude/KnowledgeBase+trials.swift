import Documents
import Git
import Insights

extension KnowledgeBase {
  /// What the cases of an idea's trials show beside those of the other teams.
  ///
  /// - Complexity: reads all cases once, if there was a trial.
  func trialReviews(of idea: Idea, today: Day) throws -> [TrialReview] {
    guard let role = idea.role, !idea.rules.isEmpty, idea.status ?? .open != .open,
      try mappedRoles().contains(role)
    else { return [] }
    let history = try mapHistory(ofRole: role)
    let others = try files(of: .idea).compactMap { file -> String? in
      guard case .document(let id) = DocumentPath(file.path), id != idea.id else { return nil }
      return id.suffix
    }
    var reviews = history.trials(of: idea, otherIdeas: others).map { trial, rule in
      TrialReview(of: trial, rule: rule, today: today)
    }
    guard !reviews.isEmpty else { return [] }
    _ = try forEachCase { fieldCase in
      for place in reviews.indices { reviews[place].add(fieldCase, role: role) }
    }
    return reviews
  }
}

extension MapHistory {
  /// The trials that tried an idea, with the rules that they replaced, in order of their first day.
  ///
  /// A trial that this tool made carries the idea's suffix in its id. One that was written by hand is
  /// taken for the idea's if it is a trial of one of its rules, begins between the idea and its
  /// answer, and carries no other idea's suffix. Its last day is the one before the revision that
  /// ended it.
  func trials(
    of idea: Idea, otherIdeas: [String]
  ) -> [(trial: TrialDocument, rule: RuleDocument)] {
    var found: [String: (trial: TrialDocument, rule: RuleDocument)] = [:]
    for document in revisions.compactMap(\.document) {
      for id in found.keys where !document.trials.contains(where: { $0.id == id }) {
        guard var ended = found[id] else { continue }
        ended.trial.until = min(ended.trial.until, document.effective.advanced(by: -1))
        found[id] = ended
      }
      for trial in document.trials where trial.tries(idea, otherIdeas: otherIdeas) {
        guard let rule = document.rules.first(where: { $0.id == trial.rule }) else { continue }
        found[trial.id] = (trial, rule)
      }
    }
    return found.values.filter { $0.trial.from <= $0.trial.until }
      .sorted { ($0.trial.from, $0.trial.id) < ($1.trial.from, $1.trial.id) }
  }
}

extension TrialDocument {
  /// Whether a trial in the newest map was made for an idea.
  func tries(_ idea: Idea, otherIdeas: [String]) -> Bool {
    guard idea.rules.contains(where: { $0.id == rule }) else { return false }
    if id.contains("-\(idea.id.suffix)") { return true }
    let isOthers = otherIdeas.contains { id.contains("-\($0)") }
    let isClosed = idea.status == .accepted || idea.status == .declined
    return !isOthers && idea.status ?? .open != .open && from >= idea.date
      && (!isClosed || idea.decidedOn.map { from <= $0 } ?? true)
  }
}
