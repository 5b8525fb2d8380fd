import Hummingbird
import Kernel
import Logging

/// One line for each request: what was asked for and how it went. Never a query, a body, a name or an address.
enum RequestLog {
    static func write(_ request: Request, _ response: Response, _ context: TongbanContext, took: Duration) {
        let level: Logger.Level = response.status.code >= 500 ? .warning : context.isStatic ? .debug : .info
        context.logger.log(level: level, "request", metadata: [
            "method": "\(request.method.rawValue)", "route": "\(context.endpointPath ?? "none")", "status": "\(response.status.code)",
            "milliseconds": "\(took.milliseconds)", "request": "\(context.requestID)",
        ])
    }
}
