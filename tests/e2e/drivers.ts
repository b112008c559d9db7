import type { Driver } from "./driver.ts";
import { electronDriver } from "./driver-electron.ts";
import { webDriver } from "./driver-web.ts";

/**
 * Hosts a flow is proved on: the browser always, the desktop where it can be. `MEDALLION_E2E=electron` or
 * `web` asks for one by name, and then what it lacks is a failure.
 */
export function chosenDrivers(
  asked: string | undefined,
  all: readonly [web: Driver, electron: Driver],
  say: (text: string) => void,
): readonly Driver[] {
  const [web, electron] = all;
  if (asked) return all.filter(({ name }) => name === asked);
  const lacks = electron.missing();
  if (lacks !== null) say(`The desktop host was not tested. ${lacks}`);
  return lacks === null ? all : [web];
}

/** Every host a flow is proved on. */
export const drivers = chosenDrivers(
  process.env.MEDALLION_E2E,
  [webDriver, electronDriver],
  (text) => console.info(text),
);
