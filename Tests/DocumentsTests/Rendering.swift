@testable import Documents

// Writers of what the program only reads: that what they write reads back is how its readers are tested.

extension Learning {
  /// The front matter in its usual order, absent fields left out.
  var fields: [Field] {
    var fields = [
      Field("id", .token(id.description)), Field("title", .text(title)),
      Field("date", .token(date.description)),
    ]
    fields.add("status", status.map { .token($0.rawValue) })
    fields.add("format", format.map { .token($0.rawValue) })
    fields.add("cases", .tokens(cases))
    fields.add("rules", .texts(rules))
    fields.add("motives", .texts(motives.map(\.description)))
    fields.add("tags", .texts(tags))
    return fields
  }

  /// The whole document; it reads back as the same learning.
  func rendered() -> [UInt8] {
    DocumentWriter(fields: fields, body: body, separator: "\n").bytes
  }
}

extension MapDocument {
  /// The front matter in its usual order, absent fields left out.
  var fields: [Field] {
    var fields = [
      Field("role", .text(role)), Field("title", .text(title)),
      Field("effective", .token(effective.description)),
      Field("default", .token(`default`.rawValue)),
    ]
    fields.add("rules", .elements(rules.map(\.fields)))
    fields.add("limits", .elements(limits.map(\.fields)))
    fields.add("trials", .elements(trials.map(\.fields)))
    return fields
  }

  /// The whole document; it reads back as the same map, but for the places of its rules.
  func rendered() -> [UInt8] { DocumentWriter(fields: fields, body: body).bytes }
}

extension LimitDocument {
  var fields: [Field] {
    var fields = [Field("id", .text(id))]
    fields.add("escalate", escalate.map { .token($0.description) })
    fields.add("consult", consult.map { .token($0.description) })
    fields.add("why", why.map { .text($0) })
    return fields
  }
}

extension Vocabulary {
  /// The keys and values of `latitude.yml` in their usual order, absent ones left out.
  var fields: [Field] {
    var fields = [
      Field("format", .token("1")), Field("name", .text(name)), Field("language", .text(language)),
    ]
    if languages != [language] { fields.add("languages", .texts(languages)) }
    fields.append(Field("currency", .token(currency.code)))
    fields.add("branch", branch.map { .text($0) })
    fields.add("roles", .block(roles.map { Field($0.name, .map($0.fields)) }))
    fields.add("teams", .texts(teams))
    fields.add("channels", .texts(channels))
    fields.add("motives", .block(motives.map { Field($0.name, $0.value) }))
    fields.add(
      "actions", .block(actions.map { Field($0.name, .map([Field("label", .text($0.label))])) }))
    fields.add("facts", .block(facts.map { Field($0.name, .map($0.fields)) }))
    fields.add("people", .rows(people.map { .map($0.fields) }))
    fields.append(Field("privacy", .map(privacy.fields)))
    let weights = weights.fields
    if !weights.isEmpty {
      fields.append(Field("similarity", .map([Field("weights", .map(weights))])))
    }
    return fields
  }

  /// The whole `latitude.yml`; it reads back as the same vocabulary.
  func rendered() -> [UInt8] {
    var writer = YAMLWriter()
    writer.write(fields)
    return Array(writer.text.utf8)
  }
}

extension Vocabulary.Role {
  fileprivate var fields: [Field] {
    var fields = [Field("label", .text(label))]
    fields.add("levels", .texts(levels))
    return fields
  }
}

extension Vocabulary.Motive {
  /// A label alone for a leaf.
  fileprivate var value: FieldValue {
    guard !children.isEmpty else { return .text(label) }
    return .block([
      Field("label", .text(label)),
      Field("children", .block(children.map { Field($0.name, $0.value) })),
    ])
  }
}

extension Vocabulary.Person {
  fileprivate var fields: [Field] {
    var fields = [Field("email", .text(email))]
    fields.add("name", name.map { .text($0) })
    fields.add("role", role.map { .text($0) })
    fields.add("manages", .texts(manages))
    return fields
  }
}

extension Vocabulary.Privacy {
  fileprivate var fields: [Field] {
    [
      Field("personal_data", .token(personalData.rawValue)),
      Field("smallest_group", .token(String(smallestGroup))),
    ]
  }
}

extension FactDeclaration {
  fileprivate var fields: [Field] {
    var fields = [Field("type", .token(type.name))]
    if case .choice(let values) = type { fields.add("values", .tokens(values)) }
    fields.append(Field("label", .text(label)))
    fields.add("default", `default`.map { .token($0.description) })
    return fields
  }
}

extension FactType {
  /// As `latitude.yml` names it.
  var name: String {
    switch self {
    case .integer: "integer"
    case .boolean: "boolean"
    case .money: "money"
    case .choice: "choice"
    }
  }
}

extension SimilarityWeights {
  /// The weights that are not the usual ones.
  fileprivate var fields: [Field] {
    let usual = SimilarityWeights()
    return SimilarityWeights.features.compactMap { feature in
      let weight = self[keyPath: feature.path]
      guard weight != usual[keyPath: feature.path] else { return nil }
      return Field(feature.key, .token(Literal.decimal(Int64((weight * 10_000).rounded()))))
    }
  }
}
