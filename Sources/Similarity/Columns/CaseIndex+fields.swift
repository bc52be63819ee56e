package import Documents

/// Reads the fields of cases from the columns of an index: everything but their texts.
///
/// Values are decoded once and shared, so that a case costs about a microsecond. The facts of a case come in the order of
/// the columns and not in that of the document.
package struct CaseFieldReader {
  private let index: CaseIndex
  /// By segment.
  private var columns: [[DecodedColumn]] = []

  /// Checks all that it will read.
  package init(_ index: CaseIndex) throws(IndexDamage) {
    self.index = index
    for live in index.segments {
      var ofSegment: [DecodedColumn] = []
      for name in live.segment.columnNames {
        let field = CaseColumn(name: name)
        guard field != .path, let column = try live.segment.column(named: name),
          column.valueCount > 0
        else { continue }
        ofSegment.append(try DecodedColumn(field, column.withAllValues()))
      }
      columns.append(ofSegment)
    }
  }

  /// Calls `body` with each of these cases and its number, by segment, in no particular order.
  package func forEachCase(
    in documents: [DocumentSet], _ body: (_ number: Int, FieldCase) throws -> Void
  ) throws {
    for (place, set) in documents.enumerated() {
      for document in set.elements {
        var value = FieldCase.blank
        for column in columns[place] { try column.set(document, in: &value) }
        try body(index.starts[place] + document, value)
      }
    }
  }
}

/// A column with its values decoded.
private struct DecodedColumn {
  private let column: Column
  private let field: CaseColumn
  /// Cases that have one value each, by code; empty where values are mostly different and decoded one by one.
  private let decoded: [FieldCase]

  private static let mostDecoded = 4_096

  init(_ field: CaseColumn, _ column: Column) throws(IndexDamage) {
    self.field = field
    self.column = column
    var decoded: [FieldCase] = []
    if column.valueCount <= Self.mostDecoded {
      decoded.append(.blank)
      for code in 1..<(column.valueCount + 1) {
        var one = FieldCase.blank
        field.set(try column.text(code), in: &one)
        decoded.append(one)
      }
    }
    self.decoded = decoded
  }

  @inline(__always)
  func set(_ document: Int, in value: inout FieldCase) throws(IndexDamage) {
    let code = column.code(document)
    guard code > 0 else { return }
    if decoded.isEmpty {
      field.set(try column.text(code), in: &value)
    } else {
      field.copy(from: decoded[code], to: &value)
    }
  }
}

extension CaseColumn {
  /// Copies this field from one case to another.
  fileprivate func copy(from source: FieldCase, to target: inout FieldCase) {
    switch self {
    case .id: target.id = source.id
    case .title: target.title = source.title
    case .date: target.date = source.date
    case .status: target.status = source.status
    case .role: target.role = source.role
    case .level: target.level = source.level
    case .team: target.team = source.team
    case .channel: target.channel = source.channel
    case .motive: target.motive = source.motive
    case .action: target.action = source.action
    case .requested: target.requested = source.requested
    case .granted: target.granted = source.granted
    case .zone: target.zone = source.zone
    case .consulted: target.consulted = source.consulted
    case .inForce: target.inForce = source.inForce
    case .minutes: target.minutes = source.minutes
    case .outcome: target.outcome = source.outcome
    case .outcomeDate: target.outcomeDate = source.outcomeDate
    case .tags: target.tags = source.tags
    case .precedents: target.precedents = source.precedents
    case .learnings: target.learnings = source.learnings
    case .customer: target.customer = source.customer
    case .lang: target.lang = source.lang
    case .ref: target.ref = source.ref
    case .path: break
    case .fact: target.facts += source.facts
    }
  }
}
