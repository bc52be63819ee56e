import AutonomyMaps
import Documents
import Similarity

/// The words in which a person reads a base's terms: labels of its vocabulary, and the tool's own
/// terms translated.
struct Labels {
  let language: Language
  let vocabulary: Vocabulary

  // MARK: The base's terms: their labels, or their names where they have none

  func role(_ name: String) -> String { vocabulary.role(named: name)?.label ?? name }

  func action(_ name: String) -> String { vocabulary.action(named: name)?.label ?? name }

  /// The labels from the root: "Livraison › Colis abîmé".
  func motive(_ path: MotivePath) -> String {
    var labels: [String] = []
    var level = vocabulary.motives
    for name in path.names {
      let motive = level.first { $0.name == name }
      labels.append(motive?.label ?? name)
      level = motive?.children ?? []
    }
    return labels.joined(separator: " › ")
  }

  /// The label as it stands inside a sentence: "commandes passées".
  func fact(_ name: String) -> String {
    inSentence(vocabulary.fact(named: name)?.label ?? name)
  }

  /// "oui" for `true` of a fact that is yes or no.
  func value(_ text: String, ofFact name: String) -> String {
    guard vocabulary.fact(named: name)?.type == .boolean else { return text }
    switch text {
    case "true": return yes
    case "false": return no
    default: return text
    }
  }

  var yes: String { language(en: "yes", fr: "oui") }
  var no: String { language(en: "no", fr: "non") }

  // MARK: The tool's terms

  /// A term of the tool.
  func word(_ term: some Term) -> String { term.word(in: language) }

  /// Undecided is a zone to whoever reads a table.
  func word(orUndecided zone: Zone?) -> String {
    zone.map { word($0) } ?? language(en: "undecided", fr: "indécis")
  }

  /// A number of outcomes: "3 satisfaits".
  func count(_ count: Int, _ outcome: Outcome) -> String {
    let isMany = language == .fr && count > 1
    switch outcome {
    case .pending: return "\(count) \(word(outcome))"
    case .lost: return language(en: "\(count) lost", fr: "\(count) perdu\(isMany ? "s" : "")")
    default: return "\(count) \(word(outcome))\(isMany ? "s" : "")"
    }
  }

  /// A field of conditions, of `needs`, or of a difference between cases.
  func field(_ name: String) -> String {
    if name.hasPrefix("facts.") { return fact(String(name.dropFirst("facts.".count))) }
    if vocabulary.fact(named: name) != nil { return fact(name) }
    // What is needed in one currency where another was given: "requested in EUR".
    let words = name.split(separator: " ")
    if words.count == 3, words[1] == "in" {
      return field(String(words[0])) + language(en: " in ", fr: " en ") + words[2]
    }
    switch name {
    case "granted": return language(en: "granted", fr: "accordé")
    case "zone": return "zone"
    case "date": return language(en: "date", fr: "date")
    case "customer": return language(en: "customer", fr: "client")
    case "outcome": return language(en: "outcome", fr: "issue")
    case "minutes": return "minutes"
    case "tag", "tags": return language(en: "tags", fr: "étiquettes")
    default: return Feature(rawValue: name).map { word($0) } ?? name
    }
  }

  /// A field's value in words: labels for what has one, the value itself otherwise.
  func value(_ text: String, ofField name: String) -> String {
    switch name {
    case "role", "with": return role(text)
    case "action": return action(text)
    case "motive": return MotivePath(text).map { motive($0) } ?? text
    case "zone": return Zone(rawValue: text).map { word($0) } ?? text
    case "outcome": return Outcome(rawValue: text).map { word($0) } ?? text
    default:
      let fact = name.hasPrefix("facts.") ? String(name.dropFirst("facts.".count)) : name
      return value(text, ofFact: fact)
    }
  }

  /// Which part of a map spoke: "règle voucher".
  func source(_ source: Verdict.Source) -> String {
    switch source {
    case .rule(let id): language(en: "rule \(id)", fr: "règle \(id)")
    case .trial(let id, let rule):
      language(
        en: "trial \(id) (instead of rule \(rule))", fr: "essai \(id) (au lieu de la règle \(rule))"
      )
    case .limit(let id, _): language(en: "limit \(id)", fr: "limite \(id)")
    case .byDefault: language(en: "no rule speaks of it", fr: "aucune règle n'en parle")
    case .depends: language(en: "several rules", fr: "plusieurs règles")
    }
  }

  /// An enumeration: "a, b et c".
  func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + language(en: " and ", fr: " et ") + last
  }

  /// "1 case", "12 cases"; "12 cas".
  func cases(_ count: Int) -> String {
    language(en: "\(count) \(count == 1 ? "case" : "cases")", fr: "\(count) cas")
  }

  /// A label begins small inside a sentence, unless it is an abbreviation.
  private func inSentence(_ label: String) -> String {
    guard label.dropFirst().first?.isLowercase ?? false else { return label }
    return label.prefix(1).lowercased() + label.dropFirst()
  }
}
