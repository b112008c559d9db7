/** An account that may read sheets, without its secret. */
export interface GoogleAccountInfo {
  /** How sources refer to it; an address, or a name for a key. */
  readonly name: string;
  readonly kind: "signed_in" | "service_account" | "api_key";
  /** The address sheets are shared with; null for a key. */
  readonly email: string | null;
}

/** Accounts of this computer: their secrets are in the secret store and never leave it. */
export interface GoogleAccounts {
  /**
   * Signs a person in: gives the address of Google's page to `open`, waits on a loopback port for the answer.
   * @throws AppError `upstream` when it is refused or does not come back right, `cancelled` by the signal.
   */
  signIn(open: (url: string) => void, signal: AbortSignal): Promise<GoogleAccountInfo>;
  /** @throws AppError `bad_input` when the text is no key file of a service account. */
  addKeyFile(text: string): Promise<GoogleAccountInfo>;
  addApiKey(name: string, key: string): Promise<GoogleAccountInfo>;
  remove(name: string): Promise<void>;
  /**
   * When Google ends a sign-in by itself, as an ISO instant: after seven days where the consent screen is in
   * Testing. Null for one that lasts, and where the secret store cannot be asked.
   */
  accessUntil(name: string): Promise<string | null>;
}
