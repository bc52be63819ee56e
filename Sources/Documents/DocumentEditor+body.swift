extension DocumentEditor {
  /// Gives a section of a case's body a text, or removes the section with nil.
  ///
  /// A missing section is put in at its usual place, under a heading in the language of the others
  /// (`language` where there are none). A body without headings is the situation.
  package mutating func setSection(
    _ name: CaseSection, to text: String?, language: String
  ) throws(DocumentProblem) {
    let body = CaseBody(matter)
    let text = text.map(DocumentWriter.trimmed) ?? ""
    var expected = body.texts
    expected[name] = text
    try change(body, to: expected, field: name.rawValue) { protectingFences in
      let written = CaseBody.protected(
        text, inDiscussion: name == .discussion, protectingFences: protectingFences)
      return body.edits(
        setting: name, to: written, heading: name.heading(language: body.language ?? language))
    }
  }

  /// Adds an entry below the others of the discussion, which is put in when it is missing.
  package mutating func append(
    _ entry: DiscussionEntry, language: String
  ) throws(DocumentProblem) {
    let body = CaseBody(matter)
    var expected = body.texts
    expected.discussion.append(entry.asRead)
    let heading = CaseSection.discussion.heading(language: body.language ?? language)
    try change(body, to: expected, field: CaseSection.discussion.rawValue) { protectingFences in
      body.edits(
        appending: entry.rendered(protectingFences: protectingFences), heading: heading)
    }
  }

  /// Makes the edits when the body then says what is expected.
  ///
  /// A fence that somebody left open above could swallow a new text with fences of its own: those
  /// are then written with backslashes.
  private mutating func change(
    _ body: CaseBody, to expected: CaseTexts, field: String, edits: (Bool) -> [Edit]
  ) throws(DocumentProblem) {
    for protectingFences in [false, true] {
      let after = try edited(edits(protectingFences))
      if after.root == matter.root, CaseBody(after).texts == expected {
        commit(after)
        return
      }
    }
    throw DocumentProblem(.error, at: nil, field: field, .cannotEdit)
  }

  /// Replaces everything below the front matter of a learning, an idea or a map.
  package mutating func setBody(to text: String) throws(DocumentProblem) {
    let text = DocumentWriter.trimmed(text)
    let old = CaseBody.trimmed(bytes, matter.body)
    var edits = [Edit(old, text)]
    if old.isEmpty, !text.isEmpty {
      let isOpen = bytes.last != UInt8(ascii: "\n")
      edits = [Edit(matter.body, (isOpen ? "\n" : "") + text + "\n")]
    }
    commit(try edited(edits))
  }
}

extension CaseBody {
  fileprivate init(_ matter: FrontMatter) {
    self.init(matter.source, range: matter.body)
  }

  /// The language of the headings, where one of them tells.
  fileprivate var language: String? {
    for section in sections {
      guard let name = section.name else { continue }
      let heading = trimmedLine(
        String(decoding: source[section.heading].dropFirst(2), as: UTF8.self))
      let languages = ["fr", "en"].filter { name.heading(language: $0) == heading }
      if languages.count == 1 { return languages[0] }
    }
    return nil
  }

  // MARK: - Edits

  fileprivate func edits(
    setting name: CaseSection, to text: String, heading: String
  ) -> [DocumentEditor.Edit] {
    let same = sections.filter { ($0.name ?? .situation) == name && !isAbsent($0) }
    guard let kept = same.first(where: { $0.name != nil }) ?? same.first else {
      return text.isEmpty ? [] : [insertion(of: name, "## \(heading)\n" + text + "\n")]
    }
    var edits: [DocumentEditor.Edit] = []
    for section in same where section.heading != kept.heading {
      edits.append(removal(of: section))
    }
    let old = CaseBody.trimmed(source, changeable(kept))
    if text.isEmpty {
      edits.append(removal(of: kept))
    } else if old.isEmpty {
      edits.append(insertion(at: kept.heading.upperBound, text + "\n", isSeparate: false))
    } else {
      edits.append(DocumentEditor.Edit(old, text))
    }
    return edits
  }

  /// What a section's text is; entries of a discussion are not part of it.
  private func changeable(_ section: Section) -> Range<Int> {
    section.name == .discussion ? remark(in: section) : section.content
  }

  /// The section goes with its heading, unless a discussion has entries.
  private func removal(of section: Section) -> DocumentEditor.Edit {
    let text = changeable(section)
    guard text == section.content else {
      return DocumentEditor.Edit(CaseBody.trimmed(source, text), "")
    }
    return DocumentEditor.Edit(section.heading.lowerBound..<section.content.upperBound, "")
  }

  fileprivate func edits(appending entry: String, heading: String) -> [DocumentEditor.Edit] {
    guard let discussion = sections.last(where: { $0.name == .discussion }) else {
      return [insertion(of: .discussion, "## \(heading)\n\n" + entry)]
    }
    return [insertion(below: discussion, entry)]
  }

  private func isAbsent(_ section: Section) -> Bool {
    section.name == nil && CaseBody.trimmed(source, section.content).isEmpty
  }

  /// Lines below the last line of a section, with a blank line before them and before what follows.
  private func insertion(below section: Section, _ lines: String) -> DocumentEditor.Edit {
    let trimmed = CaseBody.trimmed(source, section.content)
    let last = trimmed.isEmpty ? section.heading : trimmed
    let end =
      last.isEmpty ? last.upperBound : SourceText.nextLine(in: source, from: last.upperBound - 1)
    return insertion(at: end, lines)
  }

  private func insertion(
    at place: Int, _ lines: String, isSeparate: Bool = true
  ) -> DocumentEditor.Edit {
    let isOpen = place > 0 && source[place - 1] != UInt8(ascii: "\n")
    let isFollowed = place < source.count && !startsBlank(place)
    return DocumentEditor.Edit(
      at: place,
      (isOpen ? "\n" : "") + (isSeparate ? "\n" : "") + lines + (isFollowed ? "\n" : ""))
  }

  private func startsBlank(_ place: Int) -> Bool {
    source[place..<SourceText.nextLine(in: source, from: place)].allSatisfy(SourceText.isBlank)
  }

  /// A whole new section below the nearest one that usually stands before it.
  private func insertion(of name: CaseSection, _ lines: String) -> DocumentEditor.Edit {
    let rank = CaseSection.allCases.firstIndex(of: name) ?? 0
    func isBefore(_ section: Section) -> Bool {
      guard !isAbsent(section) else { return false }
      return (CaseSection.allCases.firstIndex(of: section.name ?? .situation) ?? 0) < rank
    }
    guard let before = sections.last(where: isBefore) else {
      return insertion(at: sections[0].content.upperBound, lines)
    }
    return insertion(below: before, lines)
  }
}
