// The part of libcurl that PotokFetch uses, with a typed function for each of its variadic calls and for what Swift
// cannot reach (the union of CURLMsg, the address behind curl_sockaddr).
#ifndef POTOK_CCURL_SHIM_H
#define POTOK_CCURL_SHIM_H

#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

typedef size_t (*potok_data_function)(char *data, size_t size, size_t count, void *context);
typedef int (*potok_before_request_function)(
    void *context, char *remote_address, char *local_address, int remote_port, int local_port);

static inline CURLcode potok_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode potok_easy_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode potok_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode potok_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode potok_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode potok_easy_on_body(CURL *easy, potok_data_function function) {
    return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
}
static inline CURLcode potok_easy_on_header(CURL *easy, potok_data_function function) {
    return curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, function);
}
static inline CURLcode potok_easy_on_open_socket(CURL *easy, curl_opensocket_callback function) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}
static inline CURLcode potok_easy_on_close_socket(CURL *easy, curl_closesocket_callback function) {
    return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, function);
}
static inline CURLcode potok_easy_before_request(CURL *easy, potok_before_request_function function) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, function);
}

static inline long potok_easy_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
static inline curl_off_t potok_easy_size(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
static inline const char *potok_easy_string(CURL *easy, CURLINFO info) {
    char *value = NULL;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}
static inline void *potok_easy_pointer(CURL *easy, CURLINFO info) {
    char *value = NULL;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? (void *)value : NULL;
}

static inline CURLMcode potok_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

typedef int (*potok_timer_function)(CURLM *multi, long milliseconds, void *context);

static inline void potok_multi_watch(
    CURLM *multi, curl_socket_callback on_socket, potok_timer_function on_timer, void *context) {
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

// Watches a descriptor for what CURL_POLL_* says (0: no longer), when it is known whether it is watched already.
// Returns 0 when that was so.
static inline int potok_epoll_change(int epoll, int descriptor, int what, bool is_watched) {
    struct epoll_event event;
    memset(&event, 0, sizeof event);
    event.data.fd = descriptor;
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    int change = event.events == 0 ? EPOLL_CTL_DEL : is_watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    return epoll_ctl(epoll, change, descriptor, &event);
}

// The same when that is not known.
static inline void potok_epoll_set(int epoll, int descriptor, int what) {
    if (potok_epoll_change(epoll, descriptor, what, true) != 0 && what != 0)
        potok_epoll_change(epoll, descriptor, what, false);
}

static inline int potok_event_descriptor(const struct epoll_event *event) { return event->data.fd; }

// What happened, as CURL_CSELECT_*.
static inline int potok_event_bits(const struct epoll_event *event) {
    int bits = 0;
    if (event->events & (EPOLLIN | EPOLLHUP | EPOLLRDHUP)) bits |= CURL_CSELECT_IN;
    if (event->events & EPOLLOUT) bits |= CURL_CSELECT_OUT;
    if (event->events & EPOLLERR) bits |= CURL_CSELECT_ERR;
    return bits;
}

// Takes the next finished transfer from the multi handle; false when there is none.
static inline bool potok_multi_next_done(CURLM *multi, CURL **easy, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *easy = message->easy_handle;
            *result = message->data.result;
            return true;
        }
    }
    return false;
}

// Copies the bytes of an IP address, in network order; returns their number (4 or 16), 0 for another family.
static inline int potok_address_bytes(const struct curl_sockaddr *address, unsigned char bytes[16]) {
    if (address->family == AF_INET && address->addrlen >= sizeof(struct sockaddr_in)) {
        memcpy(bytes, &((const struct sockaddr_in *)(const void *)&address->addr)->sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
        memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)&address->addr)->sin6_addr, 16);
        return 16;
    }
    return 0;
}

// Opens the socket that libcurl asked for; children of this process do not inherit it.
static inline curl_socket_t potok_open_socket(const struct curl_sockaddr *address) {
#ifdef SOCK_CLOEXEC
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    return socket(address->family, address->socktype, address->protocol);
#endif
}

#endif
