// swift-tools-version: 6.2
// Targets stand bottom-up; ARCHITECTURE.md says what each answers, and which imports are allowed.

import PackageDescription

var settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]
// Where every change is judged, a warning is an error; at the desk it may wait a minute.
if Context.environment["CI"] != nil {
  settings.append(.treatAllWarnings(as: .error))
}

let package = Package(
  name: "latitude",
  products: [
    .executable(name: "latitude", targets: ["LatitudeCommand"]),
    .library(name: "Latitude", targets: ["Latitude"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CGit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CStemmer", providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),

    // A definition for this one file of C, so that a new commit compiles nothing else again.
    // `scripts/build` sets the variable; SwiftPM's own knowledge of git goes stale with its cache.
    .target(
      name: "CBuildCommit",
      cSettings: Context.environment["LATITUDE_COMMIT"].map { commit in
        [.define("LATITUDE_COMMIT", to: "\"\(commit)\"")]
      } ?? []),

    .target(name: "Git", dependencies: ["CGit2", "CDeflate"], swiftSettings: settings),
    .target(name: "Documents", dependencies: ["CYAML"], swiftSettings: settings),
    .target(name: "Similarity", dependencies: ["Documents", "CStemmer"], swiftSettings: settings),
    .target(name: "AutonomyMaps", dependencies: ["Documents"], swiftSettings: settings),
    .target(
      name: "Insights", dependencies: ["Documents", "AutonomyMaps"], swiftSettings: settings),
    .target(
      name: "Latitude",
      dependencies: ["Git", "Documents", "Similarity", "AutonomyMaps", "Insights"],
      swiftSettings: settings),
    .executableTarget(
      name: "LatitudeCommand",
      dependencies: [
        "Latitude", "Git", "Documents", "Similarity", "AutonomyMaps", "Insights", "CBuildCommit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // Part of this package, since it measures what no product offers.
    .executableTarget(
      name: "latitude-bench", dependencies: ["Latitude", "Similarity", "Documents"],
      path: "Benchmarks/InProcess", swiftSettings: settings),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "GitTests", dependencies: ["Git", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "SimilarityTests", dependencies: ["Similarity", "Documents", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "AutonomyMapsTests", dependencies: ["AutonomyMaps", "Documents", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "InsightsTests",
      dependencies: ["Insights", "AutonomyMaps", "Documents", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LatitudeTests",
      dependencies: [
        "Latitude", "Git", "Documents", "Similarity", "AutonomyMaps", "Insights", "TestSupport",
      ],
      exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: ["LatitudeCommand", "Latitude", "Documents", "TestSupport"],
      exclude: ["Fixture", "Transcripts"],
      swiftSettings: settings),
  ]
)
