import Documents
import TestSupport
import Testing

@Suite struct DocumentEditorTests {
  private let runs = fuzzRuns(default: 200)

  /// A generated case in hand-written form, with what it says.
  private func document(seed: Int) throws -> (DocumentGenerator, FieldCase, [UInt8]) {
    var generator = DocumentGenerator(seed: UInt64(seed))
    let value = generator.fieldCase()
    let source = Array(generator.handWrittenCase(value).utf8)
    let parsed = FieldCase.parse(source)
    try #require(
      parsed.value == value,
      "seed \(seed): \(parsed.problems)\n\(String(decoding: source, as: UTF8.self))")
    return (generator, value, source)
  }

  @Test func changingAFieldChangesItsLineAlone() throws {
    for seed in 0..<runs {
      var (generator, value, source) = try document(seed: seed)
      let role = generator.text()
      let isThere = value.role != nil
      value.role = role
      var editor = try DocumentEditor(source: source)
      try editor.set("role", to: .text(role))
      let change = LineChange(from: source, to: editor.bytes)
      try #require(
        FieldCase.parse(editor.bytes).value == value && change.added.count <= 1
          && change.removed.count == (isThere ? change.added.count : 0),
        "seed \(seed): \(change)\n\(String(decoding: editor.bytes, as: UTF8.self))")
    }
  }

  @Test func removingAFieldRemovesItsLineAlone() throws {
    for seed in 0..<runs {
      var (_, value, source) = try document(seed: seed)
      let isThere = !value.tags.isEmpty
      value.tags = []
      var editor = try DocumentEditor(source: source)
      try editor.set("tags", to: nil)
      let change = LineChange(from: source, to: editor.bytes)
      try #require(
        FieldCase.parse(editor.bytes).value == value && change.added.isEmpty
          && change.removed.count == (isThere ? 1 : 0),
        "seed \(seed): \(change)\n\(String(decoding: editor.bytes, as: UTF8.self))")
    }
  }

  @Test func changingAFactChangesItsLineAlone() throws {
    for seed in 0..<runs {
      var (generator, value, source) = try document(seed: seed)
      let text = generator.chance(25) ? nil : generator.text()
      let name = generator.chance(50) ? value.facts.first?.name ?? "orders" : "orders"
      if let index = value.facts.firstIndex(where: { $0.name == name }) {
        if let text { value.facts[index].text = text } else { value.facts.remove(at: index) }
      } else if let text {
        value.facts.append(Fact(name: name, text: text))
      }
      var editor = try DocumentEditor(source: source)
      try editor.set(name, in: "facts", to: text.map { .token($0) })
      let change = LineChange(from: source, to: editor.bytes)
      try #require(
        FieldCase.parse(editor.bytes).value == value && change.added.count <= 1
          && change.removed.count <= 1,
        "seed \(seed): \(change)\n\(String(decoding: editor.bytes, as: UTF8.self))")
    }
  }

  @Test func appendingToAListChangesItsLineAlone() throws {
    for seed in 0..<runs {
      var (generator, value, source) = try document(seed: seed)
      let tag = generator.text()
      value.tags.append(tag)
      var editor = try DocumentEditor(source: source)
      try editor.append(.text(tag), to: "tags")
      let change = LineChange(from: source, to: editor.bytes)
      try #require(
        FieldCase.parse(editor.bytes).value == value && change.added.count == 1
          && change.removed.count <= 1,
        "seed \(seed): \(change)\n\(String(decoding: editor.bytes, as: UTF8.self))")
    }
  }

  @Test func appendingAnEntryAddsLinesAlone() throws {
    for seed in 0..<runs {
      var (generator, value, source) = try document(seed: seed)
      let entry = generator.entry()
      value.discussion.append(entry)
      var editor = try DocumentEditor(source: source)
      try editor.append(entry, language: "fr")
      let change = LineChange(from: source, to: editor.bytes)
      // A last line without its break gets one: the only line that may change.
      let isLastLineClosed =
        source.last != UInt8(ascii: "\n") && change.removed.count == 1
        && change.added.first.map { $0.filter { $0 != "\r" } } == change.removed.first
      try #require(
        FieldCase.parse(editor.bytes).value == value
          && (change.removed.allSatisfy(\.isEmpty) || isLastLineClosed),
        "seed \(seed): \(change)\n\(String(decoding: editor.bytes, as: UTF8.self))")
    }
  }

  @Test func sectionsAreSetAddedAndRemoved() throws {
    for seed in 0..<runs {
      var (generator, value, source) = try document(seed: seed)
      let text = generator.chance(20) ? nil : generator.prose()
      let written = text.flatMap { $0.isEmpty ? nil : $0 }
      let section = generator.pick(CaseSection.allCases)
      switch section {
      case .situation: value.situation = written ?? ""
      case .decision: value.decision = written
      case .why: value.why = written
      case .outcome: value.outcomeText = written
      case .discussion: value.discussionText = written
      }
      var editor = try DocumentEditor(source: source)
      try editor.setSection(section, to: text, language: "fr")
      let read = FieldCase.parse(editor.bytes).value
      try #require(
        read == value,
        "seed \(seed): \(section) \(text as Any)\n\(String(decoding: editor.bytes, as: UTF8.self))")
    }
  }
}

