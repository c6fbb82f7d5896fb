package import CivilTime
import JSON

/// A lead as LeadTrackr keeps it.
package struct LeadTrackrLead: Sendable {
    package let id: Int
    package internal(set) var status = "open"
    package var firstName: String?
    package var lastName: String?
    package var email: String?
    package var phone: String?
    package var companyName: String?
    package var uniqueIdentifier: String?
    /// What the ad platforms need to know the lead again.
    package var gclid: String?
    package var cid: String?
    package let createdAt: Timestamp
    /// In cents, in the digits of the request that set it.
    package internal(set) var price: String?
    private var job: Job?

    /// A conversion on its way to the ad platforms.
    private struct Job: Sendable {
        let ends: Timestamp
        let leaves: String
    }

    package init(
        id: Int,
        email: String? = nil,
        phone: String? = nil,
        uniqueIdentifier: String? = nil,
        gclid: String? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.email = email
        self.phone = phone
        self.uniqueIdentifier = uniqueIdentifier
        self.gclid = gclid
        self.createdAt = createdAt
    }

    init(_ person: Person, id: Int) {
        self.init(
            id: id,
            email: person.email,
            phone: person.phone,
            uniqueIdentifier: person.sendpilotId,
            gclid: person.gclid,
            createdAt: person.createdAt
        )
        firstName = person.firstName
        lastName = person.lastName
        companyName = person.company
        cid = person.cid
    }

    // MARK: Jobs

    var isPending: Bool { job != nil }

    /// Queues a job; its end leaves a lost lead lost, and any other open, as for a label without "mark as done".
    mutating func queue(_ conversion: String, until end: Timestamp) {
        status = "pending"
        job = Job(ends: end, leaves: conversion == "lost" ? "lost" : "open")
    }

    /// Finishes a job whose time has come.
    mutating func settle(at moment: Timestamp) {
        guard let job, job.ends <= moment else { return }
        status = job.leaves
        self.job = nil
    }
}

extension LeadTrackrLead {
    /// The integrations that a conversion of this lead does not reach, and the field that each lacks.
    var skippedIntegrations: [(integration: String, field: String)] {
        var skipped: [(String, String)] = []
        if gclid == nil { skipped.append(("google_ads", "gclid")) }
        if cid == nil { skipped.append(("ga4", "cid")) }
        if email == nil, phone == nil { skipped.append(("meta", "user_data")) }
        return skipped
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("status", status)
            writer.member("formName", orNull: nil)
            writer.member("firstName", orNull: firstName)
            writer.member("lastName", orNull: lastName)
            writer.member("phone", orNull: phone)
            writer.member("email", orNull: email)
            writer.member("companyName", orNull: companyName)
            writer.member("price", digits: price)
            writer.member("note", orNull: nil)
            writer.member("formData") { (_: inout JSONWriter) in }
            writer.member("userData") { writer in
                writer.member("email", orNull: email)
                writer.member("phone", orNull: phone)
            }
            writer.member("attributionData") { writer in
                writer.member("gclid", orNull: gclid)
                writer.member("cid", orNull: cid)
            }
            writer.member("channelFlow", orNull: nil)
            writer.member("uniqueIdentifier", orNull: uniqueIdentifier)
            writer.member("createdAt", createdAt.iso8601)
        }
    }
}
