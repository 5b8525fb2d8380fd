// The parts of OpenSSL's libcrypto that the target Signing uses, and the few calls that Swift cannot make by itself:
// macros, variadic functions and structs that must live on the stack.
#ifndef TONGBAN_COPENSSL_H
#define TONGBAN_COPENSSL_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdint.h>

/// A new SM2 key pair, or NULL. (EVP_PKEY_Q_keygen is variadic.)
static inline EVP_PKEY *tongban_generate_sm2(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "SM2"); }

/// Refuses to ask a terminal for a passphrase, which PEM functions do when given no callback.
static inline int tongban_no_passphrase(char *buffer, int size, int writing, void *context) { return -1; }

/// A private key from DER or PEM. An encrypted key needs a passphrase that ends in a zero byte; NULL means the key is not encrypted.
static inline EVP_PKEY *tongban_read_private_key(const void *bytes, int count, int is_pem, const char *passphrase) {
    BIO *source = BIO_new_mem_buf(bytes, count);
    if (source == NULL) return NULL;
    pem_password_cb *refuse = passphrase == NULL ? tongban_no_passphrase : NULL;
    EVP_PKEY *key;
    if (is_pem) key = PEM_read_bio_PrivateKey(source, NULL, refuse, (void *)passphrase);
    else if (passphrase != NULL) key = d2i_PKCS8PrivateKey_bio(source, NULL, NULL, (void *)passphrase);
    else key = d2i_PrivateKey_bio(source, NULL);
    BIO_free(source);
    return key;
}

/// Seconds from 1970 to the time, or 0 in `ok` when the time cannot be read.
static inline int64_t tongban_seconds(const ASN1_TIME *time, int *ok) {
    int days = 0, seconds = 0;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    *ok = epoch != NULL && ASN1_TIME_diff(&days, &seconds, epoch, time);
    ASN1_TIME_free(epoch);
    return (int64_t)days * 86400 + seconds;
}

/// Adds one extension written in OpenSSL's configuration language; 1 when it was added.
static inline int tongban_add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL) return 0;
    int added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

/// Whether the certificate says what its key is limited to.
static inline int tongban_has_purposes(const X509 *certificate) {
    return X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1) >= 0;
}

/// Whether a critical extension limits the key to this purpose, among others or alone. (Stacks are macros.)
static inline int tongban_has_critical_purpose(const X509 *certificate, const char *purpose) {
    int critical = 0, found = 0;
    EXTENDED_KEY_USAGE *purposes = (EXTENDED_KEY_USAGE *)X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, NULL);
    ASN1_OBJECT *wanted = OBJ_txt2obj(purpose, 1);
    for (int i = 0; wanted != NULL && critical == 1 && i < sk_ASN1_OBJECT_num(purposes); i++)
        found |= OBJ_cmp(sk_ASN1_OBJECT_value(purposes, i), wanted) == 0;
    ASN1_OBJECT_free(wanted);
    EXTENDED_KEY_USAGE_free(purposes);
    return found;
}

#endif
