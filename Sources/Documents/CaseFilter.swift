/// A condition over the front matter of cases, as `--where` takes it.
///
/// Two-valued: a comparison with an absent field is false, whatever the operator, and `not` of it
/// is true. Amounts in another currency compare as absent. A list contains a value or does not:
/// `tag = initiative`.
package struct CaseFilter: Sendable {
  package let condition: CompiledFilter

  /// - Throws: `FilterError` for a field, a value or a type that cases of this base cannot have.
  package init(_ condition: Condition, vocabulary: Vocabulary) throws(FilterError) {
    var compiler = FilterCompiler(vocabulary: vocabulary, offsets: condition.testOffsets)
    self.condition = try compiler.compile(condition)
  }

  /// Accepts what passes all of these.
  package init(all conditions: [CompiledFilter]) {
    condition = .and(conditions)
  }

  package func accepts(_ fieldCase: FieldCase) -> Bool { condition.holds(for: fieldCase) }
}

/// A condition whose comparisons know where to look.
package indirect enum CompiledFilter: Sendable {
  case constant(Bool)
  /// A test that looks at the value of one key alone; a fact's key is `facts.NAME`.
  case test(key: String, @Sendable (FieldCase) -> Bool)
  case not(CompiledFilter)
  case and([CompiledFilter])
  case or([CompiledFilter])

  func holds(for fieldCase: FieldCase) -> Bool {
    switch self {
    case .constant(let holds): holds
    case .test(_, let test): test(fieldCase)
    case .not(let member): !member.holds(for: fieldCase)
    case .and(let members): members.allSatisfy { $0.holds(for: fieldCase) }
    case .or(let members): members.contains { $0.holds(for: fieldCase) }
    }
  }
}

private struct FilterCompiler {
  let vocabulary: Vocabulary
  let offsets: [Int]
  private var testsSeen = 0

  init(vocabulary: Vocabulary, offsets: [Int]) {
    self.vocabulary = vocabulary
    self.offsets = offsets
  }

  mutating func compile(_ condition: Condition) throws(FilterError) -> CompiledFilter {
    switch condition {
    case .always: return .constant(true)
    case .never: return .constant(false)
    case .not(let member): return .not(try compile(member))
    case .and(let members): return .and(try compile(members))
    case .or(let members): return .or(try compile(members))
    case .comparison, .membership, .under:
      defer { testsSeen += 1 }
      do throws(FilterFault) {
        return .test(key: key(of: condition), try test(condition))
      } catch {
        throw FilterError(
          test: condition.description, utf8Offset: offsets[testsSeen], reason: error.reason)
      }
    }
  }

  private mutating func compile(
    _ members: [Condition]
  ) throws(FilterError) -> [CompiledFilter] {
    var compiled: [CompiledFilter] = []
    for member in members { compiled.append(try compile(member)) }
    return compiled
  }

  private func test(
    _ condition: Condition
  ) throws(FilterFault) -> @Sendable (FieldCase) -> Bool {
    switch condition {
    case .comparison(let name, let comparison, let literal):
      return try field(name).test(name, comparison, literal)
    case .membership(let name, let literals):
      let field = try field(name)
      var tests: [@Sendable (FieldCase) -> Bool] = []
      for literal in literals { tests.append(try field.test(name, .equal, literal)) }
      return { [tests] fieldCase in tests.contains { $0(fieldCase) } }
    case .under(let name, let path):
      guard case .motive(let known) = try field(name) else {
        throw FilterFault(.underNeedsMotive(field: name))
      }
      try FilterFault.check(path.description, of: name, among: known)
      return { $0.motive?.isUnder(path) ?? false }
    default: return { _ in false }
    }
  }

  /// The key whose value a comparison looks at.
  private func key(of condition: Condition) -> String {
    switch condition {
    case .comparison(let name, _, _), .membership(let name, _), .under(let name, _):
      CaseField.key(of: name)
    default: ""
    }
  }

  private func field(_ name: String) throws(FilterFault) -> CaseField {
    if let field = CaseField(name, in: vocabulary) { return field }
    let facts = vocabulary.facts.map(\.name)
    let known = CaseField.names + facts + facts.map { "facts.\($0)" }
    throw FilterFault(.unknownField(name, nearest: nearestName(to: name, among: known)))
  }
}

/// A reason on its way to the place where it is known which comparison it is about.
struct FilterFault: Error {
  let reason: FilterError.Reason

  init(_ reason: FilterError.Reason) { self.reason = reason }

  static func check(
    _ value: String, of field: String, among allowed: [String]
  ) throws(FilterFault) {
    guard !allowed.contains(value) else { return }
    let nearest = nearestName(to: value, among: allowed)
    throw FilterFault(
      .unknownValue(field: field, value: value, allowed: allowed, nearest: nearest))
  }
}
