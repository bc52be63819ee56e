import Documents
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("grantd", "granted"), ("GRANTED", "granted"), ("motvie", "motive"), ("zon", "zone"),
    ("requestes", "requested"), ("r", "R"),
  ])
  func slipsAreForgiven(name: String, nearest: String) {
    let known = ["granted", "motive", "zone", "requested", "R", "s"]
    #expect(nearestName(to: name, among: known) == nearest)
  }

  @Test func whatIsFarIsNotGuessed() {
    #expect(nearestName(to: "level", among: ["requested", "orders"]) == nil)
    #expect(nearestName(to: "t", among: ["s"]) == nil)
    #expect(nearestName(to: "", among: ["a"]) == nil)
    #expect(nearestName(to: String(repeating: "a", count: 65), among: ["a"]) == nil)
  }

  @Test func theNearestWinsAndThenTheFirst() {
    #expect(nearestName(to: "lyons", among: ["lyont", "lyon"]) == "lyont")
    #expect(nearestName(to: "damaged", among: ["damage", "damaged"]) == "damaged")
  }
}
