import AutonomyMaps
import Documents

extension CommandError: Explained {
  func words(in language: Language) -> ErrorWords {
    switch self {
    case .invalidValue(let option, let value, let expected):
      return ErrorWords(
        language(
          en: "\(option): \(language.quoted(value)) is not \(expected.words(in: language))",
          fr: "\(option) : \(language.quoted(value)) n'est pas \(expected.words(in: language))"),
        next: expected.advice(option: option, in: language), .usage)
    case .ambiguousAmount(let option, let value, let readings):
      let amounts = readings.map(\.description)
      return ErrorWords(
        language(
          en: "\(option): \(language.quoted(value)) can mean \(language.either(amounts))",
          fr: "\(option) : \(language.quoted(value)) peut vouloir dire \(language.either(amounts))"),
        next: language.either(readings.map { "\(option) \"\($0.unmistakable)\"" }), .usage)
    case .invalidCondition(let option, let text, let error):
      return ErrorWords(
        "\(option)\(language.colon)\(error.sentence(in: language))\n\(error.marked(in: text))",
        next: error.advice(in: language) ?? "\(option) 'requested <= 80 EUR'", .usage)
    case .noIdentity:
      return ErrorWords(
        language(
          en: "git does not know who you are, and every commit names its author",
          fr: "git ne sait pas qui vous êtes, et chaque commit nomme son auteur"),
        next: language(
          en: "git config --global user.name \"Your name\"; "
            + "git config --global user.email you@example.com",
          fr: "git config --global user.name \"Votre nom\" ; "
            + "git config --global user.email vous@exemple.fr"), .disk)
    case .cannotRead(let path, let reason):
      let place = path == "-" ? language(en: "standard input", fr: "l'entrée standard") : path
      return ErrorWords(
        language(
          en: "\(printable(place)): cannot be read, \(language.system(reason))",
          fr: "\(printable(place)) : illisible, \(language.system(reason))"),
        next: path == "-" ? nil : "ls -l \(shellWord(path))", .notFound)
    case .cannotWrite(let path, let reason):
      let place = path == "-" ? language(en: "standard output", fr: "la sortie standard") : path
      return ErrorWords(
        language(
          en: "\(printable(place)): cannot be written, \(language.system(reason))",
          fr: "\(printable(place)) : ne peut être écrit, \(language.system(reason))"),
        next: path == "-" ? nil : "ls -ld \(shellWord(path))", .disk)
    case .notUTF8(let path, let offset):
      return ErrorWords(
        language(
          en: "\(printable(path)): not UTF-8 text (byte \(offset))",
          fr: "\(printable(path)) : n'est pas du texte UTF-8 (octet \(offset))"),
        next: "iconv -f WINDOWS-1252 -t UTF-8", .invalidData)
    case .unknownKey(let name, let nearest):
      return ErrorWords(
        language(
          en: "unknown key \(language.quoted(name))", fr: "clé inconnue \(language.quoted(name))"),
        next: language.didYouMean(nearest), .usage)
    case .invalidJSON:
      return ErrorWords(
        language(en: "this is not one JSON object", fr: "ceci n'est pas un objet JSON"),
        next: "{\"id\": \"1\", \"text\": \"…\"}", .invalidData)
    case .missing(let options):
      return ErrorWords(
        language(
          en: "missing: \(options.joined(separator: ", "))",
          fr: "il manque : \(options.joined(separator: ", "))"),
        next: language(
          en: "--help shows every option", fr: "--help montre toutes les options"), .usage)
    case .noText:
      return ErrorWords(
        language(
          en: "there is nothing to write: the text is empty",
          fr: "il n'y a rien à écrire : le texte est vide"),
        next: language(
          en: "give it as an argument, \"like this\", or on standard input",
          fr: "donnez-le en argument, « ainsi », ou sur l'entrée standard"), .usage)
    case .repeatedFact(let name):
      return ErrorWords(
        language(
          en: "the fact \(language.quoted(name)) is given twice",
          fr: "le fait \(language.quoted(name)) est donné deux fois"),
        next: language(en: "leave one of them out", fr: "retirez-en un"), .usage)
    case .dayOfPending:
      return ErrorWords(
        language(
          en: "--on is the day of an outcome; a pending case has none yet",
          fr: "--on est le jour de l'issue ; un cas en attente n'en a pas encore"),
        next: language(en: "leave --on out", fr: "retirez --on"), .usage)
    case .emptyPeriod(let since, let until):
      return ErrorWords(
        language(
          en: "--since \(since) is after --until \(until): no case can be between them",
          fr:
            "--since \(since) vient après --until \(until) : aucun cas ne peut être entre les deux"),
        next: "--since \(until) --until \(since)", .usage)
    case .cancelled:
      return ErrorWords(
        language(en: "Nothing was written.", fr: "Rien n'a été écrit."), .usage)
    case .needsYes:
      return ErrorWords(
        language(
          en: "nobody is here to confirm; nothing was written",
          fr: "personne n'est là pour confirmer ; rien n'a été écrit"),
        next: language(
          en: "--yes commits without asking, --dry-run only shows",
          fr: "--yes enregistre sans demander, --dry-run montre seulement"), .usage)
    case .editorFailed(let editor):
      return ErrorWords(
        language(
          en: "editor \(language.quoted(editor)) failed",
          fr: "l'éditeur \(language.quoted(editor)) a échoué"),
        next: language(
          en: "set VISUAL or EDITOR to an editor: EDITOR=nano latitude map edit …",
          fr: "nommez un éditeur par VISUAL ou EDITOR : EDITOR=nano latitude map edit …"), .disk)
    case .noEditor:
      return ErrorWords(
        language(
          en: "neither VISUAL nor EDITOR names an editor, and there is no terminal for vi",
          fr: "ni VISUAL ni EDITOR ne nomme d'éditeur, et il n'y a pas de terminal pour vi"),
        next: language(
          en: "EDITOR=nano, or change the file and run latitude map lint",
          fr: "EDITOR=nano, ou modifiez le fichier puis lancez latitude map lint"), .usage)
    case .kindHasCommand(let kind, let command):
      return ErrorWords(
        language(
          en: "--kind: \(language.quoted(kind.word(in: language))) has a command of its own",
          fr: "--kind : « \(kind.word(in: language)) » a sa propre commande"),
        next: command, .usage)
    case .invalidRule(let problems):
      return ErrorWords(
        problems.map { $0.line(path: nil, in: language) }.joined(separator: "\n"),
        next: problems.lazy.compactMap { $0.reason.advice(in: language) }.first
          ?? "latitude idea new --help", .invalidData)
    case .noWorkTree(let role):
      return ErrorWords(
        language(
          en: "there is no file to edit here: the base's branch is not checked out",
          fr: "pas de fichier à éditer ici : la branche de la base n'est pas extraite"),
        next: language(
          en: "edit a copy, then: latitude map commit \(shellWord(role)) --file FILE -m WHY",
          fr:
            "éditez une copie, puis : latitude map commit \(shellWord(role)) --file FICHIER -m POURQUOI"
        ), .disk)
    }
  }
}

