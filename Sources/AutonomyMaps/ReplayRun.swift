package import Documents

/// A replay in the making: cases come one at a time, and none of them is kept whole.
///
/// Feed it every case of the base, of other roles too: what these granted counts against caps.
/// Takes about 0.5 µs for a case of a class that was met before; memory grows with the classes, with
/// the ids of cases that move or cannot be judged, and with the cases of customers under caps.
package struct ReplayRun {
  private let role: String
  private var judge: PairJudge
  private var grants: CustomerGrants
  /// Cases whose answer needs what their customers were granted: known only at the end.
  private var waiting: [Waiting] = []
  private var tally = ReplayTally()

  private struct Waiting {
    var customer: Int
    var question: PairJudge.Question
    var told: ToldCase
  }

  /// - Parameter old: nil for a first revision: nothing can move then.
  package init(
    role: String, from old: AutonomyMap?, to new: AutonomyMap, vocabulary: Vocabulary
  ) {
    self.role = role
    judge = PairJudge(from: old, to: new, vocabulary: vocabulary)
    grants = CustomerGrants(for: [old, new].compactMap(\.self))
  }

  /// Takes one case in; only its fields are looked at, never its texts.
  ///
  /// - Parameter counts: Whether it is to be judged; it counts against caps in any case.
  package mutating func add(_ fieldCase: FieldCase, counts: Bool = true) {
    grants.add(fieldCase)
    guard counts, fieldCase.role == role, let question = judge.question(of: fieldCase) else {
      return
    }
    let told = ToldCase(fieldCase)
    if let customer = fieldCase.customer, !judge.scopes(of: question).isEmpty {
      waiting.append(
        Waiting(customer: grants.place(of: customer), question: question, told: told))
      return
    }
    let place = judge.answer(
      to: question, requested: told.requested, on: told.day,
      spent: fieldCase.customer == nil ? nil : [],
      pastGrants: { fieldCase.customer == nil ? nil : [] })
    tally.add(told, judge.answers[place], at: place)
  }

  /// What all cases together say.
  package consuming func finish() -> Replay {
    waiting.sort { $0.customer < $1.customer }
    var ledgers: [CapScope: GrantLedger] = [:]
    var customer: Int?
    for one in waiting {
      if one.customer != customer { ledgers.removeAll(keepingCapacity: true) }
      customer = one.customer
      let spent = judge.scopes(of: one.question).map { scope in
        let ledger = ledgers[scope] ?? grants.ledger(ofCustomer: one.customer, under: scope)
        ledgers[scope] = ledger
        return ledger.spent(on: one.told.day, besides: one.told.id)
      }
      let place = judge.answer(
        to: one.question, requested: one.told.requested, on: one.told.day, spent: spent
      ) { [grants] in
        grants.pastGrants(ofCustomer: one.customer, until: one.told.day, besides: one.told.id)
      }
      tally.add(one.told, judge.answers[place], at: place)
    }
    return tally.replay(answers: judge.answers)
  }
}
