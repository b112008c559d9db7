import type * as Snowflake from "snowflake-sdk";

export type Driver = typeof Snowflake;
export type DriverConnection = Snowflake.Connection;
export type DriverStatement = Snowflake.RowStatement;

let loaded: Promise<Driver> | null = null;

/**
 * Loads the driver on first use: it takes half a second and 100 MB, which nobody pays who does not use Snowflake.
 * Its import would ask the network which cloud this computer is in, and report about it; both are switched off.
 */
export function loadDriver(env: NodeJS.ProcessEnv): Promise<Driver> {
  env["SNOWFLAKE_DISABLE_PLATFORM_DETECTION"] ??= "true";
  env["SF_TELEMETRY_DISABLE_CONNECTION_SHAPE"] ??= "1";
  env["SNOWFLAKE_DISABLE_MINICORE"] ??= "1";
  loaded ??= import("snowflake-sdk").then((module) => {
    const driver = (module as unknown as { default?: Driver }).default ?? module;
    driver.configure({
      logLevel: "OFF",
      additionalLogToConsole: false,
      // Certificates of a company's proxy have no revocation service that could be asked.
      ...(env["MEDALLION_SNOWFLAKE_REVOCATION"] === "off" && { disableOCSPChecks: true }),
    });
    return driver;
  });
  return loaded;
}

/** The driver's options for a proxy such as `http://user:word@host:3128`; none for no proxy. */
export function proxyOptions(env: NodeJS.ProcessEnv): Record<string, string | number> {
  const url = env["HTTPS_PROXY"] ?? env["https_proxy"];
  if (!url || !URL.canParse(url)) return {};
  const { hostname, port, protocol, username, password } = new URL(url);
  return {
    proxyHost: hostname,
    proxyPort: Number(port || (protocol === "https:" ? 443 : 80)),
    proxyProtocol: protocol.replace(":", ""),
    ...(username && { proxyUser: decodeURIComponent(username) }),
    ...(password && { proxyPassword: decodeURIComponent(password) }),
  };
}
