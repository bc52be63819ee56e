import ArgumentParser
import Documents
import Git
import Latitude

struct CommentCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "comment",
      abstract: help(
        en: "Add to the discussion of a case.", fr: "Ajouter à la discussion d'un cas."))
  }

  @OptionGroup var target: EntryArguments

  @Option(
    help: ArgumentHelp(
      help(
        en: "comment (default), question or flag.",
        fr: "comment (commentaire, par défaut), question ou flag (alerte)."),
      valueName: help(en: "kind", fr: "genre")))
  var kind: String?

  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let commands: [EntryKind: String] = [.thanks: "latitude thank", .outcome: "latitude outcome"]
      let kinds: [EntryKind] = [.comment, .question, .flag]
      let kind =
        try self.kind.map { text in
          for (other, command) in commands
          where (try? EntryKind(typed: text, option: "--kind", among: [other])) != nil {
            throw CommandError.kindHasCommand(other, command: command)
          }
          return try EntryKind(typed: text, option: "--kind", among: kinds)
        } ?? .comment
      let question = console.language(en: "What do you want to say?", fr: "Que voulez-vous dire ?")
      try EntryWriter(place: place, write: write, output: output, console: console)
        .add(kind, target, question: question, to: &base)
    }
  }
}

struct ThankCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "thank",
      abstract: help(
        en: "Thank a colleague for a decision.", fr: "Remercier un collègue pour une décision."))
  }

  @OptionGroup var target: EntryArguments
  @OptionGroup var write: WriteOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    try place.withBase { base, console in
      let question = console.language(
        en: "What impressed you in this decision?",
        fr: "Qu'est-ce qui vous a impressionné dans cette décision ?")
      try EntryWriter(place: place, write: write, output: output, console: console)
        .add(.thanks, target, question: question, to: &base)
    }
  }
}

/// Which case, and what is said about it.
struct EntryArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      help(
        en: "The beginning of a case's id, or of its last six characters.",
        fr: "Le début de l'identifiant d'un cas, ou de ses six derniers caractères."),
      valueName: "id"))
  var id: String

  @Argument(
    help: ArgumentHelp(
      help(
        en: "The words; left out or -: your editor, or standard input.",
        fr: "Les mots ; sans eux ou avec - : votre éditeur, ou l'entrée standard."),
      valueName: help(en: "text", fr: "texte")))
  var text: String?
}

/// Adds entries to discussions and says what became of it.
struct EntryWriter {
  let place: PlaceOptions
  let write: WriteOptions
  let output: OutputOptions
  let console: Console

  func add(
    _ kind: EntryKind, _ target: EntryArguments, question: String, to base: inout KnowledgeBase
  ) throws {
    let author = try place.author(of: base, write)
    // The case comes first: nobody should write a page for an id that does not exist.
    let stored = try base.fieldCase(target.id)
    if target.text == nil, console.isInteractive {
      console.note(paragraph(StyledText(stored.value.title), width: console.width))
    }
    let text = try GivenText.read(target.text, question: question, console: console)
    let edited = try base.addEntry(
      entry(kind, text, by: author), to: stored.value.id.description,
      as: write.isDryRun ? nil : author)
    try answer(edited, before: stored, in: base)
  }

  /// An entry of now, under the author's first name.
  func entry(_ kind: EntryKind, _ text: String, by author: Authorship?) -> DiscussionEntry {
    let clock = Clock.current
    let firstName = author?.author.name.split(whereSeparator: \.isWhitespace).first
    return DiscussionEntry(
      day: clock.today, minute: clock.minute, author: firstName.map(String.init) ?? "?", kind: kind,
      text: text)
  }

  func answer(
    _ edited: EditedDocument, before: Stored<FieldCase>, in base: borrowing KnowledgeBase
  ) throws {
    if output.json { return console.write(edited.json()) }
    if write.isDryRun {
      console.note("\(edited.path):")
      let old = try base.source(at: before.path).bytes
      return console.show(ChangeReport.lines(from: old, to: edited.content))
    }
    if edited.commit == nil {
      console.note(console.language(en: "Nothing to change.", fr: "Rien à changer."))
    }
    console.print(edited.id.description)
  }
}
