import Hummingbird

/// A part of the city's services that has pages. Its folder holds its templates (`Templates/<name>/*.mustache`), its
/// messages (`Messages/{zh,en}.json`) and its assets; its routes are plain Hummingbird.
///
/// ```swift
/// public struct Ratings: Feature {
///     public static let folder = "Features/Ratings"
///
///     public func routes(_ router: Router<TongbanContext>) {
///         router.get("/cases/:id/rating") { _, context in
///             try context.page("ratings/new", title: context.text("rating.title"), RatingPage(fields))
///         }
///         router.post("/cases/:id/rating") { request, context in
///             let session = try context.requireSession()
///             var form = try await context.form(request)
///             let stars = form.integer("stars", in: 1...5)
///             guard let stars, form.isValid else {
///                 let page = RatingPage(fields.filled(from: form, context))
///                 return try context.page("ratings/new", title: context.text("rating.title"), page, status: .unprocessableContent)
///             }
///             try await rate(context.id(of: Case.self), stars, by: session.actor)
///             return context.redirect(to: "/me", notice: "rating.thanks")
///         }
///     }
/// }
/// ```
public protocol Feature: Sendable {
    /// Where its files lie below `Sources`: `Features/Cases`.
    static var folder: String { get }
    func routes(_ router: Router<TongbanContext>)
}
