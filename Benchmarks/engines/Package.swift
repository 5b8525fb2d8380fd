// swift-tools-version: 6.2
// How fast the engines are that are values only. Run by hand: swift run -c release --package-path Benchmarks/engines procedures
import PackageDescription

let package = Package(name: "engines", targets: [
    .target(name: "Kernel", path: "Sources/Kernel"),
    .target(name: "XML", dependencies: ["Kernel"], path: "Sources/Engines/XML", exclude: ["Messages"]),
    .target(name: "Workflow", dependencies: ["Kernel", "XML"], path: "Sources/Engines/Workflow", exclude: ["Messages"]),
    .executableTarget(name: "procedures", dependencies: ["Kernel", "Workflow"], path: "Procedures"),
])
