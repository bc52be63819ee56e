import Foundation
import TestSupport
import Testing

@testable import Git

/// Blobs read in bulk are what git says, however they lie in the repository.
@Suite struct BlobReaderTests {
  /// Revisions of long texts that change a little each time, so that git writes deltas of them.
  private func history(seed: UInt64) throws -> Fixture {
    var random = SeededGenerator(seed: seed)
    let fixture = try Fixture()
    var texts = (0..<6).map { file in (0..<60).map { "line \($0) of \(file)" } }
    for revision in 0..<8 {
      for file in texts.indices {
        texts[file][Int.random(in: 0..<60, using: &random)] = "changed in \(revision) \(file)"
        if Bool.random(using: &random) {
          texts[file].append(String(repeating: "é\(revision)", count: 40))
        }
      }
      var files = ["empty": "", "short-\(revision)": "\(revision)"]
      for (file, lines) in texts.enumerated() {
        files["text-\(file)"] = lines.joined(separator: "\n")
      }
      try fixture.commit(files)
    }
    return fixture
  }

  private func blobs(_ fixture: Fixture) throws -> [BlobID] {
    try fixture.git("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)")
      .lines.filter { $0.hasPrefix("blob ") }.compactMap { BlobID(String($0.dropFirst(5))) }
  }

  private func places(of blobs: [BlobID], in packs: Packs) -> [Packs.Place?] {
    blobs.map { packs.place(of: $0) }
  }

