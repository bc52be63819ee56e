import Documents

extension DocumentProblem: Explained {
  func words(in language: Language) -> ErrorWords {
    ErrorWords(line(path: nil, in: language), next: reason.advice(in: language), .invalidData)
  }

  /// One line: "maps/conseiller.md:12:5: rules.voucher.alone: …".
  ///
  /// - Parameter path: Nil: the document is in no file yet.
  func line(path: String?, in language: Language) -> String {
    let place = language.place(path: path, position)
    let name = field.map { printable($0) + language.colon } ?? ""
    return place + name + reason.sentence(in: language)
  }
}

extension Language {
  /// What a message about a document begins with: "path:line:column: ", or "line 3, column 5: ".
  func place(path: String?, _ position: SourcePosition?) -> String {
    switch (path, position) {
    case (let path?, let position?):
      "\(printable(path)):\(position.line):\(position.column): "
    case (let path?, nil): "\(printable(path)): "
    case (nil, let position?):
      self(
        en: "line \(position.line), column \(position.column): ",
        fr: "ligne \(position.line), colonne \(position.column) : ")
    case (nil, nil): ""
    }
  }
}

extension DocumentProblem.Reason {
  /// What is wrong, without the place.
  func sentence(in language: Language) -> String {
    switch self {
    case .tooLarge(let size, let limit):
      language(
        en: "\(size) bytes, more than the \(limit) that a document may have",
        fr: "\(size) octets, plus que les \(limit) permis à un document")
    case .notUTF8(let offset):
      language(
        en: "not UTF-8 text (byte \(offset))", fr: "n'est pas du texte UTF-8 (octet \(offset))")
    case .bidirectionalControl(let scalar):
      language(
        en: "\(code(scalar)) shows text in another order than it is read",
        fr: "\(code(scalar)) montre le texte dans un autre ordre que celui où il se lit")
    case .controlCharacter(let scalar):
      language(
        en: "control character \(code(scalar))", fr: "caractère de contrôle \(code(scalar))")
    case .nulByte:
      language(en: "a NUL byte: this is no text", fr: "un octet NUL : ceci n'est pas du texte")
    case .unterminatedFrontMatter:
      language(
        en: "the front matter does not end: no second line ---",
        fr: "l'en-tête ne finit pas : il manque la seconde ligne ---")
    case .tooDeep(let limit):
      language(
        en: "more than \(limit) lists and mappings inside each other",
        fr: "plus de \(limit) listes et tables imbriquées")
    case .tooManyKeys(let limit):
      language(en: "more than \(limit) keys", fr: "plus de \(limit) clés")
    case .duplicateKey(let key):
      language(
        en: "key \(language.quoted(key)) stands twice",
        fr: "la clé \(language.quoted(key)) est en double"
      )
    case .aliasRefused(let name):
      language(
        en: "YAML anchors and aliases are refused: \(language.quoted(name))",
        fr: "les ancres et alias YAML sont refusés : \(language.quoted(name))")
    case .tagRefused(let name):
      language(
        en: "YAML tags are refused: \(language.quoted(name))",
        fr: "les étiquettes YAML sont refusées : \(language.quoted(name))")
    case .mergeKeyRefused:
      language(en: "YAML's merge key << is refused", fr: "la clé << de YAML est refusée")
    case .complexKeyRefused:
      language(
        en: "a key must be a word, not a list or a mapping",
        fr: "une clé doit être un mot, ni liste ni table")
    case .directiveRefused:
      language(en: "YAML directives (%) are refused", fr: "les directives YAML (%) sont refusées")
    case .multipleDocumentsRefused:
      language(
        en: "more than one YAML document in the front matter",
        fr: "plus d'un document YAML dans l'en-tête")
    case .noFrontMatter:
      language(
        en: "no front matter: the first line must be ---",
        fr: "pas d'en-tête : la première ligne doit être ---")
    case .syntax(let fault): fault.sentence(in: language)
    // The field's path, which stands before, ends with the key.
    case .unknownKey(_, let nearest):
      [language(en: "unknown key", fr: "clé inconnue"), language.didYouMean(nearest)]
        .compactMap(\.self).joined(separator: ", ")
    case .wrongType(let expected, let found):
      language(
        en: "\(expected.words(in: language)) was expected, not \(found.words(in: language))",
        fr: "il faut \(expected.words(in: language)) et non \(found.words(in: language))")
    case .unknownValue(let value, let allowed, let nearest):
      [
        language(
          en: "\(language.quoted(value)) is none of \(language.either(allowed))",
          fr: "\(language.quoted(value)) n'est ni \(allowed.joined(separator: ", ni "))"),
        language.didYouMean(nearest),
      ].compactMap(\.self).joined(separator: ", ")
    case .duplicateID(let id):
      language(
        en: "\(language.quoted(id)) stands twice", fr: "\(language.quoted(id)) est en double")
    case .unsupportedFormat(let format):
      language(
        en: "format \(language.quoted(format)) is not understood; this version knows 1",
        fr: "format \(language.quoted(format)) inconnu ; cette version connaît le 1")
    case .cannotEdit:
      language(
        en: "written in a way that cannot be changed in place",
        fr: "écrit d'une façon qui ne se modifie pas sur place")
    case .missing: language(en: "is missing", fr: "manque")
    case .invalidDate(let text): language.isNo(text, "day (2026-11-18)", "un jour (2026-11-18)")
    case .invalidMoney(let text):
      language.isNo(text, "amount (60 EUR, 60.50 EUR)", "un montant (60 EUR, 60.50 EUR)")
    case .invalidInteger(let text) where text.hasPrefix("-") && Int(text) != nil:
      language.isNo(text, "whole number from 0", "un nombre entier à partir de 0")
    case .invalidInteger(let text): language.isNo(text, "whole number", "un nombre entier")
    case .invalidDecimal(let text): language.isNo(text, "number", "un nombre")
    case .invalidID(let text, let kinds):
      language.isNo(
        text, "id (\(language.forms(of: kinds)))", "un id (\(language.forms(of: kinds)))")
    case .invalidMotive(let text):
      language.isNo(
        text, "path of motives (delivery/damaged)", "un chemin de motifs (delivery/damaged)")
    case .invalidCap(let text):
      language.isNo(
        text, "cap (150 EUR per customer in 90 days)",
        "un plafond (150 EUR per customer in 90 days)")
    case .invalidCurrency(let text): language.isNo(text, "currency (EUR)", "une monnaie (EUR)")
    case .invalidLanguage(let text):
      language.isNo(text, "language of two letters (fr)", "une langue en deux lettres (fr)")
    case .invalidRuleReference(let text):
      language.isNo(text, "rule (conseiller/voucher)", "une règle (conseiller/voucher)")
    case .invalidName(let text):
      language(
        en: "\(language.quoted(text)) cannot be a name: letters, digits, - _ and . inside",
        fr: "\(language.quoted(text)) ne peut être un nom : lettres, chiffres, - _ et . au milieu")
    case .condition(let error): error.sentence(in: language)
    case .repeatedSection(let section):
      language(
        en: "section \(language.quoted(section.word(in: language))) stands twice",
        fr: "la section \(language.quoted(section.word(in: language))) est en double")
    case .unknownEntryKind(let kind, let allowed, let nearest):
      [
        language(
          en: "\(language.quoted(kind)) is no kind of entry (\(language.either(allowed)))",
          fr: "\(language.quoted(kind)) n'est pas un genre d'entrée (\(language.either(allowed)))"),
        language.didYouMean(nearest),
      ].compactMap(\.self).joined(separator: ", ")
    case .malformedEntry(let heading):
      language(
        en: "\(language.quoted(heading)) is not \"date · author · kind\"; it counts as text",
        fr:
          "\(language.quoted(heading)) n'est pas « date · auteur · genre » ; compte comme du texte"
      )
    case .unknownName(let term, let name, let nearest):
      [
        language(
          en: "\(term.words(in: language)) \(language.quoted(name)) is not in latitude.yml",
          fr: "\(term.words(in: language)) \(language.quoted(name)) : pas dans latitude.yml"),
        language.didYouMean(nearest),
      ].compactMap(\.self).joined(separator: ", ")
    case .unknownLevel(let level, let role, let nearest):
      [
        language(
          en: "role \(printable(role)) has no level \(language.quoted(level))",
          fr: "le rôle \(printable(role)) n'a pas de niveau \(language.quoted(level))"),
        language.didYouMean(nearest),
      ].compactMap(\.self).joined(separator: ", ")
    case .invalidFact(let text, let type):
      language(
        en: "\(language.quoted(text)) is not \(type.words(in: language))",
        fr: "\(language.quoted(text)) n'est pas \(type.words(in: language))")
    case .beforeDecision(let day, let decided):
      language(
        en: "\(day) is before the decision of \(decided)",
        fr: "le \(day) précède la décision du \(decided)")
    case .otherCurrency(let found, let expected):
      language(
        en: "an amount in \(found); the base counts in \(expected)",
        fr: "un montant en \(found) ; la base compte en \(expected)")
    }
  }

