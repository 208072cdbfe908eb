"""Bodies made to hold a client's network thread, served by plain sockets: large, in crumbs, packed, with endless headers."""
import os, socket, ssl, threading, zlib

MEGABYTE = 1 << 20


def packed(pieces):
    """The pieces as one gzip stream."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return b"".join(packer.compress(piece) for piece in pieces) + packer.flush()


def answers():
    """The whole responses by path."""
    noise = os.urandom(20 * MEGABYTE)

    def response(body, *fields):
        head = ("HTTP/1.1 200 OK", "Content-Type: text/html", f"Content-Length: {len(body)}", *fields)
        return "\r\n".join(head).encode() + b"\r\n\r\n" + body

    def chunked(chunk, count):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        return head + b"%x\r\n%s\r\n" % (len(chunk), chunk) * count + b"0\r\n\r\n"

    return {
        "/large": response(noise),
        "/large-without-length": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + noise,
        "/packed": response(packed([noise]), "Content-Encoding: gzip"),
        "/bomb": response(packed([bytes(MEGABYTE)] * 256), "Content-Encoding: gzip"),
        "/crumbs": chunked(b"x", 2 * MEGABYTE),
        "/chunks": chunked(noise[:4096], 5 * 1024),
        "/many-headers": response(b"x", *[f"X-{number}: {'y' * 60}" for number in range(3000)]),
        "/long-header": response(b"x", "X-Long: " + "y" * 90_000),
    }


class HostileBodies:
    """The server: one address for each answer, over HTTP and over TLS."""

    def __init__(self, net, port, tls_port, certificates):
        self.urls, self.sockets = [], []
        for index, (path, answer) in enumerate(answers().items()):
            address = f"127.0.{net}.{index + 1}"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"{certificates}/{index:04}.pem", f"{certificates}/host.key")
            for scheme, number, wrap in (("http", port, None), ("https", tls_port, context)):
                listener = socket.create_server((address, number))
                self.sockets.append(listener)
                self.urls.append(f"{scheme}://{address}:{number}{path}")
                threading.Thread(target=self.accept, args=(listener, wrap, answer), daemon=True).start()

    def accept(self, listener, context, answer):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection, context, answer), daemon=True).start()

    def serve(self, connection, context, answer):
        try:
            if context:
                connection = context.wrap_socket(connection, server_side=True)
            with connection:
                while connection.recv(65536):
                    connection.sendall(answer)
                    if b"Connection: close" in answer[:100]:
                        return
        except OSError:
            pass

    def stop(self):
        for listener in self.sockets:
            listener.close()
