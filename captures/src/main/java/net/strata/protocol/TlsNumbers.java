package net.strata.protocol;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.strata.wire.Names;

/// Numbers of TLS (IANA, "Transport Layer Security Parameters" and "TLS ExtensionType Values").
final class TlsNumbers {
    /// Numbers that mean nothing, sent so that nobody relies on their absence (RFC 8701 section 2).
    static final String GREASE = IntStream.range(0, 16).mapToObj("0x%1$xa%1$xa Reserved (GREASE)"::formatted)
            .collect(Collectors.joining("\n"));

    static final Names CONTENT = new Names("""
            20 Change Cipher Spec
            21 Alert
            22 Handshake
            23 Application Data
            24 Heartbeat""");

    static final Names VERSION = new Names("""
            0x0300 SSL 3.0
            0x0301 TLS 1.0
            0x0302 TLS 1.1
            0x0303 TLS 1.2
            0x0304 TLS 1.3
            0x7f00-0x7fff TLS 1.3 draft""").and(GREASE);

    static final Names HANDSHAKE = new Names("""
            0 Hello Request
            1 Client Hello
            2 Server Hello
            4 New Session Ticket
            5 End of Early Data
            8 Encrypted Extensions
            11 Certificate
            12 Server Key Exchange
            13 Certificate Request
            14 Server Hello Done
            15 Certificate Verify
            16 Client Key Exchange
            20 Finished
            21 Client Certificate URL
            22 Certificate Status
            24 Key Update
            25 Compressed Certificate""");

    static final Names ALERT_LEVEL = Names.from0("", "Warning", "Fatal");

    static final Names ALERT = new Names("""
            0 Close Notify
            10 Unexpected Message
            20 Bad Record MAC
            21 Decryption Failed
            22 Record Overflow
            30 Decompression Failure
            40 Handshake Failure
            41 No Certificate
            42 Bad Certificate
            43 Unsupported Certificate
            44 Certificate Revoked
            45 Certificate Expired
            46 Certificate Unknown
            47 Illegal Parameter
            48 Unknown CA
            49 Access Denied
            50 Decode Error
            51 Decrypt Error
            60 Export Restriction
            70 Protocol Version
            71 Insufficient Security
            80 Internal Error
            86 Inappropriate Fallback
            90 User Canceled
            100 No Renegotiation
            109 Missing Extension
            110 Unsupported Extension
            111 Certificate Unobtainable
            112 Unrecognized Name
            113 Bad Certificate Status Response
            114 Bad Certificate Hash Value
            115 Unknown PSK Identity
            116 Certificate Required
            120 No application Protocol
            121 ECH Required""");

    static final Names EXTENSION = new Names("""
            0 server_name
            1 max_fragment_length
            2 client_certificate_url
            3 trusted_ca_keys
            4 truncated_hmac
            5 status_request
            6 user_mapping
            7 client_authz
            8 server_authz
            9 cert_type
            10 supported_groups
            11 ec_point_formats
            12 srp
            13 signature_algorithms
            14 use_srtp
            15 heartbeat
            16 application_layer_protocol_negotiation
            17 status_request_v2
            18 signed_certificate_timestamp
            19 client_certificate_type
            20 server_certificate_type
            21 padding
            22 encrypt_then_mac
            23 extended_master_secret
            24 token_binding
            25 cached_info
            27 compress_certificate
            28 record_size_limit
            34 delegated_credentials
            35 session_ticket
            41 pre_shared_key
            42 early_data
            43 supported_versions
            44 cookie
            45 psk_key_exchange_modes
            47 certificate_authorities
            48 oid_filters
            49 post_handshake_auth
            50 signature_algorithms_cert
            51 key_share
            54 connection_id
            57 quic_transport_parameters
            58 ticket_request
            59 dnssec_chain
            13172 next_protocol_negotiation
            17513 application_settings
            30032 channel_id
            65037 encrypted_client_hello
            65281 renegotiation_info""").and(GREASE);

    static final Names GROUP = new Names("""
            0x0013 secp192r1
            0x0015 secp224r1
            0x0016 secp256k1
            0x0017 secp256r1
            0x0018 secp384r1
            0x0019 secp521r1
            0x001a brainpoolP256r1
            0x001b brainpoolP384r1
            0x001c brainpoolP512r1
            0x001d x25519
            0x001e x448
            0x0029 curveSM2
            0x0100 ffdhe2048
            0x0101 ffdhe3072
            0x0102 ffdhe4096
            0x0103 ffdhe6144
            0x0104 ffdhe8192
            0x11ec X25519MLKEM768""").and(GREASE);

    static final Names SIGNATURE = new Names("""
            0x0101 rsa_pkcs1_md5
            0x0201 rsa_pkcs1_sha1
            0x0202 dsa_sha1
            0x0203 ecdsa_sha1
            0x0301 rsa_pkcs1_sha224
            0x0302 dsa_sha224
            0x0303 ecdsa_sha224
            0x0401 rsa_pkcs1_sha256
            0x0402 dsa_sha256
            0x0403 ecdsa_secp256r1_sha256
            0x0501 rsa_pkcs1_sha384
            0x0502 dsa_sha384
            0x0503 ecdsa_secp384r1_sha384
            0x0601 rsa_pkcs1_sha512
            0x0602 dsa_sha512
            0x0603 ecdsa_secp521r1_sha512
            0x0804 rsa_pss_rsae_sha256
            0x0805 rsa_pss_rsae_sha384
            0x0806 rsa_pss_rsae_sha512
            0x0807 ed25519
            0x0808 ed448
            0x0809 rsa_pss_pss_sha256
            0x080a rsa_pss_pss_sha384
            0x080b rsa_pss_pss_sha512""").and(GREASE);

    private TlsNumbers() {}
}
