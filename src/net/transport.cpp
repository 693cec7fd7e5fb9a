#include "net/transport.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>

namespace tarn::net {
namespace {

std::string openssl_reason() {
  char text[256];
  ERR_error_string_n(ERR_get_error(), text, sizeof text);
  return text;
}

// OpenSSL's own socket BIO writes with write(), which raises SIGPIPE when the peer has gone.
int bio_write(BIO* bio, const char* data, size_t size, size_t* written) {
  ssize_t n = ::send(static_cast<int>(reinterpret_cast<intptr_t>(BIO_get_data(bio))), data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  BIO_clear_retry_flags(bio);
  if (n < 0) {
    if (errno == EAGAIN || errno == EINTR) BIO_set_retry_write(bio);
    return 0;
  }
  *written = static_cast<size_t>(n);
  return 1;
}

int bio_read(BIO* bio, char* out, size_t size, size_t* got) {
  ssize_t n = ::recv(static_cast<int>(reinterpret_cast<intptr_t>(BIO_get_data(bio))), out, size, MSG_DONTWAIT);
  BIO_clear_retry_flags(bio);
  if (n <= 0) {
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    return 0;
  }
  *got = static_cast<size_t>(n);
  return 1;
}

long bio_control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

BIO* make_socket_bio(int descriptor) {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "tarn socket");
    BIO_meth_set_write_ex(m, bio_write);
    BIO_meth_set_read_ex(m, bio_read);
    BIO_meth_set_ctrl(m, bio_control);
    return m;
  }();
  BIO* bio = BIO_new(method);
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<intptr_t>(descriptor)));
  BIO_set_init(bio, 1);
  return bio;
}

Io tls_state(SSL* tls, int result) {
  switch (SSL_get_error(tls, result)) {
    case SSL_ERROR_WANT_READ: return Io::wants_read;
    case SSL_ERROR_WANT_WRITE: return Io::wants_write;
    default: ERR_clear_error(); return Io::closed;
  }
}

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::load(const TlsFiles& files) {
  std::shared_ptr<TlsContext> context(new TlsContext(SSL_CTX_new(TLS_server_method())));
  SSL_CTX* ctx = context->get();
  if (ctx == nullptr) return internal_error("TLS: " + openssl_reason());
  SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
  SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  if (SSL_CTX_use_certificate_chain_file(ctx, files.certificate.c_str()) != 1)
    return internal_error("TLS certificate " + files.certificate + ": " + openssl_reason());
  if (SSL_CTX_use_PrivateKey_file(ctx, files.key.c_str(), SSL_FILETYPE_PEM) != 1)
    return internal_error("TLS key " + files.key + ": " + openssl_reason());
  if (SSL_CTX_check_private_key(ctx) != 1) return internal_error("TLS key " + files.key + " does not belong to " + files.certificate);
  return context;
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Transport::~Transport() { SSL_free(tls_); }

void Transport::start_tls(const TlsContext& context) {
  tls_ = SSL_new(context.get());
  BIO* bio = make_socket_bio(descriptor_);
  SSL_set_bio(tls_, bio, bio);
  SSL_set_accept_state(tls_);
}

Io Transport::handshake() {
  int result = SSL_do_handshake(tls_);
  return result == 1 ? Io::done : tls_state(tls_, result);
}

IoResult Transport::read_some(std::span<char> out) {
  if (tls_ != nullptr) {
    size_t n = 0;
    int result = SSL_read_ex(tls_, out.data(), out.size(), &n);
    return result == 1 ? IoResult{Io::done, n} : IoResult{tls_state(tls_, result), 0};
  }
  ssize_t n = ::recv(descriptor_, out.data(), out.size(), MSG_DONTWAIT);
  if (n > 0) return {Io::done, static_cast<size_t>(n)};
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return {Io::wants_read, 0};
  return {Io::closed, 0};
}

IoResult Transport::write_some(std::string_view first, std::string_view second) {
  if (first.empty()) std::swap(first, second);
  if (first.empty()) return {Io::done, 0};
  if (tls_ != nullptr) {
    size_t n = 0;
    int result = SSL_write_ex(tls_, first.data(), first.size(), &n);
    return result == 1 ? IoResult{Io::done, n} : IoResult{tls_state(tls_, result), 0};
  }
  iovec parts[2] = {{const_cast<char*>(first.data()), first.size()}, {const_cast<char*>(second.data()), second.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = second.empty() ? 1 : 2;
  ssize_t n = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n >= 0) return {Io::done, static_cast<size_t>(n)};
  if (errno == EAGAIN || errno == EINTR) return {Io::wants_write, 0};
  return {Io::closed, 0};
}

bool Transport::wait(Io wants, std::chrono::milliseconds limit) const {
  if (wants == Io::closed) return false;
  pollfd entry{descriptor_, static_cast<short>(wants == Io::wants_read ? POLLIN : POLLOUT), 0};
  int ready = 0;
  do ready = ::poll(&entry, 1, static_cast<int>(limit.count()));
  while (ready < 0 && errno == EINTR);
  return ready > 0;
}

void Transport::shut_down() { ::shutdown(descriptor_, SHUT_RDWR); }

void Transport::shut_down_writes() {
  if (tls_ != nullptr && SSL_is_init_finished(tls_)) {
    SSL_shutdown(tls_);
    ERR_clear_error();
  }
  ::shutdown(descriptor_, SHUT_WR);
}

}  // namespace tarn::net
