package import Documents

/// Reads the fields of cases from the columns of an index: everything but their texts.
///
/// Values are decoded once and shared, so that a case costs about a microsecond. The facts of a case come in the order
/// of the columns and not in that of the document.
package struct CaseFieldReader {
  private let columns: [[DecodedColumn]]
  private let index: CaseIndex
  private let paths: [Column?]

  package init(_ index: CaseIndex) throws(IndexDamage) {
    self.index = index
    var columns: [[DecodedColumn]] = []
    var paths: [Column?] = []
    for live in index.segments {
      var ofSegment: [DecodedColumn] = []
      for name in live.segment.columnNames where name != CaseColumn.path.name {
        guard let column = try live.segment.column(named: name), column.valueCount > 0 else {
          continue
        }
        ofSegment.append(DecodedColumn(CaseColumn(name: name), column))
      }
      columns.append(ofSegment)
      paths.append(try live.segment.column(named: CaseColumn.path.name))
    }
    self.columns = columns
    self.paths = paths
  }

  /// The fields of a case, by its number in the index.
  package func fieldCase(_ number: Int) -> FieldCase {
    let (segment, document) = index.place(of: number)
    return fieldCase(segment, document)
  }

  /// The path of a case's file, below the base.
  package func path(_ number: Int) -> String {
    let (segment, document) = index.place(of: number)
    return paths[segment]?.text(of: document) ?? ""
  }

  private func fieldCase(_ segment: Int, _ document: Int) -> FieldCase {
    var value = FieldCase.blank
    for column in columns[segment] { column.set(document, in: &value) }
    return value
  }

  /// Calls `body` with the fields of each of these documents.
  package func forEach(
    of documents: [DocumentSet], _ body: (FieldCase) throws -> Void
  ) rethrows {
    for (segment, set) in documents.enumerated() {
      for document in set.elements { try body(fieldCase(segment, document)) }
    }
  }
}

/// A column with its values decoded.
private struct DecodedColumn {
  private let column: Column
  private let field: CaseColumn
  /// Cases that have one value each, by code; empty where values are mostly different and decoded one by one.
  private let decoded: [FieldCase]

  init(_ field: CaseColumn, _ column: Column) {
    self.field = field
    self.column = column
    let isOneByOne = [.id, .title, .ref].contains(field) || column.valueCount > 4_096
    decoded =
      isOneByOne
      ? []
      : [.blank]
        + (1..<(column.valueCount + 1)).map { code in
          var one = FieldCase.blank
          field.set(column.text(code), in: &one)
          return one
        }
  }

  @inline(__always)
  func set(_ document: Int, in value: inout FieldCase) {
    let code = column.code(document)
    guard code > 0 else { return }
    if decoded.isEmpty {
      field.set(column.text(code), in: &value)
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
