import AutonomyMaps
import Documents

/// A map's file with everything that is wrong with it, each at its place in the file.
struct MapFile {
  /// Nil: it cannot be read.
  let document: MapDocument?
  let documentProblems: [DocumentProblem]
  let mapProblems: [MapProblem]

  private let parsed: Parsed<MapDocument>
  private let content: [UInt8]

  /// - Parameter today: Which trials are over; nil: nobody asks.
  init(_ content: [UInt8], vocabulary: Vocabulary, today: Day? = nil) {
    let parsed = MapDocument.parse(content)
    self.parsed = parsed
    self.content = content
    document = parsed.value
    mapProblems =
      (parsed.value.map {
        AutonomyMap.problems(in: $0, vocabulary: vocabulary, today: today)
      } ?? []).map { $0.located(in: parsed, content) }.inReadingOrder
    documentProblems =
      parsed.problems
      + (parsed.value?.otherCurrencies(than: vocabulary.currency, in: parsed.positions) ?? [])
  }
}

extension MapFile {
  /// Problems that were found elsewhere, each at its place in this file.
  func located(_ problems: [MapProblem]) -> [MapProblem] {
    problems.map { $0.located(in: parsed, content) }
  }

  /// Where a key of a rule stands.
  func position(ofRule id: String, _ field: String) -> SourcePosition? {
    parsed.positions.position(of: parsed.positions.element("rules", id) + [.key(field)])
  }
}

extension MapProblem {
  /// The same at the key that is wrong, and at the comparison in it where the file writes the
  /// condition as it is read.
  fileprivate func located(in parsed: Parsed<MapDocument>, _ content: [UInt8]) -> MapProblem {
    guard let field = place.field, let document = parsed.value else { return self }
    let (element, condition) = place.part.element(in: parsed.positions, document, field)
    guard let start = parsed.positions.position(of: element + [.key(field)]) else { return self }
    var located = self
    located.place.position = start
    if let test = place.test, let text = condition?.description,
      content.dropFirst(start.offset).starts(with: text.utf8)
    {
      let before = String(decoding: text.utf8.prefix(test.utf8Offset), as: UTF8.self)
      located.place.position = SourcePosition(
        offset: start.offset + test.utf8Offset, line: start.line,
        column: start.column + before.unicodeScalars.count)
    }
    return located
  }
}

extension MapProblem.Part {
  /// Where the part stands, and its condition of a key.
  fileprivate func element(
    in positions: FieldPositions, _ document: MapDocument, _ field: String
  ) -> ([FieldPositions.Step], Condition?) {
    switch self {
    case .map: return ([], nil)
    case .rule(let id):
      let rule = document.rules.first { $0.id == id }
      return (positions.element("rules", id), field == "alone" ? rule?.alone : rule?.consult)
    case .limit(let id):
      let limit = document.limits.first { $0.id == id }
      let isEscalate = field == "escalate"
      return (positions.element("limits", id), isEscalate ? limit?.escalate : limit?.consult)
    case .trial(let id):
      let trial = document.trials.first { $0.id == id }
      return (positions.element("trials", id), field == "alone" ? trial?.alone : trial?.consult)
    }
  }
}

extension FieldPositions {
  /// The path of an element of a list by its id, or of the list.
  fileprivate func element(_ list: String, _ id: String) -> [Step] {
    elements(list)[id] ?? [.key(list)]
  }
}

extension MapDocument {
  /// Warns of amounts that no case of the base can be compared with.
  fileprivate func otherCurrencies(
    than currency: Currency, in positions: FieldPositions
  ) -> [DocumentProblem] {
    var problems: [DocumentProblem] = []
    func look(_ list: String, _ id: String, _ field: String, _ amounts: [Money]) {
      guard let other = amounts.first(where: { $0.currency != currency })?.currency else { return }
      problems.append(
        DocumentProblem(
          .warning, at: positions.position(of: positions.element(list, id) + [.key(field)]),
          field: "\(list).\(id).\(field)", .otherCurrency(other, expected: currency)))
    }
    for rule in rules {
      look("rules", rule.id, "alone", rule.alone?.amounts ?? [])
      look("rules", rule.id, "consult", rule.consult?.amounts ?? [])
      look("rules", rule.id, "cap", rule.cap.map { [$0.amount] } ?? [])
    }
    for limit in limits {
      look("limits", limit.id, "escalate", limit.escalate?.amounts ?? [])
      look("limits", limit.id, "consult", limit.consult?.amounts ?? [])
    }
    for trial in trials {
      look("trials", trial.id, "alone", trial.alone?.amounts ?? [])
      look("trials", trial.id, "consult", trial.consult?.amounts ?? [])
      look("trials", trial.id, "cap", trial.cap.map { [$0.amount] } ?? [])
    }
    return problems
  }
}

extension Condition {
  /// Every amount that it names, in reading order.
  fileprivate var amounts: [Money] {
    switch self {
    case .always, .never, .under: []
    case .comparison(_, _, .money(let money)): [money]
    case .comparison: []
    case .membership(_, let literals):
      literals.compactMap { if case .money(let money) = $0 { money } else { nil } }
    case .not(let member): member.amounts
    case .and(let members), .or(let members): members.flatMap(\.amounts)
    }
  }
}
