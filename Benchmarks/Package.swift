// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The scripts beside this file measure without the benchmark package, and build in half the time so.
let isBare = Context.environment["SERIES_BENCHMARKS_BARE"] != nil

let harness: [Package.Dependency] =
  isBare ? [] : [.package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: [])]

// `swift package benchmark`; the plugin wants its targets in a folder named Benchmarks, as this one is.
let harnessTargets: [Target] =
  isBare
  ? []
  : [
    .executableTarget(
      name: "Expansion",
      dependencies: ["Workloads", .product(name: "Benchmark", package: "benchmark")],
      path: "Expansion", swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "series", path: "..")] + harness,
  targets: harnessTargets + [
    // What is measured, and that its answer is right: shared by everything below.
    .target(
      name: "Workloads", dependencies: [.product(name: "SchedulingCore", package: "series")],
      path: "Workloads", swiftSettings: settings),
    // The Swift side of ./compare.
    .executableTarget(
      name: "series-times", dependencies: ["Workloads"], path: "Times", swiftSettings: settings),
    // ./allocations
    .target(name: "MallocCounter", path: "MallocCounter"),
    .executableTarget(
      name: "series-allocations", dependencies: ["Workloads", "MallocCounter"], path: "Allocations",
      swiftSettings: settings),
    // ./threads
    .target(name: "LockOrder", path: "LockOrder"),
    .executableTarget(
      name: "series-stress", dependencies: ["Workloads", "LockOrder"], path: "Stress",
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