extension CommandError.Expectation {
  /// "an amount such as …".
  func words(in language: Language) -> String {
    switch self {
    case .money(let currency):
      language(en: "an amount in \(currency)", fr: "un montant en \(currency)")
    case .day: language(en: "a day that exists", fr: "un jour qui existe")
    case .currency:
      language(en: "a currency of three letters", fr: "une monnaie en trois lettres")
    case .name: language(en: "a name", fr: "un nom")
    case .languageCode:
      language(en: "a language of two letters", fr: "une langue en deux lettres")
    case .fact: language(en: "a fact", fr: "un fait")
    case .rename: language(en: "theirs=ours", fr: "leur-nom=le-nôtre")
    case .motive: language(en: "a path of motives", fr: "un chemin de motifs")
    case .cap: language(en: "a cap", fr: "un plafond")
    case .oneOf(let names, _):
      language(en: "one of \(language.choices(names))", fr: "l'un de \(language.choices(names))")
    case .column: language(en: "a column of the file", fr: "une colonne du fichier")
    case .ourKey:
      language(en: "a column and a key of cases", fr: "une colonne et une clé de cas")
    case .documentID: language(en: "an id", fr: "un id")
    case .count: language(en: "a whole number from 1", fr: "un nombre entier à partir de 1")
    case .text: language(en: "a text or a number", fr: "un texte ou un nombre")
    }
  }

  /// The option as it would be right.
  func advice(option: String, in language: Language) -> String? {
    switch self {
    case .money(let currency): "\(option) \"60 \(currency)\""
    case .day: "\(option) 2026-11-18"
    case .currency: "\(option) EUR"
    case .name: "\(option) \(shellWord(language(en: "Customer care", fr: "Relation client")))"
    case .languageCode: "\(option) fr"
    case .fact: "\(option) orders=4"
    case .rename: "\(option) Montant=requested"
    case .motive: "\(option) delivery/damaged"
    case .cap(let currency): "\(option) \"150 \(currency) per customer in 90 days\""
    case .ourKey(let names, let nearest), .column(let names, let nearest):
      language.help(nearest: nearest, among: names)
    case .oneOf(let names, let nearest):
      language.didYouMean(nearest) ?? names.first.map { "\(option) \(shellWord($0))" }
    case .documentID: "\(option) fc-20260914-p2m8xd"
    case .count: "\(option) 10"
    case .text: nil
    }
  }
}

extension Language {
  /// What the system says of a file, where it is one of the usual things.
  fileprivate func system(_ reason: String) -> String {
    switch reason {
    case "No such file or directory": self(en: "no such file", fr: "ce fichier n'existe pas")
    case "Permission denied": self(en: "permission denied", fr: "accès refusé")
    case "Is a directory": self(en: "this is a folder", fr: "c'est un dossier")
    case "Not a directory": self(en: "no such folder", fr: "ce dossier n'existe pas")
    case "No space left on device": self(en: "the disk is full", fr: "le disque est plein")
    default: printable(reason)
    }
  }
}
