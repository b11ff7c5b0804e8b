package net.strata.protocol;

/// Headers of SIP that have a field of their own (IANA, "Session Initiation Protocol (SIP) Parameters", Header Fields).
final class SipHeaders {
    private SipHeaders() {}

    /// For [Headers].
    static final String TABLE = """
            accept Accept Accept
            accept-contact|a Accept-Contact Accept-Contact
            accept-encoding Accept-Encoding Accept-Encoding
            accept-language Accept-Language Accept-Language
            accept-resource-priority Accept-Resource-Priority Accept-Resource-Priority
            alert-info Alert-Info Alert-Info
            allow Allow Allow: methods that are understood
            allow-events|u Allow-Events Allow-Events
            answer-mode Answer-Mode Answer-Mode
            authentication-info Authentication-Info Authentication-Info
            authorization Authorization Authorization
            call-id|i Call-ID Call-ID: names the call
            call-info Call-Info Call-Info
            contact|m Contact Contact: where to be reached directly
            content-disposition Content-Disposition Content-Disposition
            content-encoding|e Content-Encoding Content-Encoding
            content-language Content-Language Content-Language
            content-length|l Content-Length# Content-Length: bytes of the body
            content-type|c Content-Type Content-Type: what the body is
            cseq CSeq CSeq: counts requests within the call
            date Date Date
            diversion Diversion Diversion
            error-info Error-Info Error-Info
            event|o Event Event
            expires Expires# Expires: seconds
            feature-caps Feature-Caps Feature-Caps
            flow-timer Flow-Timer Flow-Timer
            from|f From From: who asks
            geolocation Geolocation Geolocation
            geolocation-error Geolocation-Error Geolocation-Error
            geolocation-routing Geolocation-Routing Geolocation-Routing
            history-info History-Info History-Info
            identity|y Identity Identity
            identity-info|n Identity-info Identity-info
            in-reply-to In-Reply-To In-Reply-To
            info-package Info-Package Info-Package
            join Join Join
            max-breadth Max-Breadth# Max-Breadth
            max-forwards Max-Forwards# Max-Forwards: proxies that may still pass it on
            mime-version MIME-Version MIME-Version
            min-expires Min-Expires Min-Expires
            min-se Min-SE Min-SE
            organization Organization Organization
            p-access-network-info P-Access-Network-Info P-Access-Network-Info
            p-answer-state P-Answer-State P-Answer-State
            p-asserted-identity P-Asserted-Identity P-Asserted-Identity
            p-asserted-service P-Asserted-Service P-Asserted-Service
            p-associated-uri P-Associated-URI P-Associated-URI
            p-called-party-id P-Called-Party-ID P-Called-Party-ID
            p-charge-info P-Charge-Info P-Charge-Info
            p-charging-function-addresses P-Charging-Function-Addresses P-Charging-Function-Addresses
            p-charging-vector P-Charging-Vector P-Charging-Vector
            p-early-media P-Early-Media P-Early-Media
            p-media-authorization P-Media-Authorization P-Media-Authorization
            p-preferred-identity P-Preferred-Identity P-Preferred-Identity
            p-preferred-service P-Preferred-Service P-Preferred-Service
            p-profile-key P-Profile-Key P-Profile-Key
            p-refused-uri-list P-Refused-URI-List P-Refused-URI-List
            p-served-user P-Served-User P-Served-User
            p-user-database P-User-Database P-User-Database
            p-visited-network-id P-Visited-Network-ID P-Visited-Network-ID
            path Path Path
            permission-missing Permission-Missing Permission-Missing
            priority Priority Priority
            privacy Privacy Privacy
            proxy-authenticate Proxy-Authenticate Proxy-Authenticate
            proxy-authorization Proxy-Authorization Proxy-Authorization
            proxy-require Proxy-Require Proxy-Require
            rack RAck RAck
            reason Reason Reason
            record-route Record-Route Record-Route: proxies that want to stay in the way
            recv-info Recv-Info Recv-Info
            refer-sub Refer-Sub Refer-Sub
            refer-to|r Refer-To Refer-To
            referred-by|b Referred-by Referred-by
            reject-contact|j Reject-Contact Reject-Contact
            replaces Replaces Replaces
            reply-to Reply-To Reply-To
            request-disposition|d Request-Disposition Request-Disposition
            require Require Require: extensions that are needed
            resource-priority Resource-Priority Resource-Priority
            response-source Response-Source Response-Source
            retry-after Retry-After# Retry-After
            route Route Route: proxies to go through
            rseq RSeq# RSeq: counts provisional answers
            security-client Security-Client Security-Client
            security-server Security-Server Security-Server
            security-verify Security-Verify Security-Verify
            server Server Server
            service-route Service-Route Service-Route
            session-expires|x Session-Expires Session-Expires
            session-id Session-ID Session-ID
            sip-etag ETag ETag
            sip-if-match If_Match If-Match
            subject|s Subject Subject
            subscription-state Subscription-State Subscription-State
            supported|k Supported Supported: extensions that are understood
            suppress-if-match Suppress_If_Match Suppress-If-Match
            target-dialog Target-Dialog Target-Dialog
            timestamp Timestamp Timestamp
            to|t To To: who is meant
            trigger-consent Trigger-Consent Trigger-Consent
            unsupported Unsupported Unsupported
            user-agent User-Agent User-Agent: the program
            user-to-user uui User-to-User
            via|v Via Via: the way that the answer takes back
            warning Warning Warning
            www-authenticate WWW-Authenticate WWW-Authenticate""";
}