  private func code(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The next step, where it says more than "correct this".
  func advice(in language: Language) -> String? {
    switch self {
    case .syntax(let fault): fault.advice(in: language)
    case .condition(let error): error.advice(in: language)
    case .notUTF8: "iconv -f WINDOWS-1252 -t UTF-8"
    case .beforeDecision(_, let decided):
      language(
        en: "give a day from \(decided) on, or correct that of the decision",
        fr: "donnez un jour à partir du \(decided), ou corrigez celui de la décision")
    case .unknownName(_, _, nil):
      language(
        en: "declare it in latitude.yml, or use one that is there",
        fr: "déclarez-le dans latitude.yml, ou prenez-en un qui y est")
    default: nil
    }
  }
}

extension DocumentProblem.SyntaxFault {
  /// What YAML does not understand.
  func sentence(in language: Language) -> String {
    switch self {
    case .colonInText:
      language(
        en: "a second \": \" in a value without quotation marks",
        fr: "un second « : » dans une valeur sans guillemets")
    case .forbiddenStart:
      language(
        en: "a tab, or a sign that a value cannot begin with",
        fr: "une tabulation, ou un signe par lequel une valeur ne peut commencer")
    case .misplacedText:
      language(
        en: "text after a quotation, or an indentation that fits nothing",
        fr: "du texte après un guillemet, ou un retrait qui ne correspond à rien")
    case .missingColon:
      language(en: "a line without \"key: value\"", fr: "une ligne sans « clé: valeur »")
    case .unclosedQuote: language(en: "a quotation without its end", fr: "un guillemet sans sa fin")
    case .unclosedBracket: language(en: "a [ or { without its end", fr: "un [ ou { sans sa fin")
    case .unknownEscape: language(en: "an unknown \\ escape", fr: "une séquence \\ inconnue")
    case .other(let text):
      language(
        en: "YAML does not understand this (\(printable(text)))",
        fr: "YAML ne comprend pas ceci (\(printable(text)))")
    }
  }

