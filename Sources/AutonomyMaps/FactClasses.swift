package import Documents

/// The facts of cases in classes that a map cannot tell apart: numbers and amounts by the thresholds
/// between which they lie, the others by their value.
package struct FactClasses {
  private let map: AutonomyMap
  private var fields: [String: [FieldClasses]] = [:]

  package init(of map: AutonomyMap) {
    self.map = map
  }

  /// The classes of a case's facts, as far as the map's words about its action mention them.
  package mutating func key(of fieldCase: FieldCase) -> [Int64] {
    let action = fieldCase.action ?? ""
    if fields[action] == nil { fields[action] = classes(ofAction: action) }
    guard let places = fields[action]?.indices else { return [] }
    return places.map { fields[action]?[$0].index(in: fieldCase) ?? FieldClasses.missing }
  }

  private func classes(ofAction action: String) -> [FieldClasses] {
    let formulas = map.list(forAction: action).formulas
    return formulas.fields.enumerated().compactMap { place, field in
      switch field {
      case .fact, .amount: break
      default: return nil
      }
      let tests = formulas.tests.filter { $0.field == place }.map(\.test)
      return FieldClasses(of: field, telling: tests, in: map.domains)
    }
  }
}
