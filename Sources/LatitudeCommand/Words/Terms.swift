import Documents
import Similarity

/// A term of the tool that people read, and type, in either language.
protocol Term: RawRepresentable, CaseIterable where RawValue == String {
  func word(in language: Language) -> String
}

extension Zone: Term {
  func word(in language: Language) -> String {
    switch self {
    case .alone: language(en: "alone", fr: "seul")
    case .consult: language(en: "consult", fr: "consulter")
    case .escalate: language(en: "escalate", fr: "escalader")
    }
  }

  /// Colour says the same as the word: green goes, yellow asks, red hands over.
  var style: Console.Style {
    switch self {
    case .alone: .green
    case .consult: .yellow
    case .escalate: .red
    }
  }
}

extension Outcome: Term {
  /// How a customer went away.
  func word(in language: Language) -> String {
    switch self {
    case .pending: language(en: "pending", fr: "en attente")
    case .satisfied: language(en: "satisfied", fr: "satisfait")
    case .mixed: language(en: "mixed", fr: "mitigé")
    case .dissatisfied: language(en: "dissatisfied", fr: "mécontent")
    case .lost: language(en: "lost", fr: "perdu")
    }
  }
}

extension Status: Term {
  func word(in language: Language) -> String {
    switch self {
    case .draft: language(en: "draft", fr: "brouillon")
    case .validated: language(en: "validated", fr: "validé")
    case .superseded: language(en: "superseded", fr: "remplacé")
    case .archived: language(en: "archived", fr: "archivé")
    }
  }
}

extension IdeaStatus: Term {
  func word(in language: Language) -> String {
    switch self {
    case .open: language(en: "open", fr: "ouverte")
    case .trial: language(en: "in trial", fr: "à l'essai")
    case .accepted: language(en: "accepted", fr: "retenue")
    case .declined: language(en: "declined", fr: "écartée")
    }
  }
}

extension LearningFormat: Term {
  func word(in language: Language) -> String {
    switch self {
    case .miniCase: language(en: "mini-case", fr: "mini-cas")
    case .incidentReview: language(en: "incident review", fr: "revue d'incident")
    case .impactTable: language(en: "impact table", fr: "tableau d'impact")
    }
  }
}

extension DocumentKind: Term {
  func word(in language: Language) -> String {
    switch self {
    case .fieldCase: language(en: "case", fr: "cas")
    case .learning: language(en: "learning", fr: "apprentissage")
    case .idea: language(en: "idea", fr: "idée")
    case .map: language(en: "map", fr: "carte")
    }
  }
}

extension EntryKind: Term {
  func word(in language: Language) -> String {
    switch self {
    case .comment: language(en: "comment", fr: "commentaire")
    case .thanks: language(en: "thanks", fr: "merci")
    case .question: "question"
    case .flag: language(en: "flag", fr: "alerte")
    case .outcome: language(en: "outcome", fr: "issue")
    }
  }
}

extension CaseSection: Term {
  func word(in language: Language) -> String { heading(language: language.rawValue) }
}

extension Feature: Term {
  func word(in language: Language) -> String {
    switch self {
    case .text: language(en: "text", fr: "texte")
    case .motive: language(en: "motive", fr: "motif")
    case .action: "action"
    case .requested: language(en: "amount", fr: "montant")
    case .role: language(en: "role", fr: "rôle")
    case .level: language(en: "level", fr: "niveau")
    case .channel: language(en: "channel", fr: "canal")
    case .team: language(en: "team", fr: "équipe")
    case .facts: language(en: "facts", fr: "faits")
    }
  }
}

extension Term {
  /// What a person typed: the name or the word in a language, in any letter case; nil for anything
  /// else.
  init?(typed text: String) {
    let wanted = text.lowercased()
    let found = Self.allCases.first { term in
      term.rawValue == wanted || Language.allCases.contains { term.word(in: $0) == wanted }
    }
    guard let found else { return nil }
    self = found
  }

  /// The same for an option's value.
  ///
  /// - Throws: `CommandError.invalidValue`.
  init(typed text: String, option: String, among allowed: [Self] = Array(Self.allCases)) throws {
    guard let term = Self(typed: text), allowed.contains(where: { $0.rawValue == term.rawValue })
    else { throw CommandError(option: option, value: text, isNoneOf: allowed.map(\.rawValue)) }
    self = term
  }
}
