import Documents
import Insights

/// A suggestion as an idea's title and text: what a manager reviews, in the words of people.
struct SuggestedIdea {
  let labels: Labels
  let suggestion: Suggestion

  private var language: Language { labels.language }

  /// The idea's document, without id and date.
  func idea(id: DocumentID, date: Day, role: String) -> Idea {
    var idea = Idea(id: id, title: labels.title(of: suggestion), date: date)
    idea.role = role
    idea.status = .open
    idea.rules = [suggestion.rule]
    idea.body = body
    return idea
  }

  private var body: String {
    let beyond =
      suggestion.beyond.isEmpty
      ? ""
      : language(
        en: "Beyond this limit, which stays as it is: ",
        fr: "Au-delà de cette limite, où rien ne change : ") + list(suggestion.beyond) + "."
    let parts = [
      "## \(language(en: "The proposal", fr: "La proposition"))",
      labels.title(of: suggestion) + ".",
      "## \(language(en: "Why", fr: "Pourquoi"))", support, alike, agreement,
      "## \(language(en: "What could go wrong", fr: "Ce qui pourrait mal tourner"))", against,
      beyond,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var support: String {
    let count = suggestion.support.count
    let list = list(suggestion.support)
    switch suggestion.direction {
    case .wider:
      return language(
        en:
          "\(count) times a colleague asked, got exactly what was asked for, and the customer was "
          + "satisfied: \(list).",
        fr:
          "\(count) fois, on a demandé, obtenu exactement ce qui était demandé, et le client était "
          + "satisfait : \(list).")
    case .tighter:
      return language(
        en: "\(count) decisions taken alone above this limit ended badly: \(list).",
        fr: "\(count) décisions prises seul au-dessus de cette limite ont mal fini : \(list).")
    }
  }

  private var alike: String {
    guard !suggestion.alike.isEmpty else { return "" }
    return language(
      en: "Decided alone and ended well, in the same range: \(list(suggestion.alike)).",
      fr: "Décidé seul et bien fini, dans la même fourchette : \(list(suggestion.alike)).")
  }

  private var agreement: String {
    language(
      en: "Cases that agree: \(labels.words(suggestion.agreement)).",
      fr: "Cas concordants : \(labels.words(suggestion.agreement)).")
  }

  private var against: String {
    guard !suggestion.against.isEmpty else {
      return language(
        en: "No case in this range went another way. Look for those that nobody wrote down.",
        fr:
          "Aucun cas de cette fourchette n'a tourné autrement. Cherchez ceux que personne n'a écrits."
      )
    }
    return language(
      en: "These were not granted as asked, or ended badly: \(list(suggestion.against)).",
      fr:
        "Ceux-ci n'ont pas été accordés comme demandé, ou ont mal fini : \(list(suggestion.against))."
    )
  }

  private func list(_ evidence: [Evidence]) -> String {
    evidence.map { "\($0.id) (\($0.amount))" }.joined(separator: ", ")
  }
}
