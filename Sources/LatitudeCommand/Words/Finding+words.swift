import AutonomyMaps
import Documents
import Latitude

extension Finding.Kind {
  /// What is wrong, in the base's own terms, without the place.
  func sentence(in labels: Labels) -> String {
    if case .map(let problem) = self { return problem.sentence(in: labels) }
    return sentence(in: labels.language)
  }

  /// What is wrong, without the place.
  func sentence(in language: Language) -> String {
    switch self {
    case .document(let problem): problem.reason.sentence(in: language)
    case .map(let problem): problem.sentence(in: language)
    case .duplicateID(let id, let first):
      language(
        en: "\(id) is the id of \(printable(first)) already, which counts",
        fr: "\(id) est déjà l'id de \(printable(first)), qui compte")
    case .misnamed(let expected):
      language(
        en: "the file's name should begin with \(printable(expected))",
        fr: "le nom du fichier devrait commencer par \(printable(expected))")
    case .otherRole(let role):
      language(
        en: "the file says that it is the map of \(language.quoted(role))",
        fr: "le fichier se dit la carte de \(language.quoted(role))")
    case .brokenReference(let id, _, _):
      language(en: "\(id) is not in the base", fr: "\(id) n'est pas dans la base")
    case .unknownPart(let role, let part, let nearest, _):
      language(
        en: "the map of \(printable(role)) has no rule \(language.quoted(part)), or no longer",
        fr: "la carte de \(printable(role)) n'a pas, ou plus, de règle \(language.quoted(part))")
        + (language.didYouMean(nearest).map { ", \($0)" } ?? "")
    case .unknownRevision(let revision, _):
      language(
        en: "\(printable(revision)) is no revision of a map",
        fr: "\(printable(revision)) n'est la révision d'aucune carte")
    case .futureDate(let day, _, _):
      language(
        en: "\(day) is still to come",
        fr: "le \(day) est encore à venir")
    case .symbolicLink:
      language(
        en: "a symbolic link, which is not followed",
        fr: "un lien symbolique, qui n'est pas suivi")
    case .submodule:
      language(en: "a submodule, which is not read", fr: "un sous-module, qui n'est pas lu")
    case .nameNotUTF8:
      language(en: "the file's name is not UTF-8", fr: "le nom du fichier n'est pas de l'UTF-8")
    }
  }
}
