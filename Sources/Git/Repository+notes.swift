extension Repository {
  /// Writes a small file below `latitude/` in the git directory, whole or not at all.
  ///
  /// - Parameter name: A path below that folder.
  package func writeNote(_ name: String, _ bytes: [UInt8]) throws(GitError) {
    try writeNote(name, pieces: [bytes])
  }

  /// The same of bytes in pieces, one after the other.
  package func writeNote(_ name: String, pieces: [[UInt8]]) throws(GitError) {
    let scratch = try Scratch(in: gitDirectory)
    let aside = "\(scratch.folder)/note"
    let place = "\(gitDirectory)/latitude/\(name)"
    if let folder = place.parentFolder { try Disk.makeFolders(folder) }
    try Disk.create(aside, pieces: pieces)
    try Disk.rename(aside, to: place)
  }

  /// The bytes of such a file; nil: there is none.
  package func note(_ name: String) throws(GitError) -> [UInt8]? {
    try Disk.read("\(gitDirectory)/latitude/\(name)")
  }

  /// Removes such a file; no error where there is none.
  package func removeNote(_ name: String) throws(GitError) {
    try Disk.remove("\(gitDirectory)/latitude/\(name)")
  }

  /// The names of the files in a folder below `latitude/`, sorted; empty where it is missing.
  package func notes(in folder: String) -> [String] {
    Disk.names(in: "\(gitDirectory)/latitude/\(folder)").sorted()
  }
}
