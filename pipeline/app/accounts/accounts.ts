import type { GoogleAccountInfo } from "#ports/google-accounts.ts";
import { consentNotice } from "#domain/sheets/days-left.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";

/** `accounts.list`: who may read sheets, by name, and until when; no secret. */
export const listAccounts: Handler<"accounts", "list"> = (services) => async () => {
  const { accounts = [] } = await services.workspaces.open(services.directory);
  const now = services.clock.now();
  return Promise.all(
    accounts.map(async (account) => {
      const ends =
        account.kind === "signed_in" ? await services.accounts.accessUntil(account.name) : null;
      const notice = consentNotice(account.name, ends, now);
      return {
        ...account,
        access_until: ends,
        days_left: notice?.days_left ?? null,
        notice: notice && { text: notice.text, action: notice.action },
      };
    }),
  );
};

/**
 * `accounts.signIn`: a job, because a person is asked. Its event `browser` carries the address to open.
 * @throws AppError `upstream` when Google or the person says no.
 */
export const signIn: Handler<"accounts", "signIn"> = (services) => async (_input, call) => {
  const info = await services.accounts.signIn((url) => {
    call.progress({
      step: "browser",
      label: "Waiting for your answer in the browser",
      fraction: null,
      note: url,
    });
  }, call.signal);
  return remember(services, info);
};

/** `accounts.addKeyFile`: a service account. @throws AppError `bad_input` for another kind of file. */
export const addKeyFile: Handler<"accounts", "addKeyFile"> =
  (services) =>
  async ({ key_file }) =>
    remember(services, await services.accounts.addKeyFile(key_file));

/** `accounts.addApiKey`: reads sheets that anyone with the link may see. */
export const addApiKey: Handler<"accounts", "addApiKey"> =
  (services) =>
  async ({ name, key }) =>
    remember(services, await services.accounts.addApiKey(name, key));

/** `accounts.remove`: forgets the secret. Sources that used it are held at the next run. */
export const removeAccount: Handler<"accounts", "remove"> =
  (services) =>
  async ({ name }) => {
    await services.accounts.remove(name);
    const { sources } = await services.workspaces.update(services.directory, (now) => ({
      ...now,
      accounts: (now.accounts ?? []).filter((one) => one.name !== name),
    }));
    const used = sources.filter(
      ({ origin, removed_at }) =>
        origin.kind === "sheet" && origin.account === name && removed_at === undefined,
    );
    return { name, sources: used.map((source) => source.name) };
  };

/** The workspace knows names only; whoever opens it elsewhere signs in there. */
async function remember(services: Services, info: GoogleAccountInfo): Promise<GoogleAccountInfo> {
  await services.workspaces.update(services.directory, (now) => ({
    ...now,
    accounts: [...(now.accounts ?? []).filter(({ name }) => name !== info.name), info],
  }));
  return info;
}
