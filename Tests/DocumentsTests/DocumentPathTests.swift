import Documents
import TestSupport
import Testing

@Suite struct DocumentPathTests {
  @Test func pathsFollowTheLayout() throws {
    let fieldCase = try #require(DocumentID("fc-20261118-7k3fqz"))
    #expect(
      DocumentPath.path(of: fieldCase, title: "Colis abîmé")
        == "field/2026/11/fc-20261118-7k3fqz-colis-abime.md")
    let learning = try #require(DocumentID("ln-20261119-3hx9tk"))
    #expect(
      DocumentPath.path(of: learning, title: "Emballage, verre")
        == "learnings/ln-20261119-3hx9tk-emballage-verre.md")
    let idea = try #require(DocumentID("id-20261120-p2m8xd"))
    #expect(
      DocumentPath.path(of: idea, title: "Plafond ?") == "ideas/id-20261120-p2m8xd-plafond.md")
    #expect(DocumentPath.path(ofMapFor: "conseiller") == "maps/conseiller.md")
    #expect(DocumentPath.path(ofMapFor: "été") == "maps/été.md")
  }

  @Test(arguments: [
    "", ".", "..", "../a", "a/b", "a\\b", "a b", "-a", ".a", "a.", "a\u{0}", "a\n", "a:b",
  ])
  func someRolesAreNoFileNames(role: String) {
    #expect(DocumentPath.path(ofMapFor: role) == nil)
  }

  @Test(arguments: [
    (
      "Vase brisé à la livraison, bon d'achat de 40 €",
      "vase-brise-a-la-livraison-bon-d-achat-de-40"
    ),
    ("Œuf & cæcum", "oeuf-caecum"),
    ("E\u{301}TE\u{301}", "ete"),
    ("Straße, Łódź, Øre, İstanbul, ſ", "strasse-lodz-ore-istanbul-s"),
    ("C'est\u{A0}«\u{202F}ok\u{202F}»", "c-est-ok"),
    ("  --a--  ", "a"),
    ("日本", "document"),
    ("", "document"),
    ("🎁 cadeau", "cadeau"),
    (
      "anticonstitutionnellement anticonstitutionnellement a",
      "anticonstitutionnellement"
    ),
    (
      "12345678901234567890123456789012345678901234567890123",
      "12345678901234567890123456789012345678901234567890"
    ),
  ])
  func slugsAreASCII(title: String, slug: String) {
    #expect(DocumentPath.slug(of: title) == slug)
  }

  @Test func everySlugIsAFileName() {
    var generator = DocumentGenerator(seed: 7)
    for _ in 0..<fuzzRuns(default: 2_000) {
      let slug = DocumentPath.slug(of: generator.text())
      #expect((1...50).contains(slug.utf8.count))
      #expect(
        slug.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        })
      #expect(!slug.hasPrefix("-") && !slug.hasSuffix("-") && !slug.contains("--"))
    }
  }

  @Test func whatIsWrittenIsFoundAgain() {
    var generator = DocumentGenerator(seed: 8)
    for _ in 0..<500 {
      let id = generator.id(generator.pick([.fieldCase, .learning, .idea]))
      let path = DocumentPath.path(of: id, title: generator.text())
      #expect(DocumentPath(path) == .document(id))
      let role = generator.name()
      #expect(DocumentPath.path(ofMapFor: role).flatMap { DocumentPath($0) } == .map(role: role))
    }
  }

  @Test(arguments: [
    "latitude.yml", "README.md", "field/README.md", "field/fc-20261118-7k3fqz.txt",
    "field/fc-20261118-7k3fqzx.md", "field/ln-20261119-3hx9tk.md", "field/fc-20261318-7k3fqz.md",
    "learnings/2026/ln-20261119-3hx9tk.md", "maps/a/b.md", "maps/.md", "maps/..md", "maps/a b.md",
    "other/fc-20261118-7k3fqz.md", "", "/", "field/", "fc-20261118-7k3fqz.md",
  ])
  func otherPathsAreNoDocuments(path: String) {
    #expect(DocumentPath(path) == nil)
  }

  @Test func foldersBelowFieldAreFree() throws {
    let id = try #require(DocumentID("fc-20261118-7k3fqz"))
    for path in ["field/fc-20261118-7k3fqz.md", "field/a/b/c/fc-20261118-7k3fqz-é.md"] {
      #expect(DocumentPath(path) == .document(id))
    }
  }
}
