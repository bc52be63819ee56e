/// placeholder until the real one arrives
package struct CaseFilter: Sendable {
  package init(_ condition: Condition, vocabulary: Vocabulary) throws(FilterError) {}
  package func accepts(_ fieldCase: FieldCase) -> Bool { true }
}
public struct FilterError: Error, Hashable, Sendable {}
