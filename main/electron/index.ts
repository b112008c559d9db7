/** The desktop program starts here: the gate first, then what must happen before Electron is ready, then the rest. */
import { app, protocol } from "electron";
import { SCHEME } from "./origins.ts";
import { isTheOne } from "./single-instance.ts";

// The gate counts per user-data folder: a test gives one of its own.
const userData = app.commandLine.getSwitchValue("user-data-dir");
if (userData !== "") app.setPath("userData", userData);

if (isTheOne(app)) {
  app.enableSandbox();
  // May be called once. Not `corsEnabled`: that would open our files to other origins.
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
  const { boot } = await import("./boot.ts");
  boot();
}
