import AutonomyMaps
import Documents
import Latitude

extension KnowledgeBaseError: Explained {
  func words(in language: Language) -> ErrorWords {
    switch self {
    case .emptyRepository, .noBase, .alreadyABase, .readOnlyBase, .notAtTip:
      aboutTheBase(language)
    case .invalidDocument, .invalidMap, .notFound, .ambiguous, .alreadyRecorded,
      .unknownReference, .lineBreak:
      aboutDocuments(language)
    case .changedMeanwhile, .conflict, .uncommittedChanges, .mapChangedMeanwhile:
      aboutOtherWriters(language)
    case .noMap, .notInForce, .noRevision, .notInCommit, .otherRole, .unchangedMap, .noReason,
      .notAllowed:
      aboutMaps(language)
    case .unknownTerm, .invalidFact, .invalidFilter, .invalidCondition, .invalidSearch:
      aboutQuestions(language)
    }
  }

  private func aboutTheBase(_ language: Language) -> ErrorWords {
    switch self {
    case .emptyRepository(let folder):
      return ErrorWords(
        language(
          en: "\(printable(folder)): the repository has no commit yet, and so no base",
          fr: "\(printable(folder)) : le dépôt n'a encore aucun commit, donc aucune base"),
        next: "latitude init \(shellWord(folder))", .notFound)
    case .noBase(let directory, let elsewhere, let uncommitted):
      return noBase(directory, elsewhere: elsewhere, uncommitted: uncommitted, language)
    case .alreadyABase(let folder):
      return ErrorWords(
        language(
          en: "\(printable(folder)) is a base already; it was left as it is",
          fr: "\(printable(folder)) est déjà une base ; elle reste telle quelle"),
        next: "latitude -C \(shellWord(folder)) list", .usage)
    case .readOnlyBase(let branch?):
      return ErrorWords(
        language(
          en: "branch \(language.quoted(branch)), which latitude.yml names, does not exist here",
          fr: "la branche \(language.quoted(branch)), nommée par latitude.yml, n'existe pas ici"),
        next: "git branch \(shellWord(branch)) origin/\(shellWord(branch))", .notFound)
    case .readOnlyBase(nil):
      return ErrorWords(
        language(
          en: "HEAD is detached: there is no branch to write to",
          fr: "HEAD est détaché : il n'y a pas de branche où écrire"),
        next: language(
          en: "git switch main (or name a branch in latitude.yml: branch: main)",
          fr: "git switch main (ou nommez une branche dans latitude.yml : branch: main)"), .usage)
    default:
      return ErrorWords(
        language(
          en: "the base is open at an old revision, which cannot be written to",
          fr: "la base est ouverte à une ancienne révision, où rien ne s'écrit"),
        next: language(
          en: "leave out the revision", fr: "retirez la révision de la commande"), .usage)
    }
  }

  private func noBase(
    _ directory: String, elsewhere: [String], uncommitted: Bool, _ language: Language
  ) -> ErrorWords {
    let place = directory.isEmpty ? "." : printable(directory)
    if uncommitted {
      return ErrorWords(
        language(
          en: "\(place): latitude.yml is there but not committed; only commits count",
          fr: "\(place) : latitude.yml est là mais pas commité ; seuls les commits comptent"),
        next: "git add latitude.yml && git commit -m 'base'", .notFound)
    }
    let message = language(
      en: "\(place): no latitude.yml here nor in a folder above",
      fr: "\(place) : pas de latitude.yml ici, ni dans un dossier au-dessus")
    let next =
      elsewhere.isEmpty
      ? "latitude init \(shellWord(place))"
      : elsewhere.prefix(3).map { "latitude -C \(shellWord($0)) …" }
        .joined(separator: language(en: "  or  ", fr: "  ou  "))
    return ErrorWords(message, next: next, .notFound)
  }

