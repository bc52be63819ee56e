package import Documents

private let nowhere = SourcePosition(offset: 0, line: 0, column: 0)

extension RuleDocument {
  /// The same wherever it stands in the file.
  package var unplaced: RuleDocument {
    var rule = self
    rule.position = nowhere
    return rule
  }
}

extension LimitDocument {
  package var unplaced: LimitDocument {
    var limit = self
    limit.position = nowhere
    return limit
  }
}

extension TrialDocument {
  package var unplaced: TrialDocument {
    var trial = self
    trial.position = nowhere
    return trial
  }
}
