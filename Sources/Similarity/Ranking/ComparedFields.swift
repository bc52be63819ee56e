internal import Documents

/// The fields by which a new situation is compared with a case: both have them.
protocol ComparedFields {
  var role: String? { get }
  var level: String? { get }
  var team: String? { get }
  var channel: String? { get }
  var motive: MotivePath? { get }
  var action: String? { get }
  var requested: Money? { get }
  var facts: [Fact] { get }
}

extension SimilarityQuery: ComparedFields {}
extension FieldCase: ComparedFields {}

extension ComparedFields {
  /// A field's value as text; nil where there is none, and for text and facts, which are no one field.
  func value(of feature: Feature) -> String? {
    switch feature {
    case .text, .facts: nil
    case .motive: motive?.description
    case .action: action
    case .requested: requested?.description
    case .role: role
    case .level: level
    case .channel: channel
    case .team: team
    }
  }

  /// Whether there is a value, or at least one fact; text is no field.
  func hasField(_ feature: Feature) -> Bool {
    feature == .facts ? !facts.isEmpty : value(of: feature) != nil
  }
}

extension SimilarityWeights {
  func weight(of feature: Feature) -> Double {
    switch feature {
    case .text: text
    case .motive: motive
    case .action: action
    case .requested: requested
    case .role: role
    case .level: level
    case .channel: channel
    case .team: team
    case .facts: facts
    }
  }
}
