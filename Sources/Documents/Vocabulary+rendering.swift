extension Vocabulary {
  /// The keys and values of `latitude.yml` in their usual order, absent ones left out.
  package var fields: [Field] {
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
  package func rendered() -> [UInt8] {
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
  package var name: String {
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
