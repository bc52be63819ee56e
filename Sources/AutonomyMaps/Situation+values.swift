import Documents

extension Situation {
  /// The value of a field as the situation says it, or as the vocabulary assumes it.
  ///
  /// An amount in another currency says nothing, and a fact of another type than declared neither.
  ///
  /// - Parameter assuming: Whether facts that were not said take their default.
  func value(
    of field: MapField, in domains: Domains, assuming isAssuming: Bool = true
  ) -> CellValue? {
    switch field {
    case .requested(let currency):
      return requested.flatMap { $0.currency == currency ? .number($0.tenThousandths) : nil }
    case .motive: return motive.map { .motive($0) }
    case .level: return level.map { .name($0) }
    case .team: return team.map { .name($0) }
    case .day: return .number(Int64(day.ordinal))
    case .exceeded: return nil
    case .fact(let name), .amount(let name, _):
      let assumed = isAssuming ? domains.facts[name]?.default : nil
      return (facts[name] ?? assumed).flatMap { $0.value(as: field, in: domains) }
    }
  }

  /// What counts against a cap on the situation's day: its currency alone, in the days that end
  /// with this one.
  ///
  /// Nothing where no customer is named.
  func spent(under scope: CapScope) -> Int64 {
    let cap = scope.cap
    return (pastGrants ?? []).reduce(0) { sum, grant in
      guard scope.counts(grant), grant.day <= day, grant.day > day.advanced(by: -cap.days)
      else { return sum }
      let (total, overflow) = sum.addingReportingOverflow(grant.granted.tenThousandths)
      return overflow ? .max / 2 : total
    }
  }
}

extension FactValue {
  fileprivate func value(as field: MapField, in domains: Domains) -> CellValue? {
    if case .amount(_, let currency) = field {
      guard case .money(let money) = self, money.currency == currency else { return nil }
      return .number(money.tenThousandths)
    }
    switch (self, domains.facts[field.name]?.type) {
    case (.integer(let number), .integer): return .number(number)
    case (.boolean(let truth), .boolean): return .truth(truth)
    case (.choice(let name), .choice): return .name(name)
    default: return nil
    }
  }
}
