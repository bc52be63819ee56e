import AutonomyMaps
import Documents
import Latitude

// Documents and their ids.
extension ErrorWords {
  static func invalidDocument(_ path: String?, _ problems: [DocumentProblem], _ language: Language)
    -> ErrorWords
  {
    let errors = problems.filter { $0.severity == .error }
    let shown = errors.isEmpty ? problems : errors
    let lines = shown.map { $0.line(path: path, in: language) }
    return ErrorWords(
      lines.isEmpty
        ? language(en: "the document cannot be read", fr: "le document est illisible")
        : lines.joined(separator: "\n"),
      next: shown.lazy.compactMap { $0.reason.advice(in: language) }.first
        ?? (path.map {
          language(
            en: "correct \(printable($0)) and commit it",
            fr: "corrigez \(printable($0)) et commitez")
        }
          ?? language(
            en: "correct this and try again", fr: "corrigez, puis recommencez")),
      .invalidData)
  }

  static func invalidMap(_ path: String, _ problems: [MapProblem], _ language: Language)
    -> ErrorWords
  {
    let errors = problems.filter { $0.severity == .error }
    return ErrorWords(
      errors.isEmpty
        ? language(
          en: "\(printable(path)): the map cannot be used",
          fr: "\(printable(path)) : la carte est inutilisable")
        : errors.map { $0.line(path: path, in: language) }.joined(separator: "\n"),
      next: errors.lazy.compactMap { $0.reason.advice(in: language) }.first
        ?? language(
          en: "correct \(printable(path)), then: latitude map lint",
          fr: "corrigez \(printable(path)), puis : latitude map lint"), .invalidData)
  }

  static func unusable(_ fault: Fault, _ language: Language) -> ErrorWords {
    let reason = Finding(fault).map { $0.kind.sentence(in: language) } ?? ""
    let isAboutName = if case .nameNotUTF8 = fault.reason { true } else { false }
    return ErrorWords(
      "\(printable(fault.path))\(language.colon)\(reason)",
      next: isAboutName
        ? language(
          en: "give it a name in UTF-8: git mv", fr: "donnez-lui un nom en UTF-8 : git mv")
        : language(
          en: "put the file itself there, and commit it",
          fr: "mettez-y le fichier lui-même, et commitez-le"), .invalidData)
  }

  static func notFound(
    _ prefix: String, _ kind: DocumentKind?, _ language: Language
  ) -> ErrorWords {
    if let id = DocumentID(prefix) {
      return ErrorWords(
        language(en: "\(id) is not in the base", fr: "\(id) n'est pas dans la base"),
        next: language(
          en: "latitude search finds documents by their words",
          fr: "latitude search trouve les documents par leurs mots"), .notFound)
    }
    let what: String
    let list: String
    switch kind {
    case .fieldCase:
      what = language(en: "no case", fr: "aucun cas")
      list = "latitude list"
    case .learning:
      what = language(en: "no learning", fr: "aucun apprentissage")
      list = "latitude search"
    case .idea:
      what = language(en: "no idea", fr: "aucune idée")
      list = "latitude idea list"
    case .map:
      what = language(en: "no map", fr: "aucune carte")
      list = "latitude map lint"
    case nil:
      what = language(en: "no document", fr: "aucun document")
      list = "latitude list"
    }
    return ErrorWords(
      language(
        en: "\(what) has an id that begins with \(language.quoted(prefix))",
        fr: "\(what) n'a d'id qui commence par \(language.quoted(prefix))"),
      next: language(en: "\(list), to see the ids", fr: "\(list), pour voir les ids"), .notFound)
  }

  static func ambiguous(_ prefix: String, _ candidates: [DocumentID], _ language: Language)
    -> ErrorWords
  {
    let shown = candidates.prefix(12).map { "  \($0)" }
    let more = candidates.count > 12 ? ["  …"] : []
    return ErrorWords(
      ([
        language(
          en: "\(language.quoted(prefix)) fits \(candidates.count) documents:",
          fr: "\(language.quoted(prefix)) correspond à \(candidates.count) documents :")
      ] + shown + more).joined(separator: "\n"),
      next: language(en: "give more of the id", fr: "donnez plus de caractères de l'id"),
      .notFound)
  }

  static func idBesideRef(_ id: String, _ ref: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "id \(language.quoted(id)) is not one of latitude's and would become ref, "
          + "which is \(language.quoted(ref)): leave one column out by --field COLUMN=",
        fr: "l'id \(language.quoted(id)) n'est pas de latitude et deviendrait ref, qui vaut "
          + "\(language.quoted(ref)) : écartez une colonne par --field COLONNE="),
      .invalidData)
  }

  static func severalTexts(_ keys: [String], _ language: Language) -> ErrorWords {
    let names = keys.map { printable($0) }.joined(separator: ", ")
    return ErrorWords(
      language(
        en: "the situation is given more than once (\(names)): leave the others out by "
          + "--field COLUMN=",
        fr: "la situation est donnée plusieurs fois (\(names)) : écartez les autres par "
          + "--field COLONNE="),
      .invalidData)
  }

  static func noSituation(_ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "nothing says what the situation was (text, body or situation)",
        fr: "rien ne dit quelle était la situation (text, body ou situation)"),
      next: language(
        en: "name the column that does: --field COLUMN=situation",
        fr: "nommez la colonne qui la dit : --field COLONNE=situation"),
      .invalidData)
  }

  static func alreadyRecorded(_ id: DocumentID, _ path: String, _ language: Language) -> ErrorWords
  {
    ErrorWords(
      language(
        en: "\(id) is in the base already: \(printable(path))",
        fr: "\(id) est déjà dans la base : \(printable(path))"),
      next: language(
        en: "leave out the id to record another case, or: latitude show \(id)",
        fr: "retirez l'id pour enregistrer un autre cas, ou : latitude show \(id)"),
      .conflict)
  }

  static func reservedKey(_ key: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(key): an export calls the situation so, and front matter cannot have this key",
        fr:
          "\(key) : un export appelle ainsi la situation, et l'en-tête ne peut pas avoir cette clé"),
      next: language(en: "give it another name", fr: "donnez-lui un autre nom"), .invalidData)
  }

  static func futureDate(_ day: Day, _ today: Day, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "date: \(day) is still to come (today: \(today))",
        fr: "date : le \(day) est encore à venir (aujourd'hui : \(today))"),
      next: language(
        en: "give the day of the decision", fr: "donnez le jour de la décision"), .invalidData)
  }

  static func unknownReference(_ id: DocumentID, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(en: "\(id) is not in the base", fr: "\(id) n'est pas dans la base"),
      next: language(
        en: "latitude search, to find the right id",
        fr: "latitude search, pour trouver le bon id"), .notFound)
  }

  static func lineBreak(_ field: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(printable(field)) must be a single line",
        fr: "\(printable(field)) doit tenir sur une ligne"),
      next: language(
        en: "take out line breaks and control characters",
        fr: "retirez les sauts de ligne et caractères de contrôle"), .usage)
  }
}

