// swift-tools-version: 6.2
// Throws bytes at the parsers that read what strangers send. Fuzzing/run builds it with libFuzzer and runs it.
import PackageDescription

let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "tongban", path: "..")],
    targets: [.executableTarget(name: "parsers", dependencies: [.product(name: "TongbanParsers", package: "tongban")], path: "parsers")]
)
