/** What the live suite needs to know; without it, it says that nothing was tested and ends with 2. */
const NEEDED = ["ACCOUNT", "USER", "KEY_FILE"] as const;
const named = (name: string): string => `MEDALLION_LIVE_${name}`;
const missing = NEEDED.map(named).filter((name) => !process.env[name]);

if (missing.length > 0) {
  console.error(
    `NOT RUN: the suite on a real Snowflake account. ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not set.
Nothing was sent anywhere and nothing was tested; this is no success. Set them to an account, a user and its private
key file (and MEDALLION_LIVE_PASSPHRASE, _ROLE, _WAREHOUSE where they differ from the set-up script), then run again.`,
  );
  process.exit(2);
}

export const setting = (name: (typeof NEEDED)[number]): string =>
  process.env[named(name)] as string;
