import AutonomyMaps
import Documents
import Latitude

extension KnowledgeBaseError: Explained {
  func words(in language: Language) -> ErrorWords {
    switch self {
    case .emptyRepository(let folder): .emptyRepository(folder, language)
    case .noBase(let directory, let elsewhere, let uncommitted):
      .noBase(directory, elsewhere: elsewhere, uncommitted: uncommitted, language)
    case .alreadyABase(let folder): .alreadyABase(folder, language)
    case .amongDocuments(let directory, let folder):
      .amongDocuments(directory, folder: folder, language)
    case .cannotMakeFolder(let folder): .cannotMakeFolder(folder, language)
    case .readOnlyBase(let branch?): .readOnlyBase(branch, language)
    case .readOnlyBase(nil): .readOnlyBaseDetached(language)
    case .checkedOutElsewhere(let branch, let directory):
      .checkedOutElsewhere(branch, directory, language)
    case .invalidDocument(let path, let problems): .invalidDocument(path, problems, language)
    case .invalidMap(let path, let problems): .invalidMap(path, problems, language)
    case .unusable(let fault): .unusable(fault, language)
    case .notFound(let prefix, let kind): .notFound(prefix, kind, language)
    case .ambiguous(let prefix, let candidates): .ambiguous(prefix, candidates, language)
    case .idBesideRef(let id, let ref): .idBesideRef(id, ref, language)
    case .severalTexts(let keys): .severalTexts(keys, language)
    case .noSituation: .noSituation(language)
    case .alreadyRecorded(let id, let path): .alreadyRecorded(id, path, language)
    case .reservedKey(let key): .reservedKey(key, language)
    case .futureDate(let day, let today): .futureDate(day, today, language)
    case .unknownReference(let id): .unknownReference(id, language)
    case .lineBreak(let field): .lineBreak(field, language)
    case .changedMeanwhile(let id): .changedMeanwhile(id, language)
    case .conflict(let branch, let tries): .conflict(branch, tries, language)
    case .mapChangedMeanwhile(let role, let revision):
      .mapChangedMeanwhile(role, revision, language)
    case .uncommittedChanges(let path): .uncommittedChanges(path, language)
    case .noMap(let role, let known, let nearest): .noMap(role, known, nearest, language)
    case .notInForce(let role, let day, let earliest): .notInForce(role, day, earliest, language)
    case .noRevision(let role, let revision, let newest):
      .noRevision(role, revision, newest, language)
    case .notInMap(let role, let part, let nearest, let known):
      .notInMap(role, part, nearest, known, language)
    case .noRule(let role, let rule, let nearest, let known):
      .noRule(role, rule, nearest, known, language)
    case .notInCommit(let role, let revision): .notInCommit(role, revision, language)
    case .otherRole(let path, let role, let expected): .otherRole(path, role, expected, language)
    case .unchangedMap(let role): .unchangedMap(role, language)
    case .noReason: .noReason(language)
    case .ideaWithoutReason: .ideaWithoutReason(language)
    case .ideaClosed(let id, let status): .ideaClosed(id, status, language)
    case .ideaWithoutRules(let id): .ideaWithoutRules(id, language)
    case .ideaOfOtherRole(let id, let role, let expected):
      .ideaOfOtherRole(id, role, expected, language)
    case .ideaChangesNothing(let role): .ideaChangesNothing(role, language)
    case .ideaRetroactive(let field, let day, let today):
      .ideaRetroactive(field, day, today, language)
    case .ideaTrialEndsBefore(let from, let until): .ideaTrialEndsBefore(from, until, language)
    case .ideaTried(let id, let team, let until): .ideaTried(id, team, until, language)
    case .ideaNotForTrial(let id, let rule, let isNew):
      .ideaNotForTrial(id, rule, isNew: isNew, language)
    case .retroactive(_, let effective, let today): .retroactive(effective, today, language)
    case .notAllowed(let email, let role, let managers):
      .notAllowed(email, role, managers, language)
    case .unknownTerm(let field, let value, let nearest, let known):
      .unknownTerm(field, value, nearest, known, language)
    case .invalidFact(let name, let text, let type): .invalidFact(name, text, type, language)
    case .invalidFilter(let text, let error): .invalidFilter(text, error, language)
    case .invalidCondition(let text, let error): .invalidCondition(text, error, language)
    }
  }
}

