import Files
import Kernel

/// What can be wrong with a store, in words for whoever set it up. Visitors see that files are unavailable just now.
extension Problem {
    static func address(_ part: String) -> Problem { Problem("files.address", .invalid, ["part": part]) }

    /// The problem behind a refusal. A HEAD has no body, and so no code.
    static func refused(_ status: Int, _ error: S3Error?, _ request: S3Request, _ settings: S3Settings) -> Problem {
        let reason = "\(request.name): \(status) \(error?.code ?? "")"
        switch error?.code ?? "" {
        case "NoSuchBucket": return Problem("files.bucket", .unavailable, ["bucket": settings.bucket], reason: reason)
        case "RequestTimeTooSkewed", "RequestExpired": return Problem("files.clock", .unavailable, reason: reason)
        case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException":
            return Problem("files.region", .unavailable, ["region": settings.region], reason: reason)
        case "InvalidAccessKeyId", "SignatureDoesNotMatch": return Problem("files.credentials", .unavailable, reason: reason)
        case "AccessDenied", "AllAccessDisabled": return Problem("files.forbidden", .unavailable, ["bucket": settings.bucket], reason: reason)
        default: break
        }
        switch status {
        case 301: return Problem("files.region", .unavailable, ["region": settings.region], reason: reason)
        case 401: return Problem("files.credentials", .unavailable, reason: reason)
        case 403: return Problem("files.forbidden", .unavailable, ["bucket": settings.bucket], reason: reason)
        default: return Problem.filesUnavailable(reason)
        }
    }
}
