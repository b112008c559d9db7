/** What can go wrong, at the moment a test chooses. */
type Fault = "reset" | "reset_after" | "busy";

export class Faults {
  #requests: Fault[] = [];
  #expiring = 0;
  /** Files go to a storage that takes them and does not have them afterwards. */
  losesFiles = false;
  /** Requests are taken and never answered. */
  silent = false;
  /** How often a token was renewed. */
  renewals = 0;
  /** Called before every statement; may wait or throw. */
  before: (sql: string) => Promise<void> | void = () => undefined;
  /** Called before anybody is signed in; may wait. */
  signIn: () => Promise<void> | void = () => undefined;
  after: (sql: string) => Promise<void> | void = () => undefined;

  /** The next requests for statements meet these, in turn. */
  queue(...faults: readonly Fault[]): void {
    this.#requests.push(...faults);
  }

  next(path: string): Fault | undefined {
    return path.startsWith("/queries/v1/query") ? this.#requests.shift() : undefined;
  }

  /** The session's token is refused once. */
  expireToken(): void {
    this.#expiring += 1;
  }

  expire(): boolean {
    if (this.#expiring === 0) return false;
    this.#expiring -= 1;
    return true;
  }

  async beforeStatement(sql: string): Promise<void> {
    await this.before(sql);
  }

  async afterStatement(sql: string): Promise<void> {
    await this.after(sql);
  }
}
