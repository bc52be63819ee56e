import ArgumentParser
import Documents
import Latitude

/// One option for each key of a case's front matter that is not part of the situation, and for the
/// texts below it.
struct RecordOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      help(
        en: "What happened; - reads standard input.",
        fr: "Ce qui s'est passé ; - lit l'entrée standard."),
      valueName: help(en: "text", fr: "texte")))
  var text: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "Default: the first words of the text.", fr: "Sinon : les premiers mots du texte."),
      valueName: help(en: "title", fr: "titre")))
  var title: String?

  @Option(
    help: ArgumentHelp(
      help(en: "What was decided, in words.", fr: "Ce qui a été décidé, en mots."),
      valueName: help(en: "text", fr: "texte")))
  var decision: String?

  @Option(
    help: ArgumentHelp(
      help(en: "Why it was decided.", fr: "Pourquoi cette décision."),
      valueName: help(en: "text", fr: "texte")))
  var why: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "The day of the decision; default: today.",
        fr: "Le jour de la décision ; sinon aujourd'hui."),
      valueName: "date"))
  var date: String?

  @Option(
    help: ArgumentHelp(
      help(en: "What was granted: \"40 EUR\".", fr: "Ce qui a été accordé : \"40 EUR\"."),
      valueName: help(en: "amount", fr: "montant")))
  var granted: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "How it was really decided: alone, consult, escalate.",
        fr:
          "Comment cela s'est vraiment décidé : alone (seul), consult (consulter), escalate (escalader)."
      ),
      valueName: "zone"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      help(en: "A role that was asked; repeatable.", fr: "Un rôle consulté ; répétable."),
      valueName: help(en: "role", fr: "rôle")))
  var consulted: [String] = []

  @Option(
    help: ArgumentHelp(
      help(
        en: "From first contact to decision.", fr: "Du premier contact à la décision."),
      valueName: help(en: "number", fr: "nombre")))
  var minutes: Int?

  @Option(
    help: ArgumentHelp(
      help(
        en: "pending, satisfied, mixed, dissatisfied or lost.",
        fr: "pending (en attente), satisfied, mixed, dissatisfied ou lost."),
      valueName: help(en: "outcome", fr: "issue")))
  var outcome: String?

  @Option(
    name: .customLong("outcome-date"),
    help: ArgumentHelp(
      help(en: "The day of the outcome.", fr: "Le jour de l'issue."), valueName: "date"))
  var outcomeDate: String?

  @Option(
    help: ArgumentHelp(
      help(
        en: "initiative, proactive, workaround, signal or your own; repeatable.",
        fr: "initiative, proactive, workaround, signal ou autre ; répétable."),
      valueName: help(en: "tag", fr: "étiquette")))
  var tag: [String] = []

  @Option(
    help: ArgumentHelp(
      help(
        en: "A case it leaned on; repeatable.", fr: "Un cas sur lequel il s'appuie ; répétable."),
      valueName: "id"))
  var precedent: [String] = []

  @Option(
    help: ArgumentHelp(
      help(
        en: "A learning it belongs to; repeatable.",
        fr: "Un apprentissage qui en vient ; répétable."),
      valueName: "id"))
  var learning: [String] = []

  @Option(
    help: ArgumentHelp(
      help(
        en: "draft, validated, superseded or archived.",
        fr: "draft (brouillon), validated, superseded ou archived."),
      valueName: help(en: "status", fr: "état")))
  var status: String?

  @Option(
    name: .customLong("text-lang"),
    help: ArgumentHelp(
      help(
        en: "The language of the text, where it is not the base's.",
        fr: "La langue du texte, si ce n'est pas celle de la base."),
      valueName: help(en: "language", fr: "langue")))
  var textLanguage: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The case's id in another system.", fr: "Le numéro du cas dans un autre système."),
      valueName: help(en: "ref", fr: "réf")))
  var ref: String?

  @Option(
    help: ArgumentHelp(
      help(en: "The id; default: a new one.", fr: "L'identifiant ; sinon un nouveau."),
      valueName: "id"))
  var id: String?

  /// Whether any of them was given.
  var saysSomething: Bool {
    let texts = [
      text, title, decision, why, date, granted, zone, outcome, outcomeDate, status, textLanguage,
      ref, id,
    ]
    return texts.contains { $0 != nil } || minutes != nil
      || !(consulted + tag + precedent + learning).isEmpty
  }

  /// The case as far as the options say it; the title and the situation may be empty.
  ///
  /// - Throws: `CommandError` for values that cannot be read, `KnowledgeBaseError.notFound` or `.ambiguous` for
  ///   documents that the base does not hold.
  func draft(
    _ situation: SituationOptions, in base: borrowing KnowledgeBase, today: Day,
    using random: inout some RandomNumberGenerator
  ) throws -> FieldCase {
    let vocabulary = base.vocabulary
    let situation = situation.named(by: vocabulary)
    let day = try date.map { try LatitudeCommand.day($0, option: "--date") } ?? today
    let id =
      try id.map { try documentID($0, option: "--id", kind: .fieldCase) }
      ?? DocumentID(kind: .fieldCase, day: day, using: &random)
    var draft = FieldCase(id: id, title: title ?? "", date: day)
    draft.situation = try text == "-" ? Input.text(at: "-") : text ?? ""
    draft.decision = decision
    draft.why = why
    draft.status = try status.map { try Status(typed: $0, option: "--status") }
    draft.role = situation.role
    draft.level = situation.level
    draft.team = situation.team
    draft.channel = situation.channel
    draft.motive = try situation.motivePath()
    draft.action = situation.action
    draft.requested = try situation.requestedAmount(in: vocabulary)
    draft.facts = try situation.facts(in: vocabulary)
    draft.customer = situation.customer
    draft.granted = try granted.map {
      try money($0, option: "--granted", vocabulary: vocabulary)
    }
    draft.zone = try zone.map { try Zone(typed: $0, option: "--zone") }
    draft.consulted = consulted
    draft.minutes = minutes
    draft.outcome = try outcome.map { try Outcome(typed: $0, option: "--outcome") }
    draft.outcomeDate = try outcomeDate.map {
      try LatitudeCommand.day($0, option: "--outcome-date")
    }
    draft.tags = tag.filter { !$0.isEmpty }
    for prefix in precedent {
      draft.precedents.append(try base.locate(prefix, kind: .fieldCase).id)
    }
    for prefix in learning {
      draft.learnings.append(try base.locate(prefix, kind: .learning).id)
    }
    draft.lang = textLanguage
    draft.ref = ref
    return draft
  }
}

/// A whole id of a kind, as an option names it.
///
/// - Throws: `CommandError.invalidValue`.
func documentID(_ text: String, option: String, kind: DocumentKind) throws -> DocumentID {
  guard let id = DocumentID(text), id.kind == kind else {
    throw CommandError.invalidValue(option: option, value: text, expected: .documentID)
  }
  return id
}
