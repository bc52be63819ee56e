package import Documents

extension CaseIndex {
  /// The live documents that a filter accepts, by segment.
  ///
  /// Each comparison is put to the distinct values of its column and not to the documents.
  package func documents(acceptedBy filter: CaseFilter) throws(IndexDamage) -> [DocumentSet] {
    var accepted: [DocumentSet] = []
    for live in segments {
      var set = try live.segment.documents(meeting: filter.condition)
      set.subtract(live.removed)
      accepted.append(set)
    }
    return accepted
  }
}

extension CaseIndex {
  /// How many of these documents have each value of a column.
  package func counts(
    ofValuesIn column: CaseColumn, among documents: [DocumentSet]
  ) throws(IndexDamage) -> [String: Int] {
    var counts: [String: Int] = [:]
    for (place, live) in segments.enumerated() {
      guard let values = try live.segment.column(named: column.name) else { continue }
      var byCode = [Int](repeating: 0, count: values.valueCount + 1)
      for document in documents[place].elements { byCode[values.code(document)] += 1 }
      for code in byCode.indices.dropFirst() where byCode[code] > 0 {
        counts[try values.text(code), default: 0] += byCode[code]
      }
    }
    return counts
  }
}

extension Segment {
  fileprivate func documents(
    meeting condition: CompiledFilter
  ) throws(IndexDamage) -> DocumentSet {
    switch condition {
    case .constant(let holds):
      return holds
        ? DocumentSet(allOf: documentCount) : DocumentSet(capacity: documentCount)
    case .test(let key, let accepts):
      return try documents(with: CaseColumn(name: key), passing: accepts)
    case .not(let member):
      var all = DocumentSet(allOf: documentCount)
      all.subtract(try documents(meeting: member))
      return all
    case .and(let members):
      var all = DocumentSet(allOf: documentCount)
      for member in members { all.formIntersection(try documents(meeting: member)) }
      return all
    case .or(let members):
      var any = DocumentSet(capacity: documentCount)
      for member in members { any.formUnion(try documents(meeting: member)) }
      return any
    }
  }

  private func documents(
    with column: CaseColumn, passing accepts: (FieldCase) -> Bool
  ) throws(IndexDamage) -> DocumentSet {
    let absent = accepts(FieldCase.blank)
    guard let values = try self.column(named: column.name)?.withAllValues() else {
      return absent
        ? DocumentSet(allOf: documentCount) : DocumentSet(capacity: documentCount)
    }
    var passes = [absent]
    for code in 1..<(values.valueCount + 1) {
      var one = FieldCase.blank
      column.set(try values.text(code), in: &one)
      passes.append(accepts(one))
    }
    return DocumentSet(capacity: documentCount) { passes[values.code($0)] }
  }
}

extension FieldCase {
  /// A case that says nothing, for one value to stand in.
  static let blank = FieldCase(
    id: DocumentID(kind: .fieldCase, day: Day(ordinal: 0), suffix: "000000"), title: "",
    date: Day(ordinal: 0))
}