// The base as a whole.
extension ErrorWords {
  static func emptyRepository(_ folder: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(printable(folder)): the repository has no commit yet, and so no base",
        fr: "\(printable(folder)) : le dépôt n'a encore aucun commit, donc aucune base"),
      next: "latitude init \(shellWord(folder))", .notFound)
  }

  static func noBase(
    _ directory: String, elsewhere: KnowledgeBaseError.Elsewhere, uncommitted: Bool,
    _ language: Language
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
    let commands =
      switch elsewhere {
      case .directories(let paths):
        paths.map { "latitude -C \(shellWord(reached($0, from: directory))) …" }
      case .folders(let folders): folders.map { "--base-path \(shellWord($0))" }
      }
    let next =
      commands.isEmpty
      ? "latitude init \(shellWord(place))"
      : commands.prefix(3).joined(separator: language(en: "  or  ", fr: "  ou  "))
    return ErrorWords(message, next: next, .notFound)
  }

  static func alreadyABase(_ folder: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(printable(folder)) is a base already; it was left as it is",
        fr: "\(printable(folder)) est déjà une base ; elle reste telle quelle"),
      next: "latitude -C \(shellWord(folder)) list", .usage)
  }

  static func amongDocuments(
    _ directory: String, folder: String, _ language: Language
  ) -> ErrorWords {
    let (directory, folder) = (printable(directory), printable(folder))
    return ErrorWords(
      language(
        en: "\(directory): \(folder)/ holds the documents of a base, so no other can be made there",
        fr:
          "\(directory) : \(folder)/ contient les documents d'une base, aucune autre ne peut y être créée"
      ),
      next: "latitude init --help", .usage)
  }

  static func cannotMakeFolder(_ folder: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(printable(folder)): no folder can be made there",
        fr: "\(printable(folder)) : aucun dossier ne peut y être créé"),
      next: "ls -ld \(shellWord(folder))", .disk)
  }

  static func readOnlyBase(_ branch: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "branch \(language.quoted(branch)), which latitude.yml names, does not exist here",
        fr: "la branche \(language.quoted(branch)), nommée par latitude.yml, n'existe pas ici"),
      next: "git branch \(shellWord(branch)) origin/\(shellWord(branch))", .notFound)
  }

  static func readOnlyBaseDetached(_ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "HEAD is detached: there is no branch to write to",
        fr: "HEAD est détaché : il n'y a pas de branche où écrire"),
      next: language(
        en: "git switch main (or name a branch in latitude.yml: branch: main)",
        fr: "git switch main (ou nommez une branche dans latitude.yml : branch: main)"), .disk)
  }

  static func checkedOutElsewhere(_ branch: String, _ directory: String, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en: "branch \(language.quoted(branch)) is checked out in \(printable(directory)), "
          + "which would fall behind; nothing was written",
        fr: "la branche \(language.quoted(branch)) est extraite dans \(printable(directory)), "
          + "qui prendrait du retard ; rien n'a été écrit"),
      next: language(
        en: "write from there: latitude -C \(shellWord(directory)) …",
        fr: "écrivez depuis là : latitude -C \(shellWord(directory)) …"), .disk)
  }
}

// Others who write.
extension ErrorWords {
  static func changedMeanwhile(_ id: DocumentID, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(id) was changed meanwhile by somebody else; nothing was written",
        fr: "\(id) a été modifié entre-temps par quelqu'un d'autre ; rien n'a été écrit"),
      next: language(
        en: "latitude show \(id), then do it again",
        fr: "latitude show \(id), puis recommencez"), .conflict)
  }

  static func conflict(_ branch: String, _ tries: Int, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en:
          "branch \(language.quoted(branch)) kept moving: nothing written after \(tries) tries",
        fr:
          "la branche \(language.quoted(branch)) n'a cessé de bouger : rien d'écrit après \(tries) essais"
      ), next: language(en: "try again", fr: "réessayez"), .conflict)
  }

  static func mapChangedMeanwhile(_ role: String, _ revision: Int, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en: "the map of \(printable(role)) is now at revision \(revision); nothing was written",
        fr: "la carte de \(printable(role)) en est à la révision \(revision) ; rien n'a été écrit"
      ), next: "latitude map diff \(shellWord(role)) \(revision)", .conflict)
  }

  static func uncommittedChanges(_ path: String, _ language: Language) -> ErrorWords {
    ErrorWords(
      language(
        en: "\(printable(path)) has uncommitted changes, which writing would lose",
        fr: "\(printable(path)) a des modifications non commitées, qui seraient perdues"),
      next: language(
        en: "git commit or git stash them, then do it again",
        fr: "commitez-les ou mettez-les de côté (git stash), puis recommencez"), .conflict)
  }
}

// What a question asks for.
extension ErrorWords {
  static func unknownTerm(
    _ field: String, _ value: String, _ nearest: String?, _ known: [String], _ language: Language
  ) -> ErrorWords {
    let name = language.fieldName(field)
    return ErrorWords(
      language(
        en: "unknown \(name): \(language.quoted(value))",
        fr: "\(name) : \(language.quoted(value)) n'est pas dans latitude.yml"),
      next: language.help(nearest: nearest, among: known)
        ?? language(en: "declare it in latitude.yml", fr: "déclarez-le dans latitude.yml"),
      .usage)
  }

  static func invalidFact(_ name: String, _ text: String, _ type: FactType, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en:
          "fact \(printable(name)): \(language.quoted(text)) is not \(type.words(in: language))",
        fr:
          "fait \(printable(name)) : \(language.quoted(text)) n'est pas \(type.words(in: language))"
      ), next: "--fact \(shellWord("\(name)=\(type.example)"))", .usage)
  }

  static func invalidFilter(_ text: String, _ error: FilterError, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      language(
        en: "--where \(language.quoted(text)): \(error.sentence(in: language))",
        fr: "--where \(language.quoted(text)) : \(error.sentence(in: language))"),
      next: error.advice(in: language), .usage)
  }

  static func invalidCondition(_ text: String, _ error: ConditionError, _ language: Language)
    -> ErrorWords
  {
    ErrorWords(
      "--where\(language.colon)\(error.sentence(in: language))\n"
        + error.marked(in: text),
      next: error.advice(in: language)
        ?? language(
          en: "--where 'granted >= 30 EUR and zone = consult'",
          fr: "--where 'granted >= 30 EUR and zone = consult'"), .usage)
  }
}

/// `../b` from `x/a` is `x/b`.
func reached(_ path: String, from directory: String) -> String {
  var start = directory.split(separator: "/", omittingEmptySubsequences: false).filter {
    $0 != "."
  }
  var rest = path.split(separator: "/")[...]
  while rest.first == "..", let last = start.last, last != "..", last != "" {
    start.removeLast()
    rest.removeFirst()
  }
  let names = start + rest
  return names.isEmpty ? "." : names.joined(separator: "/")
}
