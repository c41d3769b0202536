package io.daybook.etl.faults;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Stands between a client and a PostgreSQL server and shows each message of the client's to a
 * fault, which may cut or freeze the connection. Of the server's bytes it understands nothing.
 */
final class TcpProxy implements AutoCloseable {

    /** What the wire can do to one connection. */
    enum Wire {
        OPEN,
        /** Keeps the sockets open and forwards nothing in either direction. */
        FROZEN,
        /** The client's bytes arrive, then both ends see the connection end unanswered. */
        LAST_MESSAGE,
        /** The client's bytes do not arrive, and both ends see the connection end. */
        CUT
    }

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final BiConsumer<Connection, String> fault;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Wire newConnections = Wire.OPEN;

    /** {@code fault} is called before a message of the client's is forwarded. */
    TcpProxy(String host, int port, BiConsumer<Connection, String> fault) {
        this.host = host;
        this.port = port;
        this.fault = fault;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What becomes of connections made from now on. */
    void onConnect(Wire wire) {
        newConnections = wire;
    }

    /** One connection of a client's. */
    final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile Wire wire = Wire.OPEN;

        private Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void become(Wire next) {
            wire = next;
        }

        private void forwardMessages() {
            try (client;
                    server) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                OutputStream out = server.getOutputStream();
                // the first message has no type
                forward(out, -1, body(in));
                while (true) {
                    int type = in.readUnsignedByte();
                    byte[] body = body(in);
                    fault.accept(this, new String(body, StandardCharsets.UTF_8));
                    if (wire == Wire.FROZEN) {
                        stayFrozen(in);
                        return;
                    }
                    if (wire == Wire.CUT) {
                        return;
                    }
                    forward(out, type, body);
                }
            } catch (IOException exception) {
                // either side is gone: closing both sockets tells the other
                return;
            }
        }

        private void stayFrozen(InputStream in) throws IOException {
            while (in.read() >= 0) {
                // until the client gives up
            }
        }

        private void forward(OutputStream out, int type, byte[] body) throws IOException {
            ByteBuffer message = ByteBuffer.allocate(body.length + 5);
            if (type >= 0) {
                message.put((byte) type);
            }
            message.putInt(body.length + 4).put(body);
            out.write(message.array(), 0, message.position());
        }

        private byte[] body(DataInputStream in) throws IOException {
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            return body;
        }

        private void forwardAnswers() {
            byte[] buffer = new byte[8192];
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                int count;
                while ((count = in.read(buffer)) >= 0 && wire != Wire.LAST_MESSAGE) {
                    if (wire != Wire.FROZEN) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException exception) {
                return;
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                sockets.add(client);
                if (newConnections == Wire.CUT) {
                    client.close();
                } else if (newConnections == Wire.OPEN) {
                    Socket server = new Socket(host, port);
                    server.setTcpNoDelay(true);
                    sockets.add(server);
                    Connection connection = new Connection(client, server);
                    start(connection::forwardMessages);
                    start(connection::forwardAnswers);
                }
            }
        } catch (IOException exception) {
            // closed
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