  private func aboutDocuments(_ language: Language) -> ErrorWords {
    switch self {
    case .invalidDocument(let path, let problems):
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
    case .invalidMap(let path, let problems):
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
    case .notFound(let prefix, let kind):
      return notFound(prefix, kind, language)
    case .ambiguous(let prefix, let candidates):
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
    case .alreadyRecorded(let id, let path):
      return ErrorWords(
        language(
          en: "\(id) is in the base already: \(printable(path))",
          fr: "\(id) est déjà dans la base : \(printable(path))"),
        next: language(
          en: "leave out the id to record another case, or: latitude show \(id)",
          fr: "retirez l'id pour enregistrer un autre cas, ou : latitude show \(id)"),
        .conflict)
    case .unknownReference(let id):
      return ErrorWords(
        language(en: "\(id) is not in the base", fr: "\(id) n'est pas dans la base"),
        next: language(
          en: "latitude search, to find the right id",
          fr: "latitude search, pour trouver le bon id"), .notFound)
    default:
      guard case .lineBreak(let field) = self else { return ErrorWords("", .internalFault) }
      return ErrorWords(
        language(
          en: "\(printable(field)) must be a single line",
          fr: "\(printable(field)) doit tenir sur une ligne"),
        next: language(
          en: "take out line breaks and control characters",
          fr: "retirez les sauts de ligne et caractères de contrôle"), .usage)
    }
  }

