import type { Message } from "#domain/night/incidents.ts";

/** @param server e.g. `smtp://user:password@mail.shop.example:587`. */
export async function sendMail(
  server: string,
  from: string,
  to: readonly string[],
  { title, text }: Message,
): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(server);
  try {
    const subject = `Medallion: ${title.replaceAll(/\s+/g, " ")}`;
    await transport.sendMail({ from, to: [...to], subject, text: `${text}\n` });
  } finally {
    transport.close();
  }
}