// Maps and their revisions.
extension ErrorWords {
  static func noMap(_ role: String, _ known: [String], _ nearest: String?, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en: "no map of \(language.quoted(role))", fr: "pas de carte pour \(language.quoted(role))"
      ),
      next: language.help(nearest: nearest, among: known)
        ?? "latitude map edit \(shellWord(role))", .notFound)
  }

  static func notInForce(_ role: String, _ day: Day, _ earliest: Day?, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en: "no map of \(printable(role)) was in force on \(day)",
        fr: "aucune carte de \(printable(role)) n'était en vigueur le \(day)"),
      next: earliest.map {
        language(
          en: "the first is in force since \($0): latitude map log \(shellWord(role))",
          fr: "la première l'est depuis le \($0) : latitude map log \(shellWord(role))")
      } ?? "latitude map log \(shellWord(role))", .notFound)
  }

  static func noRevision(_ role: String, _ revision: Int, _ newest: Int, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en: "the map of \(printable(role)) has no revision \(revision); the newest is \(newest)",
        fr:
          "la carte de \(printable(role)) n'a pas de révision \(revision) ; la dernière est la \(newest)"
      ), next: "latitude map log \(shellWord(role))", .notFound)
  }

  static func notInCommit(_ role: String, _ revision: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(language.quoted(revision)) holds no map of \(printable(role))",
        fr: "\(language.quoted(revision)) ne contient pas de carte de \(printable(role))"),
      next: "latitude map log \(shellWord(role))", .notFound)
  }

  static func otherRole(_ path: String, _ role: String, _ expected: String, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en: "\(printable(path)): the map of \(language.quoted(role)), not of "
          + language.quoted(expected),
        fr: "\(printable(path)) : la carte de \(language.quoted(role)), et non de "
          + language.quoted(expected)),
      next: "role: \(printable(expected))", .invalidData)
  }

  static func unchangedMap(_ role: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "the map of \(printable(role)) is the one already committed; there is nothing to do",
        fr:
          "la carte de \(printable(role)) est déjà enregistrée telle quelle ; il n'y a rien à faire"
      ),
      next: "latitude map edit \(shellWord(role))", .invalidData)
  }

  static func noReason(_ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "a revision of a map needs its reason",
        fr: "une révision de carte a besoin de sa raison"
      ),
      next: language(
        en: "-m \"Why, in a sentence\"", fr: "-m \"Pourquoi, en une phrase\""), .usage)
  }

  static func notInMap(
    _ role: String, _ part: String, _ nearest: String?, _ known: [String], _ language: Language
  ) -> ErrorWords {
    ErrorWords(
      language(
        en: "the map of \(printable(role)) never had a rule, limit or trial "
          + "\(language.quoted(part))",
        fr: "la carte de \(printable(role)) n'a jamais eu de règle, de limite ni d'essai "
          + "\(language.quoted(part))"),
      next: language.help(nearest: nearest, among: known), .notFound)
  }

  static func noRule(
    _ role: String, _ rule: String, _ nearest: String?, _ known: [String], _ language: Language
  ) -> ErrorWords {
    ErrorWords(
      language(
        en: "the map of \(printable(role)) has no rule \(language.quoted(rule))",
        fr: "la carte de \(printable(role)) n'a pas de règle \(language.quoted(rule))"),
      next: language.help(nearest: nearest, among: known), .notFound)
  }

  static func retroactive(_ effective: Day, _ today: Day, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "effective: \(effective) is past: the change would also judge what was decided since",
        fr: "effective: \(effective) est passé : le changement jugerait aussi ce qui s'est décidé "
          + "depuis"),
      next: language(
        en: "write effective: \(today) into the file, or mean it with --retroactive",
        fr: "écrivez effective: \(today) dans le fichier, ou assumez-le par --retroactive"),
      .invalidData)
  }

  static func notAllowed(
    _ email: String, _ role: String, _ managers: [String], _ language: Language
  ) -> ErrorWords {
    let who = printable(managers.joined(separator: ", "))
    return ErrorWords(
      language(
        en: "\(printable(email)) does not manage the map of \(printable(role)) (latitude.yml)",
        fr: "\(printable(email)) ne gère pas la carte de \(printable(role)) (latitude.yml)"),
      next: language(
        en: "ask \(who), or propose it as an idea",
        fr: "demandez à \(who), ou proposez-le comme idée"), .notAllowed)
  }
}