@Suite struct DocumentEditorExampleTests {
  private func edited(
    _ source: String, _ edit: (inout DocumentEditor) throws -> Void
  ) throws -> String {
    var editor = try DocumentEditor(source: Array(source.utf8))
    try edit(&editor)
    return String(decoding: editor.bytes, as: UTF8.self)
  }

  @Test func commentsAndSpacingStay() throws {
    let source = "---\nid: fc-1\nrequested:  60 EUR   # demandé\r\n---\ncorps"
    #expect(
      try edited(source) { try $0.set("requested", to: .token("70 EUR")) }
        == "---\nid: fc-1\nrequested:  70 EUR   # demandé\r\n---\ncorps")
  }

  @Test(arguments: [
    ("tags:\n  - a\n  - b\n", "tags: [c]\n"),
    ("tags:   # ici\n  # non\n- a\n- b # fin\n", "tags: [c]   # ici\n  # non\n"),
    ("tags: [a,\n  b] # fin\n", "tags: [c] # fin\n"),
    ("tags: >\n  a\n\n  b\n\n", "tags: [c]\n\n"),
    ("tags: |- # fin\n  a\n", "tags: [c]\n"),
    ("tags: a\n  b\n", "tags: [c]\n"),
    ("tags: 'a\n\n  b' # fin\n", "tags: [c] # fin\n"),
    ("tags: # rien\n", "tags: [c] # rien\n"),
    ("tags:\n", "tags: [c]\n"),
    ("\"tags\"  :\n", "\"tags\"  : [c]\n"),
    ("? tags\n: a\n", "? tags\n: [c]\n"),
    ("tags:\n  x: 1\n  y:\n    - 2\n", "tags: [c]\n"),
  ])
  func valuesOverSeveralLinesAreReplacedWhole(old: String, new: String) throws {
    for (before, after) in [("id: fc-1\n", "custom: 1\n"), ("", ""), ("# a\n", "# b\n")] {
      let source = "---\n\(before)\(old)\(after)---\n"
      #expect(
        try edited(source) { try $0.set("tags", to: .texts(["c"])) }
          == "---\n\(before)\(new)\(after)---\n")
    }
  }

  @Test func aNewFieldGoesToItsUsualPlace() throws {
    let source = "---\nid: fc-1\n# au-dessus\ntags:\n  - a\n  # - b\ncustom: 1\n---\n"
    #expect(
      try edited(source) { try $0.set("role", to: .text("a")) }
        == "---\nid: fc-1\nrole: a\n# au-dessus\ntags:\n  - a\n  # - b\ncustom: 1\n---\n")
    #expect(
      try edited(source) { try $0.set("ref", to: .text("88121")) }
        == "---\nid: fc-1\n# au-dessus\ntags:\n  - a\n  # - b\nref: \"88121\"\ncustom: 1\n---\n")
    #expect(
      try edited(source) { try $0.set("inconnu", to: .text("x")) }
        == "---\nid: fc-1\n# au-dessus\ntags:\n  - a\n  # - b\ncustom: 1\ninconnu: x\n---\n")
    #expect(
      try edited("---\nrole: b\n---\n") { try $0.set("default", to: .token("alone")) }
        == "---\nrole: b\ndefault: alone\n---\n")
    #expect(
      try edited("---\ntitle: b\n---\n") { try $0.set("role", to: .token("a")) }
        == "---\nrole: a\ntitle: b\n---\n")
    #expect(
      try edited("---\n---\n") { try $0.set("role", to: .token("a")) } == "---\nrole: a\n---\n")
    #expect(
      try edited("---\n# vide\n---\n") { try $0.set("role", to: .token("a")) }
        == "---\n# vide\nrole: a\n---\n")
  }

  @Test func mappingsInBothStylesTakeEntries() throws {
    #expect(
      try edited("---\nfacts: {a: 1}\n---\n") { try $0.set("b", in: "facts", to: .token("2")) }
        == "---\nfacts: {a: 1, b: 2}\n---\n")
    #expect(
      try edited("---\nfacts:\n    a: 1 # un\n---\n") {
        try $0.set("b", in: "facts", to: .token("2"))
      } == "---\nfacts:\n    a: 1 # un\n    b: 2\n---\n")
    #expect(
      try edited("---\nfacts:\n    a: 1 # un\n---\n") {
        try $0.set("a", in: "facts", to: .token("2"))
      } == "---\nfacts:\n    a: 2 # un\n---\n")
    #expect(
      try edited("---\nfacts: {a: 1, b: 2, c: 3}\n---\n") { try $0.set("b", in: "facts", to: nil) }
        == "---\nfacts: {a: 1, c: 3}\n---\n")
    #expect(
      try edited("---\nfacts: {a: 1, b: 2}\n---\n") { try $0.set("a", in: "facts", to: nil) }
        == "---\nfacts: {b: 2}\n---\n")
    #expect(
      try edited("---\nid: fc-1\nfacts: {a: 1}\n---\n") { try $0.set("a", in: "facts", to: nil) }
        == "---\nid: fc-1\n---\n")
    #expect(
      try edited("---\nfacts: {}\n---\n") { try $0.set("a", in: "facts", to: .token("1")) }
        == "---\nfacts: {a: 1}\n---\n")
    #expect(
      try edited("---\nfacts: {a, b: }\n---\n") { try $0.set("a", in: "facts", to: .token("1")) }
        == "---\nfacts: {a: 1, b: }\n---\n")
    #expect(
      try edited("---\n{id: fc-1, title: x}\n---\n") { try $0.set("title", to: .text("a, b")) }
        == "---\n{id: fc-1, title: \"a, b\"}\n---\n")
    #expect(
      try edited("---\n{id: fc-1}\n---\n") { try $0.set("title", to: .text("b")) }
        == "---\n{id: fc-1, title: b}\n---\n")
  }

  @Test func listsInBothStylesGrow() throws {
    func appending(_ source: String) throws -> String {
      try edited("---\n\(source)---\n") { try $0.append(.text("c"), to: "tags") }
    }
    #expect(try appending("tags: [a, b] # x\n") == "---\ntags: [a, b, c] # x\n---\n")
    #expect(try appending("tags: [a, b, ]\n") == "---\ntags: [a, b, c, ]\n---\n")
    #expect(
      try appending("tags: [\n  a, # x\n  b # y\n]\n")
        == "---\ntags: [\n  a, # x\n  b, c # y\n]\n---\n")
    #expect(try appending("tags: []\n") == "---\ntags: [c]\n---\n")
    #expect(try appending("tags:\n") == "---\ntags: [c]\n---\n")
    #expect(try appending("") == "---\ntags: [c]\n---\n")
    #expect(
      try appending("tags:\n- a\n- b # y\nz: 1\n") == "---\ntags:\n- a\n- b # y\n- c\nz: 1\n---\n")
    #expect(
      try appending("tags:\n  - a\n  - |\n    b\n\n")
        == "---\ntags:\n  - a\n  - |\n    b\n  - c\n\n---\n")
  }

  @Test func anEntryFindsItsPlace() throws {
    let day = try #require(Day("2026-11-19"))
    let entry = DiscussionEntry(
      day: day, minute: 615, author: "Claire", kind: .thanks, text: "Bien vu")
    func appending(_ body: String) throws -> String {
      try edited("---\nid: fc-1\n---\n\(body)") { try $0.append(entry, language: "fr") }
    }
    let written = "### 2026-11-19 10:15 · Claire · thanks\nBien vu\n"
    let matter = "---\nid: fc-1\n---\n"
    #expect(try appending("a\n") == "\(matter)a\n\n## Discussion\n\n\(written)")
    #expect(try appending("a") == "\(matter)a\n\n## Discussion\n\n\(written)")
    #expect(try appending("") == "\(matter)\n## Discussion\n\n\(written)")
    #expect(
      try appending("a\n\n## Discussion\n\n### 2026-11-18 · B · flag\nx  \n\n\n## Issue\nfin")
        == "\(matter)a\n\n## Discussion\n\n### 2026-11-18 · B · flag\nx  \n\n\(written)\n\n## Issue\nfin"
    )
    #expect(try appending("## Discussion") == "\(matter)## Discussion\n\n\(written)")
  }

  @Test func anOpenFenceAboveDoesNotSwallowAnEntry() throws {
    let day = try #require(Day("2026-11-19"))
    let entry = DiscussionEntry(
      day: day, minute: nil, author: "A", kind: .comment, text: "```\nb\n```")
    let source = Array(
      "---\nid: fc-20261118-7k3fqz\ntitle: a\ndate: 2026-11-18\n---\n```\na\n\n## Why\nb\n".utf8)
    var editor = try DocumentEditor(source: source)
    try editor.append(entry, language: "en")
    let value = FieldCase.parse(editor.bytes).value
    #expect(value?.discussion == [entry])
    #expect(value?.why == "b")
  }

  @Test func sectionsFollowTheLanguageOfTheOthers() throws {
    #expect(
      try edited("---\nid: fc-1\n---\na\n\n## Pourquoi\nb\n") {
        try $0.setSection(.decision, to: "c", language: "en")
      } == "---\nid: fc-1\n---\na\n\n## Décision\nc\n\n## Pourquoi\nb\n")
    #expect(
      try edited("---\nid: fc-1\n---\n## Why\nb\n") {
        try $0.setSection(.situation, to: "a", language: "fr")
      } == "---\nid: fc-1\n---\n\n## Situation\na\n\n## Why\nb\n")
    #expect(
      try edited("---\nid: fc-1\n---\n## Why\n\n\n## Outcome\nx") {
        try $0.setSection(.why, to: "b", language: "fr")
      } == "---\nid: fc-1\n---\n## Why\nb\n\n\n## Outcome\nx")
    #expect(
      try edited("---\nid: fc-1\n---\n## Why\na\n\n## Outcome\nx\n\n## Pourquoi\nb\n") {
        try $0.setSection(.why, to: "c", language: "fr")
      } == "---\nid: fc-1\n---\n## Why\nc\n\n## Outcome\nx\n\n")
  }

  @Test func bodiesOfOtherDocumentsAreReplaced() throws {
    #expect(
      try edited("---\nid: ln-1\n---\n\nancien\n\n") { try $0.setBody(to: "nouveau") }
        == "---\nid: ln-1\n---\n\nnouveau\n\n")
    #expect(
      try edited("---\nid: ln-1\n---") { try $0.setBody(to: "nouveau") }
        == "---\nid: ln-1\n---\nnouveau\n")
  }

  @Test func whatCannotBeReadBackIsRefused() throws {
    var editor = try DocumentEditor(source: Array("---\nid: fc-1\n---\n".utf8))
    #expect(throws: DocumentProblem.self) { try editor.set("title", to: .text("a\u{202E}b")) }
    #expect(throws: DocumentProblem.self) { try editor.set("title", to: .text("a\u{0}b")) }
    #expect(throws: DocumentProblem.self) {
      try editor.setSection(.why, to: "a\u{2066}", language: "fr")
    }
    #expect(throws: DocumentProblem.self) {
      try editor.set("facts", to: .map([Field("a", .token("1")), Field("a", .token("2"))]))
    }
    #expect(editor.bytes == Array("---\nid: fc-1\n---\n".utf8))
  }
}
