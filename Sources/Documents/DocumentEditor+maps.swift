extension DocumentEditor {
  /// Makes a map's file say these rules: each in place of the one with its id, new ones after all others.
  ///
  /// What a rule rests on and its examples are kept and added to; of the rest, what a new rule leaves out goes.
  ///
  /// - Parameter map: What the file says before.
  package mutating func adopt(
    _ rules: [RuleDocument], in map: MapDocument
  ) throws(DocumentProblem) {
    for rule in rules {
      guard let old = map.rules.first(where: { $0.id == rule.id }) else {
        try appendElement(rule.fields, to: "rules")
        continue
      }
      let new = old.adopting(rule)
      let before = old.fields
      let after = new.fields
      for key in RuleDocument.keys {
        let value = after.first { $0.key == key }?.value
        guard value != before.first(where: { $0.key == key })?.value else { continue }
        try set(key, ofElement: rule.id, in: "rules", to: value)
      }
    }
  }

  /// Adds a test zone to a map's file.
  package mutating func add(_ trial: TrialDocument) throws(DocumentProblem) {
    try appendElement(trial.fields, to: "trials")
  }
}

extension RuleDocument {
  /// The rule as a proposal wants it, which still rests on what it rested on.
  package func adopting(_ proposed: RuleDocument) -> RuleDocument {
    var rule = proposed
    rule.because = because + proposed.because.filter { !because.contains($0) }
    rule.examples = examples + proposed.examples.filter { !examples.contains($0) }
    rule.position = position
    return rule
  }
}
