/// How the text of a secret becomes the bytes of a key.
///
/// The same letters mean different things to different senders: `whsec_` begins Base64 with one and is part of the key
/// with another.
package enum KeyForm: String, Sendable, CaseIterable {
    /// The text's own bytes.
    case text
    case base64, hex
    /// Base64, behind `whsec_` or not.
    case whsec
    /// Base64 of the 32 bytes of a public key of Ed25519, behind `whpk_` or not.
    case whpk
    /// Base64 of a public key in DER.
    case spki
    /// A public key between `-----BEGIN PUBLIC KEY-----` and its end.
    case pem

    /// The key's bytes; nil where the text is not of this form, or no key is left.
    package func bytes(of secret: [UInt8]) -> [UInt8]? {
        let bytes: [UInt8]? =
            switch self {
            case .text: secret
            case .base64, .spki: Base64.decode(secret.span)
            case .hex: Hexadecimal.decode(secret.span)
            case .whsec: Base64.decode(secret[...].dropping("whsec_").span)
            case .whpk: Base64.decode(secret[...].dropping("whpk_").span)
            case .pem: Self.enclosed(in: secret)
            }
        return bytes?.isEmpty == true ? nil : bytes
    }

    /// The public key that the text holds; nil where it is not of this form.
    package func publicKey(of text: [UInt8], _ kind: PublicKeyKind) -> PublicKeyBytes? {
        bytes(of: text).map { bytes in
            switch (self, kind) {
            case (.spki, _), (.pem, _), (_, .rsa): .subjectInfo(bytes, kind)
            case (.text, .ed25519), (.base64, .ed25519), (.hex, .ed25519), (.whsec, .ed25519), (.whpk, .ed25519):
                .ed25519(bytes)
            }
        }
    }

    /// What stands between the lines that begin and end a public key.
    private static func enclosed(in text: [UInt8]) -> [UInt8]? {
        let lines = text.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.filter { line in
            line.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        }
        guard lines.count > 2, lines[0].elementsEqual("-----BEGIN PUBLIC KEY-----".utf8),
            lines[lines.count - 1].elementsEqual("-----END PUBLIC KEY-----".utf8)
        else { return nil }
        return Base64.decode(Array(lines.dropFirst().dropLast().joined()).span)
    }
}

extension ArraySlice<UInt8> {
    /// What is left behind a text that it may begin with.
    func dropping(_ prefix: String) -> ArraySlice<UInt8> {
        starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : self
    }
}
