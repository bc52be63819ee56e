internal import CGit2

extension ObjectID {
  init(_ oid: git_oid) {
    self = unsafe withUnsafeBytes(of: oid) { raw in
      Self(
        words: ObjectWords(
          high: unsafe UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
          middle: unsafe UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
          low: unsafe UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self))))
    }
  }

  var oid: git_oid {
    var oid = git_oid()
    unsafe withUnsafeMutableBytes(of: &oid) { raw in
      unsafe raw.storeBytes(of: words.high.bigEndian, toByteOffset: 0, as: UInt64.self)
      unsafe raw.storeBytes(of: words.middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      unsafe raw.storeBytes(of: words.low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }

  var subject: Subject { .object(description) }
}