  /// Reads all blobs, and how many of them lie in packs.
  private func check(
    _ fixture: Fixture, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int {
    let blobs = try blobs(fixture)
    let repository = try fixture.open()
    let packs = repository.openPacks()
    let places = places(of: blobs, in: packs)
    let order = packs.readingOrder(of: places)
    #expect(order.sorted() == Array(blobs.indices), sourceLocation: sourceLocation)
    // In their order, and in one in which no blob has to do with the one before.
    for order in [order, Array(blobs.indices)] {
      var reader = BlobReader(packs, in: try fixture.open())
      for number in order {
        let expected = try repository.blob(blobs[number])
        let read = try reader.read(blobs[number], at: places[number])
        #expect(read == expected, sourceLocation: sourceLocation)
        guard let place = places[number] else { continue }
        // By its own means, and not libgit2's.
        let unpacked = try reader.unpacker.unpack(.blob, at: place, name: "")
        #expect(unpacked == expected, sourceLocation: sourceLocation)
      }
    }
    return places.filter { $0 != nil }.count
  }

  @Test(arguments: [
    ["repack", "-adfq", "--depth=50"], ["repack", "-adfq", "--depth=0"],
    // Deltas that name their base by its id.
    ["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"],
  ])
  func packed(_ arguments: [String]) throws {
    let fixture = try history(seed: 1)
    let result = try fixture.environment.run(["git"] + arguments, in: fixture.folder)
    #expect(result.status == 0)
    let deltas = try fixture.git("cat-file", "--batch-all-objects", "--batch-check=%(deltabase)")
      .lines.filter { !$0.allSatisfy { $0 == "0" } }
    #expect(deltas.isEmpty == arguments.contains("--depth=0"))
    #expect(try check(fixture) == blobs(fixture).count)
  }

  /// A chain is kept in memory, and only so far: what stands behind its end is read by libgit2.
  @Test func longChainsAreLeftToLibgit2() throws {
    let fixture = try Fixture()
    // fast-import makes each blob a delta of the one before.
    var input = "feature done\n"
    for revision in 0..<300 {
      let text = (0..<80).map { "line \($0) \($0 == 40 ? revision : 0)" }.joined(separator: "\n")
      input += "blob\ndata \(text.utf8.count)\n\(text)\n"
    }
    try fixture.git(
      "-c", "fastimport.unpackLimit=1", "fast-import", "--quiet", "--depth=4095",
      input: input + "done\n")
    #expect(try blobs(fixture).count == 300)
    let repository = try fixture.open()
    let packs = repository.openPacks()
    let blobs = try blobs(fixture)
    let places = places(of: blobs, in: packs)
    var reader = BlobReader(packs, in: try fixture.open())
    var left = 0
    for number in packs.readingOrder(of: places) {
      let expected = try repository.blob(blobs[number])
      #expect(try reader.read(blobs[number], at: places[number]) == expected)
      let place = try #require(places[number])
      if try reader.unpacker.unpack(.blob, at: place, name: "") == nil { left += 1 }
    }
    #expect(left == 300 - 256)
  }

  @Test func looseAndInSeveralPacks() throws {
    let fixture = try history(seed: 2)
    #expect(try check(fixture) == 0)
    try fixture.git("repack", "-adfq")
    let packed = try check(fixture)
    #expect(packed > 0)
    try fixture.commit(["text-0": "one", "other": "two"])
    #expect(try check(fixture) == packed)
    try fixture.git("repack", "-dq")
    #expect(try check(fixture) == packed + 2)
    // What another repository lends lies in no pack of this one.
    _ = try fixture.environment.run(["git", "clone", "-q", "--shared", "repo", "lent"])
    let lent = try Repository(discovering: fixture.environment.path("lent"))
    let packs = lent.openPacks()
    var reader = BlobReader(packs, in: lent)
    for blob in try blobs(fixture) {
      #expect(packs.place(of: blob) == nil)
      #expect(try reader.read(blob, at: nil) == fixture.open().blob(blob))
    }
  }

  /// A base comes before what is made from it, with nothing else in between but what is made from it too.
  @Test func basesComeFirst() throws {
    let fixture = try history(seed: 3)
    try fixture.git("repack", "-adfq", "--depth=50")
    let blobs = try blobs(fixture)
    var bases: [BlobID: BlobID] = [:]
    for line in try fixture.git(
      "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(deltabase)"
    ).lines {
      let names = line.split(separator: " ").compactMap { BlobID(String($0)) }
      bases[names[0]] = names[1]
    }
    var chain: [BlobID] = []
    let packs = try fixture.open().openPacks()
    for number in packs.readingOrder(of: places(of: blobs, in: packs)) {
      let blob = blobs[number]
      if let base = bases[blob], blobs.contains(base) {
        let known = try #require(chain.lastIndex(of: base))
        chain.removeSubrange((known + 1)...)
      } else {
        chain = []
      }
      chain.append(blob)
    }
  }

  @Test func missingBlobsAreNamed() throws {
    let fixture = try history(seed: 4)
    let missing = try #require(BlobID(String(repeating: "1", count: 40)))
    let repository = try fixture.open()
    let packs = repository.openPacks()
    #expect(packs.place(of: missing) == nil)
    var reader = BlobReader(packs, in: repository)
    let code = gitError { try reader.read(missing, at: nil) }
    #expect(code == .missingObject(missing.description))
  }

  /// libgit2 1.5 reads there, wherever that is.
  @Test func anOffsetBeyondThePackIsAnError() throws {
    let fixture = try history(seed: 8)
    try fixture.git("repack", "-adfq")
    let blobs = try blobs(fixture)
    let folder = "\(fixture.path)/.git/objects/pack"
    let index = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".idx") })
    let file = URL(fileURLWithPath: "\(folder)/\(index)")
    var bytes = try Data(contentsOf: file)
    // Behind the header, the table, and 24 bytes for each object: an id and a checksum.
    let count = bytes[1_028..<1_032].reduce(0) { $0 << 8 | Int($1) }
    for number in 0..<count { bytes[1_032 + count * 24 + number * 4] = 0x7F }
    try FileManager.default.removeItem(at: file)
    try bytes.write(to: file)
    let repository = try fixture.open()
    let packs = repository.openPacks()
    var reader = BlobReader(packs, in: repository)
    for blob in blobs {
      let place = try #require(packs.place(of: blob))
      #expect(gitError { try reader.read(blob, at: place) } == .corrupt(blob.description))
    }
  }

  /// A damaged pack is an error, or reads as ever; it is never a crash.
  @Test func damagedPacks() throws {
    let fixture = try history(seed: 5)
    try fixture.git("repack", "-adfq", "--depth=50")
    let blobs = try blobs(fixture)
    let folder = "\(fixture.path)/.git/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    var random = SeededGenerator(seed: 6)
    var refused = 0
    for _ in 0..<fuzzRuns(60) {
      let name = try #require(
        names.filter { $0.hasSuffix(".pack") || $0.hasSuffix(".idx") }
          .randomElement(using: &random))
      let file = URL(fileURLWithPath: "\(folder)/\(name)")
      let whole = try Data(contentsOf: file)
      var damaged = whole
      if Int.random(in: 0..<8, using: &random) == 0 {
        damaged = damaged.prefix(Int.random(in: 0..<damaged.count, using: &random))
      } else {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      try FileManager.default.removeItem(at: file)
      try damaged.write(to: file)
      let repository = try fixture.open()
      let packs = repository.openPacks()
      let places = places(of: blobs, in: packs)
      var reader = BlobReader(packs, in: repository)
      for number in packs.readingOrder(of: places) {
        do { _ = try reader.read(blobs[number], at: places[number]) } catch { refused += 1 }
      }
      try FileManager.default.removeItem(at: file)
      try whole.write(to: file)
    }
    #expect(refused > 0)
    #expect(try check(fixture) == blobs.count)
  }

  @Test func deltasThatDoNotFit() {
    let base = Array("0123456789".utf8)
    func made(_ delta: [UInt8], largestSize: Int = 100) -> [UInt8]? {
      base.applying(delta: delta, largestSize: largestSize)
    }
    // Copies six bytes from the second on, and adds two.
    #expect(made([10, 8, 0x91, 1, 6, 2, 65, 66]) == Array("123456AB".utf8))
    #expect(made([10, 8, 0x91, 1, 6, 2, 65, 66], largestSize: 7) == nil)
    #expect(made([9, 8, 0x91, 1, 6, 2, 65, 66]) == nil)
    #expect(made([10, 7, 0x91, 1, 6, 2, 65, 66]) == nil)
    #expect(made([10, 9, 0x91, 1, 6, 2, 65, 66]) == nil)
    #expect(made([10, 8, 0x91, 5, 6, 2, 65, 66]) == nil)
    #expect(made([10, 8, 0x91, 1, 6, 3, 65, 66]) == nil)
    #expect(made([10, 8, 0x91, 1, 6, 2, 65, 66, 0]) == nil)
    #expect(made([10, 1, 0]) == nil)
    #expect(made([10, 0]) == [])
    #expect(made([]) == nil)
    var random = SeededGenerator(seed: 7)
    for _ in 0..<fuzzRuns(5_000) {
      let delta = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let result = made([10] + delta, largestSize: 1 << 20)
      #expect((result?.count ?? 0) <= 1 << 20)
    }
  }
}
