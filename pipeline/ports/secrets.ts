/**
 * Secrets of this computer's user, outside every workspace. Names are ours, e.g. `google/marta@shop.example`.
 * Values never appear in errors, logs or answers of the contract.
 */
export interface SecretStore {
  /** Null when there is none. @throws AppError `upstream` when the store is locked or missing. */
  get(name: string): Promise<string | null>;
  /** @throws AppError `upstream` when the store is locked or missing; nothing is kept elsewhere then. */
  set(name: string, value: string): Promise<void>;
  /** Deleting what is not there is fine. */
  delete(name: string): Promise<void>;
}
