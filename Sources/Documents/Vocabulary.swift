/// A base's `latitude.yml`: its vocabulary and settings, in the order of the file.
public struct Vocabulary: Hashable, Sendable {
  public var name: String
  /// ISO 639-1, of prompts, headings and stemming.
  public var language: String
  /// All languages of the base, `language` first.
  public var languages: [String]
  public var currency: Currency
  /// The branch that counts; nil: the one HEAD names.
  public var branch: String?
  public var roles: [Role] = []
  public var teams: [String] = []
  public var channels: [String] = []
  public var motives: [Motive] = []
  public var actions: [Action] = []
  public var facts: [FactDeclaration] = []
  public var people: [Person] = []
  public var privacy = Privacy()
  public var weights = SimilarityWeights()

  public init(name: String, language: String, currency: Currency) {
    self.name = name
    self.language = language
    languages = [language]
    self.currency = currency
  }

  /// A role of the vocabulary.
  public struct Role: Hashable, Sendable {
    public var name: String
    public var label: String
    public var levels: [String]

    public init(name: String, label: String, levels: [String] = []) {
      self.name = name
      self.label = label
      self.levels = levels
    }
  }

  /// A node of the tree of motives.
  public struct Motive: Hashable, Sendable {
    public var name: String
    public var label: String
    public var children: [Motive]

    public init(name: String, label: String, children: [Motive] = []) {
      self.name = name
      self.label = label
      self.children = children
    }
  }

  /// What can be decided.
  public struct Action: Hashable, Sendable {
    public var name: String
    public var label: String

    public init(name: String, label: String) {
      self.name = name
      self.label = label
    }
  }

  /// Who may revise which maps.
  public struct Person: Hashable, Sendable {
    public var email: String
    public var name: String?
    public var role: String?
    public var manages: [String]

    public init(email: String, name: String? = nil, role: String? = nil, manages: [String] = []) {
      self.email = email
      self.name = name
      self.role = role
      self.manages = manages
    }
  }

  /// What protects people.
  public struct Privacy: Hashable, Sendable {
    /// What the base wants done with a document that seems to hold personal data.
    ///
    /// Read and kept; nothing looks for personal data yet.
    public enum PersonalData: String, Hashable, Sendable, CaseIterable {
      case refuse, warn, allow
    }

    public var personalData: PersonalData = .refuse
    /// No figure is shown for fewer people than this.
    public var smallestGroup = 5

    public init() {}
  }
}

/// How much each feature counts in a similarity; only the ratios matter.
public struct SimilarityWeights: Hashable, Sendable {
  public var text = 4.0
  public var motive = 3.0
  public var action = 2.0
  public var requested = 2.0
  public var role = 1.0
  public var channel = 1.0
  public var level = 0.5
  public var team = 0.5
  public var facts = 1.0

  public init() {}
}

/// The type of a declared fact.
public enum FactType: Hashable, Sendable {
  case integer
  case boolean
  case money
  /// One of these values, in the file's order.
  case choice([String])
}

/// A fact's value, typed by the vocabulary.
public enum FactValue: Hashable, Sendable {
  case integer(Int64)
  case boolean(Bool)
  case money(Money)
  case choice(String)
}

/// A declared fact: maps may use it, cases record it.
public struct FactDeclaration: Hashable, Sendable {
  public var name: String
  public var type: FactType
  public var label: String
  /// Assumed where nothing is said; nil: the fact is missing until it is given.
  public var `default`: FactValue?

  public init(name: String, type: FactType, label: String, default: FactValue? = nil) {
    self.name = name
    self.type = type
    self.label = label
    self.default = `default`
  }
}