  private func notFound(
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
      list = "latitude search"
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

  private func aboutOtherWriters(_ language: Language) -> ErrorWords {
    switch self {
    case .changedMeanwhile(let id):
      return ErrorWords(
        language(
          en: "\(id) was changed meanwhile by somebody else; nothing was written",
          fr: "\(id) a été modifié entre-temps par quelqu'un d'autre ; rien n'a été écrit"),
        next: language(
          en: "latitude show \(id), then do it again",
          fr: "latitude show \(id), puis recommencez"), .conflict)
    case .conflict(let branch, let tries):
      return ErrorWords(
        language(
          en:
            "branch \(language.quoted(branch)) kept moving: nothing written after \(tries) tries",
          fr:
            "la branche \(language.quoted(branch)) n'a cessé de bouger : rien d'écrit après \(tries) essais"
        ), next: language(en: "try again", fr: "réessayez"), .conflict)
    case .mapChangedMeanwhile(let role, let revision):
      return ErrorWords(
        language(
          en: "the map of \(printable(role)) is now at revision \(revision); nothing was written",
          fr: "la carte de \(printable(role)) en est à la révision \(revision) ; rien n'a été écrit"
        ), next: "latitude map diff \(shellWord(role)) \(revision)", .conflict)
    default:
      guard case .uncommittedChanges(let path) = self else {
        return ErrorWords("", .internalFault)
      }
      return ErrorWords(
        language(
          en: "\(printable(path)) has uncommitted changes, which writing would lose",
          fr: "\(printable(path)) a des modifications non commitées, qui seraient perdues"),
        next: language(
          en: "git commit or git stash them, then do it again",
          fr: "commitez-les ou mettez-les de côté (git stash), puis recommencez"), .conflict)
    }
  }

  private func aboutMaps(_ language: Language) -> ErrorWords {
    switch self {
    case .noMap(let role, let known, let nearest):
      return ErrorWords(
        language(
          en: "no map of \(language.quoted(role))", fr: "pas de carte pour \(language.quoted(role))"
        ),
        next: language.help(nearest: nearest, among: known)
          ?? "latitude map edit \(shellWord(role))", .notFound)
    case .notInForce(let role, let day, let earliest):
      return ErrorWords(
        language(
          en: "no map of \(printable(role)) was in force on \(day)",
          fr: "aucune carte de \(printable(role)) n'était en vigueur le \(day)"),
        next: earliest.map {
          language(
            en: "the first is in force since \($0): latitude map log \(shellWord(role))",
            fr: "la première l'est depuis le \($0) : latitude map log \(shellWord(role))")
        } ?? "latitude map log \(shellWord(role))", .notFound)
    case .noRevision(let role, let revision, let newest):
      return ErrorWords(
        language(
          en: "the map of \(printable(role)) has no revision \(revision); the newest is \(newest)",
          fr:
            "la carte de \(printable(role)) n'a pas de révision \(revision) ; la dernière est la \(newest)"
        ), next: "latitude map log \(shellWord(role))", .notFound)
    case .notInCommit(let role, let revision):
      return ErrorWords(
        language(
          en: "\(language.quoted(revision)) holds no map of \(printable(role))",
          fr: "\(language.quoted(revision)) ne contient pas de carte de \(printable(role))"),
        next: "latitude map log \(shellWord(role))", .notFound)
    case .otherRole(let path, let role, let expected):
      return ErrorWords(
        language(
          en: "\(printable(path)): the map of \(language.quoted(role)), not of "
            + language.quoted(expected),
          fr: "\(printable(path)) : la carte de \(language.quoted(role)), et non de "
            + language.quoted(expected)),
        next: "role: \(printable(expected))", .invalidData)
    case .unchangedMap(let role):
      return ErrorWords(
        language(
          en: "the map of \(printable(role)) is the one already committed; there is nothing to do",
          fr: "la carte de \(printable(role)) est celle déjà commitée ; il n'y a rien à faire"),
        next: "latitude map edit \(shellWord(role))", .usage)
    case .noReason:
      return ErrorWords(
        language(
          en: "a revision of a map needs its reason",
          fr: "une révision de carte a besoin de sa raison"
        ),
        next: language(
          en: "-m \"Why, in a sentence\"", fr: "-m \"Pourquoi, en une phrase\""), .usage)
    default:
      guard case .notAllowed(let email, let role, let managers) = self else {
        return ErrorWords("", .internalFault)
      }
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

  private func aboutQuestions(_ language: Language) -> ErrorWords {
    switch self {
    case .unknownTerm(let field, let value, let nearest, let known):
      let name = language.fieldName(field)
      return ErrorWords(
        language(
          en: "unknown \(name): \(language.quoted(value))",
          fr: "\(name) : \(language.quoted(value)) n'est pas dans latitude.yml"),
        next: language.help(nearest: nearest, among: known)
          ?? language(en: "declare it in latitude.yml", fr: "déclarez-le dans latitude.yml"),
        .usage)
    case .invalidFact(let name, let text, let type):
      return ErrorWords(
        language(
          en:
            "fact \(printable(name)): \(language.quoted(text)) is not \(type.words(in: language))",
          fr:
            "fait \(printable(name)) : \(language.quoted(text)) n'est pas \(type.words(in: language))"
        ), next: "--fact \(shellWord("\(name)=\(type.example)"))", .usage)
    case .invalidFilter(let text, let error):
      return ErrorWords(
        language(
          en: "--where \(language.quoted(text)): \(error.sentence(in: language))",
          fr: "--where \(language.quoted(text)) : \(error.sentence(in: language))"),
        next: error.advice(in: language), .usage)
    case .invalidCondition(let text, let error):
      return ErrorWords(
        "--where\(language.colon)\(error.sentence(in: language))\n"
          + error.marked(in: text),
        next: error.advice(in: language)
          ?? language(
            en: "--where 'granted >= 30 EUR and zone = consult'",
            fr: "--where 'granted >= 30 EUR and zone = consult'"), .usage)
    default:
      guard case .invalidSearch(let text) = self else { return ErrorWords("", .internalFault) }
      return ErrorWords(
        language(
          en: "\(language.quoted(text)) holds no word to search for",
          fr: "\(language.quoted(text)) ne contient aucun mot à chercher"),
        next: language(
          en: "words, \"a phrase\", begin*, -without", fr: "mots, \"une phrase\", début*, -sans"),
        .usage)
    }
  }
}

/// A text as one word of a shell's command line.
func shellWord(_ text: String) -> String {
  let safe = printable(text)
  let isPlain =
    !safe.isEmpty
    && safe.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
        || "-_./@:=".unicodeScalars.contains($0)
    }
  return isPlain
    ? safe
    : "'"
      + safe.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
}
