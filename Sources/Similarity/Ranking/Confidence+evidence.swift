extension Confidence {
  /// What a first result has to show.
  struct Evidence {
    /// Nil where the query or the case has no text.
    var text: TextScorer.Similarity?
    /// The score by fields alone; nil where none can be compared.
    var fields: Double?
  }

  init(_ evidence: Evidence) {
    let value = evidence.text?.value ?? evidence.fields ?? 0
    self = value >= 0.5 ? .strong : value >= 0.25 ? .weak : .none
  }
}
