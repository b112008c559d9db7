import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

/** A mail as a server got it. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** Head and body as they came over the line, dots undone. */
  readonly text: string;
  /** Whether the line was secret when the mail came. */
  readonly secret: boolean;
  /** Who had signed in; null for nobody. */
  readonly user: string | null;
}

export interface MailServerOptions {
  /** Offers STARTTLS with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Who may send; without, everybody may. */
  readonly account?: { readonly user: string; readonly password: string };
  /** Answers every recipient with a refusal. */
  readonly refuse?: boolean;
  /** Largest mail in bytes. */
  readonly size?: number;
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly Received[];
  /** Everything a client said in the open. */
  readonly overheard: () => string;
  close(): void;
}

/** RFC 5321 with STARTTLS (3207), AUTH PLAIN and LOGIN (4954) and SIZE (1870), as far as one client needs. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const mails: Received[] = [];
  const open = new Set<Socket>();
  let overheard = "";
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    const conversation = new Conversation(
      socket,
      options,
      (mail) => mails.push(mail),
      (text) => (overheard += text),
    );
    conversation.greet();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    overheard: () => overheard,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

const plain = (text: string): string => Buffer.from(text, "base64").toString("utf8");

class Conversation {
  #socket: Socket;
  readonly #options: MailServerOptions;
  readonly #keep: (mail: Received) => void;
  readonly #hear: (text: string) => void;
  #secret = false;
  #user: string | null = null;
  #from = "";
  #to: string[] = [];
  #data: string[] | null = null;
  /** Lines of a sign-in that are still to come. */
  #asked: ((line: string) => void)[] = [];
  #rest = "";

  constructor(
    socket: Socket,
    options: MailServerOptions,
    keep: (mail: Received) => void,
    hear: (text: string) => void,
  ) {
    this.#socket = socket;
    this.#options = options;
    this.#keep = keep;
    this.#hear = hear;
    this.#listen();
  }

  greet(): void {
    this.#say("220 mail.test ESMTP");
  }

  #say(text: string): void {
    this.#socket.write(`${text}\r\n`);
  }

  #listen(): void {
    this.#socket.on("error", () => undefined);
    this.#socket.on("data", (bytes: Buffer) => {
      const text = bytes.toString("latin1");
      if (!this.#secret) this.#hear(text);
      this.#rest += text;
      for (let end = this.#rest.indexOf("\r\n"); end >= 0; end = this.#rest.indexOf("\r\n")) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 2);
        this.#line(line);
      }
    });
  }

  #line(line: string): void {
    if (this.#data !== null) return this.#dataLine(line);
    const waiting = this.#asked.shift();
    if (waiting) return waiting(line);
    const [verb = ""] = line.split(" ");
    const answers: Readonly<Record<string, () => void>> = {
      EHLO: () => this.#hello(),
      HELO: () => this.#say("250 mail.test"),
      STARTTLS: () => this.#startTls(),
      AUTH: () => this.#auth(line.slice(5)),
      MAIL: () => this.#mailFrom(line),
      RCPT: () => this.#recipient(line),
      DATA: () => this.#begin(),
      RSET: () => this.#say("250 fine"),
      QUIT: () => this.#socket.end("221 bye\r\n"),
    };
    (answers[verb.toUpperCase()] ?? (() => this.#say("500 what")))();
  }

  #hello(): void {
    const { tls, account, size } = this.#options;
    const offers = [
      "mail.test",
      ...(tls && !this.#secret ? ["STARTTLS"] : []),
      ...(account && (this.#secret || !tls) ? ["AUTH PLAIN LOGIN"] : []),
      ...(size === undefined ? [] : [`SIZE ${size}`]),
    ];
    offers.forEach((offer, index) =>
      this.#say(`250${index === offers.length - 1 ? " " : "-"}${offer}`),
    );
  }

  #startTls(): void {
    if (!this.#options.tls) return this.#say("502 no");
    this.#say("220 go on");
    const bare = this.#socket;
    bare.removeAllListeners("data");
    const secureContext = createSecureContext(this.#options.tls);
    this.#socket = new TLSSocket(bare, { isServer: true, secureContext });
    this.#secret = true;
    this.#rest = "";
    this.#listen();
  }

  #auth(how: string): void {
    const [kind = "", first] = how.split(" ");
    if (kind === "PLAIN" && first !== undefined) {
      const [, user = "", password = ""] = plain(first).split("\0");
      return this.#check(user, password);
    }
    let user = "";
    this.#asked = [
      (line) => {
        user = plain(line);
        this.#say(`334 ${Buffer.from("Password:").toString("base64")}`);
      },
      (line) => this.#check(user, plain(line)),
    ];
    this.#say(`334 ${Buffer.from("Username:").toString("base64")}`);
  }

  #check(user: string, password: string): void {
    const { account } = this.#options;
    const right = account?.user === user && account.password === password;
    if (right) this.#user = user;
    this.#say(right ? "235 welcome" : "535 5.7.8 Wrong user name or password");
  }

  #mailFrom(line: string): void {
    if (this.#options.account && this.#user === null) return this.#say("530 5.7.0 Sign in first");
    this.#from = /<([^>]*)>/.exec(line)?.[1] ?? "";
    this.#to = [];
    this.#say("250 fine");
  }

  #recipient(line: string): void {
    if (this.#options.refuse) return this.#say("550 nobody here");
    this.#to.push(/<([^>]*)>/.exec(line)?.[1] ?? "");
    this.#say("250 fine");
  }

  #begin(): void {
    this.#data = [];
    this.#say("354 go on");
  }

  #dataLine(line: string): void {
    if (line !== ".") {
      this.#data?.push(line.startsWith(".") ? line.slice(1) : line);
      return;
    }
    const text = (this.#data ?? []).join("\r\n");
    this.#data = null;
    const tooLarge = text.length > (this.#options.size ?? Infinity);
    if (tooLarge) return this.#say("552 5.3.4 This mail is too large");
    this.#keep({
      from: this.#from,
      to: this.#to,
      text,
      secret: this.#secret,
      user: this.#user,
    });
    this.#say("250 kept");
  }
}
