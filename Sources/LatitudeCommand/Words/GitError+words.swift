import Git

extension GitError: Explained {
  func words(in language: Language) -> ErrorWords {
    switch code {
    case .notFound(let name):
      ErrorWords(
        language(
          en: "git finds no \(language.quoted(name))",
          fr: "git ne trouve pas \(language.quoted(name))"
        ),
        next: language(
          en: "git log --oneline shows the revisions, git branch --all the branches",
          fr: "git log --oneline montre les révisions, git branch --all les branches"), .notFound)
    case .noFolder(let folder):
      ErrorWords(
        language(
          en: "\(printable(folder)): no such folder",
          fr: "\(printable(folder)) : ce dossier n'existe pas"),
        next: language(
          en: "-C FOLDER names a base, latitude init FOLDER makes one",
          fr: "-C DOSSIER désigne une base, latitude init DOSSIER en crée une"), .notFound)
    case .notARepository(let folder):
      ErrorWords(
        language(
          en: "\(printable(folder)): not in a git repository",
          fr: "\(printable(folder)) : pas dans un dépôt git"),
        next: language(
          en: "-C FOLDER names a base, latitude init FOLDER makes one",
          fr: "-C DOSSIER désigne une base, latitude init DOSSIER en crée une"), .notFound)
    case .ambiguous(let name):
      ErrorWords(
        language(
          en: "\(language.quoted(name)) fits several commits",
          fr: "\(language.quoted(name)) correspond à plusieurs commits"),
        next: language(en: "give more of its digits", fr: "donnez plus de chiffres"), .notFound)
    case .unborn:
      ErrorWords(
        language(en: "the repository has no commit yet", fr: "le dépôt n'a encore aucun commit"),
        next: "latitude init .", .notFound)
    case .invalid(let name):
      ErrorWords(
        language(
          en: "git does not accept \(language.quoted(name))",
          fr: "git n'accepte pas \(language.quoted(name))"), next: detail, .usage)
    case .locked(let path):
      ErrorWords(
        language(
          en: "\(printable(path)): another program holds this lock",
          fr: "\(printable(path)) : un autre programme tient ce verrou"),
        next: language(
          en: "try again; if no git is running, remove the file",
          fr: "réessayez ; si aucun git ne tourne, supprimez ce fichier"), .conflict)
    case .moved(let branch):
      ErrorWords(
        language(
          en: "branch \(language.quoted(branch)) moved meanwhile; nothing was written",
          fr: "la branche \(language.quoted(branch)) a bougé entre-temps ; rien n'a été écrit"),
        next: language(en: "try again", fr: "réessayez"), .conflict)
    case .unsupportedObjectFormat(let name):
      ErrorWords(
        language(
          en: "the repository names its objects by \(printable(name)); only sha1 is understood",
          fr: "le dépôt nomme ses objets par \(printable(name)) ; seul sha1 est compris"),
        next: "git init --object-format=sha1", .disk)
    case .unsupportedExtension(let name):
      ErrorWords(
        language(
          en: "the repository uses git's extension \(language.quoted(name)), not understood here",
          fr: "le dépôt utilise l'extension \(language.quoted(name)) de git, inconnue ici"),
        next: language(
          en: "git config --unset extensions.\(printable(name)), if nothing needs it",
          fr: "git config --unset extensions.\(printable(name)), si rien n'en a besoin"), .disk)
    case .unsupportedLibrary:
      ErrorWords(
        language(
          en: "this libgit2 is too old: \(printable(message))",
          fr: "cette libgit2 est trop ancienne : \(printable(message))"),
        next: language(en: "install a newer libgit2", fr: "installez une libgit2 plus récente"),
        .disk)
    case .notOwned(let folder):
      ErrorWords(
        language(
          en: "\(printable(folder)) belongs to another user, and git does not trust it",
          fr: "\(printable(folder)) appartient à un autre utilisateur, et git ne s'y fie pas"),
        next: "git config --global --add safe.directory \(shellWord(folder))", .notAllowed)
    case .permission(let path):
      ErrorWords(
        language(
          en: "\(printable(path)): the system refuses access",
          fr: "\(printable(path)) : le système refuse l'accès"),
        next: "ls -ld \(shellWord(path))", .disk)
    case .readOnly(let path):
      ErrorWords(
        language(
          en: "\(printable(path)): the disk is mounted read-only",
          fr: "\(printable(path)) : le disque est monté en lecture seule"),
        next: language(
          en: "reading works; write in a clone elsewhere",
          fr: "la lecture marche ; pour écrire, clonez ailleurs"), .disk)
    case .diskFull:
      ErrorWords(
        language(
          en: "the disk is full; nothing was half-written",
          fr: "le disque est plein ; rien n'est écrit à moitié"),
        next: language(
          en: "make room, then do it again", fr: "faites de la place, puis recommencez"),
        .disk)
    case .missingObject(let id):
      ErrorWords(
        language(
          en: "the repository lacks an object that it needs: \(printable(id))",
          fr: "il manque au dépôt un objet dont il a besoin : \(printable(id))"),
        next: language(
          en: "git fsck; in a shallow clone: git fetch --unshallow",
          fr: "git fsck ; dans un clone superficiel (shallow) : git fetch --unshallow"), .disk)
    case .shallow(let commit):
      ErrorWords(
        language(
          en: "this clone is shallow: its history ends at \(printable(String(commit.prefix(7)))), "
            + "and a map's revisions count from the first commit",
          fr: "ce clone est superficiel (shallow) : son histoire s'arrête à "
            + "\(printable(String(commit.prefix(7)))), et les révisions d'une carte se comptent "
            + "depuis le premier commit"), next: "git fetch --unshallow", .disk)
    case .corrupt(let name):
      ErrorWords(
        language(
          en: "the repository is damaged: \(printable(name))",
          fr: "le dépôt est endommagé : \(printable(name))"),
        next: "git fsck --full", .disk)
    case .other:
      ErrorWords(
        language(
          en: "git failed (\(operation)): \(detail ?? "?")",
          fr: "git a échoué (\(operation)) : \(detail ?? "?")"), next: "git fsck", .disk)
    }
  }

  /// What libgit2 or the system said, in its own words.
  private var detail: String? { message.isEmpty ? nil : printable(message) }
}
