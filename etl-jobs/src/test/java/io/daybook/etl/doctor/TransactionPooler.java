package io.daybook.etl.doctor;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * A pooler in transaction mode, as small as it can be: a client has a server's session only from
 * the first message of a transaction to its end; the session given back last is given out first.
 */
final class TransactionPooler implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;

    /** Authentication messages that a client answers: clear text, MD5 and two steps of SASL. */
    private static final Set<Integer> ASKING = Set.of(3, 5, 10, 11);

    private final URI server;
    private final ServerSocket listener;
    private final LinkedBlockingDeque<Session> idle = new LinkedBlockingDeque<>();
    private final List<Closeable> open = new CopyOnWriteArrayList<>();

    TransactionPooler(String url) throws IOException {
        server = URI.create(url.substring("jdbc:".length()));
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(listener);
        daemon(this::accept);
    }

    String url() {
        return "jdbc:postgresql://localhost:" + listener.getLocalPort() + server.getPath();
    }

    /** One end of a conversation. */
    private record Session(Socket socket, DataInputStream in, DataOutputStream out) {
        static Session of(Socket socket) throws IOException {
            return new Session(
                    socket,
                    new DataInputStream(socket.getInputStream()),
                    new DataOutputStream(socket.getOutputStream()));
        }

        Message read() throws IOException {
            int type = in.read();
            if (type < 0) {
                throw new EOFException();
            }
            byte[] body = new byte[in.readInt() - Integer.BYTES];
            in.readFully(body);
            return new Message((char) type, body);
        }

        void write(Message message) throws IOException {
            out.writeByte(message.type());
            out.writeInt(message.body().length + Integer.BYTES);
            out.write(message.body());
        }
    }

    /** One message of the protocol, in whichever direction. */
    private record Message(char type, byte[] body) {
        boolean asksForPassword() {
            return type == 'R' && ASKING.contains((int) body[3]);
        }

        boolean isReady() {
            return type == 'Z';
        }

        boolean endsTransaction() {
            return isReady() && body[0] == 'I';
        }

        boolean wantsAnswer() {
            return type == 'Q' || type == 'S';
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Session client = Session.of(listener.accept());
            open.add(client.socket());
            daemon(() -> serve(client));
        }
    }

    private void serve(Session client) throws IOException {
        start(client);
        Message message = client.read();
        while (message.type() != 'X') {
            Session session = idle.pollFirst();
            if (session == null) {
                throw new IOException("no session is idle");
            }
            session.write(message);
            while (!message.wantsAnswer() || !answer(session, client)) {
                message = client.read();
                session.write(message);
            }
            message = client.read();
        }
    }

    /** The login goes through to a session of the server, which is then free for anyone. */
    private void start(Session client) throws IOException {
        int length = client.in().readInt();
        int code = client.in().readInt();
        if (code == SSL_REQUEST) {
            client.out().writeByte('N');
            client.out().flush();
            length = client.in().readInt();
            code = client.in().readInt();
        }
        byte[] startup = new byte[length - 2 * Integer.BYTES];
        client.in().readFully(startup);
        Session session = Session.of(new Socket(server.getHost(), server.getPort()));
        open.add(session.socket());
        session.out().writeInt(length);
        session.out().writeInt(code);
        session.out().write(startup);
        session.out().flush();
        Message message = session.read();
        while (!message.isReady()) {
            client.write(message);
            client.out().flush();
            if (message.asksForPassword()) {
                session.write(client.read());
                session.out().flush();
            }
            message = session.read();
        }
        idle.addFirst(session);
        client.write(message);
        client.out().flush();
    }

    /** Whether the transaction ended; its session is given back before the client knows. */
    private boolean answer(Session session, Session client) throws IOException {
        session.out().flush();
        Message message = session.read();
        while (!message.isReady()) {
            client.write(message);
            message = session.read();
        }
        if (message.endsTransaction()) {
            idle.addFirst(session);
        }
        client.write(message);
        client.out().flush();
        return message.endsTransaction();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException closed) {
                                return;
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (Closeable one : open) {
            one.close();
        }
    }
}
