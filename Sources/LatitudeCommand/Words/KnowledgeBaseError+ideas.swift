import Documents
import Latitude

// Ideas and their answers.
extension ErrorWords {
  static func ideaWithoutReason(_ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "an idea is not answered without a written reason",
        fr: "on ne répond pas à une idée sans raison écrite"),
      next: language(
        en: "-m \"Why, in a sentence that its author will read\"",
        fr: "-m \"Pourquoi, en une phrase que son auteur lira\""), .usage)
  }

  static func ideaClosed(
    _ id: DocumentID, _ status: IdeaStatus, _ language: Language
  ) -> ErrorWords {
    let word = status.word(in: language)
    return ErrorWords(
      language(
        en: "\(id): this idea is \(word); only an open one or one in trial can be answered",
        fr:
          "\(id) : cette idée est \(word) ; seule une idée ouverte ou à l'essai attend une réponse"),
      next: language(
        en: "latitude idea show \(id), and a new idea if things have changed",
        fr: "latitude idea show \(id), et une nouvelle idée si les choses ont changé"), .usage)
  }

  static func ideaWithoutRules(_ id: DocumentID, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(id): this idea does not say which rule of which role's map would change, and how",
        fr: "\(id) : cette idée ne dit pas quelle règle de quelle carte changerait, ni comment"),
      next: language(
        en: "add role and rules to its file, as in a map: latitude show \(id) --raw",
        fr: "ajoutez role et rules à son fichier, comme dans une carte : latitude show \(id) --raw"),
      .invalidData)
  }

  static func ideaOfOtherRole(
    _ id: DocumentID, _ role: String, _ expected: String, _ language: Language
  ) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(id): an idea about the map of \(language.quoted(role)), not of "
          + language.quoted(expected),
        fr: "\(id) : une idée sur la carte de \(language.quoted(role)), et non de "
          + language.quoted(expected)),
      next: "latitude map diff \(shellWord(role)) \(id)", .invalidData)
  }

  static func ideaChangesNothing(_ role: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "the map of \(printable(role)) says this already",
        fr: "la carte de \(printable(role)) le dit déjà"),
      next: "latitude map show \(shellWord(role))", .invalidData)
  }

  static func ideaRetroactive(
    _ field: String, _ day: Day, _ today: Day, _ language: Language
  ) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(day) is past: the change would also judge what was decided since",
        fr: "le \(day) est passé : le changement jugerait aussi ce qui s'est décidé depuis"),
      next: language(
        en: "--\(field) \(today), or later", fr: "--\(field) \(today), ou plus tard"),
      .usage)
  }

  static func ideaTrialEndsBefore(_ from: Day, _ until: Day, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "--until: \(until) is before \(from), the trial's first day",
        fr: "--until : le \(until) précède le \(from), premier jour de l'essai"),
      next: language(
        en: "--until \(from.advanced(by: 60)), for instance",
        fr: "--until \(from.advanced(by: 60)), par exemple"), .usage)
  }

  static func ideaTried(
    _ id: DocumentID, _ team: String?, _ until: Day, _ language: Language
  ) -> ErrorWords {
    let team = team.map { printable($0) }
    return ErrorWords(
      language(
        en: "\(team ?? "every team") tries \(id) already, until \(until)",
        fr:
          "\(team.map { "l'équipe \($0)" } ?? "chaque équipe") essaie déjà \(id), jusqu'au \(until)"
      ),
      next: language(
        en: "latitude idea show \(id), or name another team or other days",
        fr: "latitude idea show \(id), ou nommez une autre équipe ou d'autres jours"), .invalidData)
  }

  static func ideaNotForTrial(
    _ id: DocumentID, _ rule: String, isNew: Bool, _ language: Language
  ) -> ErrorWords {
    let name = language.quoted(rule)
    return ErrorWords(
      isNew
        ? language(
          en: "\(id): rule \(name) is new; a trial changes the limits of a rule that the map has",
          fr:
            "\(id) : la règle \(name) est nouvelle ; un essai change les seuils d'une règle existante"
        )
        : language(
          en: "\(id): rule \(name) would also speak about other cases (action, motives or levels); "
            + "a trial changes its limits only",
          fr:
            "\(id) : la règle \(name) parlerait aussi d'autres cas (action, motifs ou niveaux) ; un "
            + "essai ne change que ses seuils"),
      next: language(
        en: "latitude idea accept \(id) -m WHY, or an idea about an existing rule",
        fr: "latitude idea accept \(id) -m POURQUOI, ou une idée sur une règle existante"), .usage)
  }
}
