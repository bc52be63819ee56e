import Documents
import Git
import Latitude
import Testing

@Suite struct SignatureTests {
  private func signature(_ time: Int64, _ offset: Int) -> Signature {
    Signature(name: "Claire", email: "claire@exemple.fr", time: time, offset: offset)
  }

  @Test func timesAreThoseOfTheWritersClock() {
    #expect(signature(0, 0).timestamp == "1970-01-01T00:00:00+00:00")
    #expect(signature(-1, 0).timestamp == "1969-12-31T23:59:59+00:00")
    #expect(signature(-86_400, 0).timestamp == "1969-12-31T00:00:00+00:00")
    #expect(signature(1_795_165_200, 60).timestamp == "2026-11-20T10:00:00+01:00")
    #expect(signature(1_795_132_800, -90).timestamp == "2026-11-19T22:30:00-01:30")
    #expect(signature(1_795_132_800, -90).day.description == "2026-11-19")
  }

  /// A commit may claim any time.
  @Test(arguments: [Int64.max, .max - 1, .min, .min + 1], [0, 840, -840])
  func timesBeyondAllYearsAreNoFault(time: Int64, offset: Int) {
    #expect(time < 0 || signature(time, offset).timestamp.hasPrefix(offset > 0 ? "10000" : "9999"))
    #expect(signature(time, offset).day < signature(0, 0).day || time > 0)
  }
}
