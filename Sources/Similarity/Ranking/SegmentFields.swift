internal import Documents

/// How alike a query's fields are to those of each document of a segment.
///
/// Worked out once for each distinct value: a document costs a look into a table for each feature.
struct SegmentFields: Sendable {
  /// One feature that the query has.
  private struct Compared {
    var feature: Feature
    var weight: Double
    /// One for most features, one for each fact.
    var tables: [Table]
  }

  /// The similarity of each value of a column, by code; not a number where they cannot be compared.
  private struct Table {
    var column: Column
    var similarities: [Double]
  }

  private let compared: [Compared]

  init(
    _ query: SimilarityQuery, _ weights: SimilarityWeights, _ segment: Segment
  ) throws(IndexDamage) {
    var compared: [Compared] = []
    for feature in Feature.allCases where query.hasField(feature) {
      var tables: [Table] = []
      if feature == .facts {
        for fact in query.facts {
          let mine = ComparableValue(fact.text)
          if let table = try SegmentFields.table(
            .fact(fact.name), segment,
            { text in
              FieldSimilarity.values(mine, ComparableValue(text))
            })
          {
            tables.append(table)
          }
        }
      } else if let column = feature.column,
        let table = try SegmentFields.table(column, segment, { query.similarity(feature, $0) })
      {
        tables.append(table)
      }
      if !tables.isEmpty {
        compared.append(
          Compared(feature: feature, weight: weights.weight(of: feature), tables: tables))
      }
    }
    self.compared = compared
  }

  private static func table(
    _ column: CaseColumn, _ segment: Segment, _ similarity: (String) -> Double?
  ) throws(IndexDamage) -> Table? {
    guard let column = try segment.column(named: column.name)?.withAllValues() else { return nil }
    var similarities = [Double.nan]
    for code in 1..<(column.valueCount + 1) {
      similarities.append(similarity(try column.text(code)) ?? .nan)
    }
    return Table(column: column, similarities: similarities)
  }

  /// How alike a document is in one feature, in [0, 1]; nil where they cannot be compared.
  func similarity(_ feature: Feature, _ document: Int) -> Double? {
    compared.first { $0.feature == feature }.flatMap { SegmentFields.similarity($0, document) }
  }

  /// The mean over the facts that both sides state, or the one value of any other feature.
  @inline(__always)
  private static func similarity(_ compared: Compared, _ document: Int) -> Double? {
    var sum = 0.0
    var count = 0.0
    for table in compared.tables {
      let similarity = table.similarities[table.column.code(document)]
      if !similarity.isNaN {
        sum += similarity
        count += 1
      }
    }
    return count == 0 ? nil : sum / count
  }

  /// The weighted similarities of the features that both sides have, and the sum of their weights.
  func sums(_ document: Int) -> (sum: Double, total: Double) {
    var sum = 0.0
    var total = 0.0
    for feature in compared {
      guard let similarity = SegmentFields.similarity(feature, document) else { continue }
      sum += feature.weight * similarity
      total += feature.weight
    }
    return (sum, total)
  }

  var isEmpty: Bool { compared.isEmpty }
}

extension Feature {
  /// The column that holds a feature; text and facts have none of their own.
  fileprivate var column: CaseColumn? {
    switch self {
    case .text, .facts: nil
    case .motive: .motive
    case .action: .action
    case .requested: .requested
    case .role: .role
    case .level: .level
    case .channel: .channel
    case .team: .team
    }
  }
}

extension SimilarityQuery {
  /// How alike a case's value is to the query's in a feature that is one field.
  fileprivate func similarity(_ feature: Feature, _ text: String) -> Double? {
    switch feature {
    case .motive:
      guard let motive, let other = MotivePath(text) else { return nil }
      return FieldSimilarity.paths(motive, other)
    case .requested:
      guard let requested, let other = Money(text) else { return nil }
      return FieldSimilarity.amounts(Amount(requested), Amount(other))
    default:
      return value(of: feature) == text ? 1 : 0
    }
  }
}