  func advice(in language: Language) -> String? {
    switch self {
    case .colonInText, .forbiddenStart:
      language(
        en: "put the value in quotation marks: title: \"Late: again\"",
        fr: "mettez la valeur entre guillemets : title: \"Retard : encore\"")
    case .misplacedText, .missingColon:
      language(
        en: "indent with spaces, the same for keys of one level",
        fr: "indentez avec des espaces, autant pour les clés d'un même niveau")
    case .unclosedQuote, .unclosedBracket:
      language(en: "close it on the same line", fr: "fermez-le sur la même ligne")
    case .unknownEscape: "'…\\…'"
    case .other: nil
    }
  }
}

extension DocumentProblem.Shape {
  func words(in language: Language) -> String {
    switch self {
    case .text: language(en: "a text", fr: "un texte")
    case .list: language(en: "a list [a, b]", fr: "une liste [a, b]")
    case .mapping: language(en: "a mapping {k: v}", fr: "une table {k: v}")
    }
  }
}

extension DocumentProblem.VocabularyTerm {
  func words(in language: Language) -> String { language.fieldName(rawValue) }
}

extension Language {
  /// What a field of the vocabulary is called.
  func fieldName(_ field: String) -> String {
    switch field {
    case "role": self(en: "role", fr: "rôle")
    case "team": self(en: "team", fr: "équipe")
    case "channel": self(en: "channel", fr: "canal")
    case "motive": self(en: "motive", fr: "motif")
    case "action": "action"
    case "level": self(en: "level", fr: "niveau")
    case "fact": self(en: "fact", fr: "fait")
    default: printable(field)
    }
  }
}

extension Language {
  /// That a text is none of what a field takes.
  fileprivate func isNo(_ text: String, _ en: String, _ fr: String) -> String {
    self(en: "\(quoted(text)) is no \(en)", fr: "\(quoted(text)) n'est pas \(fr)")
  }

  /// What ids of some kinds look like.
  fileprivate func forms(of kinds: [DocumentKind]) -> String {
    either(kinds.compactMap { DocumentID.prefix(of: $0).map { "\($0)-20260914-p2m8xd" } })
  }
}
