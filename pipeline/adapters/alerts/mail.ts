import type { Message } from "#domain/night/incidents.ts";

/** One mail as the server gets it. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachment?: { readonly filename: string; readonly content: Buffer };
}

const PATIENCE = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };
const LOCAL = new Set(["127.0.0.1", "localhost", "[::1]"]);

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** @returns whether this is the address of a mail server, e.g. `smtps://user:password@mail.shop.example`. */
export function isMailServer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return ["smtp:", "smtps:"].includes(protocol) && hostname !== "";
}

/**
 * @param server e.g. `smtp://user:password@mail.shop.example:587`. Over `smtp:` the line is made secret with
 * STARTTLS; a server elsewhere that cannot do that gets neither password nor mail.
 */
export async function sendMail(server: string, mail: Mail): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const { protocol, hostname, port, username, password, searchParams } = new URL(server);
  const secure = protocol === "smtps:";
  const transport = createTransport({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && (username !== "" || !LOCAL.has(hostname)) && !plainAllowed(searchParams),
    ...(username !== "" && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...PATIENCE,
  });
  try {
    const { to, attachment, ...rest } = mail;
    await transport.sendMail({
      ...rest,
      to: [...to],
      subject: oneLine(mail.subject),
      ...(attachment && { attachments: [{ ...attachment, contentType: "application/zip" }] }),
    });
  } finally {
    transport.close();
  }
}

/** `?tls=no`: somebody decided that the line to this server may be read. */
const plainAllowed = (search: URLSearchParams): boolean => search.get("tls") === "no";

/** A message as a mail: plain text, and the same with a link that can be pressed. */
export function messageMail(
  { title, text, link }: Message,
  from: string,
  to: readonly string[],
): Mail {
  const subject = `Medallion: ${title}`;
  if (link === undefined) return { from, to, subject, text: `${text}\n` };
  const html = `<p>${escaped(text)}</p><p><a href="${escaped(link)}">Open it in Medallion</a></p>`;
  return { from, to, subject, text: `${text}\n\nOpen it in Medallion: ${link}\n`, html };
}
