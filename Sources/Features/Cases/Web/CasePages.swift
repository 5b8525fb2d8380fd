import Files
import Hummingbird
import Identity
import Web

/// Case handling's own routes: the API. Pages of cases belong to the faces.
public struct CasePages: Feature {
    public static let folder = "Features/Cases"

    private let api: CaseAPI

    public init(_ cases: Cases, identity: Identity, files: any FileStore) {
        api = CaseAPI(cases: cases, identity: identity, files: files)
    }

    public func routes(_ router: Router<TongbanContext>) { api.add(to: router) }
}
