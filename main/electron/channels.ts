/** Every message that travels between a window and this host. The preload repeats the names: it imports nothing. */
export const CHANNELS = {
  /** Window → host: give me a port, for this nonce. */
  connect: "medallion:connect",
  /** Host → window: the port, with the nonce it was asked with. */
  port: "medallion:port",
  /** Host → window: show this screen. */
  show: "medallion:show",
  /** Window → host, answered. */
  pickFile: "medallion:pick-file",
  openExternal: "medallion:open-external",
} as const;
