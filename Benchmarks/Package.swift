// swift-tools-version: 6.2
// Measures rooms by themselves, in the same process. Benchmarks/run builds it, runs it and measures the whole program besides.
import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "tongban", path: "..")],
    targets: [
        .executableTarget(
            name: "measure", dependencies: [.product(name: "TongbanRooms", package: "tongban")], path: "measure",
            swiftSettings: [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]),
    ]
)
