/** Something a check has to say: a stable code for programs and tests, a message for people. */
export interface Finding<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
}
