import Documents
import Similarity

extension Labels {
  /// A condition of a map in words: "commandes passées ≥ 3 et risque : none".
  func words(_ condition: Condition) -> String { words(condition, isInside: false) }

  /// The same for a condition given as text; the text itself where it is not one.
  func words(condition text: String) -> String {
    (try? Condition.parse(text)).map { words($0) } ?? text
  }

  private func words(_ condition: Condition, isInside: Bool) -> String {
    switch condition {
    case .always: return language(en: "always", fr: "toujours")
    case .never: return language(en: "never", fr: "jamais")
    case .comparison(let field, let comparison, let literal):
      return words(field, comparison, literal)
    case .membership(let field, let literals):
      let values = literals.map { value($0, of: field) }
      return "\(self.field(field))\(language.colon)"
        + values.joined(separator: language(en: " or ", fr: " ou "))
    case .under(_, let path):
      return word(Feature.motive) + language.colon + motive(path)
    case .not(let inner):
      return language(en: "not (", fr: "non (") + words(inner, isInside: false) + ")"
    case .and(let parts):
      let text = joined(parts, language(en: " and ", fr: " et "))
      return isInside ? "(\(text))" : text
    case .or(let parts):
      let text = joined(parts, language(en: " or ", fr: " ou "))
      return isInside ? "(\(text))" : text
    }
  }

  private func joined(_ parts: [Condition], _ word: String) -> String {
    parts.map { words($0, isInside: true) }.joined(separator: word)
  }

  private func words(_ field: String, _ comparison: ComparisonOperator, _ literal: Literal)
    -> String
  {
    let name = self.field(field)
    let value = value(literal, of: field)
    switch (comparison, literal) {
    case (.equal, .text): return name + language.colon + value
    case (.notEqual, .text("true")) where isBoolean(field):
      return name + language.colon + no
    case (.notEqual, .text("false")) where isBoolean(field):
      return name + language.colon + yes
    default: return "\(name) \(sign(comparison)) \(value)"
    }
  }

  private func isBoolean(_ field: String) -> Bool {
    vocabulary.fact(named: field)?.type == .boolean
  }

  private func value(_ literal: Literal, of field: String) -> String {
    switch literal {
    case .money(let money): money.description
    case .number(let tenThousandths): decimal(tenThousandths)
    case .day(let day): day.description
    case .text(let text): value(text, ofField: field)
    }
  }

  private func decimal(_ tenThousandths: Int64) -> String {
    let number = Money(tenThousandths: tenThousandths, currency: vocabulary.currency)
    return String(number.description.dropLast(vocabulary.currency.code.count + 1))
  }

  private func sign(_ comparison: ComparisonOperator) -> String {
    switch comparison {
    case .equal: "="
    case .notEqual: "≠"
    case .less: "<"
    case .lessOrEqual: "≤"
    case .greater: ">"
    case .greaterOrEqual: "≥"
    }
  }
}
