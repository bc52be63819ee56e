public import Documents
public import Git
public import Insights

/// Limits that past cases support, each with what it would change.
public struct SuggestAnswer: Sendable {
  public var commit: CommitID
  public var role: String
  /// The newest revision, to which they are held.
  public var revision: Int
  /// How many cases a suggestion needs, how many were looked at, and what is too weak to suggest.
  public var found: Suggestions
  public var limits: [SuggestedLimit]
  public var faults: [Fault]
}

/// One suggested limit.
public struct SuggestedLimit: Sendable {
  public var suggestion: Suggestion
  /// The map with it, and the past under it.
  public var proposal: MapProposal
  /// Ideas about the same rule, newest first.
  public var ideas: [Stored<Idea>]

  /// An idea that is not closed and proposes the same conditions already.
  public var proposingIdea: Stored<Idea>? {
    ideas.first { idea in
      idea.value.isAnswerable
        && idea.value.rules.contains {
          $0.id == suggestion.rule.id && $0.alone == suggestion.rule.alone
            && $0.consult == suggestion.rule.consult
        }
    }
  }
}

extension KnowledgeBase {
  /// The limits that past cases support, against the newest revision of a role's map.
  ///
  /// Never a change of the map: what comes of it is an idea (`propose`).
  ///
  /// - Parameters:
  ///   - least: How many agreeing cases a suggestion needs.
  ///   - rule: Only limits of this rule, of the map or of a suggestion; nil: of all.
  ///   - selection: Which cases count.
  /// - Throws: `KnowledgeBaseError.noRule`, `.noMap`, and for names and filters that do not fit the vocabulary.
  public func suggest(
    forRole role: String, least: Int = Suggestions.usualLeast, rule: String? = nil,
    of selection: CaseSelection = CaseSelection(), today: Day
  ) throws -> SuggestAnswer {
    let history = try mapHistory(ofRole: role)
    let newest = try mapVersion(.newest, ofRole: role)
    let isSelected = try selection.test(in: vocabulary)
    var search = try SuggestionSearch(newest.document, vocabulary: vocabulary, least: max(1, least))
    let faults = try forEachCase { fieldCase in
      if isSelected(fieldCase) { search.add(fieldCase) }
    }
    var found = search.finish()
    if let rule {
      found.suggestions.removeAll { !$0.isAbout(rule) }
      found.weaker.removeAll { $0.rule != rule }
      let known = newest.document.rules.map(\.id)
      guard known.contains(rule) || !found.suggestions.isEmpty || !found.weaker.isEmpty else {
        throw KnowledgeBaseError.noRule(
          role: role, rule: rule, nearest: nearestName(to: rule, among: known), known: known)
      }
    }
    let ideas = try ideaList(role: role).ideas
    var limits: [SuggestedLimit] = []
    for suggestion in found.suggestions {
      let content = try revisedMap(ofRole: role, effective: nil, today: today) { editor, map in
        try editor.adopt([suggestion.rule], in: map)
      }
      let names = [suggestion.rule.id, suggestion.today?.id]
      limits.append(
        SuggestedLimit(
          suggestion: suggestion, proposal: try proposal(forRole: role, content: content),
          ideas: ideas.filter { $0.value.rules.contains { names.contains($0.id) } }))
    }
    return SuggestAnswer(
      commit: commit, role: role, revision: history.revisions.count, found: found, limits: limits,
      faults: faults)
  }
}

extension Suggestion {
  fileprivate func isAbout(_ id: String) -> Bool { rule.id == id || today?.id == id }
}
