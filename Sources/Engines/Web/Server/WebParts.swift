import Kernel

/// What all requests share: made once at start, never changed.
final class WebParts: Sendable {
    let messages: Messages
    let templates: Templates
    let site: Site
    let assets: AssetStore
    let chrome: Chrome
    let options: WebServer.Options
    let clock: any Clock
    let random: any RandomSource
    let mac: @Sendable ([UInt8]) -> [UInt8]
    let refusals: (any RefusalWatch)?

    init(messages: Messages, templates: Templates, site: Site, assets: AssetStore, options: WebServer.Options,
         clock: any Clock, random: any RandomSource, refusals: (any RefusalWatch)?, mac: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        (self.messages, self.templates, self.site, self.assets, self.options) = (messages, templates, site, assets, options)
        (self.clock, self.random, self.refusals, self.mac) = (clock, random, refusals, mac)
        chrome = Chrome(templates: templates, messages: messages, site: site)
    }

    /// A keyed digest of a text, in hexadecimal; `purpose` keeps the digests of one use from serving another.
    func seal(_ purpose: String, _ text: String) -> String { mac(Array("\(purpose)\n\(text)".utf8)).hex }
}
