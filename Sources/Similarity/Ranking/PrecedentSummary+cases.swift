internal import Documents

extension PrecedentSummary {
  /// What these cases decided, granted and led to.
  init(_ cases: [FieldCase]) {
    self.init(zones: [:], granted: nil, outcomes: [:])
    for value in cases {
      if let zone = value.zone { zones[zone, default: 0] += 1 }
      if let outcome = value.outcome { outcomes[outcome, default: 0] += 1 }
    }
    granted = Range(of: cases.compactMap(\.granted))
  }
}

extension PrecedentSummary.Range {
  /// Over the amounts in the most frequent currency; of equally frequent ones, the first by code.
  fileprivate init?(of amounts: [Money]) {
    let byCurrency = Dictionary(grouping: amounts, by: \.currency)
    let mostFrequent = byCurrency.min {
      ($1.value.count, $0.key.code) < ($0.value.count, $1.key.code)
    }
    let sorted = (mostFrequent?.value ?? []).sorted { $0.tenThousandths < $1.tenThousandths }
    guard let least = sorted.first, let greatest = sorted.last else { return nil }
    self.init(median: sorted[(sorted.count - 1) / 2], min: least, max: greatest)
  }
}
