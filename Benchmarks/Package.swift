// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "series", path: "..", traits: [])],
  targets: [
    // What is measured, and that its answer is right: shared by everything below.
    .target(
      name: "Workloads", dependencies: [.product(name: "SchedulingCore", package: "series")],
      path: "Workloads", swiftSettings: settings),
    // The Swift side of ./compare and ./counts.
    .target(name: "InstructionCounter", path: "InstructionCounter"),
    .executableTarget(
      name: "series-times", dependencies: ["InstructionCounter", "Workloads"], path: "Times",
      swiftSettings: settings),
    // .ci/referee hostile
    .executableTarget(
      name: "series-bounds",
      dependencies: ["Workloads", .product(name: "RecurrenceInference", package: "series")], path: "Bounds",
      swiftSettings: settings),
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
