/** Something a person can do, offered by the palette. */
export interface Action {
  readonly id: string;
  readonly label: string;
  run(): void;
}
