public import AutonomyMaps
public import Documents

/// What can go wrong with a base, as data; front ends find the words, the next step and the exit status.
///
/// Faults of git itself arrive as `GitError`.
public enum KnowledgeBaseError: Error, Sendable {
  /// A repository without a commit.
  case emptyRepository(String)
  /// No `latitude.yml` in this folder or above, but maybe elsewhere in the repository.
  case noBase(directory: String, elsewhere: Elsewhere, uncommitted: Bool)
  /// A folder that cannot be made: a file is in the way, or the system makes none there.
  case cannotMakeFolder(String)
  /// A folder that is a base already.
  case alreadyABase(String)
  /// A base that would lie in a folder where another one (from the repository's root) keeps its documents.
  case amongDocuments(directory: String, folder: String)
  /// A document that cannot be used: all that is wrong with it. No path: it is not in the base yet.
  case invalidDocument(path: String?, [DocumentProblem])
  /// A map that cannot be used.
  case invalidMap(path: String, [MapProblem])
  /// A file that is there and is not read: a symbolic link, a submodule, a name that is not UTF-8.
  case unusable(Fault)
  /// No document has this prefix.
  case notFound(prefix: String, kind: DocumentKind?)
  /// Several documents have this prefix.
  case ambiguous(prefix: String, candidates: [DocumentID])
  /// A row whose `id` is not one of ours and would become its `ref`, which it has already.
  case idBesideRef(id: String, ref: String)
  /// A row that gives the situation more than once, under these keys.
  case severalTexts([String])
  /// A row that does not say what the situation was.
  case noSituation
  /// A document with this id is in the base already.
  case alreadyRecorded(DocumentID, path: String)
  /// A key that an export and an import have for the situation, and front matter cannot have.
  case reservedKey(String)
  /// A case of a day that is still to come.
  case futureDate(Day, today: Day)
  /// The document is not the version that the edit started from.
  case changedMeanwhile(DocumentID)
  /// The branch kept moving.
  case conflict(branch: String, tries: Int)
  /// The path has uncommitted changes, which a write would lose.
  case uncommittedChanges(path: String)
  /// Nothing to write to: HEAD is detached, or the named branch does not exist here.
  case readOnlyBase(branch: String?)
  /// The branch is checked out in another work tree, which would not follow; the base's folder there.
  case checkedOutElsewhere(branch: String, directory: String)
  /// A value for a commit's trailer that holds a line break.
  case lineBreak(field: String)
  /// No map of this role; `known` are the roles that have one.
  case noMap(role: String, known: [String], nearest: String?)
  /// The role has a map, but no revision was in force on this day.
  case notInForce(role: String, day: Day, earliest: Day?)
  /// No such revision.
  case noRevision(role: String, revision: Int, newest: Int)
  /// No revision of the role's map has a rule, limit or trial of this id.
  case notInMap(role: String, part: String, nearest: String?, known: [String])
  /// The newest map of the role has no rule of this id, and nothing suggests one; `known` are those it has.
  case noRule(role: String, rule: String, nearest: String?, known: [String])
  /// A commit that holds no map of this role; `revision` in git's notation.
  case notInCommit(role: String, revision: String)
  /// A map's file that says it is another role's.
  case otherRole(path: String, role: String, expected: String)
  /// The map is what the branch already has.
  case unchangedMap(role: String)
  /// No reason was given for a map's revision.
  case noReason
  /// A map's revision that would be in force before the day of its commit, without anybody saying that this is meant.
  case retroactive(role: String, effective: Day, today: Day)
  /// An idea would be answered without a written reason.
  case ideaWithoutReason
  /// An idea that was answered for good already.
  case ideaClosed(DocumentID, IdeaStatus)
  /// An idea that names no role, or holds no rules: there is nothing that a map could take over.
  case ideaWithoutRules(DocumentID)
  /// An idea about another role's map than the one that is asked about.
  case ideaOfOtherRole(DocumentID, role: String, expected: String)
  /// An idea that proposes what the map says already.
  case ideaChangesNothing(role: String)
  /// An answer to an idea, or a trial of it, that would begin before the day on which it is given.
  case ideaRetroactive(field: String, Day, today: Day)
  /// A trial that would end before its first day.
  case ideaTrialEndsBefore(from: Day, until: Day)
  /// A team tries the idea already on some of these days.
  case ideaTried(DocumentID, team: String?, until: Day)
  /// A trial replaces conditions of a rule that the map has; this one is new, or speaks elsewhere.
  case ideaNotForTrial(DocumentID, rule: String, isNew: Bool)
  /// A reason or a precedent that the base does not hold.
  case unknownReference(DocumentID)
  /// This person does not manage this role's map.
  case notAllowed(email: String, role: String, managers: [String])
  /// A name that `latitude.yml` does not know.
  case unknownTerm(field: String, value: String, nearest: String?, known: [String])
  /// A fact whose text does not have its declared type.
  case invalidFact(name: String, text: String, FactType)
  /// A `--where` that does not fit the vocabulary.
  case invalidFilter(text: String, FilterError)
  /// A `--where` that cannot be read.
  case invalidCondition(text: String, ConditionError)
  /// The map moved on the branch since the proposal was made.
  case mapChangedMeanwhile(role: String, revision: Int)
}

extension KnowledgeBaseError {
  /// Bases that somebody who found none probably meant.
  public enum Elsewhere: Hashable, Sendable {
    /// Folders to work in, as they are reached from where the search began.
    case directories([String])
    /// Folders of the repository, whose work tree is not there or was not where the search began.
    case folders([String])
  }

  static func unknown(_ field: String, _ value: String, in known: [String]) -> KnowledgeBaseError {
    .unknownTerm(
      field: field, value: value, nearest: nearestName(to: value, among: known), known: known)
  }
}
